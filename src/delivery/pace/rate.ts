import { createSteadyTime } from './steady-time.ts'

/** Letters a second: evenly, with a little to catch up, and never more than a second's worth in a second. */
export interface Rate {
  /** Milliseconds until a letter may begin. */
  wait: (now: number) => number
  take: (now: number) => void
  /** The part of the limit that is this process's own: one of so many. */
  setShare: (processes: number) => void
  /** As if a full second's worth had just gone: what another process did shortly before is not known to the letter. */
  fill: (now: number) => void
  /** Milliseconds between two letters. */
  spacing: () => number
}

/** How late a letter may be and the next ones still catch up. */
const slackMs = 250

/**
 * A token bucket (in the form of a theoretical time of the next letter) for evenness, and beside it the times of the
 * last letters, so that catching up never puts more than the limit, rounded up, into any second.
 */
export function createRate(perSecond: number): Rate {
  const steady = createSteadyTime()
  let spacingMs = 1000 / perSecond
  let most = Math.max(1, Math.ceil(perSecond))
  let nextAt = -Infinity
  let times: number[] = []
  let oldest = 0
  const wait = (now: number): number => {
    const at = steady(now)
    const full = times.length - oldest >= most ? (times[times.length - most] ?? 0) + most * spacingMs - at : 0
    return Math.max(0, Math.ceil(Math.max(nextAt - slackMs - at, full)))
  }
  const note = (at: number): void => {
    times.push(at)
    if (times.length - oldest > most) oldest = times.length - most
    if (oldest < 4096) return
    times = times.slice(oldest)
    oldest = 0
  }
  return {
    wait,
    take: (now) => {
      const at = steady(now)
      nextAt = Math.max(nextAt, at) + spacingMs
      note(at)
    },
    setShare: (processes) => {
      spacingMs = (1000 * processes) / perSecond
      most = Math.max(1, Math.ceil(perSecond / processes))
      oldest = Math.max(oldest, times.length - most)
    },
    fill: (now) => {
      const at = steady(now)
      nextAt = at + spacingMs
      for (let count = 0; count < most; count++) note(at)
    },
    spacing: () => spacingMs,
  }
}
