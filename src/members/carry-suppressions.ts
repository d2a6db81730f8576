import type { Queries, Value } from '../database/index.ts'

/** What says something of a person. What a mailbox did says nothing of the next one. */
const isOfPerson = (reason: string): string => `(${reason} NOT IN ('bounced', 'refused'))`

/** Suppressions `s` in force that say something of a person. */
const ofPerson = `s.lifted_at IS NULL AND ${isOfPerson('s.reason')}`

/** What members may take back by themselves. */
const isOwnWish = (reason: string): string => `(${reason} IN ('left', 'left-by-mail'))`

/** SQL for what becomes of one in force where another comes to its address: of both stays what cannot be taken back. */
export const yieldToStronger = `ON CONFLICT (address_key, scope) WHERE lifted_at IS NULL DO UPDATE
    SET reason = excluded.reason, since = excluded.since,
      evidence = excluded.evidence || '; in place of ' || suppressions.reason
    WHERE ${isOwnWish('suppressions.reason')} AND NOT ${isOwnWish('excluded.reason')}
      AND ${isOfPerson('excluded.reason')}`

/**
 * SQL for the suppressions that members take along to a new address: they left, asked to be forgotten, complained, or
 * an officer said so. Of several in one scope the one goes along that a member cannot take back. A complaint is about
 * the newsletter, and letters for signing in go to the new mailbox. Those of the old address stay, so that whoever is
 * given it later is not mailed either.
 */
const carry = (
  moves: string,
): string => `INSERT INTO suppressions (address_key, scope, reason, evidence, since)
  SELECT to_key, to_scope, reason, evidence, since FROM (
    SELECT kept.*, row_number() OVER (
      PARTITION BY to_key, to_scope ORDER BY CASE WHEN ${isOwnWish('reason')} THEN 1 ELSE 0 END, id) AS place
    FROM (
      SELECT moved.to_key, CASE s.reason WHEN 'complained' THEN 'newsletter' ELSE s.scope END AS to_scope, s.reason,
        CASE s.evidence WHEN '' THEN '' ELSE s.evidence || '; ' END || 'taken along to a new address' AS evidence,
        s.since, s.id
      FROM (${moves}) moved JOIN suppressions s ON s.address_key = moved.from_key WHERE ${ofPerson}) kept) ranked
  WHERE place = 1
  ${yieldToStronger}`

/** Lets a member who has another address now stay suppressed for what the person said or did. */
export async function carrySuppressions(queries: Queries, from: string, to: string): Promise<void> {
  await carryEach(queries, 'SELECT ? AS from_key, ? AS to_key', from, to)
}

/** The same for many: `moves` is a SELECT of the address keys `from_key` and `to_key`. */
export async function carryEach(queries: Queries, moves: string, ...values: Value[]): Promise<void> {
  await queries.run(carry(moves), ...values)
}

/** How many of the moves take suppressions along. */
export async function countCarried(queries: Queries, moves: string): Promise<number> {
  const row = await queries.get<{ count: number }>(
    `SELECT count(DISTINCT moved.to_key) AS count
     FROM (${moves}) moved JOIN suppressions s ON s.address_key = moved.from_key WHERE ${ofPerson}`,
  )
  return row?.count ?? 0
}
