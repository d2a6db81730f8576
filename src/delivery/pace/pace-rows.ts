import type { Queries } from '../../database/index.ts'
import { minuteOf, windowMinutes, type Minutes } from './hour-window.ts'
import { dayOf } from './warm-up.ts'

/** The row for letters to any domain. No domain has this name. */
export const everyDomain = '*'

/** The rows of days begin so; what follows is who sends and by which server. */
const dayPrefix = '@day '
export const dayKey = (route: string): string => `${dayPrefix}${route}`

/** Kept longer than a window, for a clock that jumps ahead and back. */
const keptMinutes = 48 * 60

const addSql = `INSERT INTO pace (minute, domain, letters) VALUES (?, ?, ?)
  ON CONFLICT (minute, domain) DO UPDATE SET letters = pace.letters + excluded.letters`

export type Change = readonly [minute: number, key: string, letters: number]

/** The same changes with one for each row. */
export function sumOf(changes: readonly Change[]): Change[] {
  const sums = new Map<string, Change>()
  for (const [minute, key, letters] of changes) {
    const id = `${minute} ${key}`
    sums.set(id, [minute, key, letters + (sums.get(id)?.[2] ?? 0)])
  }
  return [...sums.values()]
}

/** Adds to the counts; less than nothing takes away. */
export async function addLetters(queries: Queries, changes: Iterable<Change>): Promise<void> {
  await queries.runMany(addSql, changes)
}

/**
 * Minutes that lie ahead were counted before the clock was set back: they become the present one, so that they hold
 * letters up for an hour and not for as long as the clock was wrong.
 */
export async function bringBack(queries: Queries, now: number): Promise<void> {
  const ahead = await queries.all<{ minute: number; domain: string; letters: number }>(
    `SELECT minute, domain, letters FROM pace WHERE minute > ? AND domain NOT LIKE '${dayPrefix}%'`,
    minuteOf(now),
  )
  if (ahead.length === 0) return
  await queries.run(`DELETE FROM pace WHERE minute > ? AND domain NOT LIKE '${dayPrefix}%'`, minuteOf(now))
  await addLetters(
    queries,
    ahead.map(({ domain, letters }) => [minuteOf(now), domain, letters] as const),
  )
}

/** Forgets minutes that no window reaches any more; days are kept. */
export async function prune(queries: Queries, now: number): Promise<void> {
  await queries.run(
    `DELETE FROM pace WHERE minute < ? AND domain NOT LIKE '${dayPrefix}%'`,
    minuteOf(now) - keptMinutes,
  )
}

export async function readMinutes(queries: Queries, key: string, now: number): Promise<Minutes> {
  const rows = await queries.all<{ minute: number; letters: number }>(
    'SELECT minute, letters FROM pace WHERE domain = ? AND minute > ?',
    key,
    minuteOf(now) - windowMinutes,
  )
  return new Map(rows.map(({ minute, letters }) => [minute, letters]))
}

/** Today's letters, and the number of days before on which letters went. */
export async function readDays(
  queries: Queries,
  key: string,
  now: number,
): Promise<{ today: number; before: number }> {
  const row = await queries.get<{ today: number | null; before: number }>(
    `SELECT sum(CASE WHEN minute = ? THEN letters END) AS today,
       count(*) FILTER (WHERE minute < ? AND letters > 0) AS before
     FROM pace WHERE domain = ?`,
    dayOf(now),
    dayOf(now),
    key,
  )
  return { today: row?.today ?? 0, before: row?.before ?? 0 }
}

/** Processes that send at this moment. One that died counts until the next one clears up after it. */
export async function countSenders(queries: Queries): Promise<number> {
  const row = await queries.get<{ count: number }>('SELECT count(*) AS count FROM senders WHERE lines > 0')
  return row?.count ?? 0
}
