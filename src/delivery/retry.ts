import type { DeliverySettings } from '../model/settings.ts'

/** When letters that a server put off go again. */
export interface Retry {
  /** The wait after this many answers that put it off; nothing where it is given up. */
  waitMs: (attempts: number) => number | undefined
  /** No wait is longer; a time that is further off comes of a clock that jumped. */
  longestMs: number
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/**
 * Each wait is twice as long as the one before, up to the longest; given up is when the waits together come to
 * `giveUpHours`. That counts answers, not the clock, so a clock that jumps gives up nothing that was hardly tried.
 * RFC 5321 §4.5.4.1 asks for at least 30 minutes in the long run, and four to five days for a server that relays.
 */
export function createRetry(settings: DeliverySettings['retry']): Retry {
  const longestMs = settings.mostHours * hourMs
  const waitAfter = (attempts: number): number =>
    Math.min(settings.firstMinutes * minuteMs * 2 ** Math.min(attempts - 1, 40), longestMs)
  return {
    waitMs: (attempts) => {
      let waited = 0
      for (let attempt = 1; attempt < attempts; attempt += 1) {
        waited += waitAfter(attempt)
        if (waited >= settings.giveUpHours * hourMs) return undefined
      }
      return waitAfter(Math.max(attempts, 1))
    },
    longestMs: Math.max(longestMs, hourMs),
  }
}
