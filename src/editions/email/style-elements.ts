import type { Element, Nodes } from 'hast'
import type { Content } from './content.ts'
import { fitTable } from './fit-table.ts'
import { mirrorStyles, sidesOf } from './sides.ts'

interface Look extends Pick<Content, 'styles' | 'measures' | 'startSide'> {
  /** Whether lines begin at the other side than those of the letter. */
  isTurned?: boolean
}

/** Puts the inline styles on elements: the style of their part, else that of their tag in its surroundings. */
export function styleElements(node: Nodes, around: Look, parents: readonly string[] = []): void {
  const look = node.type === 'element' ? turned(node, around) : around
  if (node.type === 'element') prepareElement(node, look, parents)
  if (!('children' in node)) return
  const inside = node.type === 'element' ? [...parents, node.tagName] : parents
  for (const child of node.children) styleElements(child, look, inside)
}

/** The look of an element that says that its lines run the other way. */
function turned({ properties: { dir } }: Element, look: Look): Look {
  if (dir !== 'ltr' && dir !== 'rtl') return look
  const { startSide } = sidesOf(dir)
  if (startSide === look.startSide) return look
  return { ...look, styles: mirrorStyles(look.styles), startSide, isTurned: !look.isTurned }
}

function prepareElement(node: Element, look: Look, parents: readonly string[]): void {
  const { styles, measures } = look
  if (node.tagName === 'table' && node.properties['role'] === undefined) fitTable(node, measures, parents)
  const part = (node.data as { part?: string } | undefined)?.part ?? partOf(node, parents)
  const align = alignment(node, look)
  const style = [styles[part], align, folding(node), wholeWords(node, parents)].filter(Boolean).join(';')
  if (style) node.properties = { ...node.properties, style }
  if (node.tagName === 'th')
    node.properties = { ...node.properties, scope: node.properties['scope'] ?? 'col' }
}

function partOf({ tagName: tag, properties }: Element, parents: readonly string[]): string {
  const parent = parents.at(-1)
  if ((tag === 'ul' || tag === 'ol') && parent === 'li') return 'nested'
  if (tag === 'code' && parent === 'pre') return 'codeInPre'
  // The head of a row has no line of its own below it.
  if (tag === 'th' && properties['scope'] === 'row') return 'td'
  return tag
}

/** What can say its direction, and has lines of its own. */
const blocks = /^(?:p|h[1-6]|[uod]l|li|blockquote|pre)$/

/** GFM's alignment, once as the attribute that Outlook reads and once as style. */
function alignment(node: Element, { startSide, isTurned }: Look): string | undefined {
  if (node.tagName !== 'th' && node.tagName !== 'td') {
    return 'dir' in node.properties && blocks.test(node.tagName) ? `text-align:${startSide}` : undefined
  }
  const align = typeof node.properties['align'] === 'string' ? node.properties['align'] : undefined
  if (!align && node.tagName === 'td' && !isTurned) return undefined
  node.properties['align'] = align ?? startSide
  return `text-align:${align ?? startSide}`
}

/** Long words may be broken, but their column keeps a width in which they can be read. */
function folding(node: Element): string | undefined {
  const { foldTo } = (node.data ?? {}) as { foldTo?: number }
  if (foldTo === undefined) return undefined
  return foldTo > 0 ? `min-width:${foldTo}px;word-break:break-word` : 'word-break:break-word'
}

/** Text of lists may break anywhere; in a table that would let columns shrink to a letter. */
function wholeWords({ tagName, properties }: Element, parents: readonly string[]): string | undefined {
  const isData = tagName === 'table' && properties['role'] === undefined
  return isData && parents.includes('li') ? 'overflow-wrap:normal' : undefined
}
