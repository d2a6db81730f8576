import { DatabaseProblem } from '../database/index.ts'
import type { RunningCounts } from './progress.ts'
import type { SendOptions } from './send-options.ts'
import type { Sender } from './senders.ts'

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
  /** Lines that the others know of. */
  announced: number
  /** Letters that lines have begun; one that was begun ahead counts too. */
  busy: number
  /** Lines with a letter under way. */
  underWay: number
  /** Whether the last claim found nothing that is due. */
  isExhausted: boolean
  end: RoundEnd | undefined
  finish: (end: RoundEnd) => void
  trouble: LedgerTrouble
  /** Deliveries claimed and not begun. */
  queued: () => number
  /** Resolves when everything that was asked for is in the ledger. */
  flush: () => Promise<void>
  /** Looks at the ledger: the send's state, and deliveries that are due. */
  look: () => void
}

/** Whether this process has nothing in its hands and found nothing that is due. */
export function isIdle(round: Pick<Round, 'isExhausted' | 'busy' | 'queued'>): boolean {
  return round.isExhausted && round.busy === 0 && round.queued() === 0
}

/** A ledger that cannot be written: how long that is borne, and what it comes to. */
export interface LedgerTrouble {
  /** What it is, while it lasts. */
  reason: string | undefined
  /** Hears what was thrown: by a database that may recover, or else a mistake of ours. */
  failed: (problem: unknown) => void
  cleared: () => void
  /** Whether it is over for this process: the ledger does not have all that it knows. */
  isFinal: boolean
  /** The mistake of ours, where it was one. */
  fault: { problem: unknown } | undefined
}

/** Even without patience a database gets this long, because answers are waiting to be kept. */
const leastPatienceMs = 30_000

/** Bears a locked database or a full disk for as long as it may; anything else is final at once. */
export function createLedgerTrouble(patienceMs: number, onFinal: (reason: string) => void): LedgerTrouble {
  let since: number | undefined
  const trouble: LedgerTrouble = {
    reason: undefined,
    isFinal: false,
    fault: undefined,
    cleared: () => {
      trouble.reason = undefined
      since = undefined
    },
    failed: (problem) => {
      if (!(problem instanceof DatabaseProblem)) trouble.fault ??= { problem }
      trouble.reason = `the database cannot be written: ${messageOf(problem)}`
      since ??= performance.now()
      const isBorne = performance.now() - since < Math.max(patienceMs, leastPatienceMs)
      if (canPass(problem) && isBorne) return
      trouble.isFinal = true
      onFinal(trouble.reason)
    },
  }
  return trouble
}

function canPass(problem: unknown): boolean {
  return problem instanceof DatabaseProblem && (problem.kind === 'locked' || problem.kind === 'disk')
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
