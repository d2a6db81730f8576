import type { Table, TableCell } from 'mdast'
import { toString } from 'mdast-util-to-string'
import type { Place } from '../../model/place.ts'
import type { FigureProblem } from '../figure.ts'
import { agreeOnUnit, canShareScale, isBare, type Quantity } from './agree-on-unit.ts'
import { numberReader } from './read-number.ts'
import { unitReader } from './read-unit.ts'

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

interface Cell {
  text: string
  place: Place | undefined
  quantity: Quantity | undefined
}

interface Column {
  head: Cell
  cells: Cell[]
  /** A number of it that shows its unit. */
  example: Quantity | undefined
}

/**
 * Reads a table; nothing where no column beside the first has a number in at least half of its cells. A number that has
 * no place on the scale of the others is a gap: a bar of the wrong length would be worse.
 */
export function readTable(
  table: Table,
  language: string,
  problems: FigureProblem[] = [],
): PlotData | undefined {
  const read = cellReader(language)
  const [head = [], ...body] = table.children.map((row) => row.children.map(read))
  const columns = head
    .slice(1)
    .map((cell, index) => ({ head: cell, cells: body.map((row) => row[index + 1] ?? noCell) }))
    .filter(({ cells }) => isNumeric(cells, language, problems))
    .map((column) => withOneUnit(column, language, problems))
  if (columns.length === 0) return undefined
  warnOfScales(columns, language, problems)
  const all = columns.flatMap(({ cells }) => cells.flatMap(({ quantity }) => quantity ?? []))
  const isScaled = new Set(all.filter((one) => !isBare(one)).map(({ factor }) => factor)).size > 1
  return {
    rowsName: head[0]?.text ?? '',
    rows: body.map((row) => row[0]?.text ?? ''),
    series: columns.map(({ head, cells }) => ({
      name: head.text,
      values: cells.map(({ text, quantity }) => ({ text, value: quantity && valueOf(quantity, isScaled) })),
    })),
    unit: { before: shared(all.map(({ before }) => before)), after: shared(all.map(({ after }) => after)) },
  }
}

const noCell: Cell = { text: '', place: undefined, quantity: undefined }

function cellReader(language: string): (cell: TableCell) => Cell {
  const [read, unitOf] = [numberReader(language), unitReader(language)]
  return (cell) => {
    const text = toString(cell).replace(/\s+/g, ' ').trim()
    const number = read(text)
    const quantity = number && { ...number, ...unitOf(number), text }
    return { text, place: cell.children[0]?.position as Place | undefined, quantity }
  }
}

/** Whether half of the cells have a number. Tells of those that have not, if their author must have thought so. */
function isNumeric(cells: readonly Cell[], language: string, problems: FigureProblem[]): boolean {
  const isHalf = (found: readonly Cell[]): boolean => found.length > 0 && found.length * 2 >= cells.length
  const read = cells.filter(({ quantity }) => quantity !== undefined)
  const unread = cells.filter(({ text, quantity }) => quantity === undefined && /\p{Nd}/u.test(text))
  const meant = unread.filter(({ text }) => /^[^\p{L}\p{Nd}]*\p{Nd}+[.,]\p{Nd}+\P{Nd}*$/u.test(text))
  if (isHalf([...read, ...meant]))
    problems.push(...unread.map(({ text, place }) => unreadable(text, place, language)))
  return isHalf(read)
}

function withOneUnit(
  { head, cells }: Omit<Column, 'example'>,
  language: string,
  problems: FigureProblem[],
): Column {
  const agreement = agreeOnUnit(
    cells.flatMap(({ quantity }) => quantity ?? []),
    language,
  )
  const odd = new Set(agreement?.odd)
  const agreed = cells.map((cell) => {
    const { text, place, quantity } = cell
    if (!agreement || !quantity || !odd.has(quantity)) return cell
    const message = `Unexpected \`${text}\` in a column of \`${agreement.example.text}\`, expected one unit: it is left out of the picture`
    problems.push({ rule: 'figures/chart-units', message, ...(place && { place }) })
    return { ...cell, quantity: undefined }
  })
  return { head, cells: agreed, example: agreement?.example }
}

function unreadable(text: string, place: Place | undefined, language: string): FigureProblem {
  const example = new Intl.NumberFormat(language, { useGrouping: 'always' }).format(1250.5)
  const message = `Unexpected \`${text}\` in a column of numbers, expected one number, like \`${example}\`: it is left out of the picture`
  return { rule: 'figures/chart-number', message, ...(place && { place }) }
}

function warnOfScales(
  [first, ...others]: readonly Column[],
  language: string,
  problems: FigureProblem[],
): void {
  if (!first?.example) return
  for (const { head, example } of others) {
    if (!example || canShareScale(first.example, example, language)) continue
    const message = `Unexpected column of \`${example.text}\` beside one of \`${first.example.text}\`, expected one unit: they are drawn on one scale`
    problems.push({ rule: 'figures/chart-units', message, ...(head.place && { place: head.place }) })
  }
}

/** Where powers of ten differ, all are counted in ones. */
function valueOf({ value, factor = 1 }: Quantity, isScaled: boolean): number {
  return isScaled ? value * factor : value
}

function shared(units: readonly string[]): string {
  return units.every((unit) => unit === units[0]) ? (units[0] ?? '') : ''
}
