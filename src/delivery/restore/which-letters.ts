import type { Queries } from '../../database/index.ts'
import { markOf, readMessageId, type ReadMessageId } from '../letters/message-ids.ts'
import { listSends, type SendRecord } from '../send-record.ts'
import { addressKeyOf } from '../which-uncertain.ts'

/** A letter that somebody else knows of: our own proof of before, or a mail server's log. */
export interface ProofRow {
  address?: string
  /** As in our proof: the organisation's number, or `#` and our own. */
  member?: string
  messageId?: string
  /** As in our proof; a row without it stands for an accepted letter. */
  state?: string
  /** As in our proof: the issue that the letter was of. */
  issue?: string
}

/** The sends of a ledger by the mark of their Message-IDs: plans that are alike have the same. */
export type KnownMarks = ReadonlyMap<string, readonly SendRecord[]>

/** The uncertain letters of a send that rows of a proof are of, and how these were understood. */
export interface FoundLetters {
  ids: ReadonlySet<number>
  /** Rows of a plan that the ledger does not know, and without an issue: taken by their addresses. */
  presumed: number
  /** Rows of letters that the ledger does not know, which do not say whom of this issue they went to: passed over. */
  strangers: number
}

/** The marks of all sends that a ledger knows. */
export async function knownMarks(queries: Queries): Promise<KnownMarks> {
  return Map.groupBy(await listSends(queries), ({ planHash }) => markOf(planHash))
}

/**
 * Finds the letters of a send that these rows are of. A Message-ID of ours says which letter a row is of, and settles no
 * other one. But an issue that was planned again after a backup has letters of a plan that the restored ledger does not
 * know: their rows are taken by the address, where they say that they are of this issue; or say nothing, and the send
 * is one that must be reconciled after a restore.
 */
export async function findLetters(
  queries: Queries,
  send: SendRecord,
  known: KnownMarks,
  rows: readonly ProofRow[],
): Promise<FoundLetters> {
  const read = rows.map((row) => ({ row, ours: readMessageId(row.messageId ?? '') }))
  const sendOf = await sendsOf(
    queries,
    read.flatMap(({ ours }) => (ours ? [ours.deliveryId] : [])),
  )
  const ids = new Set<number>()
  const byAddress: ProofRow[] = []
  let [presumed, strangers] = [0, 0]
  for (const { row, ours } of read) {
    const marked = ours ? known.get(ours.mark) : undefined
    const its = ours && marked?.find(({ id }) => id === sendOf.get(ours.deliveryId))
    if (its) {
      if (its.id === send.id) ids.add(ours.deliveryId)
      continue
    }
    const isOfIssue = marked ? marked.some(({ issue }) => issue === send.issue) : isTaken(send, row, ours)
    const isOfSomebody = row.address !== undefined || row.member !== undefined
    if (!isOfIssue || !isOfSomebody) {
      if (!marked) strangers++
      continue
    }
    byAddress.push(row)
    if (ours && !marked && row.issue === undefined) presumed++
  }
  for (const id of await uncertainOf(queries, send, byAddress)) ids.add(id)
  return { ids, presumed, strangers }
}

/** Whether a row whose Message-ID tells nothing here may be of a letter of this send. */
function isTaken(send: SendRecord, { issue }: ProofRow, ours: ReadMessageId | undefined): boolean {
  if (issue !== undefined) return issue === send.issue
  return !ours || send.mustReconcile
}

async function sendsOf(queries: Queries, ids: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const rows = await queries.all<{ id: number; send: number }>(
    `SELECT id, send_id AS send FROM deliveries WHERE id IN (${ids.join(', ')})`,
  )
  return new Map(rows.map(({ id, send }) => [id, send]))
}

/** Those to the addresses of rows; where the send has none to an address, to the member that our proof names. */
async function uncertainOf(queries: Queries, send: SendRecord, rows: readonly ProofRow[]): Promise<number[]> {
  const ids: number[] = []
  const moved = new Set<string>()
  for (const { address, member, issue } of rows) {
    const key = address === undefined ? undefined : addressKeyOf(address)
    const found =
      key === undefined
        ? []
        : await queries.all<{ id: number; state: string }>(
            'SELECT id, state FROM deliveries WHERE send_id = ? AND address_key = ?',
            send.id,
            key,
          )
    for (const { id, state } of found) if (state === 'uncertain') ids.push(id)
    if (found.length === 0 && member !== undefined && issue !== undefined) moved.add(member)
  }
  return moved.size === 0 ? ids : [...ids, ...(await uncertainToMembers(queries, send.id, moved))]
}

/** All at once: the ledger has no index of members. */
async function uncertainToMembers(
  queries: Queries,
  sendId: number,
  members: ReadonlySet<string>,
): Promise<number[]> {
  const rows = await queries.all<{ id: number }>(
    `SELECT id FROM deliveries WHERE send_id = ? AND state = 'uncertain'
       AND coalesce(member_number, '#' || member_id) IN (${[...members].map(() => '?').join(', ')})`,
    sendId,
    ...members,
  )
  return rows.map(({ id }) => id)
}
