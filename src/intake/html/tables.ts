import type { Element, ElementContent } from 'hast'
import { isElement } from '../elements.ts'
import { isUnread, seenIn, showsAnything } from './seen-elements.ts'

const parts = ['thead', 'tbody', 'tfoot']
/** What a cell of a table of words and numbers does not hold. */
const ofPages = new Set(['table', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'])

/**
 * Whether a table only places things on the page, as in e-mails: where it says so, where it holds other tables or
 * headings, and where it has one row or column with no heading, which relates nothing to anything.
 */
export function isLayoutTable(table: Element): boolean {
  if (/^(?:presentation|none)$/.test(String(table.properties['role'] ?? ''))) return true
  const rows = rowsOf(table)
  const isLine = rows.length === 1 || rows.every((cells) => cells.filter(showsAnything).length <= 1)
  if (isLine && !hasHead(rows)) return true
  return rows.some((cells) => cells.some((cell) => holdsPage(cell)))
}

function hasHead(rows: readonly Element[][]): boolean {
  return rows.some((cells) => cells.some((cell) => cell.tagName === 'th'))
}

function holdsPage(cell: Element): boolean {
  for (const node of seenIn(cell)) if (isElement(node) && ofPages.has(node.tagName)) return true
  return false
}

function rowsOf(table: Element): Element[][] {
  return seenChildren(table)
    .flatMap((part) => (parts.includes(part.tagName) ? seenChildren(part) : [part]))
    .filter((row) => row.tagName === 'tr')
    .map((row) => seenChildren(row))
}

function seenChildren(element: Element): Element[] {
  return element.children.filter((child): child is Element => isElement(child) && !isUnread(child))
}

/** A table's caption, which is read before it, and the rest. */
export function captionAndRows(table: Element): { caption: ElementContent[]; rows: ElementContent[] } {
  const isCaption = (child: ElementContent): boolean => isElement(child, 'caption')
  return {
    caption: table.children.filter(isCaption),
    rows: table.children.filter((child) => !isCaption(child)),
  }
}

/** How many columns and rows a cell takes, where it is more than one. */
export function spansOf(cell: Element): Record<string, number> {
  const spans: Record<string, number> = {}
  for (const name of ['colSpan', 'rowSpan']) {
    const count = Number(cell.properties[name])
    if (Number.isInteger(count) && count > 1 && count <= 1_000) spans[name] = count
  }
  return spans
}
