import type { Queries } from '../database/index.ts'
import type { Suppression, SuppressionReason, SuppressionScope } from '../model/member.ts'
import { hashesOf } from './forgotten.ts'
import type { Keys } from './keys.ts'

/** What is to be suppressed, and why. */
export interface NewSuppression {
  addressKey: string
  scope: SuppressionScope
  reason: SuppressionReason
  /** What shows it: the server's words, the send, who asked. */
  evidence?: string
  since: number
}

/**
 * Suppresses an address. One that is in force stays as it was, with its reason and evidence; says whether this one
 * is new.
 */
export async function suppress(queries: Queries, suppression: NewSuppression): Promise<boolean> {
  return insertSuppression(queries, suppression, staysAsItWas)
}

const staysAsItWas = 'ON CONFLICT (address_key, scope) WHERE lifted_at IS NULL DO NOTHING'

/** Inserts one; `onConflict` is SQL for what becomes of one in force. Says whether anything changed. */
export async function insertSuppression(
  queries: Queries,
  { addressKey, scope, reason, evidence = '', since }: NewSuppression,
  onConflict: string,
): Promise<boolean> {
  const changes = await queries.run(
    `INSERT INTO suppressions (address_key, scope, reason, evidence, since) VALUES (?, ?, ?, ?, ?)
     ${onConflict}`,
    addressKey,
    scope,
    reason,
    evidence,
    since,
  )
  return changes > 0
}

/** Which suppressions are to be lifted, and who says so. */
export interface Lifting {
  addressKey: string
  /** Default: both scopes. */
  scope?: SuppressionScope
  /** To lift what stands for a forgotten person. */
  keys?: Keys | undefined
  by: string
  at: number
}

/** Lifts the suppressions in force on an address, and those of the forgotten person who had it; gives their number. */
export async function liftSuppressions(
  queries: Queries,
  { addressKey, scope, keys, by, at }: Lifting,
): Promise<number> {
  const lift = (column: 'address_key' | 'address_hash', value: string): Promise<number> =>
    queries.run(
      `UPDATE suppressions SET lifted_at = ?, lifted_by = ?
       WHERE ${column} = ? AND lifted_at IS NULL AND (? IS NULL OR scope = ?)`,
      at,
      by,
      value,
      scope ?? null,
      scope ?? null,
    )
  let lifted = await lift('address_key', addressKey)
  for (const hash of keys ? hashesOf(addressKey, keys) : []) lifted += await lift('address_hash', hash)
  return lifted
}

interface SuppressionRow {
  id: number
  scope: SuppressionScope
  reason: SuppressionReason
  evidence: string
  since: number
  lifted_at: number | null
  lifted_by: string | null
}

/** Everything that suppresses or suppressed an address, the newest first. */
export async function suppressionsOf(
  queries: Queries,
  addressKey: string,
  keys?: Keys,
): Promise<Suppression[]> {
  const hashes = keys ? hashesOf(addressKey, keys) : []
  const rows = await queries.all<SuppressionRow>(
    `SELECT id, scope, reason, evidence, since, lifted_at, lifted_by FROM suppressions
     WHERE address_key = ?${hashes.length > 0 ? ` OR address_hash IN (${hashes.map(() => '?').join(', ')})` : ''}
     ORDER BY since DESC, id DESC`,
    addressKey,
    ...hashes,
  )
  return rows.map(({ lifted_at, lifted_by, ...row }) => ({
    ...row,
    ...(lifted_at !== null && { liftedAt: lifted_at, liftedBy: lifted_by ?? '' }),
  }))
}

/** Why a member must not get a letter now: a suppression, or the member lapsed or left the series. */
export type HeldReason = SuppressionReason | 'lapsed' | 'series'

/** A delivery whose member may have left since it was planned. */
export interface Candidate {
  memberId: number
  addressKey: string
}

/**
 * Who of these must not get the newsletter, and why, by member: suppressed in either scope, lapsed, left the series, or
 * not on the roster any more. Looked at just before a letter is handed over, so it reads a few rows by their keys for
 * each.
 */
export async function heldBack(
  queries: Queries,
  candidates: readonly Candidate[],
  series?: string,
): Promise<Map<number, HeldReason>> {
  const rows = await queries.getEach<{ suppression: HeldReason | null }>(
    `SELECT ${heldReason('?', '?')} AS suppression`,
    candidates.map(({ memberId, addressKey }) => [addressKey, memberId, memberId, memberId, series ?? null]),
  )
  const held = new Map<number, HeldReason>()
  for (const [index, { memberId }] of candidates.entries()) {
    const reason = rows[index]?.suppression
    if (reason) held.set(memberId, reason)
  }
  return held
}

/**
 * SQL for why a member must not get a letter now, null where they may; its last `?` is the series, or null. A letter
 * goes to the address that the plan froze, but who leaves is suppressed at the one that they have by then: both count.
 */
export function heldReason(addressKey: string, memberId: string): string {
  return `coalesce(${suppressionIn(addressKey)},
    ${suppressionIn(`(SELECT address_key FROM members WHERE id = ${memberId})`)},
    CASE coalesce((SELECT status FROM members WHERE id = ${memberId}), '') WHEN '' THEN 'forgotten'
      WHEN 'lapsed' THEN 'lapsed' ELSE CASE WHEN ${leftSeries(memberId, '?')} THEN 'series' END END)`
}

/** SQL for the reason of the weightiest suppression in force on an address key. */
export function suppressionIn(addressKey: string): string {
  return `(SELECT reason FROM suppressions
    WHERE address_key = ${addressKey} AND lifted_at IS NULL ORDER BY scope LIMIT 1)`
}

/** SQL for whether a member left a series. */
export function leftSeries(memberId: string, series: string): string {
  return `EXISTS (SELECT 1 FROM preferences WHERE member_id = ${memberId} AND series = ${series} AND wanted = 0)`
}

/**
 * Whether even a letter that somebody asked for, such as a confirmation, must not go to an address: it bounced,
 * complained, or stands for somebody who was forgotten.
 */
export async function addressHeldBack(queries: Queries, addressKey: string, keys?: Keys): Promise<boolean> {
  const found = await suppressionsOf(queries, addressKey, keys)
  return found.some(({ scope, liftedAt }) => scope === 'address' && liftedAt === undefined)
}
