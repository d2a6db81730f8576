import type { Database, Queries } from '../database/index.ts'
import { noteEvent } from './note-event.ts'
import { readSend, type SendRecord } from './send-record.ts'
import type { Transport } from './transport.ts'

export interface BeginInput {
  by: string
  at: number
  promise: Transport['promise']
  /** Keeps what goes out, once nothing speaks against it; where that fails, nothing begins. */
  keep?: (() => boolean) | undefined
}

export type BeginResult = { ok: true; send: SendRecord } | { ok: false; message: string }

/**
 * Sets a send under way, if it may go: its plan is confirmed, its time has come, it is neither paused nor over, and
 * nobody has to reconcile it first.
 */
export function beginSend(database: Database, sendId: number, input: BeginInput): Promise<BeginResult> {
  return database.transaction(async (queries) => {
    const send = await readSend(queries, sendId)
    const message = send ? whyNot(send, input.at) : `Unexpected send ${sendId}, expected one that was planned`
    if (!send || message !== undefined) return { ok: false, message: message ?? '' }
    if (input.keep?.() === false) return { ok: false, message: notKept }
    if (send.state !== 'sending') await start(queries, send, input)
    await queries.run(
      `UPDATE sends SET promise = 'weaker' WHERE id = ? AND promise <> ? AND ? = 'weaker'`,
      sendId,
      input.promise,
      input.promise,
    )
    // Limits may be others than when letters were put off for them.
    await resetPutOff(queries, sendId, input.at)
    return { ok: true, send: (await readSend(queries, sendId)) ?? send }
  })
}

const notKept = 'Unexpected failure to keep what goes out, expected it to be kept before the first letter'

async function start(queries: Queries, { id, state }: SendRecord, { by, at }: BeginInput): Promise<void> {
  await queries.run(
    `UPDATE sends SET state = 'sending', started_at = coalesce(started_at, ?),
       started_by = coalesce(started_by, ?), ended_at = NULL WHERE id = ?`,
    at,
    by,
    id,
  )
  await noteEvent(queries, { sendId: id, at, kind: state === 'complete' ? 'reopened' : 'started', by })
}

/** Whether it was a plan that nobody had confirmed when the backup was taken that it comes of: it cannot go on. */
export function isRestoredPlan({ state, confirmedAt }: SendRecord): boolean {
  return (state === 'paused' || state === 'sending') && confirmedAt === null
}

/** Why a send may not go on, whoever resumes it: somebody has to decide first. */
export function undecided(send: SendRecord): string | undefined {
  const { issue, mustReconcile, confirmedAt } = send
  const expected = (what: string): string => `Unexpected send of ${issue} that ${what}`
  if (mustReconcile)
    return expected('comes of a backup, expected one whose letters have been looked through since')
  if (isRestoredPlan(send))
    return expected(
      `was not confirmed when the backup was taken, expected a confirmed plan: \`tidings send cancel ${issue}\`, and plan it anew, which leaves out who had it`,
    )
  return confirmedAt === null ? expected('nobody confirmed, expected a confirmed plan') : undefined
}

function whyNot(send: SendRecord, now: number): string | undefined {
  const expected = (what: string): string => `Unexpected send of ${send.issue} that ${what}`
  const open = undecided(send)
  if (open !== undefined) return open
  if (send.state === 'paused') {
    return expected(`is paused (${send.pauseReason ?? 'no reason given'}), expected one that was resumed`)
  }
  if (send.state === 'cancelled' || send.state === 'expired')
    return expected(`is ${send.state}, expected another plan`)
  if (send.state !== 'scheduled') return undefined
  if (send.scheduledFor !== null && send.scheduledFor > now) {
    return expected(`is for ${timeText(send.scheduledFor)}, expected to wait until then`)
  }
  if (send.expiresAt !== null && send.expiresAt <= now) {
    return expected(`was to begin before ${timeText(send.expiresAt)}, expected a new decision`)
  }
  return undefined
}

function timeText(time: number): string {
  return new Date(time).toISOString()
}

/** Lets everything that was put off for a limit be looked at again. */
export async function resetPutOff(queries: Queries, sendId: number, now: number): Promise<void> {
  await queries.run(
    `UPDATE deliveries SET not_before = 0 WHERE send_id = ? AND state = 'waiting' AND not_before > ?`,
    sendId,
    now,
  )
}
