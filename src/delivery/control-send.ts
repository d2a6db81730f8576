import type { Database, Queries } from '../database/index.ts'
import { undecided } from './begin-send.ts'
import { noteEvent } from './note-event.ts'
import { readSend, type SendRecord, type SendState } from './send-record.ts'

/** Who asked for it, when, and why. */
export interface Who {
  by: string
  at: number
  reason?: string
}

export type ControlResult = { ok: true } | { ok: false; message: string }

/**
 * Pauses a send, also one that another process is sending: it hands over no more letters within a second. One that has
 * paused by itself, because of the server, then does not go on by itself either: that is known by the reason.
 */
export function pauseSend(database: Database, sendId: number, who: Who): Promise<ControlResult> {
  const pause = async (queries: Queries): Promise<void> => {
    const reason = who.reason ?? `paused by ${who.by}`
    await queries.run(`UPDATE sends SET state = 'paused', pause_reason = ? WHERE id = ?`, reason, sendId)
  }
  return change(database, sendId, 'paused', ['sending', 'paused'], who, pause, heldByRestore)
}

function heldByRestore({ mustReconcile, issue }: SendRecord): string | undefined {
  return mustReconcile
    ? `Unexpected pause of ${issue}, which a restore holds already, expected a send that may go on`
    : undefined
}

/** Lets a paused send go on: `runSend` takes it up. Changes nothing where somebody has to decide first. */
export function resumeSend(database: Database, sendId: number, who: Who): Promise<ControlResult> {
  const resume = async (queries: Queries): Promise<void> => {
    await queries.run(`UPDATE sends SET state = 'sending', pause_reason = NULL WHERE id = ?`, sendId)
  }
  return change(database, sendId, 'resumed', ['paused'], who, resume, undecided)
}

/** Cancels what has not been handed over; letters whose answer is awaited come to their end. */
export function cancelSend(database: Database, sendId: number, who: Who): Promise<ControlResult> {
  const from: SendState[] = ['planned', 'scheduled', 'sending', 'paused']
  return change(database, sendId, 'cancelled', from, who, (queries) => writeCancelled(queries, sendId, who))
}

/** Writes down that a send is cancelled, with its letters that have not been handed over. */
export async function writeCancelled(queries: Queries, sendId: number, { by, at }: Who): Promise<void> {
  await queries.run(
    `UPDATE sends SET state = 'cancelled', ended_at = ?, pause_reason = NULL WHERE id = ?`,
    at,
    sendId,
  )
  await queries.run(
    `UPDATE deliveries SET state = 'cancelled', reason = ?, settled_at = ?
     WHERE send_id = ? AND state IN ('waiting', 'deferred', 'claimed')`,
    `cancelled by ${by}`,
    at,
    sendId,
  )
}

function change(
  database: Database,
  sendId: number,
  kind: string,
  from: readonly SendState[],
  who: Who,
  apply: (queries: Queries) => Promise<void>,
  refuse: (send: SendRecord) => string | undefined = () => undefined,
): Promise<ControlResult> {
  return database.transaction(async (queries) => {
    const send = await readSend(queries, sendId)
    if (!send) return { ok: false, message: `Unexpected send ${sendId}, expected one that was planned` }
    if (!from.includes(send.state)) {
      return { ok: false, message: `Unexpected send that is ${send.state}, expected ${from.join(' or ')}` }
    }
    const message = refuse(send)
    if (message !== undefined) return { ok: false, message }
    await apply(queries)
    await noteEvent(queries, { sendId, at: who.at, kind, by: who.by, detail: who.reason ?? '' })
    return { ok: true }
  })
}
