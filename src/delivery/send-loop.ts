import { randomUUID } from 'node:crypto'
import { beginSend } from './begin-send.ts'
import { countDeliveries } from './count-deliveries.ts'
import { noteEvent } from './note-event.ts'
import { readSend, type SendState } from './send-record.ts'
import type { SendOptions, SendResult } from './send-options.ts'
import type { RoundEnd } from './round.ts'
import { defaultPatienceMs, runRound } from './send-round.ts'
import { joinSenders, recoverSenders } from './senders.ts'

/**
 * Sends what a send still has to send, and returns when it is complete, paused, cancelled or stopped. Several
 * processes may do so at once. A letter is handed over at most once: its dot is written only after the ledger has
 * kept that, and one that was kept without an answer is never taken up again (the send's `uncertain` ones).
 */
export async function runSend(options: SendOptions): Promise<SendResult> {
  const { database, databaseFile, sendId, by, clock, transport, connections } = options
  const input = { by, at: clock.now(), promise: transport.promise, keep: options.keep }
  const begun = await beginSend(database, sendId, input)
  if (!begun.ok) {
    return { state: 'refused', reason: begun.message, counts: await countDeliveries(database, sendId) }
  }
  await recoverSenders(database, databaseFile, clock.now())
  const self = { id: randomUUID(), sendId, since: clock.now(), lines: connections }
  const sender = await joinSenders(database, databaseFile, self)
  let isSettled = false
  try {
    for (;;) {
      const counts = await countDeliveries(database, sendId)
      const { end, ...round } = await runRound(options, sender, seriesOf(begun.send.manifest), counts)
      isSettled = round.isSettled
      if (end.kind === 'trouble' && (await goesOn(options, end.reason))) continue
      return await resultOf(options, end)
    }
  } finally {
    await sender.leave(isSettled)
  }
}

function seriesOf(manifest: string): string | undefined {
  const { series } = JSON.parse(manifest) as { series?: string | null }
  return series ?? undefined
}

async function resultOf({ database, sendId, onProgress }: SendOptions, end: RoundEnd): Promise<SendResult> {
  const counts = await countDeliveries(database, sendId)
  onProgress?.({ counts, lines: 0, state: 'sending' })
  // Somebody may have decided while this process was coming to its end.
  const send = await readSend(database, sendId)
  const own = end.kind === 'trouble' ? 'paused' : end.kind
  const state = send?.state === 'cancelled' || send?.state === 'complete' ? send.state : own
  const ownReason = 'reason' in end && state === own ? end.reason : undefined
  const reason = state === 'paused' ? (send?.pauseReason ?? ownReason) : ownReason
  return { state, ...(reason !== undefined && { reason }), counts }
}

const lookMs = 1_000
const firstTryMs = 5_000
const longestTryMs = 60_000

/**
 * Waits for a server that is gone, until our patience is over: tries now and then to open a line, and then lets the
 * send go on, unless somebody decided otherwise meanwhile.
 */
async function goesOn(options: SendOptions, reason: string): Promise<boolean> {
  const { database, sendId, clock, patienceMs = defaultPatienceMs } = options
  let untilTryMs = firstTryMs
  let nextTryMs = firstTryMs
  const counts = await countDeliveries(database, sendId)
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += lookMs) {
    options.onProgress?.({ counts, lines: 0, state: 'trouble', trouble: reason })
    await clock.sleep(lookMs, options.signal)
    if (options.signal?.aborted) return false
    const send = await readSend(database, sendId)
    if (send?.state === 'sending') return true
    if (send?.state !== ('paused' satisfies SendState) || send.pauseReason !== reason) return false
    untilTryMs -= lookMs
    if (untilTryMs > 0) continue
    if (await answers(options)) return await takeUp(options, reason)
    nextTryMs = Math.min(nextTryMs * 2, longestTryMs)
    untilTryMs = nextTryMs
  }
  return false
}

async function answers({ transport }: SendOptions): Promise<boolean> {
  try {
    const line = await transport.open()
    await line.close()
    return true
  } catch {
    return false
  }
}

function takeUp({ database, sendId, clock }: SendOptions, reason: string): Promise<boolean> {
  return database.transaction(async (queries) => {
    const changes = await queries.run(
      `UPDATE sends SET state = 'sending', pause_reason = NULL
       WHERE id = ? AND state = 'paused' AND pause_reason = ?`,
      sendId,
      reason,
    )
    const detail = 'the server answers again'
    if (changes > 0) await noteEvent(queries, { sendId, at: clock.now(), kind: 'resumed', detail })
    return changes > 0
  })
}
