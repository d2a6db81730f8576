import type { Code, Nodes, Paragraph, Table } from 'mdast'
import type { Drawing, DrawingKind } from '../model/tree.ts'
import type { ArticleWalk } from './article-walk.ts'
import { namePlace, type ContainerDirective, type LeafDirective } from './directive-shape.ts'
import { normalisePhrasing } from './normalise-phrasing.ts'
import { placeOf, placeWithin } from './place-within.ts'

/** Fenced blocks that are drawn, by the word after the fence. */
const fences: Record<string, DrawingKind> = { wordcloud: 'cloud', mermaid: 'chart' }

/** A fenced block that is a drawing: the words after the first one of its fence are the caption. */
export function drawingOfCode(node: Code, walk: ArticleWalk): Drawing | undefined {
  const kind = fences[node.lang?.toLowerCase() ?? '']
  if (!kind) return undefined
  const caption = node.meta?.trim()
  return noteDrawing(
    {
      type: 'drawing',
      kind,
      text: node.value.replace(/\r\n?/g, '\n'),
      options: {},
      children: caption ? [captionOf(caption, node, walk)] : [],
    },
    node,
    walk,
  )
}

/** The caption knows where it was written, so that findings in it point there. */
function captionOf(caption: string, node: Code, walk: ArticleWalk): Paragraph {
  const place = placeOf(node)
  const index = place ? walk.source.indexOf(caption, place.start.offset) : -1
  const position = place && index >= 0 && { position: placeWithin(walk.source, place.start, index, index + caption.length) }
  return { type: 'paragraph', children: normalisePhrasing([{ type: 'text', value: caption, ...position }], walk), ...position }
}

/** `::wordcloud[Caption]{words=40}`: a cloud of the words of the article or issue that it stands in. */
export function drawingOfLeaf(node: LeafDirective, caption: Paragraph | undefined, walk: ArticleWalk): Drawing {
  const children = caption ? [caption] : []
  return noteDrawing({ type: 'drawing', kind: 'cloud', options: optionsOf(node), children }, node, walk)
}

/** `:::chart[Caption]{type=bar}` round a table; where there is none, what it holds stands as it is. */
export function drawingOfContainer(
  node: ContainerDirective,
  walk: ArticleWalk,
  blocks: (nodes: ContainerDirective['children'], walk: ArticleWalk) => Nodes[],
): Nodes[] {
  const [first, ...rest] = node.children
  const label = first?.type === 'paragraph' && first.data?.directiveLabel ? first : undefined
  const children = blocks(label ? rest : node.children, walk)
  const tables = children.filter((child) => child.type === 'table')
  const [table] = tables
  if (!table || tables.length > 1 || children.length > 1) {
    const found = tables.length > 1 ? `${tables.length} tables` : table ? 'more than a table' : 'no table'
    walk.find('figures/chart-without-table', namePlace(node, walk), `Unexpected chart with ${found} in it, expected one table`)
  }
  const caption: Paragraph[] = label ? [{ type: 'paragraph', children: normalisePhrasing(label.children, walk), ...at(label) }] : []
  if (!table) return [...caption, ...children]
  const drawn = noteDrawing({ type: 'drawing', kind: 'plot', options: optionsOf(node), children: [...caption, table as Table] }, node, walk)
  return children.map((child) => (child === table ? drawn : child))
}

function optionsOf({ attributes }: ContainerDirective | LeafDirective): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes ?? {}).map(([name, value]) => [name, value ?? '']))
}

function noteDrawing(drawing: Drawing, node: Nodes, walk: ArticleWalk): Drawing {
  const place = placeOf(node)
  const whole: Drawing = { ...drawing, ...at(node), ...(place && { place }) }
  walk.drawings.push(whole)
  return whole
}

function at({ position }: Nodes) {
  return position && { position }
}
