import type { Queries } from '../database/index.ts'
import { heldReason, type HeldReason } from '../members/index.ts'
import type { ClaimedDelivery } from './delivery.ts'
import { deliveryOf, fromDeliveries, selectDelivery, type DeliveryRow } from './delivery-row.ts'

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
  const deliveries = await withoutSuppressed(queries, rows, now)
  return {
    deliveries,
    waiting: waiting.length,
    deferred: deferred.length + late.length,
    suppressed: rows.length - deliveries.length,
  }
}

/** A delivery that is due, and why its member must not get it, where they must not. */
type DueRow = DeliveryRow & { held: HeldReason | null }

/**
 * The limit is cast because SQLite looks into a bare `LIMIT ?` when it plans, and so plans the statement anew whenever
 * the value is bound.
 */
async function take(
  queries: Queries,
  { sendId, senderId, series }: ClaimInput,
  state: 'waiting' | 'deferred',
  due: string,
  bounds: number[],
  limit: number,
): Promise<DueRow[]> {
  const which = `d.send_id = ? AND d.state = '${state}' AND d.${due} ORDER BY d.not_before, d.id LIMIT CAST(? AS INTEGER)`
  const rows = await queries.all<DueRow>(
    `SELECT ${selectDelivery}, ${heldReason('d.address_key', 'd.member_id')} AS held
     ${fromDeliveries} WHERE ${which}`,
    series ?? null,
    sendId,
    ...bounds,
    limit,
  )
  if (rows.length === 0) return rows
  await queries.run(
    `UPDATE deliveries SET state = 'claimed', sender_id = ?
     WHERE id IN (SELECT d.id FROM deliveries d WHERE ${which})`,
    senderId,
    sendId,
    ...bounds,
    limit,
  )
  return rows.sort((one, other) => one.id - other.id)
}

async function withoutSuppressed(
  queries: Queries,
  rows: readonly DueRow[],
  now: number,
): Promise<ClaimedDelivery[]> {
  const free: ClaimedDelivery[] = []
  for (const row of rows) {
    if (row.held === null) free.push(deliveryOf(row))
    else await suppressDelivery(queries, row.id, row.held, now)
  }
  return free
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
