import type { Table } from 'mdast'
import { toString } from 'mdast-util-to-string'
import { numberReader } from './read-number.ts'

/** A column of numbers. */
export interface Series {
  name: string
  values: PlotValue[]
}

/** A cell; `value` is missing where it holds no number. */
export interface PlotValue {
  value: number | undefined
  /** As written. */
  text: string
}

/** What a plot shows: a name for each row, and a column of numbers or more. */
export interface PlotData {
  /** What the rows are. */
  rowsName: string
  rows: string[]
  series: Series[]
  /** The unit that all numbers share. */
  unit: { before: string; after: string }
}

/** Reads a table; nothing where no column beside the first has a number in at least half of its cells. */
export function readTable(table: Table, language: string): PlotData | undefined {
  const cells = table.children.map((row) =>
    row.children.map((cell) => toString(cell).replace(/\s+/g, ' ').trim()),
  )
  const [head = [], ...body] = cells
  const read = numberReader(language)
  const columns = head.slice(1).map((name, index) => {
    const written = body.map((row) => row[index + 1] ?? '')
    return { name, written, numbers: written.map(read) }
  })
  const numeric = columns.filter(({ numbers }) => {
    const found = numbers.filter((number) => number !== undefined).length
    return found > 0 && found * 2 >= numbers.length
  })
  if (numeric.length === 0) return undefined
  const all = numeric.flatMap(({ numbers }) => numbers.filter((number) => number !== undefined))
  return {
    rowsName: head[0] ?? '',
    rows: body.map((row) => row[0] ?? ''),
    series: numeric.map(({ name, written, numbers }) => {
      return { name, values: written.map((text, index) => ({ text, value: numbers[index]?.value })) }
    }),
    unit: { before: shared(all.map(({ before }) => before)), after: shared(all.map(({ after }) => after)) },
  }
}

function shared(units: readonly string[]): string {
  return units.every((unit) => unit === units[0]) ? (units[0] ?? '') : ''
}
