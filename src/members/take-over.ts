import type { Queries } from '../database/index.ts'
import type { SuppressionReason, SuppressionScope } from '../model/member.ts'
import { yieldToStronger } from './carry-suppressions.ts'
import { insertSuppression } from './suppressions.ts'

/** A suppression in force; of a forgotten person there is only the hash. */
export interface SuppressionRecord {
  id: number
  addressKey: string | null
  addressHash: string | null
  scope: SuppressionScope
  reason: SuppressionReason
  evidence: string
  since: number
}

/** Suppressions in force, or those that began at a time or later; a page at a time, in the order they were made in. */
export async function* suppressionsInForce(
  queries: Queries,
  since = Number.MIN_SAFE_INTEGER,
): AsyncGenerator<SuppressionRecord[]> {
  for (let after = 0; ;) {
    const page = await queries.all<SuppressionRecord>(
      `SELECT id, address_key AS "addressKey", address_hash AS "addressHash", scope, reason, evidence, since
       FROM suppressions WHERE id > ? AND since >= ? AND lifted_at IS NULL ORDER BY id LIMIT 500`,
      after,
      since,
    )
    const last = page.at(-1)
    if (!last) return
    yield page
    after = last.id
  }
}

/** Whether a suppression of an address, or of its hash, is one that was lifted. */
export type WasLifted = (address: string, record: Pick<SuppressionRecord, 'reason' | 'since'>) => boolean

/** Which suppressions were lifted in a database: another one may know them as still in force. */
export async function liftedSuppressions(queries: Queries): Promise<WasLifted> {
  const rows = await queries.all<{ address: string; reason: string; since: number }>(
    `SELECT coalesce(address_key, address_hash) AS address, reason, since FROM suppressions
     WHERE lifted_at IS NOT NULL`,
  )
  const mark = (address: string, reason: string, since: number): string => `${since} ${reason} ${address}`
  const marks = new Set(rows.map(({ address, reason, since }) => mark(address, reason, since)))
  return (address, { reason, since }) => marks.has(mark(address, reason, since))
}

/**
 * Puts a suppression of another database into this one; says whether it holds more here than before. What a member may
 * take back yields to what they may not.
 */
export async function takeOverSuppression(queries: Queries, record: SuppressionRecord): Promise<boolean> {
  const { addressKey } = record
  if (addressKey === null) return takeOverHash(queries, record)
  return insertSuppression(queries, { ...record, addressKey }, yieldToStronger)
}

async function takeOverHash(queries: Queries, record: SuppressionRecord): Promise<boolean> {
  const { addressHash, scope, reason, evidence, since } = record
  const changes = await queries.run(
    `INSERT INTO suppressions (address_hash, scope, reason, evidence, since)
     SELECT ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM suppressions WHERE address_hash = ? AND scope = ?
       AND lifted_at IS NULL)`,
    addressHash,
    scope,
    reason,
    evidence,
    since,
    addressHash,
    scope,
  )
  return changes > 0
}
