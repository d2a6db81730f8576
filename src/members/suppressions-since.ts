import type { Queries } from '../database/index.ts'
import type { SuppressionReason, SuppressionScope } from '../model/member.ts'

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

/** Suppressions in force that began at this time or later, a page at a time, in the order in which they were made. */
export async function* suppressionsSince(
  queries: Queries,
  since: number,
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

/** Puts a forgotten person's suppression into another database; says whether it was new there. */
export async function suppressHash(queries: Queries, record: SuppressionRecord): Promise<boolean> {
  if (record.addressHash === null) return false
  const changes = await queries.run(
    `INSERT INTO suppressions (address_hash, scope, reason, evidence, since)
     SELECT ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM suppressions WHERE address_hash = ? AND scope = ?
       AND lifted_at IS NULL)`,
    record.addressHash,
    record.scope,
    record.reason,
    record.evidence,
    record.since,
    record.addressHash,
    record.scope,
  )
  return changes > 0
}
