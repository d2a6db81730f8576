import type { Queries } from '../database/index.ts'
import { heldBack } from '../members/index.ts'
import type { ClaimedDelivery } from './delivery.ts'
import { deliveryColumns, withMembers, type DeliveryRow } from './delivery-row.ts'

export interface ClaimInput {
  sendId: number
  senderId: string
  limit: number
  now: number
  /** A deferred one whose time is further off than this had its time from a clock that jumped. */
  longestWaitMs: number
  series: string | undefined
}

export interface Claimed {
  deliveries: ClaimedDelivery[]
  /** Deliveries taken from these states, and those found to be suppressed, for the running counts. */
  waiting: number
  deferred: number
  suppressed: number
}

/**
 * Takes on the next deliveries of a send whose time has come, and marks those as suppressed whose member has left
 * since the recipients were frozen. The time of a deferred letter never depends on the clock alone: one that lies
 * further off than any wait is due.
 */
export async function claimDeliveries(queries: Queries, input: ClaimInput): Promise<Claimed> {
  const { now, limit } = input
  const deferred = await take(queries, input, 'deferred', `not_before <= ?`, [now], limit)
  const misdated = `not_before > ?`
  const late = await take(queries, input, 'deferred', misdated, [now + input.longestWaitMs], limit)
  const put = limit - deferred.length - late.length
  const waiting = put > 0 ? await take(queries, input, 'waiting', 'not_before <= ?', [now], put) : []
  const rows = [...deferred, ...late, ...waiting]
  const deliveries = await withoutSuppressed(queries, rows, input)
  return {
    deliveries,
    waiting: waiting.length,
    deferred: deferred.length + late.length,
    suppressed: rows.length - deliveries.length,
  }
}

async function take(
  queries: Queries,
  { sendId, senderId }: ClaimInput,
  state: 'waiting' | 'deferred',
  due: string,
  bounds: number[],
  limit: number,
): Promise<DeliveryRow[]> {
  const rows = await queries.all<DeliveryRow>(
    `UPDATE deliveries SET state = 'claimed', sender_id = ? WHERE id IN (
       SELECT id FROM deliveries WHERE send_id = ? AND state = '${state}' AND ${due}
       ORDER BY not_before, id LIMIT ?)
     RETURNING ${deliveryColumns}`,
    senderId,
    sendId,
    ...bounds,
    limit,
  )
  return rows.sort((one, other) => one.id - other.id)
}

async function withoutSuppressed(
  queries: Queries,
  rows: readonly DeliveryRow[],
  { series, now }: ClaimInput,
): Promise<ClaimedDelivery[]> {
  if (rows.length === 0) return []
  const held = await heldBack(queries, rows, series)
  const free = rows.filter(({ memberId }) => !held.has(memberId))
  for (const { id, memberId } of rows) {
    const reason = held.get(memberId)
    if (reason !== undefined) await suppressDelivery(queries, id, reason, now)
  }
  return withMembers(queries, free)
}

/** Marks a delivery that was not handed over as one that must not go. */
export async function suppressDelivery(
  queries: Queries,
  deliveryId: number,
  reason: string,
  now: number,
): Promise<void> {
  await queries.run(
    `UPDATE deliveries SET state = 'suppressed', reason = ?, settled_at = ?, sender_id = NULL
     WHERE id = ? AND state = 'claimed'`,
    reason,
    now,
    deliveryId,
  )
}

/** Gives back everything that a sender claimed; for one that has nothing in its hands. */
export async function giveBackClaims(queries: Queries, sendId: number, senderId: string): Promise<void> {
  await queries.run(
    `UPDATE deliveries SET state = 'waiting', sender_id = NULL
     WHERE send_id = ? AND state = 'claimed' AND sender_id = ?`,
    sendId,
    senderId,
  )
}
