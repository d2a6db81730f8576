import type { Element, ElementContent, Nodes as HastNodes, Properties } from 'hast'
import type {
  FootnoteReference,
  Heading,
  Image,
  Link,
  List,
  ListItem,
  Paragraph,
  PhrasingContent,
  Root,
  RootContent,
  Table,
} from 'mdast'
import { defaultHandlers, toHast, type Handler, type Handlers, type State } from 'mdast-util-to-hast'
import type {
  Button,
  Callout,
  DefinitionList,
  DefinitionListDescription,
  DefinitionListTerm,
  Drawing,
  Figure,
  GlossaryMention,
  InlineElement,
} from '../../model/tree.ts'
import { drawingParts } from '../drawing-parts.ts'
import { hastToHtml } from '../hast-to-html.ts'
import { digitsOf, manyDigits } from '../list-numbers.ts'
import { safeUrl } from '../safe-url.ts'
import type { Content } from './content.ts'
import { styleElements } from './style-elements.ts'

/** Blocks as HTML with inline styles, to stand in an `mj-text`. */
export function blocksToHtml(blocks: readonly RootContent[], content: Content): string {
  return keepLines(hastToHtml(hastOf({ type: 'root', children: [...blocks] }, content), htmlOptions))
}

/** A table's rows, to stand in an `mj-table`. */
export function tableRowsToHtml(table: Table, content: Content): string {
  const root = hastOf({ type: 'root', children: [table] }, content)
  const elements = root.type === 'root' ? root.children.filter((child) => child.type === 'element') : []
  const parts = elements.flatMap((child) => child.children)
  for (const part of parts) {
    if (part.type === 'element') Object.assign(part.properties, table.data?.hProperties)
  }
  return hastToHtml({ type: 'root', children: parts }, htmlOptions)
}

/** Words in a row, such as a caption or a button's. Those of a paragraph: between what a root holds, line ends are put. */
export function phrasesToHtml(phrases: readonly PhrasingContent[], content: Content): string {
  const paragraph = hastOf({ type: 'paragraph', children: [...phrases] }, content)
  const children = paragraph.type === 'element' ? paragraph.children : []
  return hastToHtml({ type: 'root', children }, htmlOptions)
}

const htmlOptions = { allowDangerousHtml: false } as const

/** Code breaks its lines with elements, so that white space between elements means nothing anywhere. */
function keepLines(html: string): string {
  return html.replace(/<pre[\s\S]*?<\/pre>/g, (code) =>
    code.replace(/\n(?=<\/code>)/, '').replaceAll('\n', '<br>'),
  )
}

function hastOf(node: Root | Paragraph, content: Content): HastNodes {
  const hast = toHast(node, { handlers: handlersFor(content) })
  styleElements(hast, content)
  return hast
}

function handlersFor(content: Content): Handlers {
  const handlers: Record<string, unknown> = {
    heading: headingHandler(content),
    link: linkHandler(content),
    image: imageHandler(content),
    list: numberedList,
    listItem: listItemHandler(content),
    footnoteReference: noteReferenceHandler(content),
    footnoteDefinition: () => undefined,
    glossaryMention: mentionHandler(content),
    inlineElement: (state: State, node: InlineElement) =>
      element(node.name, node.attributes, state.all(node)),
    callout: calloutHandler(content),
    button: buttonHandler(content),
    figure: figureHandler(content),
    drawing: drawingHandler(content),
    audiencePassage: (state: State, node: { children: RootContent[] }) => state.all(node as never),
    defList: (state: State, node: DefinitionList) =>
      state.applyData(node, element('dl', {}, state.all(node))),
    defListTerm: (state: State, node: DefinitionListTerm) => element('dt', {}, state.all(node)),
    defListDescription: (state: State, node: DefinitionListDescription) => element('dd', {}, state.all(node)),
    html: () => undefined,
    yaml: () => undefined,
  }
  return handlers as Record<string, Handler>
}

/** An element; `part` names its style where its tag's own does not fit. */
function element(
  tagName: string,
  properties: Properties,
  children: ElementContent[],
  part?: string,
): Element {
  return { type: 'element', tagName, properties, children, ...(part && { data: { part } as never }) }
}

function text(value: string): ElementContent {
  return { type: 'text', value }
}

function headingHandler({ levels }: Content) {
  return (state: State, node: Heading) =>
    state.applyData(node, element(`h${levels.get(node) ?? 6}`, {}, state.all(node)))
}

function linkHandler({ link }: Content) {
  return (state: State, node: Link): Element | ElementContent[] => {
    const href = link(node.url)
    const children = state.all(node)
    return href ? element('a', { href }, children) : children
  }
}

function imageHandler({ image }: Content) {
  return (_state: State, node: Image): ElementContent => {
    const shown = image(node.url)
    const alt = node.alt ?? ''
    if (!shown) return text(alt)
    return element('img', { src: shown.url, alt, width: shown.width, height: shown.height }, [])
  }
}

