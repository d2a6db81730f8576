import type { Heading, Paragraph, PhrasingContent, Table, Text } from 'mdast'
import type { Place } from '../model/place.ts'
import type { ArticleWalk } from './article-walk.ts'
import { placeOf, placeWithin } from './place-within.ts'
import { plainText } from './plain-text.ts'

const fence = /^[ \t]*(:{3,})[ \t]*$/
const lineEnd = /\r\n|\n|\r/

/** Whether a line is only colons: the fence that ends a box, or one that was meant to. */
export function isFence(line: string): boolean {
  return fence.test(line)
}

/**
 * Reports the first line of a paragraph, or of a heading that is underlined, which is only colons: it closes nothing.
 * Such lines at the end are taken out. Says whether there was nothing else.
 */
export function takeStrayFences(node: Paragraph | Heading, walk: ArticleWalk): boolean {
  const { children } = node
  const found = children.some((child, index) => {
    if (child.type !== 'text' || !child.value.includes(':::')) return false
    const line = fenceLine(child, isBreak(children[index - 1]), isBreak(children[index + 1]), walk)
    if (!line) return false
    reportFence(line.place, walk)
    return true
  })
  if (found) takeLastFences(children, walk)
  return children.length === 0
}

/** The row under a table that is such a line: nothing but its first cell, and that only colons. */
export function takeStrayRows(table: Table, walk: ArticleWalk): void {
  const isStray = ({ children: [first, ...others] }: Table['children'][number]): boolean =>
    first !== undefined && isFence(plainText(first)) && others.every((cell) => cell.children.length === 0)
  const stray = table.children.find(isStray)
  if (!stray) return
  reportFence(placeOf(stray), walk)
  table.children = table.children.filter((row) => !isStray(row))
}

/** Nothing, or a line break, beside a text. */
function isBreak(node: PhrasingContent | undefined): boolean {
  return node === undefined || node.type === 'break'
}

/** The first line of a text that is only colons; its ends are ends of lines only where they are said to be. */
function fenceLine(
  node: Text,
  isStart: boolean,
  isEnd: boolean,
  { source }: ArticleWalk,
): { place: Place | undefined } | undefined {
  const whole = placeOf(node)
  const lines = node.value.split(lineEnd)
  const written = whole ? source.slice(whole.start.offset, whole.end.offset).split(lineEnd) : []
  let offset = whole?.start.offset ?? 0
  for (const [index, line] of lines.entries()) {
    const asWritten = written.length === lines.length ? written[index]! : undefined
    if (asWritten !== undefined) offset = source.indexOf(asWritten, offset)
    const isLine = (index > 0 || isStart) && (index < lines.length - 1 || isEnd)
    const colons = isLine ? fence.exec(line)?.[1] : undefined
    // With a backslash they were meant.
    if (colons !== undefined && !asWritten?.includes('\\')) {
      const start = asWritten === undefined ? -1 : source.indexOf(colons, offset)
      const place = whole && start >= 0 ? placeWithin(source, whole.start, start, start + colons.length) : whole
      return { place }
    }
    offset += asWritten?.length ?? 0
  }
  return undefined
}

/** Behind a passage for some members it may have been meant to close that, and what stands above it goes to all. */
function reportFence(place: Place | undefined, walk: ArticleWalk): void {
  const rule = walk.hasPassage ? 'articles/unclear-passage' : 'articles/stray-fence'
  if (walk.hasUnclosed && !walk.hasPassage) return
  walk.find(rule, place, 'Unexpected line of colons, expected an open box for it to close')
}

/** Takes out the lines at the end that are only colons. */
function takeLastFences(children: PhrasingContent[], { source }: ArticleWalk): void {
  for (;;) {
    const last = children.at(-1)
    const rest = last?.type === 'text' ? /(^|\r\n|\n|\r)[ \t]*:{3,}[ \t]*$/.exec(last.value) : null
    if (last?.type !== 'text' || !rest || (rest.index === 0 && rest[1] === '' && !isBreak(children.at(-2)))) return
    const end = placeOf(last)?.end.offset
    if (end !== undefined && /\\:+[ \t]*$/.test(source.slice(Math.max(end - 200, 0), end))) return
    last.value = last.value.slice(0, rest.index)
    while (children.length > 0 && isEmpty(children.at(-1)!)) children.pop()
  }
}

function isEmpty(node: PhrasingContent): boolean {
  return node.type === 'break' || (node.type === 'text' && node.value === '')
}
