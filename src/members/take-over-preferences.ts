import type { Queries } from '../database/index.ts'

/** What a member chose of a series. */
export interface Choice {
  memberId: number
  createdAt: number
  addressKey: string
  series: string
  wanted: number
  since: number
}

/** What members chose of series, a page at a time. */
export async function* choicesOf(queries: Queries): AsyncGenerator<Choice[]> {
  for (let [member, series] = [0, '']; ;) {
    const page = await queries.all<Choice>(
      `SELECT p.member_id AS "memberId", m.created_at AS "createdAt", m.address_key AS "addressKey",
         p.series, p.wanted, p.since
       FROM preferences p JOIN members m ON m.id = p.member_id
       WHERE (p.member_id, p.series) > (?, ?) ORDER BY p.member_id, p.series LIMIT 500`,
      member,
      series,
    )
    const last = page.at(-1)
    if (!last) return
    yield page
    member = last.memberId
    series = last.series
  }
}

interface Known {
  id: number
  isSame: number
  wanted: number | null
  since: number | null
}

/**
 * Takes over choices of another database; gives how many are other than they were. A choice is the member's latest word
 * where the other database is this one as it went on (`isLater`), or where it was made later. By the address alone a
 * series is only left, never chosen: the address may be somebody else's by now.
 */
export async function takeOverChoices(
  queries: Queries,
  choices: readonly Choice[],
  isLater: boolean,
): Promise<number> {
  const known = await queries.getEach<Known>(
    `SELECT m.id, m.created_at = ? AND m.id = ? AS "isSame", p.wanted, p.since
     FROM members m LEFT JOIN preferences p ON p.member_id = m.id AND p.series = ?
     WHERE m.id = coalesce((SELECT id FROM members WHERE id = ? AND created_at = ?),
       (SELECT id FROM members WHERE address_key = ?))`,
    choices.map(({ memberId: id, createdAt, addressKey, series }) => [
      createdAt,
      id,
      series,
      id,
      createdAt,
      addressKey,
    ]),
  )
  const rows = choices.flatMap(({ series, wanted, since }, index) => {
    const member = known[index]
    // No row is as wanted.
    if (!member || (member.wanted ?? 1) === wanted) return []
    const isLatest = isLater || member.since === null || since > member.since
    return isLatest && (wanted === 0 || member.isSame === 1) ? [[member.id, series, wanted, since]] : []
  })
  return queries.runMany(
    `INSERT INTO preferences (member_id, series, wanted, since) VALUES (?, ?, ?, ?)
     ON CONFLICT (member_id, series) DO UPDATE SET wanted = excluded.wanted, since = excluded.since`,
    rows,
  )
}
