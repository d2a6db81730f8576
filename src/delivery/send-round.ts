import { DatabaseProblem } from '../database/index.ts'
import { createBell } from './bell.ts'
import { giveBackClaims } from './claim-deliveries.ts'
import { createClaimQueue } from './claim-queue.ts'
import type { DeliveryCounts } from './count-deliveries.ts'
import { deliverLetter, LetterFailed } from './deliver-letter.ts'
import type { ClaimedDelivery } from './delivery.ts'
import { createDial, type LineTrouble } from './dial.ts'
import { createDomainBackoff } from './domain-backoff.ts'
import { createGroupCommit } from './group-commit.ts'
import type { Group, GroupResult } from './ledger.ts'
import { createRetry } from './retry.ts'
import { createRunningCounts, type RunningCounts } from './progress.ts'
import type { SendOptions } from './send-options.ts'
import type { Sender } from './senders.ts'
import { release, settle } from './settlement.ts'
import { superviseRound } from './supervise-round.ts'
import type { Line } from './transport.ts'
import { workLine } from './work-line.ts'

/** How a round of sending ended. */
export type RoundEnd =
  | { kind: 'complete' | 'cancelled' }
  | { kind: 'paused'; reason: string }
  /** Paused, because of the server; it may go on by itself. */
  | { kind: 'trouble'; reason: string }
  /** Nobody wants this process to go on, or it cannot write the ledger. */
  | { kind: 'stopped'; reason: string }

/** What the parts of a round share. */
export interface Round {
  options: SendOptions
  sender: Sender
  counts: RunningCounts
  /** Lines of this process that may be used. */
  share: number
  /** Lines with a letter under way. */
  busy: number
  /** Whether the last claim found nothing that is due. */
  isExhausted: boolean
  /** Why the ledger cannot be written. */
  trouble: string | undefined
  end: RoundEnd | undefined
  /** Whether the ledger has all that this process knows. */
  isSettled: boolean
  finish: (end: RoundEnd) => void
  /** Hears what was thrown: by a database that may recover, or else a mistake of ours. */
  failed: (problem: unknown) => void
  /** Deliveries claimed and not begun. */
  queued: () => number
  /** Lines that the others know of. */
  announced: number
  /** Resolves when everything that was asked for is in the ledger. */
  flush: () => Promise<void>
  /** Looks at the ledger: the send's state, and deliveries that are due. */
  look: () => void
  ended: AbortSignal
}

/** Claimed at a time: enough that a commit serves many, few enough that an end gives them back at once. */
const batchOfLine = 10
const leastBatch = 50
const mostBatch = 500
/** Even without patience a database gets this long, because answers are waiting to be kept. */
const leastPatienceMs = 30_000
export const defaultPatienceMs = 600_000

