import type { Element, ElementContent, Root as HtmlRoot } from 'hast'
import { isElement, textIn } from './elements.ts'
import { defaultHandlers, toMdast, type Handle, type State } from 'hast-util-to-mdast'
import type {
  BlockContent,
  FootnoteDefinition,
  List,
  ListItem,
  Nodes,
  PhrasingContent,
  Root,
  RootContent,
} from 'mdast'

type ContainerDirective = Extract<Nodes, { type: 'containerDirective' }>

declare module 'mdast' {
  interface ListItemData {
    /** The item's number in a numbered list. */
    number?: number
  }
}

/** The tree of an article's Markdown from a document's tidied tree. Notes are numbered in the order of their calls. */
export function treeOf(document: HtmlRoot): Root {
  const names = noteNames(document)
  const handlers = {
    a: anchor(names),
    aside: box,
    br: lineBreak,
    figure: chart,
    li: item,
    ol: list,
    ul: list,
    section: note(names),
    sub: raised,
    sup: raised,
    td: cell,
    th: cell,
  }
  return linkAddresses(toMdast(document, { handlers }) as Root)
}

/** 1, 2, … for the names that notes have in the document; notes that nothing calls come last. */
function noteNames(document: HtmlRoot): Map<string, string> {
  const names = new Map<string, string>()
  const take = (name: unknown): void => {
    if (typeof name === 'string' && !names.has(name)) names.set(name, String(names.size + 1))
  }
  visit(document, (element) => take(element.properties['dataNoteRef']))
  visit(document, (element) => take(element.properties['dataNote']))
  return names
}

function visit(node: HtmlRoot | Element, look: (element: Element) => void): void {
  for (const child of node.children) {
    if (child.type !== 'element') continue
    look(child)
    visit(child, look)
  }
}

function anchor(names: Map<string, string>): Handle {
  return (state, element) => {
    const name = names.get(String(element.properties['dataNoteRef']))
    if (name === undefined) return defaultHandlers.a(state, element)
    return { type: 'footnoteReference', identifier: name, label: name }
  }
}

function note(names: Map<string, string>): Handle {
  return (state, element): FootnoteDefinition | RootContent[] => {
    const children = state.toFlow(state.all(element)) as BlockContent[]
    const name = names.get(String(element.properties['dataNote']))
    return name === undefined
      ? children
      : { type: 'footnoteDefinition', identifier: name, label: name, children }
  }
}

/** A box whose first line is bold has that as its title. */
const box: Handle = (state, element) => {
  const [first, ...rest] = element.children
  const isTitled = first && rest.length > 0 && isBold(first)
  return directive(state, 'note', isTitled ? textIn(first).trim() : '', isTitled ? rest : element.children)
}

function isBold(node: ElementContent): boolean {
  return isElement(node, 'p') && node.children.length === 1 && isElement(node.children[0], 'strong')
}

const chart: Handle = (state, element) => {
  const [caption, ...rest] = element.children
  const made = directive(state, 'chart', caption ? textIn(caption).trim() : '', rest)
  return { ...made, attributes: { type: String(element.properties['dataChart']) } }
}

function directive(state: State, name: string, title: string, content: ElementContent[]): ContainerDirective {
  const words: PhrasingContent[] = [{ type: 'text', value: title }]
  const label: BlockContent = { type: 'paragraph', data: { directiveLabel: true }, children: words }
  const blocks = state.toFlow(state.all({ type: 'root', children: content })) as BlockContent[]
  return { type: 'containerDirective', name, children: title === '' ? blocks : [label, ...blocks] }
}

/** In a table a line can only be broken by a tag. */
const lineBreak: Handle = (state, element) =>
  state.inTable ? { type: 'html', value: '<br>' } : defaultHandlers.br(state, element)

const item: Handle = (state, element) => {
  const made: ListItem = defaultHandlers.li(state, element)
  const number = Number(element.properties['value'] ?? Number.NaN)
  // A paragraph and the lists in it stand close together.
  const spread = made.children.filter(({ type }) => type !== 'list').length > 1
  return { ...made, spread, ...(Number.isInteger(number) && number >= 0 && { data: { number } }) }
}

const list: Handle = (state, element) => {
  const made = defaultHandlers[element.tagName === 'ol' ? 'ol' : 'ul'](state, element) as List
  const spread = made.children.some((one) => one.spread)
  return made.ordered ? { ...numberItems(made), spread } : { ...made, spread }
}

/** Each item has its number; one that says none has the next. */
function numberItems(made: List): List {
  let next = made.children[0]?.data?.number ?? made.start ?? 1
  const start = next
  for (const one of made.children) {
    const number = one.data?.number ?? next
    one.data = { ...one.data, number }
    next = number + 1
  }
  return { ...made, start }
}

/** Markdown has no signs for these. */
const raised: Handle = (state, element): PhrasingContent[] => [
  { type: 'html', value: `<${element.tagName}>` },
  ...(state.all(element) as PhrasingContent[]),
  { type: 'html', value: `</${element.tagName}>` },
]

const cell: Handle = (state, element) => ({
  type: 'tableCell',
  children: state.all(element) as PhrasingContent[],
})

const address =
  /(?<![\w/@.:+-])(?:(?:https?:\/\/|www\.)(?=[\p{L}\d])[^\s<>"“”|\\^`{}]*[\p{L}\d/=#&%-]|[\w.+-]*\w@[a-z\d](?:[a-z\d.-]*[a-z\d])?\.[a-z]{2,}(?![\w@-]))/giu

/** Makes links of addresses in the text, as readers of Markdown do: in a link its signs need no backslashes. */
function linkAddresses<T extends Nodes>(parent: T): T {
  if (!('children' in parent) || parent.type === 'link') return parent
  const children = (parent.children as Nodes[]).flatMap((child): Nodes[] =>
    child.type === 'text' ? linksIn(child.value) : [linkAddresses(child)],
  )
  return Object.assign(parent, { children })
}

function linksIn(value: string): PhrasingContent[] {
  const pieces: PhrasingContent[] = []
  let end = 0
  for (const match of value.matchAll(address)) {
    if (match.index > end) pieces.push({ type: 'text', value: value.slice(end, match.index) })
    pieces.push({ type: 'link', url: urlOf(match[0]), children: [{ type: 'text', value: match[0] }] })
    end = match.index + match[0].length
  }
  if (end < value.length || pieces.length === 0) pieces.push({ type: 'text', value: value.slice(end) })
  return pieces
}

function urlOf(text: string): string {
  if (/^www\./i.test(text)) return `https://${text}`
  return text.includes('://') ? text : `mailto:${text}`
}
