import { evaluate, type Expression } from '../audience/index.ts'
import type { Queries, Value } from '../database/index.ts'
import { readAttributes } from './member-row.ts'
import { leftSeries, suppressionIn } from './suppressions.ts'

export interface AudienceOptions {
  /** The series of the issue: whoever left it is held back. Default: none. */
  series?: string | undefined
}

/** The roster with the outcome of each condition, for statements of the same transaction. */
export interface AudienceTable {
  /**
   * A SELECT with the columns member_id, member_number, address, address_key, domain, name, language, status,
   * attributes (JSON), suppression (why the member is held back, or NULL) and c0, c1 …: 1 where the condition is
   * definitely true of the member, else 0. Made to stand in parentheses after FROM.
   */
  recipients: string
  /** What its `?` stand for, in order. */
  values: Value[]
  /** Takes away the table that it reads. */
  drop: () => Promise<void>
}

interface Combination {
  id: number
  attributes: string
  language: string
  status: string
}

/** Combinations read at a time: what is held in memory, however many there are. */
const pageSize = 1_000
let made = 0

/**
 * Evaluates conditions over the whole roster: once for each combination of attributes, language and status that
 * occurs, so a million members of a hundred combinations cost a hundred evaluations. Call it inside a transaction:
 * the temporary table belongs to that connection.
 */
export async function audienceTable(
  queries: Queries,
  conditions: readonly Expression[],
  { series }: AudienceOptions = {},
): Promise<AudienceTable> {
  made++
  const table = `audience_${made}`
  const columns = conditions.map((_, index) => `c${index}`)
  await queries.run(
    `CREATE TEMPORARY TABLE ${table} (id INTEGER PRIMARY KEY, attributes TEXT NOT NULL, language TEXT NOT NULL,
       status TEXT NOT NULL${columns.map((column) => `, ${column} INTEGER NOT NULL DEFAULT 0`).join('')})`,
  )
  await queries.run(
    `INSERT INTO ${table} (attributes, language, status) SELECT DISTINCT attributes, language, status FROM members`,
  )
  if (columns.length > 0) await fill(queries, table, columns, conditions)
  await queries.run(`CREATE INDEX ${table}_key ON ${table} (attributes, language, status)`)
  return {
    recipients: recipients(table, columns),
    values: [series ?? null],
    drop: async () => void (await queries.run(`DROP TABLE ${table}`)),
  }
}

async function fill(
  queries: Queries,
  table: string,
  columns: readonly string[],
  conditions: readonly Expression[],
): Promise<void> {
  const update = `UPDATE ${table} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`
  for (let after = 0; ;) {
    const page = await queries.all<Combination>(
      `SELECT id, attributes, language, status FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`,
      after,
      pageSize,
    )
    await queries.runMany(
      update,
      page.map((row) => [...outcomesOf(row, conditions), row.id]),
    )
    if (page.length < pageSize) return
    after = page.at(-1)!.id
  }
}

function outcomesOf(
  { attributes, language, status }: Combination,
  conditions: readonly Expression[],
): number[] {
  const member = { ...readAttributes(attributes), language, status }
  return conditions.map((condition) => (evaluate(condition, member) ? 1 : 0))
}

function recipients(table: string, columns: readonly string[]): string {
  const outcomes = columns.map((column) => `, audience.${column}`).join('')
  return `SELECT members.id AS member_id, members.number AS member_number, members.address, members.address_key,
      members.domain, members.name, members.language, members.status, members.attributes,
      coalesce(${suppressionIn('members.address_key')},
        CASE WHEN ${leftSeries('members.id', '?')} THEN 'series' END) AS suppression${outcomes}
    FROM members JOIN ${table} audience ON audience.attributes = members.attributes
      AND audience.language = members.language AND audience.status = members.status`
}
