import type { Table, TableCell } from 'mdast'
import { lengthOf, padEnd, padStart, wrap } from './wrap.ts'

const gap = '  '

/** A table as columns where they fit, with cells folded if need be, else each row as a record. */
export function tableToText(table: Table, width: number, cellToText: (cell: TableCell) => string): string[] {
  const rows = table.children.map((row) => row.children.map(cellToText))
  const [head, ...body] = rows
  if (!head) return []
  // A row may have more cells than the first.
  const { align } = table
  const widths = columnWidths(rows, Math.max(head.length, align?.length ?? 0), width)
  return widths ? asColumns(head, body, widths, align ?? []) : asRecords(head, body, width)
}

/** The widths of the columns, the widest made narrower until all fit; nothing if a word would have to break. */
function columnWidths(rows: readonly string[][], count: number, width: number): number[] | undefined {
  const columns = Array.from({ length: count }, (_, index) => rows.map((row) => row[index] ?? ''))
  const widths = columns.map((cells) =>
    Math.max(1, ...cells.flatMap((cell) => cell.split('\n').map(lengthOf))),
  )
  const least = columns.map((cells) =>
    Math.max(8, ...cells.flatMap((cell) => cell.split(/[ \n]/).map(lengthOf))),
  )
  const total = (): number => widths.reduce((sum, one) => sum + one, 0) + gap.length * (count - 1)
  while (total() > width) {
    const widest = widths.indexOf(Math.max(...widths.filter((one, index) => one > (least[index] ?? 0))))
    if (widest < 0) return undefined
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return widths
}

function asColumns(
  head: readonly string[],
  body: readonly string[][],
  widths: readonly number[],
  align: readonly (string | null)[],
): string[] {
  const line = (cells: readonly string[]): string =>
    widths
      .map((width, index) => (align[index] === 'right' ? padStart : padEnd)(cells[index] ?? '', width))
      .join(gap)
      .trimEnd()
  const rule = widths.map((width) => '-'.repeat(width)).join(gap)
  const folded = (row: readonly string[]): string[] => {
    const cells = widths.map((width, index) => wrap(row[index] ?? '', width))
    const height = Math.max(1, ...cells.map((lines) => lines.length))
    return Array.from({ length: height }, (_, at) => line(cells.map((lines) => lines[at] ?? '')))
  }
  const rows = body.map(folded)
  const isFolded = rows.some((lines) => lines.length > 1)
  return [
    ...folded(head),
    rule,
    ...rows.flatMap((lines, index) => (isFolded && index > 0 ? ['', ...lines] : lines)),
  ]
}

/** `Column: cell`, a line each, a row after another. */
function asRecords(head: readonly string[], body: readonly string[][], width: number): string[] {
  return body.flatMap((row, index) => {
    const lines = row.flatMap((cell, column) => {
      if (cell === '') return []
      const [first = '', ...rest] = wrap(head[column] ? `${head[column]}: ${cell}` : cell, width - 2)
      return [first, ...rest.map((line) => `  ${line}`)]
    })
    return index > 0 ? ['', ...lines] : lines
  })
}
