import type { Queries } from '../../database/index.ts'
import { timeText } from './read-send.ts'
import type { SendReport } from './send-report.ts'

const minuteMs = 60_000
/** More would not be seen in the plot. */
const mostBuckets = 96
const steps = [1, 5, 15, 60, 300, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400, 604_800]

/** Letters that ended, over time, in steps that a person counts in. */
export async function countAcceptance(queries: Queries, sendId: number): Promise<SendReport['acceptance']> {
  const ends = await queries.get<{ first: number | null; last: number | null }>(
    `SELECT min(settled_at) AS first, max(settled_at) AS last FROM deliveries
     WHERE send_id = ? AND state IN ('accepted', 'refused') AND settled_at IS NOT NULL`,
    sendId,
  )
  if (!ends || ends.first === null || ends.last === null) return { bucketSeconds: 0, buckets: [] }
  const bucketSeconds = stepFor(ends.last - ends.first)
  const bucketMs = bucketSeconds * 1000
  const rows = await queries.all<{ bucket: number; accepted: number; refused: number }>(
    `SELECT settled_at / ${bucketMs} AS bucket,
       count(*) FILTER (WHERE state = 'accepted') AS accepted,
       count(*) FILTER (WHERE state = 'refused') AS refused
     FROM deliveries WHERE send_id = ? AND state IN ('accepted', 'refused') AND settled_at IS NOT NULL
     GROUP BY 1 ORDER BY 1`,
    sendId,
  )
  return { bucketSeconds, buckets: filledIn(rows, bucketMs) }
}

function stepFor(spanMs: number): number {
  const step = steps.find((seconds) => spanMs / (seconds * 1000) < mostBuckets - 1)
  return step ?? Math.ceil(spanMs / 1000 / (mostBuckets - 2))
}

/** The times in which nothing went are part of the picture. */
function filledIn(
  rows: readonly { bucket: number; accepted: number; refused: number }[],
  bucketMs: number,
): SendReport['acceptance']['buckets'] {
  const known = new Map(rows.map((row) => [row.bucket, row]))
  const [first = 0, last = -1] = [rows[0]?.bucket, rows.at(-1)?.bucket]
  let acceptedSoFar = 0
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const { accepted = 0, refused = 0 } = known.get(first + index) ?? {}
    acceptedSoFar += accepted
    return { from: timeText((first + index) * bucketMs), accepted, refused, acceptedSoFar }
  })
}

/** How fast letters went while they went. */
export async function countPace(queries: Queries, sendId: number): Promise<SendReport['pace']> {
  const minutes = `SELECT settled_at / ${minuteMs} AS minute, count(*) AS letters,
      min(settled_at) AS first, max(settled_at) AS last
    FROM deliveries WHERE send_id = ? AND state IN ('accepted', 'refused', 'uncertain') AND settled_at IS NOT NULL
    GROUP BY 1`
  const all = await queries.get<{ minutes: number; letters: number; span: number }>(
    `SELECT count(*) AS minutes, coalesce(sum(letters), 0) AS letters,
       coalesce(sum(CASE WHEN letters = 1 THEN 1000 ELSE last - first + 1000 END), 0) AS span
     FROM (${minutes}) AS by_minute`,
    sendId,
  )
  const busiest = await queries.get<{ minute: number; letters: number }>(
    `SELECT minute, letters FROM (${minutes}) AS by_minute ORDER BY letters DESC, minute LIMIT 1`,
    sendId,
  )
  const perSecond = all && all.span > 0 ? all.letters / (all.span / 1000) : 0
  return {
    perSecond: Math.round(perSecond * 10) / 10,
    busiestMinute: busiest ? { at: timeText(busiest.minute * minuteMs), letters: busiest.letters } : null,
    activeMinutes: all?.minutes ?? 0,
  }
}
