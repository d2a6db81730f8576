import type { Element, ElementContent } from 'hast'
import { toString } from 'mdast-util-to-string'
import type { LetterMeasures } from './measures/letter-measures.ts'
import { widestWord } from './word-width.ts'

/** Room for a table in CSS pixels, the size of its text, and what its cells keep free beside it. */
interface Screen {
  width: number
  textSize: number
  padding: number
}

/** Phones, for which the template's style sheet sets tables in smaller type. */
const smallestScreen = 320

/** What tables are called that are stacked: in windows narrower than the letter, or always. */
export const stackClasses = ['stack', 'stack-always'] as const

/** Columns of so many letters can be read where only longer words are broken. */
const legibleColumn = 12 * 0.63

/**
 * Makes a table fit its letter. Where its words have no room side by side, the template's style sheet shows each row as
 * a block in which every value has its heading before it: in windows narrower than the letter, or always.
 * Programs that know no such styles, Outlook among them, show the table.
 */
export function fitTable(table: Element, measures: LetterMeasures, parents: readonly string[]): void {
  const rows = rowsOf(table)
  const { narrow, wide } = screensOf(measures, indentOf(parents))
  const columns = columnsOf(rows)
  for (const cell of rows.flatMap(cellsOf)) keepCodeWhole(cell)
  if (fits(columns, narrow)) return
  const canStack = columns.length > 1 && !rows.every(isHead)
  markLongWords(rows, columns, narrow, canStack ? wide : narrow)
  if (!canStack) return
  const isLegible = fits(columns, wide) || longestWhole(columns, wide) >= legibleColumn
  stackRows(table, rows, isLegible ? 'stack' : 'stack-always')
}

function screensOf(
  { column, margin, tableTextSize }: LetterMeasures,
  indent: number,
): Record<'narrow' | 'wide', Screen> {
  return {
    narrow: { width: smallestScreen - 2 * margin - indent, textSize: 14, padding: 8 },
    wide: { width: column - indent, textSize: tableTextSize, padding: 10 },
  }
}

/** What lists, quotations and boxes take of the column; see `contentStyles`. */
const indents: Record<string, number> = { li: 30, dd: 24, blockquote: 21, td: 44 }

function indentOf(parents: readonly string[]): number {
  return parents.reduce((sum, tag) => sum + (indents[tag] ?? 0), 0)
}

function rowsOf(element: Element): Element[] {
  return element.children.flatMap((child) => {
    if (child.type !== 'element') return []
    return child.tagName === 'tr' ? [child] : rowsOf(child)
  })
}

function cellsOf(row: Element): Element[] {
  return row.children.filter((child) => child.type === 'element')
}

/** Whether a row is of headings of columns; each other may begin with a heading of its own. */
function isHead(row: Element): boolean {
  return cellsOf(row).some(({ tagName, properties }) => tagName === 'th' && properties['scope'] !== 'row')
}

/** The widest word of each column. */
function columnsOf(rows: readonly Element[]): number[] {
  const columns: number[] = []
  for (const row of rows)
    for (const [index, cell] of cellsOf(row).entries())
      columns[index] = Math.max(columns[index] ?? 0, widestWord(cell))
  return columns
}

function fits(columns: readonly number[], screen: Screen, longest = Infinity): boolean {
  const words = columns.reduce((sum, one) => sum + Math.min(one, longest), 0)
  return words * screen.textSize + columns.length * screen.padding <= screen.width
}

/** The width up to which words stay whole: breaking only longer ones, the columns fit side by side. */
function longestWhole(columns: readonly number[], screen: Screen): number {
  let longest = Math.max(0, ...columns)
  while (longest > 1 && !fits(columns, screen, longest)) longest -= 0.5
  return longest
}

/** Words longer than that may be broken, and their columns stay legible where there is room for it. */
function markLongWords(
  rows: readonly Element[],
  columns: readonly number[],
  narrow: Screen,
  wide: Screen,
): void {
  const [onPhones, everywhere] = [longestWhole(columns, narrow), longestWhole(columns, wide)]
  const least = everywhere >= legibleColumn ? Math.floor(legibleColumn * wide.textSize) : 0
  for (const cell of rows.flatMap(cellsOf)) {
    const word = widestWord(cell)
    if (word > everywhere) cell.data = { ...cell.data, foldTo: least } as never
    else if (word > onPhones) cell.properties = { ...cell.properties, className: ['fold'] }
  }
}

/** Breaking code anywhere would let its column shrink to a letter. */
function keepCodeWhole(element: Element): void {
  for (const child of element.children) {
    if (child.type !== 'element') continue
    if (child.tagName === 'code') child.data = { ...child.data, part: 'codeInCell' } as never
    keepCodeWhole(child)
  }
}

/** Names the parts of the table for the style sheet, and puts its heading, hidden, into each cell. */
function stackRows(table: Element, rows: readonly Element[], when: (typeof stackClasses)[number]): void {
  for (const child of table.children)
    if (child.type === 'element') child.properties = { ...child.properties, className: [when] }
  const headings = rows.filter(isHead).flatMap(cellsOf).map(labelOf)
  for (const row of rows.filter((one) => !isHead(one)))
    for (const [index, cell] of cellsOf(row).entries()) {
      const label = headings[index]
      if (label && cell.children.length > 0) cell.children = [label(), ...cell.children]
    }
}

function labelOf(heading: Element): (() => ElementContent) | undefined {
  const words = toString(heading).replace(/\s+/g, ' ').trim()
  if (words === '') return undefined
  return () => ({
    type: 'element',
    tagName: 'span',
    properties: { className: ['label'] },
    children: [{ type: 'text', value: `${words}: ` }],
    data: { part: 'label' } as never,
  })
}
