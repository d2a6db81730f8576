import { minuteMs, minuteOf } from './hour-window.ts'

const dayMinutes = 24 * 60

/** The first minute of the day: days are those of UTC, so that they all have 24 hours, on every machine. */
export function dayOf(at: number): number {
  return Math.floor(minuteOf(at) / dayMinutes) * dayMinutes
}

/** Milliseconds until the next day begins. */
export function untilNextDay(now: number): number {
  return (dayOf(now) + dayMinutes) * minuteMs - now
}

/**
 * Letters that the plan allows on the day after so many days on which letters went; nothing where the plan is over. A
 * day without letters does not count, for nobody got used to us on it.
 */
export function warmUpLimit(plan: readonly number[], daysBefore: number): number | undefined {
  return plan[daysBefore]
}
