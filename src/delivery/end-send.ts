import type { Database, Queries } from '../database/index.ts'
import { suppress } from '../members/index.ts'
import { countDeliveries, countOpen } from './count-deliveries.ts'
import { noteEvent } from './note-event.ts'

/** More refusals than this share of what was settled, and something of ours is wrong. */
const refusedShareOfFault = 0.05
const pageSize = 500

/**
 * Ends a send that has nothing left to do; says whether it did. Addresses that a server does not know are then
 * suppressed, unless more than 5 % of the letters were refused: nobody is, and an event says so.
 */
export function endSend(database: Database, sendId: number, at: number): Promise<boolean> {
  return database.transaction(async (queries) => {
    const counts = await countDeliveries(queries, sendId)
    if (countOpen(counts) > 0) return false
    const changes = await queries.run(
      `UPDATE sends SET state = 'complete', ended_at = ?, pause_reason = NULL
       WHERE id = ? AND state = 'sending'`,
      at,
      sendId,
    )
    if (changes === 0) return false
    const { accepted, refused, uncertain } = counts.byState
    const isFault = refused > refusedShareOfFault * (accepted + refused + uncertain)
    if (refused > 0) await (isFault ? tellOfFault : suppressUnknown)(queries, sendId, at)
    await noteEvent(queries, { sendId, at, kind: 'complete' })
    return true
  })
}

async function tellOfFault(queries: Queries, sendId: number, at: number): Promise<void> {
  const detail = 'more than 5 % of the letters were refused, so no address was suppressed'
  await noteEvent(queries, { sendId, at, kind: 'not-suppressed', detail })
}

async function suppressUnknown(queries: Queries, sendId: number, at: number): Promise<void> {
  let suppressed = 0
  for (let after = 0; ;) {
    const rows = await queries.all<{ id: number; addressKey: string; reply: string | null }>(
      `SELECT id, address_key AS "addressKey", reply FROM deliveries
       WHERE send_id = ? AND state = 'refused' AND reason = 'unknown-address' AND id > ?
       ORDER BY id LIMIT ?`,
      sendId,
      after,
      pageSize,
    )
    for (const { addressKey, reply } of rows) {
      const evidence = `send ${sendId}: ${reply ?? ''}`
      const since = { since: at, evidence }
      const isNew = await suppress(queries, { addressKey, scope: 'address', reason: 'refused', ...since })
      if (isNew) suppressed += 1
    }
    if (rows.length < pageSize) break
    after = rows.at(-1)?.id ?? after
  }
  const detail = `${suppressed} addresses that a server does not know`
  if (suppressed > 0) await noteEvent(queries, { sendId, at, kind: 'suppressed-addresses', detail })
}
