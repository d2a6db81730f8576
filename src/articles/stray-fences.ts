import type { Paragraph, PhrasingContent, Text } from 'mdast'
import type { ArticleWalk } from './article-walk.ts'
import { placeOf, placeWithin } from './place-within.ts'

const fenceLine = /(?<=^|\n)[ \t]*(:{3,})[ \t]*(?=\n|$)/g

/**
 * Reports each line of a paragraph that is only colons: it closes nothing. One at the end is taken out. Says whether
 * there was nothing else.
 */
export function takeStrayFences(node: Paragraph, walk: ArticleWalk): boolean {
  const { children } = node
  for (const [index, child] of children.entries()) {
    if (child.type !== 'text' || !child.value.includes(':::')) continue
    const isStart = index === 0 || children[index - 1]!.type === 'break'
    const isEnd = index === children.length - 1 || children[index + 1]!.type === 'break'
    for (const match of child.value.matchAll(fenceLine)) {
      const end = match.index + match[0].length
      if ((match.index === 0 && !isStart) || (end === child.value.length && !isEnd)) continue
      reportFence(child, match, walk)
      if (end === child.value.length && index === children.length - 1) takeOut(node, match.index)
    }
  }
  return children.length === 0
}

/** Takes out the last line of a paragraph, which begins there in its last text. */
function takeOut({ children }: Paragraph, start: number): void {
  const last = children.at(-1) as Text
  last.value = last.value.slice(0, Math.max(start - 1, 0))
  while (children.length > 0 && isEmpty(children.at(-1)!)) children.pop()
}

function isEmpty(node: PhrasingContent): boolean {
  return node.type === 'break' || (node.type === 'text' && node.value === '')
}

/** Behind a passage for some members it may have been meant to close that, and what stands above it goes to all. */
function reportFence(node: Text, match: RegExpExecArray, walk: ArticleWalk): void {
  const rule = walk.hasPassage ? 'articles/unclear-passage' : 'articles/stray-fence'
  if (walk.hasUnclosed && !walk.hasPassage) return
  const whole = placeOf(node)
  const [written, colons = ''] = match
  const start = (whole?.start.offset ?? 0) + match.index + written.indexOf(colons)
  const isLiteral = walk.source.startsWith(colons, start)
  const place = whole && isLiteral ? placeWithin(walk.source, whole.start, start, start + colons.length) : whole
  walk.find(rule, place, 'Unexpected line of colons, expected an open box for it to close')
}