/** Long numbers need room: mail programs write them before the item's edge. */
function numberedList(state: State, node: List): Element {
  const made = defaultHandlers.list(state, node) as Element
  const digits = digitsOf(node)
  if (digits < manyDigits) return made
  for (const child of made.children) {
    if (child.type === 'element' && child.data === undefined) child.data = { part: `li${digits}` } as never
  }
  return made
}

/** A task is ☑ or ☐ as text: clients drop form fields. */
function listItemHandler({ words }: Content) {
  return (state: State, node: ListItem, parent: { spread?: boolean | null } | undefined): Element => {
    const isLoose = node.spread || parent?.spread
    const children = node.children.flatMap((child): ElementContent[] => {
      const made = state.one(child, node)
      const list = Array.isArray(made) ? made : made ? [made] : []
      return isLoose ? list : list.flatMap(unwrapParagraph)
    })
    const value = node.data?.number
    if (typeof node.checked !== 'boolean')
      return state.applyData(
        node,
        element('li', value === undefined ? {} : { value: String(value) }, children),
      )
    const stateWord = node.checked ? words.done : words.toDo
    const sign = element('span', { role: 'img', ariaLabel: stateWord }, [text(node.checked ? '☑' : '☐')])
    const [first, ...rest] = children
    const isWrapped = first?.type === 'element' && first.tagName === 'p'
    const signed = isWrapped
      ? [{ ...first, children: [sign, text(' '), ...first.children] }, ...rest]
      : [sign, text(' '), ...children]
    return state.applyData(node, element('li', {}, signed, 'liTask'))
  }
}

function unwrapParagraph(node: ElementContent): ElementContent[] {
  const isWords =
    node.type === 'element' && node.tagName === 'p' && node.properties['className'] === undefined
  return isWords ? node.children : [node]
}

/** Plain: jumps inside a message are dead in several clients. */
function noteReferenceHandler({ noteNumbers }: Content) {
  return (_state: State, node: FootnoteReference): Element | undefined => {
    const number = noteNumbers.get(node.identifier)
    return number === undefined ? undefined : element('sup', {}, [text(`[${number}]`)])
  }
}

function mentionHandler({ mark }: Content) {
  return (state: State, node: GlossaryMention): ElementContent[] => {
    const letters = state.all(node)
    const marked = mark(node.mention)
    if (!marked) return letters
    const href = safeUrl(marked.href)
    const linked = href ? [element('a', { href }, letters)] : letters
    if (!marked.expansion) return linked
    return [...linked, element('span', { className: ['added'] }, [text(` (${marked.expansion})`)])]
  }
}

function calloutHandler({ words }: Content) {
  return (state: State, node: Callout): Element => {
    const kind = element('p', { className: ['callout-kind'] }, [text(words[node.kind])], 'calloutKind')
    const title = node.title
      ? [element('p', { className: ['callout-title'] }, [text(node.title)], 'calloutTitle')]
      : []
    const cell = element(
      'td',
      { className: ['callout'] },
      [kind, ...title, ...state.all(node)],
      'calloutCell',
    )
    return element(
      'table',
      { role: 'presentation', cellPadding: '0', cellSpacing: '0' },
      [element('tr', {}, [cell], 'bare')],
      'callout',
    )
  }
}

function buttonHandler({ link }: Content) {
  return (state: State, node: Button): Element => {
    const href = link(node.url)
    const children = state.all(node)
    if (!href) return element('p', {}, children)
    return element('div', {}, [element('a', { href, className: ['button'] }, children, 'button')])
  }
}

function figureHandler({ image, link }: Content) {
  return (state: State, node: Figure): ElementContent[] => {
    const shown = image(node.url)
    const picture = shown
      ? element(
          'img',
          { src: shown.url, alt: node.alt, width: shown.width, height: shown.height },
          [],
          'block',
        )
      : text(node.alt)
    const href = node.link && link(node.link.url)
    const linked = href ? element('a', { href }, [picture]) : picture
    const block = shown ? linked : element('p', {}, [linked])
    const caption = state.all(node)
    return caption.length === 0
      ? [block]
      : [block, element('p', { className: ['caption'] }, caption, 'caption')]
  }
}

/** A drawing that does not stand by itself: in a box or a list. */
function drawingHandler({ image, words }: Content) {
  return (state: State, node: Drawing): ElementContent[] => {
    const parts = drawingParts(node, words)
    const shown = node.drawn && image(node.drawn.mail.url)
    const below = shown && !node.drawn?.inMail ? [] : parts.words
    const caption = state.all({ type: 'paragraph', children: parts.caption })
    return [
      ...(shown
        ? [
            element(
              'img',
              { src: shown.url, alt: parts.alt, width: shown.width, height: shown.height },
              [],
              'block',
            ),
          ]
        : []),
      ...(caption.length > 0 ? [element('p', { className: ['caption'] }, caption, 'caption')] : []),
      ...state.all({ type: 'blockquote', children: below }),
    ]
  }
}
