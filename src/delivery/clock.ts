import { setTimeout as wait } from 'node:timers/promises'

/** The time and waiting for it, so that tests can make hours pass. */
export interface Clock {
  /** Milliseconds since 1970 in UTC; may jump, also backwards. */
  now: () => number
  /** Waits, or until the signal says that nobody needs it any more; never throws. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>
}

/** The longest time that a timer of Node can be set to. */
const longestTimerMs = 2 ** 31 - 1

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    wait(Math.min(Math.max(ms, 0), longestTimerMs), undefined, signal && { signal }).catch(() => undefined),
}
