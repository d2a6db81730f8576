import type { Table, TableRow } from 'mdast'
import type { ArticleWalk } from './article-walk.ts'
import { placeOf } from './place-within.ts'

/**
 * Gives a table the columns of its longest row, so that no edition cuts off a cell that has none above it in the first
 * row; reports each row that has such cells. Those at a row's end that hold nothing do not count.
 */
export function widenTable(table: Table, walk: ArticleWalk): void {
  const [head, ...body] = table.children
  const columns = head?.children.length ?? 0
  let widest = columns
  for (const row of body) {
    if (row.children.length <= columns) continue
    const length = filledLength(row)
    if (length <= columns) continue
    reportSurplus(row, columns, length, walk)
    widest = Math.max(widest, length)
  }
  if (widest === columns) return
  const align = table.align ?? []
  table.align = Array.from({ length: widest }, (_, column) => align[column] ?? null)
}

/** How many cells a row has up to the last one that holds something. */
function filledLength({ children }: TableRow): number {
  return children.findLastIndex((cell) => cell.children.length > 0) + 1
}

function reportSurplus({ children }: TableRow, columns: number, length: number, walk: ArticleWalk): void {
  const first = children[columns] && placeOf(children[columns])
  const last = children[length - 1] && placeOf(children[length - 1]!)
  const message = `Unexpected row of ${length} cells, expected ${columns} as in the first row of the table`
  walk.find('articles/surplus-cell', first && last && { start: first.start, end: last.end }, message)
}
