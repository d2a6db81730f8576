import type { Element } from 'hast'
import { isElement } from './elements.ts'

/** A table's rows in their order, whatever part of the table they are in. */
export function rowsOf(table: Element): Element[] {
  return table.children.flatMap((child) => {
    if (isElement(child, 'tr')) return [child]
    return isElement(child, 'thead', 'tbody', 'tfoot') ? rowsOf(child) : []
  })
}

export function cellsOf(row: Element): Element[] {
  return row.children.filter((cell) => isElement(cell, 'td', 'th'))
}
