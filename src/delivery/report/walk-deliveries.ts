import type { Queries, Value } from '../../database/index.ts'

const pageRows = 500

/**
 * A send's deliveries in the order of the plan, a page at a time, so that a million of them need no memory. The plus
 * keeps the query on the rows' own order: an index by state would sort all of them for each page.
 */
export async function* walkDeliveries<R extends { id: number }>(
  queries: Queries,
  sendId: number,
  columns: string,
  where: { sql: string; values: readonly Value[] } = { sql: '1 = 1', values: [] },
): AsyncGenerator<R[]> {
  const ends = await queries.get<{ first: number | null; last: number | null }>(
    'SELECT min(id) AS first, max(id) AS last FROM deliveries WHERE send_id = ?',
    sendId,
  )
  if (!ends || ends.first === null || ends.last === null) return
  let after = ends.first - 1
  for (;;) {
    const rows = await queries.all<R>(
      `SELECT id, ${columns} FROM deliveries
       WHERE +send_id = ? AND id > ? AND id <= ? AND (${where.sql}) ORDER BY id LIMIT ${pageRows}`,
      sendId,
      after,
      ends.last,
      ...where.values,
    )
    if (rows.length === 0) return
    yield rows
    after = rows.at(-1)?.id ?? ends.last
  }
}
