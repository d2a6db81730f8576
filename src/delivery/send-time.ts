export type SendTime = { ok: true; at: number } | { ok: false; message: string }

/** Minutes that local time is ahead of UTC at a moment: the machine's zone. */
const machineOffset = (at: number): number => -new Date(at).getTimezoneOffset()

const form = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:?\d\d)?$/
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const furthestMs = 366 * dayMs

/**
 * Reads when a send is to begin: `2026-03-03T09:00+01:00` (ISO 8601 with a zone), or `2026-03-03 09:00` in the
 * machine's zone. Refuses what is past, no date, or a local time that the change to or from summer time leaves out or
 * has twice.
 */
export function parseSendTime(text: string, now: number, offsetAt = machineOffset): SendTime {
  const match = form.exec(text.trim())
  const wall = match ? wallTime(match) : undefined
  if (!match || wall === undefined)
    return bad(text, 'a time such as 2026-03-03 09:00, or 2026-03-03T09:00+01:00 with its zone')
  const zone = match[7]
  const moments = zone === undefined ? momentsOf(wall, offsetAt) : [wall - zoneMinutes(zone) * minuteMs]
  const [at, second] = moments
  if (at === undefined)
    return bad(
      text,
      'a time that the clocks show: they go forward over this one. Write it with its zone, or take another',
    )
  if (second !== undefined)
    return bad(text, 'a time that the clocks show once: they go back over this one. Write it with its zone')
  if (Number.isNaN(at)) return bad(text, 'a zone between -23:59 and +23:59')
  if (at <= now) return bad(text, `a time to come: it is ${new Date(now).toISOString()} now`)
  if (at > now + furthestMs) return bad(text, 'a time within a year')
  return { ok: true, at }
}

function bad(text: string, expected: string): SendTime {
  return { ok: false, message: `Unexpected time \`${text}\`, expected ${expected}` }
}

/** The parts as if they were UTC; nothing where there is no such day or hour. */
function wallTime(parts: readonly (string | undefined)[]): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0))
  const wall = Date.UTC(year, month - 1, day, hour, minute, second)
  const back = new Date(wall)
  const isReal =
    back.getUTCFullYear() === year &&
    back.getUTCMonth() === month - 1 &&
    back.getUTCDate() === day &&
    back.getUTCHours() === hour &&
    back.getUTCMinutes() === minute &&
    back.getUTCSeconds() === second
  return isReal ? wall : undefined
}

function zoneMinutes(zone: string): number {
  if (zone === 'Z') return 0
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))]
  if (hours > 23 || minutes > 59) return NaN
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

/** The moments at which a clock on the wall shows it: one, none in a gap, two where an hour comes again. */
function momentsOf(wall: number, offsetAt: (at: number) => number): number[] {
  const offsets = new Set([wall - dayMs, wall, wall + dayMs].map((at) => offsetAt(at)))
  return [...offsets]
    .map((offset) => wall - offset * minuteMs)
    .filter((at) => at + offsetAt(at) * minuteMs === wall)
    .sort((one, other) => one - other)
}
