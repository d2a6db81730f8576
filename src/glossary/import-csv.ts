import { parse } from 'csv-parse/sync'
import type { Column, Row } from './import-row.ts'

/** A row of fields with the offset of the row in the text. */
export interface CsvRow {
  fields: string[]
  start: number
  end: number
}

const NAMES: Record<Column, string> = {
  term: 'term abbreviation abbr abbrev acronym initialism letters shortform short initials',
  expansion: 'expansion meaning fullname fullform longform long name standsfor full infull words meanings',
  also: 'also alias aliases otherspellings spellings synonyms variants',
  plural: 'plural',
  definition: 'definition description notes note explanation about comment comments',
  url: 'url link website web address href',
  replacedBy: 'replacedby supersededby now',
  replaces: 'replaces replacing formerly previously',
  since: 'since from start',
  until: 'until to end',
  sense: 'sense',
  caseSensitive: 'casesensitive',
  tags: 'tags tag category categories subject topic',
  id: 'id',
}

/** Which key a column's name means; nothing where it is none of ours. */
export function columnNamed(name: string): Column | undefined {
  const folded = name.toLowerCase().replace(/[^a-z]/gu, '')
  return (Object.keys(NAMES) as Column[]).find(
    (key) => folded !== '' && NAMES[key].split(' ').includes(folded),
  )
}

/** Reads the text as CSV with this delimiter; nothing where it is none. */
export function csvRows(text: string, delimiter: string): CsvRow[] | undefined {
  try {
    const rows = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      raw: true,
    })
    let offset = 0
    return (rows as unknown as { record: string[]; raw: string }[]).map(({ record, raw }) => {
      const body = raw.trim()
      const start = Math.max(offset, text.indexOf(body, offset))
      offset = start + body.length
      return { fields: record, start, end: offset }
    })
  } catch {
    return undefined
  }
}

/** Whether the first row names columns, the term's and the expansion's among them. */
export function headerOf(rows: CsvRow[]): (Column | undefined)[] | undefined {
  const columns = rows[0]?.fields.map(columnNamed)
  return columns?.includes('term') && (columns.includes('expansion') || columns.includes('definition'))
    ? columns
    : undefined
}

/** The columns of a row without a header: letters, what they stand for, and an address or a definition. */
export function columnsOf(row: CsvRow): (Column | undefined)[] {
  return row.fields.map((field, index) => {
    if (index < 2) return index === 0 ? 'term' : 'expansion'
    return /^https?:/u.test(field) ? 'url' : index === 2 ? 'definition' : undefined
  })
}

/** The row with its fields under their columns, the first of two for one column. */
export function rowOf(row: CsvRow, columns: (Column | undefined)[]): Row {
  const values: Row['values'] = {}
  for (const [index, column] of columns.entries()) {
    const value = row.fields[index]?.trim()
    if (column && value && values[column] === undefined) values[column] = value
  }
  return { values, start: row.start, end: row.end }
}
