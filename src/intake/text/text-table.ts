import type { TextLine } from './text-line.ts'

/** Where the lines with tabs in them end that begin at a line; two of them are a table. */
export function tableEnd(lines: readonly TextLine[], from: number): number {
  let end = from
  while (end < lines.length && lines[end]!.text.includes('\t') && !lines[end]!.marker) end++
  return end
}

/** The cells of each row: a tab parts two, unless all rows agree only where several in a row are one. */
export function columnsOf(lines: readonly TextLine[]): string[][] {
  const single = lines.map((line) => line.raw.split('\t'))
  const joined = lines.map((line) => line.text.split(/\t+/))
  const rows = !areEven(single) && areEven(joined) ? joined : single
  const width = Math.max(...rows.map((row) => row.length))
  return rows.map((row) => [...row, ...Array.from({ length: width - row.length }, () => '')])
}

function areEven(rows: readonly string[][]): boolean {
  return rows.every((row) => row.length === rows[0]!.length)
}
