import type { Queries } from '../database/index.ts'
import type { ClaimedDelivery } from './delivery.ts'
import { deliveryOf, fromDeliveries, selectDelivery, type DeliveryRow } from './delivery-row.ts'

/** The frozen recipients in numbers. */
export interface Plan {
  members: number
  toSend: number
  /** Who gets no letter, by reason. */
  suppressed: { reason: string; members: number }[]
  /** Members by variant, suppressed ones too. */
  variants: { id: string; members: number }[]
}

/** Counts a plan's recipients. */
export async function readPlan(queries: Queries, sendId: number): Promise<Plan> {
  const rows = await queries.all<{ variant: string; reason: string | null; members: number }>(
    `SELECT variant, CASE state WHEN 'suppressed' THEN reason END AS reason, count(*) AS members
     FROM deliveries WHERE send_id = ? AND again_of IS NULL GROUP BY 1, 2`,
    sendId,
  )
  const members = rows.reduce((sum, row) => sum + row.members, 0)
  const held = rows.flatMap((row) => (row.reason === null ? [] : [{ key: row.reason, members: row.members }]))
  const suppressed = sumBy(held)
  return {
    members,
    toSend: members - suppressed.reduce((sum, row) => sum + row.members, 0),
    suppressed: suppressed.map(({ key, members: count }) => ({ reason: key, members: count })),
    variants: sumBy(rows.map((row) => ({ key: row.variant, members: row.members }))).map((row) => ({
      id: row.key,
      members: row.members,
    })),
  }
}

function sumBy(rows: readonly { key: string; members: number }[]): { key: string; members: number }[] {
  const sums = new Map<string, number>()
  for (const { key, members } of rows) sums.set(key, (sums.get(key) ?? 0) + members)
  return [...sums]
    .map(([key, members]) => ({ key, members }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
}

export interface PlannedOptions {
  /** Only this one's. */
  variant?: string
  /** The id of the last one seen, to walk on. Default: from the first. */
  after?: number
  /** Default: 100. */
  limit?: number
}

/** Deliveries that would go, as a letter maker takes them: for a look at the letters before anything is sent. */
export async function plannedDeliveries(
  queries: Queries,
  sendId: number,
  { variant, after = 0, limit = 100 }: PlannedOptions = {},
): Promise<ClaimedDelivery[]> {
  const first = await queries.get<{ id: number | null }>(
    'SELECT min(id) AS id FROM deliveries WHERE send_id = ?',
    sendId,
  )
  const rows = await queries.all<DeliveryRow>(
    `SELECT ${selectDelivery}
     ${fromDeliveries} WHERE +d.send_id = ? AND d.id > ? AND d.state IN ('waiting', 'claimed', 'deferred')
       AND (? IS NULL OR d.variant = ?) ORDER BY d.id LIMIT ?`,
    sendId,
    Math.max(after, (first?.id ?? 1) - 1),
    variant ?? null,
    variant ?? null,
    limit,
  )
  return rows.map(deliveryOf)
}
