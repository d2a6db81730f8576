export const minuteMs = 60_000

/**
 * The minutes that a window of an hour can touch. Letters are counted by the minute, so one more than sixty: a letter
 * at the end of the first minute is less than an hour before one at the beginning of the last.
 */
export const windowMinutes = 61

export const minuteOf = (at: number): number => Math.floor(at / minuteMs)

/** Letters by minute. */
export type Minutes = ReadonlyMap<number, number>

/** How many letters a limit still allows in the window that ends now. */
export function roomIn(minutes: Minutes, perHour: number, now: number): number {
  return Math.max(0, perHour - lettersIn(minutes, now))
}

/** Milliseconds until the limit allows another letter, if nobody sends one meanwhile. */
export function waitForRoom(minutes: Minutes, perHour: number, now: number): number {
  let excess = lettersIn(minutes, now) - perHour + 1
  if (excess <= 0) return 0
  const first = minuteOf(now) - windowMinutes + 1
  const inside = [...minutes].filter(([minute]) => minute >= first).sort(([one], [other]) => one - other)
  for (const [minute, letters] of inside) {
    excess -= letters
    if (excess <= 0) return Math.max(1, (Math.min(minute, minuteOf(now)) + windowMinutes) * minuteMs - now)
  }
  return windowMinutes * minuteMs
}

/** Minutes that lie ahead count too: the clock was set back, and those letters went a moment ago. */
function lettersIn(minutes: Minutes, now: number): number {
  const first = minuteOf(now) - windowMinutes + 1
  let sum = 0
  for (const [minute, letters] of minutes) if (minute >= first) sum += letters
  return sum
}
