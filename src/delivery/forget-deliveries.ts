import type { Queries } from '../database/index.ts'

/** Why a person cannot be forgotten now: a letter to them is under way. */
export async function letterUnderWay(queries: Queries, memberId: number): Promise<string | undefined> {
  const underWay = await queries.get(
    `SELECT 1 AS found FROM deliveries WHERE member_id = ? AND state IN ('claimed', 'handed-over') LIMIT 1`,
    memberId,
  )
  return (
    underWay &&
    'Unexpected letter under way to this member, expected none: try again in a minute, or pause the send'
  )
}

/** The addresses, by their normal forms, to which the ledger has letters for a member. */
export async function addressesOf(queries: Queries, memberId: number): Promise<string[]> {
  const rows = await queries.all<{ key: string }>(
    'SELECT DISTINCT address_key AS key FROM deliveries WHERE member_id = ?',
    memberId,
  )
  return rows.map(({ key }) => key)
}

/**
 * Takes a person out of the ledger: rows stay under the pseudonym, so that totals still reconcile; what waits is
 * cancelled.
 */
export async function forgetDeliveries(queries: Queries, memberId: number, pseudonym: string): Promise<void> {
  // A server's words may quote the address.
  await queries.run(
    `UPDATE deliveries SET address = ?, address_key = ? || '#' || send_id, domain = '', member_number = NULL,
       reply = NULL,
       reason = CASE WHEN state IN ('waiting', 'deferred') THEN 'forgotten' ELSE reason END,
       state = CASE WHEN state IN ('waiting', 'deferred') THEN 'cancelled' ELSE state END
     WHERE member_id = ?`,
    pseudonym,
    pseudonym,
    memberId,
  )
  await queries.run(
    `UPDATE events SET detail = '' WHERE delivery_id IN (SELECT id FROM deliveries WHERE member_id = ?)`,
    memberId,
  )
}
