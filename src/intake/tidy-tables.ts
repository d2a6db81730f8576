import type { Element, ElementContent, Root } from 'hast'
import { element, isBlock, isElement, spacedText } from './elements.ts'
import type { ReportLoss } from './report-loss.ts'
import { cellsOf, rowsOf } from './table-rows.ts'

/** Brings tables into the form that Markdown has: a row of headings, single cells, and running text in each. */
export function tidyTables(parent: Element | Root, report: ReportLoss): void {
  for (const child of parent.children) {
    if (child.type !== 'element') continue
    tidyTables(child, report)
    if (child.tagName === 'table') tidyTable(child, report)
  }
}

function tidyTable(table: Element, report: ReportLoss): void {
  const rows = rowsOf(table).map(cellsOf)
  const grid = spread(rows)
  if (rows.flat().some((cell) => spanOf(cell, 'colSpan') > 1 || spanOf(cell, 'rowSpan') > 1))
    report(
      'intake/changed-form',
      `Unexpected merged cells in ${nameOf(table)}, expected single ones: their words stand once`,
    )
  if (rows.flat().some((cell) => cell.children.some((child) => isElement(child, 'table'))))
    report(
      'intake/changed-form',
      `Unexpected table within ${nameOf(table)}, expected text: its words stand in the cell`,
    )
  if (!rows.flat().some((cell) => isElement(cell, 'th')))
    for (const cell of rows[0] ?? []) cell.tagName = 'th'
  const width = Math.max(...grid.map((row) => row.length))
  table.children = grid.map((cells) => {
    const filled = Array.from({ length: width }, (_, index) => cells[index] ?? element('td', []))
    for (const cell of filled) cell.children = plainHeading(cell, inline(cell.children))
    return element('tr', filled)
  })
}

/** A heading's words are bold by themselves. */
function plainHeading(cell: Element, children: ElementContent[]): ElementContent[] {
  const isBold = cell.tagName === 'th' && children.every((child) => isElement(child, 'strong', 'br'))
  return isBold
    ? children.flatMap((child) => (isElement(child, 'strong') ? child.children : [child]))
    : children
}

/** A table by its first words. */
function nameOf(table: Element): string {
  const words = spacedText(table).replace(/\s+/g, ' ').trim()
  return `the table that begins “${words.length > 40 ? `${words.slice(0, 40)}…` : words}”`
}

function spanOf(cell: Element, name: 'colSpan' | 'rowSpan'): number {
  const span = Number(cell.properties[name] ?? 1)
  return Number.isInteger(span) && span > 0 && span < 1000 ? span : 1
}

/** Each cell at its place; where one covers several places, the others are empty. */
function spread(rows: readonly Element[][]): Element[][] {
  const grid: Element[][] = rows.map(() => [])
  for (const [at, cells] of rows.entries()) {
    let column = 0
    for (const cell of cells) {
      while (grid[at]![column]) column += 1
      for (let down = 0; down < spanOf(cell, 'rowSpan') && at + down < grid.length; down += 1)
        for (let across = 0; across < spanOf(cell, 'colSpan'); across += 1)
          grid[at + down]![column + across] ??= down + across === 0 ? cell : element(cell.tagName, [])
      column += spanOf(cell, 'colSpan')
    }
  }
  return grid
}

/** Blocks as running text, a line for each; items keep a bullet or their number. */
function inline(children: readonly ElementContent[]): ElementContent[] {
  const lines = linesOf(children).filter((line) =>
    line.some((child) => child.type !== 'text' || child.value.trim() !== ''),
  )
  return lines.flatMap((line, index) => (index === 0 ? line : [element('br', []), ...line]))
}

function linesOf(children: readonly ElementContent[]): ElementContent[][] {
  const lines: ElementContent[][] = [[]]
  for (const child of children) {
    if (child.type !== 'element' || !isBlock(child)) lines.at(-1)!.push(child)
    else lines.push(...(/^[uo]l$/.test(child.tagName) ? itemLines(child) : linesOf(child.children)), [])
  }
  return lines
}

function itemLines(list: Element): ElementContent[][] {
  let number = 0
  return list.children.flatMap((item) => {
    if (!isElement(item, 'li')) return []
    number = Number(item.properties['value'] ?? number + 1)
    const sign = isElement(list, 'ol') ? `${number}. ` : '• '
    const lines = linesOf(item.children).filter((line) => line.length > 0)
    return [[{ type: 'text' as const, value: sign }, ...(lines[0] ?? [])], ...lines.slice(1)]
  })
}
