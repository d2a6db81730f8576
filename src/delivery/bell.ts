import type { Clock } from './clock.ts'

/** What idle lines wait at: rung when there may be work, and at the time that somebody asked for. */
export interface Bell {
  /** Resolves when the bell rings, after `ms` at the latest. */
  wait: (ms: number) => Promise<void>
  ring: () => void
}

/** One timer at a time is enough for all who wait: the earliest. The signal ends the timers. */
export function createBell(clock: Clock, signal: AbortSignal): Bell {
  let waiting: (() => void)[] = []
  let dueMs = Infinity
  let turn = 0
  const ring = (): void => {
    const woken = waiting
    waiting = []
    dueMs = Infinity
    turn += 1
    for (const wake of woken) wake()
  }
  return {
    ring,
    wait: (ms) =>
      new Promise((resolve) => {
        waiting.push(resolve)
        const due = performance.now() + ms
        if (due >= dueMs) return
        dueMs = due
        const mine = turn
        void clock.sleep(ms, signal).then(() => {
          // Whoever rang since has woken those that this timer was for.
          if (mine === turn) ring()
        })
      }),
  }
}
