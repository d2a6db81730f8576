import { createHash } from 'node:crypto'
import type { Queries } from '../database/index.ts'

/** Recipients read at a time: their text is held in memory, the rest is not. */
const pageSize = 4_000

/**
 * SHA-256 over the frozen recipients in the order of their rows, which is that of the members: who, at which address,
 * with which variant, suppressed or not. Read piece by piece, so that a million cost no memory.
 */
export async function hashRecipients(queries: Queries, sendId: number): Promise<string> {
  const hash = createHash('sha256')
  const bounds = await queries.get<{ first: number | null; last: number | null }>(
    'SELECT min(id) AS first, max(id) AS last FROM deliveries WHERE send_id = ?',
    sendId,
  )
  const last = bounds?.last ?? 0
  for (let after = (bounds?.first ?? 1) - 1; after < last;) {
    const page = await queries.get<{ text: string | null; last: number | null }>(
      `SELECT group_concat(line, '') AS text, max(id) AS last FROM (
         SELECT id, member_id || ' ' || variant || CASE state WHEN 'suppressed' THEN ' - ' ELSE ' + ' END
           || address_key || char(10) AS line
         FROM deliveries WHERE +send_id = ? AND id > ? AND again_of IS NULL ORDER BY id LIMIT ${pageSize}) AS page`,
      sendId,
      after,
    )
    if (page === undefined || page.last === null) break
    hash.update(page.text ?? '')
    after = page.last
  }
  return hash.digest('hex')
}

/** What a plan hash stands for: if any of it changes, so does the hash. */
export interface PlanHashInput {
  contentHash: string
  audience: string | null
  segment: string | null
  recipientsHash: string
}

export function planHashOf({ contentHash, audience, segment, recipientsHash }: PlanHashInput): string {
  const text = JSON.stringify({ contentHash, audience, segment, recipientsHash })
  return createHash('sha256').update(text).digest('hex')
}
