import type { Queries } from './database.ts'

/** Tables whose ids stand in the links of letters: none is ever given to somebody else. */
const tables = ['members', 'applications'] as const

/** The highest id that was given in each of them, be its row there or not. */
export type HighestIds = Record<(typeof tables)[number], number>

export async function highestIds(queries: Queries): Promise<HighestIds> {
  const rows = await queries.all<{ name: string; seq: number }>('SELECT name, seq FROM sqlite_sequence')
  const of = (table: string): number => rows.find(({ name }) => name === table)?.seq ?? 0
  return { members: of('members'), applications: of('applications') }
}

/** Gives only higher ids than these from now on. */
export async function raiseIds(queries: Queries, ids: HighestIds): Promise<void> {
  for (const table of tables) {
    await queries.run(
      `INSERT INTO sqlite_sequence (name, seq)
       SELECT ?, 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?)`,
      table,
      table,
    )
    await queries.run(
      'UPDATE sqlite_sequence SET seq = ? WHERE name = ? AND seq < ?',
      ids[table],
      table,
      ids[table],
    )
  }
}
