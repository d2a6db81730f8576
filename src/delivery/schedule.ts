import { DatabaseProblem, type Database } from '../database/index.ts'
import type { ControlResult, Who } from './control-send.ts'
import { noteEvent } from './note-event.ts'
import { listSends, readSend, type SendRecord } from './send-record.ts'

export interface ScheduleInput {
  at: number
  /** From then on it does not go out by itself. */
  expiresAt: number
  who: Who
}

/** Sets the time of a confirmed plan, or another time for one that is scheduled. */
export async function scheduleSend(
  database: Database,
  sendId: number,
  { at, expiresAt, who }: ScheduleInput,
): Promise<ControlResult> {
  if (expiresAt <= at) return refuse(`Unexpected expiry before the time of the send, expected one after it`)
  if (at <= who.at) return refuse('Unexpected time in the past, expected one to come')
  try {
    return await database.transaction(async (queries) => {
      const send = await readSend(queries, sendId)
      const fault = faultOf(send)
      if (fault !== undefined) return refuse(fault)
      await queries.run(
        `UPDATE sends SET state = 'scheduled', scheduled_for = ?, expires_at = ? WHERE id = ?`,
        at,
        expiresAt,
        sendId,
      )
      const detail = `for ${iso(at)}, not later than ${iso(expiresAt)}`
      await noteEvent(queries, { sendId, at: who.at, kind: 'scheduled', by: who.by, detail })
      return { ok: true }
    })
  } catch (error) {
    if (!(error instanceof DatabaseProblem) || error.kind !== 'constraint') throw error
    return refuse('Unexpected second send of this issue, expected the one that is under way or done')
  }
}

function faultOf(send: SendRecord | undefined): string | undefined {
  if (!send) return 'Unexpected send, expected one that was planned'
  if (send.mustReconcile) return 'Unexpected restored send, expected one that has been reconciled'
  if (send.state === 'scheduled' || (send.state === 'planned' && send.confirmedAt !== null)) return undefined
  return send.state === 'planned'
    ? 'Unexpected plan that nobody confirmed, expected --confirm with its hash'
    : `Unexpected send that is ${send.state}, expected a confirmed plan`
}

/** Sends whose time has come; those that are too late are expired and go out no more by themselves. */
export async function dueSends(
  database: Database,
  now: number,
): Promise<{ due: SendRecord[]; expired: SendRecord[] }> {
  const late = (send: SendRecord): boolean => send.expiresAt !== null && send.expiresAt <= now
  const isDue = (send: SendRecord): boolean =>
    send.state === 'scheduled' &&
    !send.mustReconcile &&
    send.scheduledFor !== null &&
    send.scheduledFor <= now
  const waiting = (await listSends(database)).filter(isDue)
  const expired: SendRecord[] = []
  for (const send of waiting.filter(late)) if (await expire(database, send, now)) expired.push(send)
  const due = waiting.filter((send) => !late(send))
  return { due: due.toSorted((one, other) => (one.scheduledFor ?? 0) - (other.scheduledFor ?? 0)), expired }
}

function expire(database: Database, { id, expiresAt }: SendRecord, now: number): Promise<boolean> {
  return database.transaction(async (queries) => {
    const changes = await queries.run(
      `UPDATE sends SET state = 'expired', ended_at = ? WHERE id = ? AND state = 'scheduled' AND expires_at <= ?`,
      now,
      id,
      now,
    )
    const detail = `it had not begun by ${iso(expiresAt ?? now)}; nothing was sent`
    if (changes > 0) await noteEvent(queries, { sendId: id, at: now, kind: 'expired', detail })
    return changes > 0
  })
}

function refuse(message: string): ControlResult {
  return { ok: false, message }
}

function iso(at: number): string {
  return new Date(at).toISOString().replace(/\.000Z$/, 'Z')
}
