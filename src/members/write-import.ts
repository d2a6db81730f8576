import type { Queries } from '../database/index.ts'
import { carryEach, countCarried } from './carry-suppressions.ts'
import { noteEarlierAddresses } from './earlier-addresses.ts'

/** What an import does, in members. */
export interface ImportSummary {
  /** Rows of the file. */
  rows: number
  new: number
  changed: number
  /** Lapsed ones who are active again. */
  returned: number
  /** Active ones who lapse: the file says so, or they are not in a file that is the truth. */
  lapsed: number
  unchanged: number
  /** Rows that are left out. */
  refused: number
  /** Of the new ones and those with a new address: forgotten people, who stay suppressed. */
  forgotten: number
  /** Of those with a new address: who left, complained or was taken out, and stays suppressed. */
  suppressed: number
}

/** SQL for the members who get a new address, with the address keys of before and after. */
const moves = (table: string): string => `SELECT members.id AS member_id, members.address_key AS from_key,
    staged.address_key AS to_key
  FROM ${table} staged JOIN members ON members.id = staged.member_id
  WHERE staged.outcome IN ('changed', 'returned', 'lapsed') AND staged.address_key <> members.address_key`

/** Active members whom no row of the file means, nor any row that was left out. */
const absent = (table: string): string => `status = 'active'
  AND NOT EXISTS (SELECT 1 FROM ${table} staged WHERE staged.member_id = members.id)
  AND NOT EXISTS (SELECT 1 FROM ${table} staged WHERE staged.other_id = members.id)`

/** Counts what would be done with the rows as they are matched. */
export async function summarise(
  queries: Queries,
  table: string,
  authoritative: boolean,
): Promise<ImportSummary> {
  const counts = await queries.all<{ outcome: string; count: number }>(
    `SELECT outcome, count(*) AS count FROM ${table} GROUP BY outcome`,
  )
  const of = (outcome: string): number => counts.find((one) => one.outcome === outcome)?.count ?? 0
  const { absent } = await absenceOf(queries, table, authoritative)
  return {
    rows: counts.reduce((sum, { count }) => sum + count, 0),
    new: of('new'),
    changed: of('changed'),
    returned: of('returned'),
    lapsed: of('lapsed') + absent,
    unchanged: of('unchanged'),
    refused: of('refused'),
    forgotten: await countRows(queries, `${table} WHERE forgotten = 1 AND outcome <> 'refused'`),
    suppressed: await countCarried(queries, moves(table)),
  }
}

/** Who is not in a list that is the truth. */
export interface Absence {
  absent: number
  active: number
  /** The first row that may be any of them. */
  unidentifiedLine: number | undefined
}

export async function absenceOf(queries: Queries, table: string, authoritative: boolean): Promise<Absence> {
  const row = await queries.get<{ line: number }>(
    `SELECT line FROM ${table} WHERE refused = 2 ORDER BY id LIMIT 1`,
  )
  return {
    absent: authoritative ? await countRows(queries, `members WHERE ${absent(table)}`) : 0,
    active: await countRows(queries, `members WHERE status = 'active'`),
    unidentifiedLine: row?.line,
  }
}

async function countRows(queries: Queries, from: string): Promise<number> {
  return (await queries.get<{ count: number }>(`SELECT count(*) AS count FROM ${from}`))?.count ?? 0
}

/** Writes the matched rows to the roster. Suppressions, preferences and known consents stay with their members. */
export async function writeImport(
  queries: Queries,
  table: string,
  { authoritative, now }: { authoritative: boolean; now: number },
): Promise<void> {
  await carryEach(queries, moves(table))
  await noteEarlierAddresses(queries, moves(table))
  await queries.run(
    `UPDATE members SET number = coalesce(staged.number, members.number), address = staged.address,
       address_key = staged.address_key, domain = staged.domain, name = coalesce(staged.name, members.name),
       language = coalesce(staged.language, members.language),
       status = CASE staged.outcome WHEN 'returned' THEN 'active' WHEN 'lapsed' THEN 'lapsed' ELSE members.status END,
       attributes = staged.merged,
       consent_how = CASE WHEN members.consent_at IS NULL AND staged.consent_at IS NOT NULL
         THEN staged.consent_how ELSE members.consent_how END,
       consent_from = CASE WHEN members.consent_at IS NULL AND staged.consent_at IS NOT NULL
         THEN staged.consent_from ELSE members.consent_from END,
       consent_at = coalesce(members.consent_at, staged.consent_at), changed_at = ?
     FROM ${table} staged
     WHERE staged.member_id = members.id AND staged.outcome IN ('changed', 'returned', 'lapsed')`,
    now,
  )
  if (authoritative)
    await queries.run(`UPDATE members SET status = 'lapsed', changed_at = ? WHERE ${absent(table)}`, now)
  await queries.run(
    `INSERT INTO members (number, address, address_key, domain, name, language, status, attributes,
       consent_at, consent_how, consent_from, created_at, changed_at)
     SELECT number, address, address_key, domain, coalesce(name, ''), coalesce(language, ''),
       coalesce(status, 'active'), merged, consent_at,
       CASE WHEN consent_at IS NOT NULL THEN coalesce(consent_how, '') END,
       CASE WHEN consent_at IS NOT NULL THEN coalesce(consent_from, '') END, ?, ?
     FROM ${table} WHERE outcome = 'new' ORDER BY id`,
    now,
    now,
  )
  await queries.run(
    `INSERT INTO suppressions (address_key, scope, reason, since)
     SELECT address_key, 'address', 'forgotten', ? FROM ${table} WHERE forgotten = 1 AND outcome <> 'refused'
     ON CONFLICT (address_key, scope) WHERE lifted_at IS NULL DO NOTHING`,
    now,
  )
}
