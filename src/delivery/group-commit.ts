import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from '../database/index.ts'
import type { PutOff } from './claim-queue.ts'
import type { Clock } from './clock.ts'
import type { ClaimedDelivery } from './delivery.ts'
import {
  groupProcedure,
  type Group,
  type GroupResult,
  type KeptSettlement,
  type LedgerOptions,
} from './ledger.ts'
import type { Pace } from './pace-contract.ts'
import type { Settlement } from './settlement.ts'

/** What a sender tells of its steps, so that tests can end it at any of them. */
export type Step =
  'claimed' | 'data-written' | 'before-commit' | 'after-commit' | 'dot-written' | 'answered' | 'settled'
export type OnStep = (step: Step, deliveryId?: number) => void

/** Writes to the ledger for all lines of a process: what they ask for while one commit runs goes into the next. */
export interface GroupCommit {
  /** Whether the hand-over is durably recorded, so that the dot may be written. */
  handOver: (delivery: ClaimedDelivery) => Promise<boolean>
  /** Keeps an answer; it is in the ledger before anything else that its line does. */
  settle: (settlement: Settlement) => void
  putOff: (deliveries: readonly PutOff[]) => void
  /** Asks for more deliveries; `onGroup` gets them. */
  claim: (limit: number) => void
  /** Commits soon, if only to see how the send stands. */
  look: () => void
  /** Asks that the send be paused. */
  pause: (reason: string) => void
  /** Commits at once; resolves when all that was asked for until now is written, or given up. */
  flush: () => Promise<void>
  /** Gives up what could not be written. */
  abandon: () => void
}

export interface GroupCommitOptions extends LedgerOptions {
  database: Database
  clock: Clock
  pace: Pace
  onStep: OnStep
  /** Lines that have a letter under way. */
  busyLines: () => number
  /** After each commit. */
  onGroup: (group: Group, result: GroupResult) => void
  /** The ledger cannot be written now; what was asked for is asked again. Hand-overs have been withheld. */
  onTrouble: (problem: unknown) => void
}

interface Waiting {
  delivery: ClaimedDelivery
  answer: (granted: boolean) => void
}

/** How long a commit waits for lines that are about to ask for it, once a letter waits at its gate; and at most. */
const mostAtGateMs = 4
const mostWaitMs = 20
/** How long a ledger that cannot be written is left alone. */
const retryMs = 1_000

export function createGroupCommit(options: GroupCommitOptions): GroupCommit {
  const { database, clock, pace, onStep } = options
  let settlements: KeptSettlement[] = []
  let handOvers: Waiting[] = []
  let putOff: PutOff[] = []
  let claim = 0
  let pause: string | undefined
  let looks = false
  let running: Promise<void> | undefined
  /** Tells the commit that is gathering that there is something more for it. */
  let hurry: (() => void) | undefined
  let abandoned = false
  let flushed: (() => void)[] = []

  const isPending = (): boolean =>
    !abandoned &&
    (looks ||
      claim > 0 ||
      pause !== undefined ||
      handOvers.length > 0 ||
      settlements.length > 0 ||
      putOff.length > 0)

  function schedule(): void {
    hurry?.()
    running ??= run().finally(() => {
      running = undefined
      if (isPending()) schedule()
    })
  }

  async function run(): Promise<void> {
    do await gather()
    while (isPending() && (await commit()))
  }

  /**
   * Everything that the network brings in this turn goes into one commit. It waits, a little, until half of the lines are
   * at their gates: a commit costs as much for one letter as for all, and the other half writes meanwhile.
   */
  async function gather(): Promise<void> {
    await nextTurn()
    if (!isWorthWaiting()) return
    // Nobody waits for an answer to be kept, so those alone can wait longer than a letter at its gate.
    const timers: NodeJS.Timeout[] = []
    await new Promise<void>((resolve) => {
      timers.push(setTimeout(resolve, mostWaitMs))
      hurry = () => {
        if (handOvers.length > 0 && timers.length === 1) timers.push(setTimeout(resolve, mostAtGateMs))
        if (!isWorthWaiting()) resolve()
      }
      hurry()
    })
    hurry = undefined
    for (const timer of timers) clearTimeout(timer)
  }

  function isWorthWaiting(): boolean {
    return !looks && pause === undefined && handOvers.length < options.busyLines() / 2
  }

  /** False when the ledger could not be written and the time to wait has been waited. */
  async function commit(): Promise<boolean> {
    const waiting = handOvers
    const now = clock.now()
    const group: Group = {
      settlements,
      handOvers: waiting.map(({ delivery: { id, memberId, addressKey, domain } }) => {
        return { id, memberId, addressKey, counts: pace.countsOf(domain, now) }
      }),
      putOff,
      claim,
      pause,
      now,
    }
    settlements = []
    handOvers = []
    putOff = []
    claim = 0
    pause = undefined
    looks = false
    const waitingForAll = flushed
    flushed = []
    const result = await write(group).catch((error: unknown) => failed(group, waiting, error))
    if (result) {
      committed(group, waiting, result)
      for (const resolve of waitingForAll) resolve()
    } else {
      if (abandoned) for (const resolve of waitingForAll) resolve()
      else flushed.unshift(...waitingForAll)
      await clock.sleep(retryMs)
    }
    return result !== undefined
  }

  function write(group: Group): Promise<GroupResult> {
    const { sendId, senderId, series, longestWaitMs } = options
    const result = database.call(groupProcedure, {
      group,
      options: { sendId, senderId, series, longestWaitMs },
    })
    onStep('before-commit')
    return result
  }

  function committed(group: Group, waiting: readonly Waiting[], result: GroupResult): void {
    onStep('after-commit')
    for (const { delivery, answer } of waiting) {
      const isGranted = result.granted.has(delivery.id)
      if (isGranted) pace.handedOver(delivery.domain, group.now)
      answer(isGranted)
    }
    for (const { id } of group.settlements) onStep('settled', id)
    if (result.claimed && result.claimed.deliveries.length > 0) onStep('claimed')
    options.onGroup(group, result)
  }

  /** Nothing of the group holds, so no dot of it may go; its answers are kept for the next. */
  function failed(group: Group, waiting: readonly Waiting[], problem: unknown): undefined {
    settlements = [...group.settlements, ...settlements]
    putOff = [...group.putOff, ...putOff]
    pause ??= group.pause
    looks = true
    options.onTrouble(problem)
    for (const { answer } of waiting) answer(false)
  }

  return {
    handOver: (delivery) =>
      new Promise((resolve) => {
        onStep('data-written', delivery.id)
        if (abandoned) return resolve(false)
        handOvers.push({ delivery, answer: resolve })
        schedule()
      }),
    settle: ({ delivery, ...settlement }) => {
      settlements.push({ ...settlement, id: delivery.id })
      schedule()
    },
    putOff: (deliveries) => {
      if (deliveries.length === 0) return
      putOff.push(...deliveries)
      schedule()
    },
    claim: (limit) => {
      claim = Math.max(claim, limit)
      schedule()
    },
    look: () => {
      looks = true
      schedule()
    },
    pause: (reason) => {
      pause ??= reason
      schedule()
    },
    flush: () =>
      new Promise((resolve) => {
        if (abandoned) return resolve()
        flushed.push(resolve)
        looks = true
        schedule()
      }),
    abandon: () => {
      abandoned = true
      for (const resolve of flushed.splice(0)) resolve()
      // Letters that came to their gates meanwhile are withheld.
      for (const { answer } of handOvers.splice(0)) answer(false)
    },
  }
}
