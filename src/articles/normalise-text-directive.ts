import type { PhrasingContent, Text } from 'mdast'
import type { ArticleWalk } from './article-walk.ts'
import { checkAttributes, isKnown, type TextDirective } from './directive-shape.ts'
import { placeOf } from './place-within.ts'

/** `:plain[…]` and `:term[…]` stay for the glossary; an unknown one stays as the text it was. */
export function normaliseTextDirective(node: TextDirective, walk: ArticleWalk): PhrasingContent | PhrasingContent[] {
  if (isKnown(node, walk)) {
    checkAttributes(node, walk)
    return node
  }
  const start = placeOf(node)!.start.offset
  const end = placeOf(node)!.end.offset
  const first = node.children[0] && placeOf(node.children[0])
  const last = node.children.at(-1) && placeOf(node.children.at(-1)!)
  const before = asText(walk, start, first?.start.offset ?? end)
  return first && last ? [before, ...node.children, asText(walk, last.end.offset, end)] : [before]
}

function asText(walk: ArticleWalk, start: number, end: number): Text {
  return { type: 'text', value: walk.source.slice(start, end) }
}

