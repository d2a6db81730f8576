import type { Element, ElementContent } from 'hast'
import type { Table, TableCell, TableRow } from 'mdast'
import type { State } from './body-state.ts'
import { element, withData, wrap } from './hast.ts'

/** A table in a region that scrolls by keyboard where the table is wider than the page. */
export function table(state: State, node: Table, label: string): ElementContent {
  const [head, ...body] = node.children.map((row, index) => tableRow(state, row, node, index === 0))
  const parts = head ? [element('thead', {}, wrap([head], true))] : []
  if (body.length > 0) parts.push(element('tbody', {}, wrap(body, true)))
  const region = { className: ['table'], ariaLabel: label, tabIndex: 0 }
  return element('section', region, [withData(element('table', {}, wrap(parts, true)), node)])
}

function tableRow(state: State, row: TableRow, { align }: Table, isHead: boolean): Element {
  const columns = Math.max(align?.length ?? 0, row.children.length)
  const cells = Array.from({ length: columns }, (_, column) =>
    tableCell(state, row.children[column], align?.[column], isHead),
  )
  return withData(element('tr', {}, wrap(cells, true)), row)
}

/** A head with no words heads nothing, and is a plain cell. */
function tableCell(
  state: State,
  cell: TableCell | undefined,
  align: 'left' | 'right' | 'center' | null | undefined,
  isHead: boolean,
): ElementContent {
  const children = cell ? state.all(cell) : []
  const properties = align ? { className: [`align-${align}`] } : {}
  const isTh = (isHead || cell?.data?.hName === 'th') && children.length > 0
  const made = isTh
    ? element('th', { scope: 'col', ...properties }, children)
    : element('td', properties, children)
  return cell ? withData(made, cell) : made
}
