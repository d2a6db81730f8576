import type { Database, Queries } from '../../database/index.ts'
import type { Who } from '../control-send.ts'
import { markOf, readMessageId } from '../letters/message-ids.ts'
import { settleNamed } from '../resolve.ts'
import { readSend, type SendRecord } from '../send-record.ts'
import { liveSenders, recoverSenders } from '../senders.ts'
import { addressKeyOf } from '../which-uncertain.ts'

/** A letter that somebody else knows of: our own proof of before, or a mail server's log. */
export interface ProofRow {
  address?: string
  messageId?: string
  /** As in our proof; a row without it stands for an accepted letter. */
  state?: string
}

export interface ProofInput {
  rows: AsyncIterable<ProofRow> | Iterable<ProofRow>
  who: Who
  databaseFile: string
}

export type ProofResult =
  | {
      ok: true
      accepted: number
      /** Rows of letters that are not uncertain in the ledger. */
      others: number
    }
  | { ok: false; message: string }

const batchSize = 1000

/**
 * Settles those uncertain letters as accepted that a proof shows to have been accepted: the way out after a restore.
 * A Message-ID of ours says which letter it is of, so a row with that of another letter settles none, whatever its
 * address: it may be from another issue's proof. The proof is read in pieces, so it may be of a million letters.
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
  let [accepted, others] = [0, 0]
  for await (const batch of batchesOf(rows)) {
    const settled = await database.transaction((queries) => settleBatch(queries, send, who, batch))
    accepted += settled
    others += batch.length - settled
  }
  return { ok: true, accepted, others }
}

async function settleBatch(
  queries: Queries,
  send: SendRecord,
  who: Who,
  batch: readonly ProofRow[],
): Promise<number> {
  const mark = markOf(send.planHash)
  const ids = new Set<number>()
  for (const { address, messageId } of batch) {
    const ours = messageId === undefined ? undefined : readMessageId(messageId)
    if (ours?.mark === mark) ids.add(ours.deliveryId)
    else if (!ours && address !== undefined)
      for (const id of await uncertainTo(queries, send.id, address)) ids.add(id)
  }
  // What is settled between the rows of one file must not be settled twice, so the state is part of the statement.
  return settleNamed(queries, send, { decision: 'accept', who }, [...ids])
}

async function uncertainTo(queries: Queries, sendId: number, address: string): Promise<number[]> {
  const key = addressKeyOf(address)
  if (key === undefined) return []
  const rows = await queries.all<{ id: number }>(
    `SELECT id FROM deliveries WHERE send_id = ? AND address_key = ? AND state = 'uncertain'`,
    sendId,
    key,
  )
  return rows.map(({ id }) => id)
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
