import type { Expression } from '../audience/index.ts'
import type { Queries } from '../database/index.ts'
import { audienceTable } from './audience-table.ts'

/** How many members there are. */
export interface MemberCount {
  active: number
  lapsed: number
  /** Of the active ones: how many must not be mailed, by reason. */
  suppressed: Record<string, number>
}

/** Counts the members of whom the condition is true, or all; inside a transaction. */
export async function countMembers(queries: Queries, condition?: Expression): Promise<MemberCount> {
  const table = await audienceTable(queries, condition ? [condition] : [])
  const rows = await queries.all<{ status: 'active' | 'lapsed'; suppression: string | null; count: number }>(
    `SELECT status, suppression, count(*) AS count FROM (${table.recipients}) recipients
     ${condition ? 'WHERE c0 = 1' : ''} GROUP BY status, suppression ORDER BY suppression`,
    ...table.values,
  )
  await table.drop()
  const total = (status: string): number =>
    rows.filter((row) => row.status === status).reduce((sum, { count }) => sum + count, 0)
  const suppressed = rows.filter(({ status, suppression }) => status === 'active' && suppression !== null)
  return {
    active: total('active'),
    lapsed: total('lapsed'),
    suppressed: Object.fromEntries(suppressed.map(({ suppression, count }) => [suppression!, count])),
  }
}
