import type { Clock } from './clock.ts'
import { ConnectionFailed, type Line, type Outcome, type Transport } from './transport.ts'

/** Why the lines are given up for now. */
export interface LineTrouble {
  reason: string
  /** Whether trying again, with nothing changed, can help and does no harm. */
  isTemporary: boolean
}

/** Opens lines for a send, and counts how often in a row that, or a letter on one, came to nothing. */
export interface Dial {
  /** A line, or nothing when that failed; then it has waited a while already. */
  open: () => Promise<Line | undefined>
  /** Which run of failures it is now; `note` wants the one in which its letter began. */
  round: () => number
  /** Hears of each letter's outcome: an answer ends a run of failures. */
  note: (outcome: Outcome, round: number) => void
}

export interface DialOptions {
  transport: Transport
  clock: Clock
  /** After so many failures in a row the lines are given up. */
  tries: number
  signal: AbortSignal
  /** Whether another line has a letter under way: then a server that takes no more lines is no trouble. */
  isWorking: () => boolean
  onTrouble: (trouble: LineTrouble) => void
}

const firstWaitMs = 1_000
const longestWaitMs = 30_000

/**
 * Failures that happen together, because all lines go to one server, are one failure: what began before the last one
 * does not count again. After each, nobody tries for a second, then two, up to half a minute.
 */
export function createDial(options: DialOptions): Dial {
  const { transport, clock, tries, signal, isWorking, onTrouble } = options
  let failures = 0
  let round = 0
  let pauseOver: Promise<void> = Promise.resolve()

  function failed(reason: string, began: number, canHelp: boolean, isTemporary: boolean): void {
    if (began !== round && canHelp) return
    round += 1
    failures += 1
    if (!canHelp || failures >= tries) return onTrouble({ reason, isTemporary })
    pauseOver = clock.sleep(Math.min(firstWaitMs * 2 ** (failures - 1), longestWaitMs), signal)
  }

  return {
    round: () => round,
    open: async () => {
      await pauseOver
      const began = round
      try {
        return await transport.open()
      } catch (error) {
        const { reason, temporary } = failureOf(error)
        if (!temporary || !isWorking()) failed(reason, began, temporary, temporary)
        else await clock.sleep(longestWaitMs, signal)
        return undefined
      }
    },
    note: (outcome, began) => {
      const { kind } = outcome
      if (kind === 'lost') failed(outcome.reason, began, true, true)
      // To go on by itself would make more of them.
      else if (kind === 'uncertain') failed(outcome.reason, began, true, false)
      else if (kind !== 'withheld') failures = 0
    },
  }
}

function failureOf(error: unknown): { reason: string; temporary: boolean } {
  if (error instanceof ConnectionFailed) return { reason: error.message, temporary: error.temporary }
  return { reason: error instanceof Error ? error.message : String(error), temporary: false }
}
