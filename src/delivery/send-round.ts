import { createBell } from './bell.ts'
import { giveBackClaims } from './claim-deliveries.ts'
import type { DeliveryCounts } from './count-deliveries.ts'
import { beginLetter, deliverLetter, LetterFailed, type Begun } from './deliver-letter.ts'
import type { ClaimedDelivery } from './delivery.ts'
import { createDial, type Dial, type LineTrouble } from './dial.ts'
import { createDomainBackoff, type DomainBackoff } from './domain-backoff.ts'
import { createGroupCommit, type GroupCommit } from './group-commit.ts'
import type { GroupResult } from './ledger.ts'
import { createRunningCounts } from './progress.ts'
import { createRetry, type Retry } from './retry.ts'
import { createLedgerTrouble, isIdle, type Round, type RoundEnd } from './round.ts'
import type { SendOptions } from './send-options.ts'
import type { Sender } from './senders.ts'
import { release, settle } from './settlement.ts'
import { superviseRound } from './supervise-round.ts'
import { createSupply, type Supply } from './supply.ts'
import type { Line } from './transport.ts'
import { workLine, type LineWork } from './work-line.ts'

export const defaultPatienceMs = 600_000

/** Sends until there is nothing left, or something speaks against it; then everything is settled or given back. */
export async function runRound(
  options: SendOptions,
  sender: Sender,
  series: string | undefined,
  first: DeliveryCounts,
): Promise<{ end: RoundEnd; isSettled: boolean }> {
  const { clock, sendId, connections, signal } = options
  const ender = new AbortController()
  const bell = createBell(clock, ender.signal)
  const watch = createBell(clock, ender.signal)
  const retry = createRetry(options.retry)
  const backoff = createDomainBackoff()
  const round: Round = {
    options,
    sender,
    counts: createRunningCounts(first),
    share: connections,
    announced: connections,
    busy: 0,
    underWay: 0,
    isExhausted: false,
    end: undefined,
    finish: (end) => {
      round.end ??= end
      ender.abort()
      bell.ring()
      watch.ring()
    },
    trouble: createLedgerTrouble(options.patienceMs ?? defaultPatienceMs, (reason) => {
      group.abandon()
      round.finish({ kind: 'stopped', reason })
    }),
    queued: () => supply.size(),
    flush: () => group.flush(),
    look: () => {
      supply.refill()
      group.look()
    },
  }
  const group = createGroupCommit({
    ...options,
    senderId: sender.id,
    series,
    longestWaitMs: retry.longestMs,
    onStep: options.onStep ?? (() => undefined),
    busyLines: () => round.underWay,
    onTrouble: round.trouble.failed,
    onGroup: (written, result) => {
      round.trouble.cleared()
      round.counts.apply(written, result)
      if (supply.takeIn(written, result)) bell.ring()
      noteState(round, result)
      if (isIdle(round)) watch.ring()
    },
  })
  const supply = createSupply(round, backoff, group)
  const pauseFor = ({ reason, isTemporary }: LineTrouble): void => {
    group.pause(reason)
    round.finish({ kind: isTemporary ? 'trouble' : 'paused', reason })
  }
  const dial = createDial({
    ...options,
    tries: options.connectionTries,
    signal: ender.signal,
    isWorking: () => round.underWay > 0,
    onTrouble: pauseFor,
  })
  const parts = { round, group, supply, dial, backoff, retry, pauseFor }
  const begin = (delivery: ClaimedDelivery): Begun => beginLetter(options.letters, delivery)
  const work: LineWork = {
    bell,
    isOver: () => round.end !== undefined,
    mayUse: (index) => index < round.share,
    begin: () => {
      const found = supply.next()
      return typeof found === 'number' ? found : begin(found)
    },
    beginAhead: () => {
      const found = supply.nextAhead()
      return found && begin(found)
    },
    giveBack: ({ delivery }) => supply.takeBack(delivery),
    waitForWork: supply.waitForWork,
    open: dial.open,
    deliver: (line, begun, prepare) => deliver(parts, line, begun, prepare),
  }
  const stop = (): void => round.finish({ kind: 'stopped', reason: 'it was stopped' })
  if (signal?.aborted) stop()
  signal?.addEventListener('abort', stop)
  try {
    const lines = Array.from({ length: connections }, (_, index) => workLine(index, work))
    await Promise.all([
      superviseRound(round, watch),
      ...lines.map((line) => line.catch(round.trouble.failed)),
    ])
    for (const delivery of supply.drain()) group.settle(release(delivery, clock.now()))
    await group.flush()
    if (!round.trouble.isFinal) await giveBackClaims(options.database, sendId, sender.id)
  } finally {
    signal?.removeEventListener('abort', stop)
    ender.abort()
  }
  // A mistake of ours is not hidden; what it left behind is settled as that of a process that died.
  if (round.trouble.fault) throw round.trouble.fault.problem
  return { end: round.end ?? { kind: 'complete' }, isSettled: !round.trouble.isFinal }
}

/** Ends the round when the send is not being sent any more, whoever decided that. */
function noteState(round: Round, { state, pauseReason }: GroupResult): void {
  if (state === 'sending') return
  if (state === 'paused') round.finish({ kind: 'paused', reason: pauseReason ?? '' })
  else round.finish({ kind: state === 'complete' ? 'complete' : 'cancelled' })
}

interface Parts {
  round: Round
  group: GroupCommit
  supply: Supply
  dial: Dial
  backoff: DomainBackoff
  retry: Retry
  pauseFor: (trouble: LineTrouble) => void
}

/** Brings one letter to an outcome, and tells all who learn from outcomes. */
async function deliver(
  parts: Parts,
  line: Line,
  begun: Begun,
  prepare: () => Begun | undefined,
): Promise<void> {
  const { round, group, supply, dial, backoff, retry, pauseFor } = parts
  const { onStep, clock, stop } = round.options
  const { delivery } = begun
  const began = dial.round()
  round.underWay += 1
  try {
    const { outcome, wasHandedOver } = await deliverLetter(line, begun, { group, prepare, onStep })
    supply.done(delivery, wasHandedOver)
    const now = clock.now()
    group.settle(settle(delivery, outcome, { retry, now }))
    backoff.note(delivery.domain, outcome, now)
    dial.note(outcome, began)
    const reason = stop.note(outcome, delivery)
    if (reason !== undefined) pauseFor({ reason, isTemporary: false })
  } catch (error) {
    if (!(error instanceof LetterFailed)) throw error
    supply.done(delivery, false)
    group.settle(release(delivery, clock.now()))
    pauseFor({ reason: `a letter could not be made: ${error.message}`, isTemporary: false })
  } finally {
    round.underWay -= 1
  }
}
