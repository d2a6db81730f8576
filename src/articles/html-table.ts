import type { Element, Properties, RootContent as HastContent } from 'hast'
import type { Handle } from 'hast-util-to-mdast'
import { giveLanguage } from './give-language.ts'
import { holdsBlocks } from './html-blocks-in-phrases.ts'
import { htmlTools, isNamed, languageOf } from './html-elements.ts'

/** A table with its caption before it. Of a table in a table the cells stay, one below the other. */
export const table: Handle = (state, element) => {
  const captions = element.children.filter((child) => isNamed(child, 'caption'))
  const inFlow = (part: Element) =>
    state.toFlow(state.all(part)).map((node) => giveLanguage(node, languageOf(part.properties)))
  if (state.inTable) return [...captions, ...rowsOf(element).flatMap(({ cells }) => cells)].flatMap(inFlow)
  headRows(element)
  const made = htmlTools().defaultHandlers.table(state, element)
  return [...captions.flatMap(inFlow), made]
}

/** A cell; one that heads its row stays a heading, and one with paragraphs or lists in it holds nothing else. */
export const cell: Handle = (state, element) => {
  const node = htmlTools().defaultHandlers.td(state, element)
  if (holdsBlocks(element)) {
    node.children = state.toFlow(node.children) as never
    node.data = { ...node.data, holdsBlocks: true }
  }
  const scope = scopes.get(element)
  if (scope && node.children.length > 0) node.data = { ...node.data, hName: 'th', hProperties: { scope } }
  return node
}

/** What the heads head that do not stand in the first row. */
const scopes = new WeakMap<Element, string>()

interface Row {
  cells: Element[]
  isInHead: boolean
}

function rowsOf({ children }: Element, isInHead = false): Row[] {
  return children.flatMap((child: HastContent): Row[] => {
    if (isNamed(child, 'thead', 'tbody', 'tfoot')) return rowsOf(child, child.tagName === 'thead')
    if (!isNamed(child, 'tr')) return []
    return [{ cells: child.children.filter((each) => isNamed(each, 'td', 'th')), isInHead }]
  })
}

/**
 * Finds the heads of rows, and of columns below the first row. A first row that has a head and values is no row of
 * heads, and Markdown takes one with any head for that.
 */
function headRows(element: Element): void {
  for (const [index, { cells, isInHead }] of rowsOf(element).entries()) {
    const heads = cells.filter(({ tagName }) => tagName === 'th')
    const isOfHeads = isInHead || (cells.length > 1 && heads.length === cells.length)
    const hasValues = cells.some((each) => each.tagName === 'td' && each.children.length > 0)
    if (index === 0 && (isOfHeads || !hasValues)) continue
    for (const head of heads) {
      scopes.set(head, scopeOf(head.properties) ?? (isOfHeads ? 'col' : 'row'))
      if (index === 0) head.tagName = 'td'
    }
  }
}

function scopeOf({ scope }: Properties): string | undefined {
  return /^(?:row|col)(?:group)?$/.test(String(scope)) ? String(scope) : undefined
}
