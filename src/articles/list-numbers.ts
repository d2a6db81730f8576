import type { List, ListItem } from 'mdast'
import type { ArticleWalk } from './article-walk.ts'

const written = /\d{1,9}(?=[.)])/y

/**
 * Notes the numbers that the author of a list wrote, where they are not those that would follow of themselves: motions
 * 3, 5 and 8 keep their numbers. Where all are the same, as in `1.` and `1.`, the author leaves them to us.
 */
export function keepNumbers(list: List, { source }: ArticleWalk): void {
  if (!list.ordered || list.children.length < 2) return
  const numbers = list.children.map((item) => numberOf(item, source))
  if (numbers.every((number) => number === numbers[0])) return
  let next = list.start ?? 1
  for (const [index, item] of list.children.entries()) {
    const number = numbers[index] ?? next
    if (number !== next) item.data = { ...item.data, number }
    next = number + 1
  }
}

/** Nothing where an item is written in another way, as in HTML. */
function numberOf({ position }: ListItem, source: string): number | undefined {
  written.lastIndex = position?.start.offset ?? source.length
  const digits = written.exec(source)?.[0]
  return digits === undefined ? undefined : Number(digits)
}
