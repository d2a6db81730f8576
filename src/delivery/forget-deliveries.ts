import type { Queries } from '../database/index.ts'

export type ForgetResult = { ok: true; deliveries: number } | { ok: false; message: string }

/**
 * Takes a person out of the ledger: rows stay under the pseudonym, so that totals still reconcile; what waits is
 * cancelled. Refuses while a letter to the person is under way. Call it in the transaction that forgets the member.
 */
export async function forgetDeliveries(
  queries: Queries,
  memberId: number,
  pseudonym: string,
): Promise<ForgetResult> {
  const underWay = await queries.get(
    `SELECT 1 AS found FROM deliveries WHERE member_id = ? AND state IN ('claimed', 'handed-over') LIMIT 1`,
    memberId,
  )
  if (underWay) {
    const message =
      'Unexpected letter under way to this member, expected none: try again in a minute, or pause the send'
    return { ok: false, message }
  }
  // A server's words may quote the address.
  const deliveries = await queries.run(
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
  return { ok: true, deliveries }
}
