import type { Database, Queries } from '../database/index.ts'
import type { Who } from './control-send.ts'
import { noteEvent } from './note-event.ts'
import { readSend, type SendRecord } from './send-record.ts'
import { liveSenders, recoverSenders } from './senders.ts'
import { findUncertain } from './which-uncertain.ts'

/** `accept`: it counts as accepted. `resend`: it goes once more, at the risk of a second letter. */
export type Decision = 'accept' | 'resend'

export interface ResolveInput {
  decision: Decision
  /** Addresses or member numbers, or every uncertain one of the send. */
  which: 'all' | readonly string[]
  who: Who
  /** The locks of senders lie beside it. */
  databaseFile: string
}

export type ResolveResult =
  { ok: true; resolved: number } | { ok: false; message: string; unknown?: readonly string[] }

/**
 * Settles uncertain letters as the officer says by name, and nothing else. Refuses while a process sends, because a
 * letter whose answer may still come is not uncertain yet; and does nothing at all where a name means no uncertain one.
 */
export async function resolveUncertain(
  database: Database,
  sendId: number,
  input: ResolveInput,
): Promise<ResolveResult> {
  await recoverSenders(database, input.databaseFile, input.who.at)
  return database.transaction(async (queries): Promise<ResolveResult> => {
    const refusal = await refusalOf(queries, sendId, input)
    if ('message' in refusal) return { ok: false, message: refusal.message }
    if (input.which === 'all') {
      return { ok: true, resolved: await settle(queries, refusal.send, input, `state = 'uncertain'`) }
    }
    const { ids, unknown } = await findUncertain(queries, sendId, input.which)
    if (unknown.length > 0) {
      const names = unknown.slice(0, 5).join(', ')
      return { ok: false, message: `Unexpected ${names}, expected uncertain letters of this send`, unknown }
    }
    return { ok: true, resolved: await settleNamed(queries, refusal.send, input, ids) }
  })
}

async function refusalOf(
  queries: Queries,
  sendId: number,
  { databaseFile, decision }: ResolveInput,
): Promise<{ message: string } | { send: SendRecord }> {
  const send = await readSend(queries, sendId)
  if (!send) return { message: `Unexpected send ${sendId}, expected one that was planned` }
  if ((await liveSenders(queries, databaseFile, sendId)) > 0)
    return { message: 'Unexpected send under way, expected none: pause it, or wait until it is done' }
  if (decision === 'resend' && (send.state === 'cancelled' || send.state === 'expired'))
    return { message: `Unexpected resend in a send that is ${send.state}, expected --accept` }
  return { send }
}

/** How many ids one statement names. */
const chunkSize = 500

/** Settles those with these ids. */
export async function settleNamed(
  queries: Queries,
  send: SendRecord,
  input: Pick<ResolveInput, 'decision' | 'who'>,
  ids: readonly number[],
): Promise<number> {
  let settled = 0
  for (let start = 0; start < ids.length; start += chunkSize) {
    const chunk = ids.slice(start, start + chunkSize)
    settled += await settle(queries, send, input, `state = 'uncertain' AND id IN (${chunk.join(', ')})`)
  }
  return settled
}

const changes: Record<Decision, string> = {
  // The letter was handed over then, whenever we come to believe that it arrived.
  accept: `state = 'accepted', settled_at = coalesce(handed_at, settled_at), reply = NULL, code = NULL`,
  resend: `state = 'waiting', settled_at = NULL, not_before = 0, sender_id = NULL, handed_at = NULL`,
}

/** Settles all uncertain ones that are meant, each with its event, and what follows for the send. */
export async function settle(
  queries: Queries,
  send: SendRecord,
  { decision, who }: Pick<ResolveInput, 'decision' | 'who'>,
  meant: string,
): Promise<number> {
  await queries.run(
    `INSERT INTO events (send_id, delivery_id, at, kind, by, detail)
     SELECT send_id, id, ?, 'resolved', ?, ? FROM deliveries WHERE send_id = ? AND ${meant}`,
    who.at,
    who.by,
    decision,
    send.id,
  )
  const resolved = await queries.run(
    `UPDATE deliveries SET ${changes[decision]}, reason = ? WHERE send_id = ? AND ${meant}`,
    decision === 'accept' ? `resolved by ${who.by}` : `sent again by ${who.by}`,
    send.id,
  )
  if (resolved > 0) await noteResolved(queries, send.id, { decision, who }, resolved)
  await endReconciling(queries, send, who)
  return resolved
}

async function noteResolved(
  queries: Queries,
  sendId: number,
  { decision, who }: Pick<ResolveInput, 'decision' | 'who'>,
  resolved: number,
): Promise<void> {
  const detail = `${resolved} uncertain: ${decision === 'accept' ? 'they count as accepted' : 'they go once more'}`
  await noteEvent(queries, { sendId, at: who.at, kind: 'resolved', by: who.by, detail })
  if (decision === 'resend') await goOn(queries, sendId)
}

/** A send with letters to go is not complete; one that is paused stays so. */
export async function goOn(queries: Queries, sendId: number): Promise<void> {
  await queries.run(
    `UPDATE sends SET state = 'sending', ended_at = NULL WHERE id = ? AND state = 'complete'`,
    sendId,
  )
}

/** After a restore: once the officer has decided on every letter, the send may go on when it is resumed. */
async function endReconciling(queries: Queries, send: SendRecord, who: Who): Promise<void> {
  if (!send.mustReconcile) return
  const left = await queries.get(
    `SELECT 1 AS found FROM deliveries WHERE send_id = ? AND state = 'uncertain' LIMIT 1`,
    send.id,
  )
  if (left) return
  await queries.run('UPDATE sends SET must_reconcile = 0 WHERE id = ?', send.id)
  const detail = 'every letter that may have gone after the backup has been decided on'
  await noteEvent(queries, { sendId: send.id, at: who.at, kind: 'reconciled', by: who.by, detail })
}
