import type { Database } from '../../database/index.ts'
import type { Who } from '../control-send.ts'
import { settleNamed } from '../resolve.ts'
import { readSend } from '../send-record.ts'
import { liveSenders, recoverSenders } from '../senders.ts'
import { findLetters, knownMarks, type FoundLetters, type ProofRow } from './which-letters.ts'

export interface ProofInput {
  rows: AsyncIterable<ProofRow> | Iterable<ProofRow>
  who: Who
  databaseFile: string
}

export type ProofResult =
  | ({
      ok: true
      accepted: number
      /** Rows of letters that are not uncertain in the ledger. */
      others: number
    } & Pick<FoundLetters, 'presumed' | 'strangers'>)
  | { ok: false; message: string }

const batchSize = 1000

/**
 * Settles those uncertain letters as accepted that a proof shows to have been accepted: the way out after a restore.
 * `findLetters` says which letter a row is of. The proof is read in pieces, so it may be of a million letters.
 */
export async function resolveFromProof(
  database: Database,
  sendId: number,
  { rows, who, databaseFile }: ProofInput,
): Promise<ProofResult> {
  await recoverSenders(database, databaseFile, who.at)
  const send = await readSend(database, sendId)
  if (!send) return { ok: false, message: `Unexpected send ${sendId}, expected one that was planned` }
  if ((await liveSenders(database, databaseFile, sendId)) > 0)
    return {
      ok: false,
      message: 'Unexpected send under way, expected none: pause it, or wait until it is done',
    }
  const known = await knownMarks(database)
  const result = { ok: true as const, accepted: 0, others: 0, presumed: 0, strangers: 0 }
  for await (const batch of batchesOf(rows)) {
    await database.transaction(async (queries) => {
      const { ids, presumed, strangers } = await findLetters(queries, send, known, batch)
      // What is settled between the rows of one file must not be settled twice: only what is uncertain still is.
      const settled = await settleNamed(queries, send, { decision: 'accept', who }, [...ids])
      result.accepted += settled
      result.others += batch.length - settled
      result.presumed += presumed
      result.strangers += strangers
    })
  }
  return result
}

async function* batchesOf(rows: ProofInput['rows']): AsyncGenerator<ProofRow[]> {
  let batch: ProofRow[] = []
  for await (const row of rows) {
    if (row.state !== undefined && row.state !== 'accepted') continue
    batch.push(row)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
