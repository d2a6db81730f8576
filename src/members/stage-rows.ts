import type { Report } from '../diagnostics/index.ts'
import type { AttributeDeclaration } from '../model/settings.ts'
import type { Database, Value } from '../database/index.ts'
import { normaliseAddress, type Address } from './address.ts'
import { unguardFormula } from './formula-guard.ts'
import type { ImportColumns, ImportField } from './import-columns.ts'
import type { ImportRow } from './import-rows.ts'
import {
  readAttribute,
  readLanguage,
  readMoment,
  readStatus,
  readText,
  type ReadValue,
} from './read-value.ts'

export interface StageOptions {
  file: string
  attributes: Record<string, AttributeDeclaration>
  columns: ImportColumns
  report: Report
}

/** Rows written at a time: the write lock is held for some milliseconds only. */
const pageSize = 2_000

/** Columns of the table in the order of a row; a value that the file does not speak of is NULL. */
const stagedColumns =
  'line, refused, number, address, address_key, domain, name, language, status, attributes, consent_at, consent_how, consent_from'

/**
 * Makes the temporary table that rows of a file wait in. `refused` tells of rows that do not count: 1 that can be told
 * whose they are, 2 that cannot.
 */
export async function createStage(database: Database, table: string): Promise<void> {
  await database.run(
    `CREATE TEMPORARY TABLE ${table} (id INTEGER PRIMARY KEY, line INTEGER NOT NULL, refused INTEGER NOT NULL,
       number TEXT, address TEXT, address_key TEXT, domain TEXT, name TEXT, language TEXT, status TEXT,
       attributes TEXT, consent_at INTEGER, consent_how TEXT, consent_from TEXT,
       outcome TEXT, merged TEXT, member_id INTEGER, other_id INTEGER, forgotten INTEGER NOT NULL DEFAULT 0)`,
  )
}

/** Once all rows are there: what they are looked up by. */
export async function indexStage(database: Database, table: string): Promise<void> {
  for (const column of ['address_key', 'number', 'member_id', 'other_id'])
    await database.run(`CREATE INDEX ${table}_${column} ON ${table} (${column})`)
}

/** Puts every row of the file into the table, with its values read; reports what is wrong with a row. Gives their number. */
export async function stageRows(
  database: Database,
  table: string,
  rows: AsyncIterable<ImportRow>,
  options: StageOptions,
  onProgress: (rows: number) => void,
): Promise<number> {
  const insert = `INSERT INTO ${table} (${stagedColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
  let page: Value[][] = []
  let count = 0
  const flush = async (): Promise<void> => {
    const staged = page
    page = []
    count += staged.length
    await database.transaction((queries) => queries.runMany(insert, staged))
    onProgress(count)
  }
  for await (const row of rows) {
    page.push(stagedRow(row, options))
    if (page.length >= pageSize) await flush()
  }
  await flush()
  return count
}

function stagedRow(row: ImportRow, options: StageOptions): Value[] {
  const { columns, file, report } = options
  const hasMore = row.cells.slice(columns.count).some((cell) => cell.trim() !== '')
  if (row.cells.length < columns.count || hasMore) {
    report({
      rule: 'members/wrong-cell-count',
      message: `Unexpected row of ${row.cells.length} ${row.cells.length === 1 ? 'cell' : 'cells'}, expected ${columns.count}`,
      file,
      place: row.placeOf(0),
    })
    return [row.line, 2, ...Array.from({ length: 11 }, () => null)]
  }
  const read = new RowReader(row, options)
  const address = read.address()
  const number = read.field('number', readText)
  const values = [
    number === '' ? null : number,
    address?.address ?? null,
    address?.key ?? null,
    address?.domain ?? null,
    read.name(),
    read.field('language', readLanguage),
    read.filled('status', readStatus),
    read.attributes(),
    read.filled('consent_at', readMoment),
    read.field('consent_how', readText),
    read.field('consent_from', readText),
  ]
  const isNamed = address !== undefined || (number !== null && number !== '')
  return [row.line, read.isRefused ? (isNamed ? 1 : 2) : 0, ...values]
}

/** Reads the cells of one row. */
class RowReader {
  isRefused = false
  private readonly row: ImportRow
  private readonly options: StageOptions

  constructor(row: ImportRow, options: StageOptions) {
    this.row = row
    this.options = options
  }

  address(): Address | undefined {
    const index = this.options.columns.fields.address!
    const address = normaliseAddress(this.cell(index))
    if (!('fault' in address)) return address
    this.refuse('members/invalid-address', index, address.message)
    return undefined
  }

  /** The name, else the first and last names; nothing where the file has no column for it. */
  name(): string | null {
    const whole = this.field('name', readText)
    const parts = [this.field('first_name', readText), this.field('last_name', readText)]
    if (whole !== null && whole !== '') return whole
    const known = parts.filter((part) => part !== null)
    return known.length === 0 ? whole : known.join(' ').trim()
  }

  /** The field's value; NULL where it has no column. */
  field<T extends string>(field: ImportField, read: (text: string) => ReadValue<T>): T | null {
    const index = this.options.columns.fields[field]
    return index === undefined ? null : (this.value(index, field, read) ?? null)
  }

  /** The same where an empty cell says nothing. */
  filled<T extends string | number>(field: ImportField, read: (text: string) => ReadValue<T>): T | null {
    const index = this.options.columns.fields[field]
    if (index === undefined || this.cell(index).trim() === '') return null
    return this.value(index, field, (text) => read(text.trim())) ?? null
  }

  /** The attributes that the file has columns for, as JSON; an empty cell makes one unknown. */
  attributes(): string | null {
    const { columns, attributes } = this.options
    if (columns.attributes.size === 0) return null
    const values: Record<string, string | number | boolean | null> = {}
    for (const [name, index] of columns.attributes) {
      const isEmpty = this.cell(index).trim() === ''
      values[name] = isEmpty
        ? null
        : (this.value(index, name, (text) => readAttribute(attributes[name]!, text)) ?? null)
    }
    return JSON.stringify(values)
  }

  private cell(index: number): string {
    return unguardFormula(this.row.cells[index] ?? '')
  }

  private value<T>(index: number, name: string, read: (text: string) => ReadValue<T>): T | undefined {
    const text = this.cell(index)
    const result = read(text)
    if ('value' in result) return result.value
    const shown = text.trim().slice(0, 60)
    this.refuse(
      'members/invalid-value',
      index,
      `Unexpected \`${shown}\` for \`${name}\`, expected ${result.expected}`,
    )
    return undefined
  }

  private refuse(
    rule: 'members/invalid-address' | 'members/invalid-value',
    index: number,
    message: string,
  ): void {
    this.isRefused = true
    this.options.report({ rule, message, file: this.options.file, place: this.row.placeOf(index) })
  }
}
