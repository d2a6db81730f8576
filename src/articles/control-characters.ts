import type { Nodes, Root } from 'mdast'
import { controls, withoutControls } from '../model/control-characters.ts'
import type { ArticleWalk } from './article-walk.ts'
import { placeWithin } from './place-within.ts'

/** Takes control characters out of a tree, with a warning for those that stand for nothing. */
export function takeControlCharacters(tree: Root, walk: ArticleWalk): void {
  if (withoutControls(walk.source) === walk.source) return
  const nodes: Nodes[] = [tree]
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    cleanFields(node as unknown as Record<string, unknown>)
    if ('children' in node) for (const child of node.children) nodes.push(child)
  }
  reportFirst(walk)
}

function cleanFields(node: Record<string, unknown>): void {
  for (const key of ['value', 'title', 'alt', 'meta']) {
    const field = node[key]
    if (typeof field === 'string') node[key] = withoutControls(field)
  }
  const attributes = node['attributes'] as Record<string, string> | undefined
  for (const key in attributes) attributes[key] = withoutControls(attributes[key] ?? '')
}

function reportFirst({ source, find }: ArticleWalk): void {
  const at = source.search(controls)
  if (at < 0) return
  const code = source.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')
  const others = source.match(controls)!.length - 1
  const more = others > 0 ? ` and ${others} more` : ''
  const place = placeWithin(source, { line: 1, column: 1, offset: 0 }, at, at + 1)
  find('articles/control-character', place, `Unexpected control character U+${code}${more}, expected text`)
}
