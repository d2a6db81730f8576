import type { Element, Nodes } from 'hast'
import { foldCells } from './fold-cells.ts'
import type { Content } from './content.ts'

type Look = Pick<Content, 'styles' | 'measures' | 'startSide'>

/** Puts the inline styles on elements: the style of their part, else that of their tag in its surroundings. */
export function styleElements(node: Nodes, look: Look, parents: readonly string[] = []): void {
  if (node.type === 'element') prepareElement(node, look, parents)
  if (!('children' in node)) return
  const inside = node.type === 'element' ? [...parents, node.tagName] : parents
  for (const child of node.children) styleElements(child, look, inside)
}

function prepareElement(
  node: Element,
  { styles, measures, startSide }: Look,
  parents: readonly string[],
): void {
  if (node.tagName === 'table' && node.properties['role'] === undefined) foldCells(node, measures, markCell)
  const part = (node.data as { part?: string } | undefined)?.part ?? partOf(node.tagName, parents)
  const align = alignment(node, startSide)
  const style = [styles[part], align, folding(node)].filter(Boolean).join(';')
  if (style) node.properties = { ...node.properties, style }
  if (node.tagName === 'th') node.properties = { ...node.properties, scope: 'col' }
}

function partOf(tag: string, parents: readonly string[]): string {
  const parent = parents.at(-1)
  if ((tag === 'ul' || tag === 'ol') && parent === 'li') return 'nested'
  if (tag === 'code' && parent === 'pre') return 'codeInPre'
  return tag
}

/** GFM's alignment, once as the attribute that Outlook reads and once as style. */
function alignment(node: Element, startSide: Look['startSide']): string | undefined {
  if (node.tagName !== 'th' && node.tagName !== 'td') return undefined
  const align = typeof node.properties['align'] === 'string' ? node.properties['align'] : undefined
  if (!align && node.tagName === 'td') return undefined
  node.properties['align'] = align ?? startSide
  return `text-align:${align ?? startSide}`
}

function folding(node: Element): string | undefined {
  return node.data && 'foldWide' in node.data ? 'word-break:break-word' : undefined
}

function markCell(cell: Element, fold: 'narrow' | 'wide'): void {
  if (fold === 'wide') cell.data = { ...cell.data, foldWide: true } as never
  else cell.properties = { ...cell.properties, className: ['fold'] }
}
