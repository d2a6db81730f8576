import type { Queries } from '../database/index.ts'
import { deliveryStates, type DeliveryState } from './delivery.ts'

/** How many deliveries of a send are in which state. */
export interface DeliveryCounts {
  /** As it was written down when the recipients were frozen, and the letters sent again since. */
  planned: number
  byState: Record<DeliveryState, number>
  /** Whether the states add up to what was planned. */
  reconciles: boolean
}

/** Counts a send's deliveries, all at one moment. */
export async function countDeliveries(queries: Queries, sendId: number): Promise<DeliveryCounts> {
  const rows = await queries.all<{ state: DeliveryState | 'planned'; count: number }>(
    `SELECT state, count(*) AS count FROM deliveries WHERE send_id = ? GROUP BY state
     UNION ALL SELECT 'planned', planned FROM sends WHERE id = ?
     UNION ALL SELECT 'planned', count(*) FROM deliveries WHERE +send_id = ? AND again_of IS NOT NULL`,
    sendId,
    sendId,
    sendId,
  )
  const byState = noDeliveries()
  let planned = 0
  for (const { state, count } of rows) {
    if (state === 'planned') planned += count
    else byState[state] = count
  }
  return countsOf(planned, byState)
}

/** The counts with their proof. */
export function countsOf(planned: number, byState: Record<DeliveryState, number>): DeliveryCounts {
  const sum = Object.values(byState).reduce((total, count) => total + count, 0)
  return { planned, byState, reconciles: sum === planned }
}

function noDeliveries(): Record<DeliveryState, number> {
  return Object.fromEntries(deliveryStates.map((state) => [state, 0])) as Record<DeliveryState, number>
}

/** Those that a sender has yet to bring to an end. */
export function countOpen({ byState }: DeliveryCounts): number {
  return byState.waiting + byState.claimed + byState.deferred + byState['handed-over']
}