/** Sends until there is nothing left, or something speaks against it; then everything is settled or given back. */
export async function runRound(
  options: SendOptions,
  sender: Sender,
  series: string | undefined,
  first: DeliveryCounts,
): Promise<{ end: RoundEnd; isSettled: boolean }> {
  const { clock, pace, sendId, connections } = options
  const ender = new AbortController()
  const retry = createRetry(options.retry)
  const backoff = createDomainBackoff()
  const bell = createBell(clock, ender.signal)
  const watch = createBell(clock, ender.signal)
  const queue = createClaimQueue({
    waitForAny: (now) => Math.max(pace.waitForAny(now), backoff.waitForAny(now)),
    waitFor: (domain, now) => Math.max(pace.waitFor(domain, now), backoff.waitFor(domain, now)),
    spacing: pace.spacing,
  })
  const batch = Math.min(Math.max(connections * batchOfLine, leastBatch), mostBatch)
  let troubleSince: number | undefined
  let fault: { problem: unknown } | undefined

  const round: Round = {
    options,
    sender,
    counts: createRunningCounts(first),
    share: connections,
    busy: 0,
    isExhausted: false,
    trouble: undefined,
    end: undefined,
    isSettled: true,
    ended: ender.signal,
    queued: queue.size,
    announced: connections,
    flush: () => group.flush(),
    look: () => {
      if (queue.readyCount() < batch / 2) group.claim(batch)
      group.look()
    },
    finish: (end) => {
      round.end ??= end
      ender.abort()
      bell.ring()
      watch.ring()
    },
    failed: (problem) => {
      if (!(problem instanceof DatabaseProblem)) fault ??= { problem }
      const isPassing =
        problem instanceof DatabaseProblem && (problem.kind === 'locked' || problem.kind === 'disk')
      round.trouble = `the database cannot be written: ${messageOf(problem)}`
      troubleSince ??= performance.now()
      const patienceMs = Math.max(options.patienceMs ?? defaultPatienceMs, leastPatienceMs)
      if (isPassing && performance.now() - troubleSince < patienceMs) return
      group.abandon()
      round.isSettled = false
      round.finish({ kind: 'stopped', reason: round.trouble })
    },
  }

  const group = createGroupCommit({
    database: options.database,
    sendId,
    senderId: sender.id,
    series,
    longestWaitMs: retry.longestMs,
    pace,
    clock,
    onStep: options.onStep ?? (() => undefined),
    busyLines: () => round.busy,
    onTrouble: round.failed,
    onGroup: (written, result) => {
      round.trouble = undefined
      troubleSince = undefined
      round.counts.apply(written, result)
      takeClaimed(written, result)
      noteState(result)
      if (round.isExhausted && round.busy === 0 && queue.size() === 0) watch.ring()
    },
  })

  function takeClaimed(written: Group, { claimed }: GroupResult): void {
    if (!claimed) return
    round.isExhausted = claimed.deliveries.length + claimed.suppressed < written.claim
    queue.add(claimed.deliveries)
    if (claimed.deliveries.length > 0) bell.ring()
  }

  function noteState({ state, pauseReason }: GroupResult): void {
    if (state === 'sending') return
    if (state === 'paused') round.finish({ kind: 'paused', reason: pauseReason ?? '' })
    else round.finish({ kind: state === 'complete' ? 'complete' : 'cancelled' })
  }

  function pauseFor({ reason, isTemporary }: LineTrouble): void {
    group.pause(reason)
    round.finish({ kind: isTemporary ? 'trouble' : 'paused', reason })
  }

  const dial = createDial({
    transport: options.transport,
    clock,
    tries: options.connectionTries,
    signal: ender.signal,
    isWorking: () => round.busy > 0,
    onTrouble: pauseFor,
  })

  function look(now: number): ClaimedDelivery | number {
    if (round.trouble !== undefined) return Infinity
    const found = queue.next(now)
    group.putOff(queue.takePutOff())
    if (!round.isExhausted && queue.readyCount() < batch / 2) group.claim(batch)
    return found
  }

  function waitForWork(): number {
    const found = look(clock.now())
    if (typeof found === 'number') return found
    queue.putBack(found)
    return 0
  }

  function next(): ClaimedDelivery | number {
    const now = clock.now()
    const found = look(now)
    if (typeof found === 'number') return found
    pace.begin(found.domain, now)
    round.busy += 1
    return found
  }

  function done(delivery: ClaimedDelivery, wasHandedOver: boolean): void {
    round.busy -= 1
    pace.end(delivery.domain, wasHandedOver)
    queue.freed()
  }

  async function deliver(line: Line, delivery: ClaimedDelivery): Promise<void> {
    const began = dial.round()
    try {
      const tools = { letters: options.letters, group, onStep: options.onStep }
      const { outcome, wasHandedOver } = await deliverLetter(line, delivery, tools)
      done(delivery, wasHandedOver)
      const now = clock.now()
      group.settle(settle(delivery, outcome, { retry, now }))
      backoff.note(delivery.domain, outcome, now)
      dial.note(outcome, began)
      const reason = options.stop.note(outcome, delivery)
      if (reason !== undefined) pauseFor({ reason, isTemporary: false })
    } catch (error) {
      if (!(error instanceof LetterFailed)) throw error
      done(delivery, false)
      group.settle(release(delivery, clock.now()))
      pauseFor({ reason: `a letter could not be made: ${error.message}`, isTemporary: false })
    }
  }

  const work = {
    bell,
    isOver: () => round.end !== undefined,
    mayUse: (index: number) => index < round.share,
    next,
    waitForWork,
    open: dial.open,
    deliver,
  }
  const stop = (): void => round.finish({ kind: 'stopped', reason: 'it was stopped' })
  if (options.signal?.aborted) stop()
  options.signal?.addEventListener('abort', stop)
  try {
    const supervised = superviseRound(round, watch)
    await Promise.all(
      Array.from({ length: connections }, (_, index) => workLine(index, work).catch(round.failed)),
    )
    await supervised
    for (const delivery of queue.drain()) group.settle(release(delivery, clock.now()))
    await group.flush()
    if (round.isSettled) await giveBackClaims(options.database, sendId, sender.id)
  } finally {
    options.signal?.removeEventListener('abort', stop)
    ender.abort()
  }
  // A mistake of ours is not hidden; what it left behind is settled as that of a process that died.
  if (fault) throw fault.problem
  return { end: round.end ?? { kind: 'complete' }, isSettled: round.isSettled }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
