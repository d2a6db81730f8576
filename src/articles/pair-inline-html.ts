import type { Html, Nodes, PhrasingContent } from 'mdast'
import type { Element, Properties } from 'hast'
import type { ArticleWalk } from './article-walk.ts'
import { wordsInLanguage } from './give-language.ts'
import { attributesOf, blockElements, droppedWhole, htmlTools, keptInline, languageOf, markdownInline } from './html-elements.ts'
import { placeOf } from './place-within.ts'
import { plainText } from './plain-text.ts'

/** Tags open at the same time, beyond which a tag is left out. */
const maximumOpen = 50

interface OpenTag {
  name: string
  properties: Properties
  node: Html
  before: PhrasingContent[]
}

const tagPattern = /^<(\/?)([a-z][a-z0-9-]*)([\s\S]*?)\/?>$/i

/**
 * Turns the inline HTML among siblings into nodes: the parser gives each tag as a node of its own, and this pairs
 * them. What is not on the short list is left out with a warning, and its words stay.
 */
export function pairInlineHtml(nodes: readonly PhrasingContent[], walk: ArticleWalk): PhrasingContent[] {
  const open: OpenTag[] = []
  const ignored = new Map<string, number>()
  let current: PhrasingContent[] = []
  let last: PhrasingContent | undefined
  // Whether a block begins or ends here, whose words are not those of the word before.
  let isApart = false
  for (const node of nodes) {
    if (node.type !== 'html') {
      if (isApart && last && !isSpaced(last, node)) current.push({ type: 'text', value: ' ' })
      current.push(node)
      last = node
      isApart = false
      continue
    }
    const [, slash, written, rest] = tagPattern.exec(node.value) ?? []
    const name = written?.toLowerCase()
    if (name === undefined) continue
    isApart ||= blockElements.has(name)
    if (slash) {
      const count = ignored.get(name) ?? 0
      if (count > 0) ignored.set(name, count - 1)
      else current = closeTag(name, node, open, current, walk)
    } else if (open.length >= maximumOpen) ignore(name, node, ignored, walk)
    else current = openTag(name, rest!, node, open, current, walk)
  }
  while (open.length > 0) current = giveUp(open.pop()!, current, walk)
  return current
}

/** Whether there is white space between what stands on both sides of a tag. */
function isSpaced(before: PhrasingContent, after: PhrasingContent): boolean {
  return /\s$/.test(plainText(before)) || before.type === 'break' || /^\s/.test(plainText(after))
}

/** Leaves out a tag that is too deep, and the one that closes it. */
function ignore(name: string, node: Html, ignored: Map<string, number>, walk: ArticleWalk): void {
  if (ignored.size === 0) {
    const message = `Unexpected HTML nested more than ${maximumOpen} deep, expected Markdown`
    walk.find('articles/deep-nesting', placeOf(node), message)
  }
  ignored.set(name, (ignored.get(name) ?? 0) + 1)
}

function openTag(
  name: string,
  rest: string,
  node: Html,
  open: OpenTag[],
  current: PhrasingContent[],
  walk: ArticleWalk,
): PhrasingContent[] {
  const properties = rest.trim() === '' ? {} : readProperties(node.value)
  const isHidden = open.some((tag) => droppedWhole.has(tag.name))
  if (isHidden && !droppedWhole.has(name)) return current
  if (!isHidden) reportTag(name, properties, node, walk)
  if (name === 'br') return [...current, { type: 'break', ...placed(node) }]
  if (name === 'img') return [...current, imageOf(properties, node)]
  const isPaired = markdownInline.has(name) || keptInline.has(name) || name === 'a' || name === 'code'
  if ((!isPaired && !droppedWhole.has(name)) || name === 'embed') return current
  open.push({ name, properties, node, before: current })
  return []
}

function readProperties(value: string): Properties {
  const root = htmlTools().fromHtml(value, { fragment: true })
  const [element] = root.children
  return element?.type === 'element' ? element.properties : {}
}

function reportTag(name: string, properties: Properties, node: Html, walk: ArticleWalk): void {
  const isAllowed = markdownInline.has(name) || keptInline.has(name) || ['a', 'br', 'img', 'code'].includes(name)
  if (!isAllowed) {
    walk.find('articles/unsafe-html', placeOf(node), `Unexpected element \`<${name}>\`, expected Markdown`)
    return
  }
  reportAttributes({ type: 'element', tagName: name, properties, children: [] }, placeOf(node), walk)
}

/** One warning for all attributes of an element that are left out. */
export function reportAttributes(element: Element, place: ReturnType<typeof placeOf>, walk: ArticleWalk): void {
  const allowed = attributesOf(element.tagName)
  const strange = Object.keys(element.properties).filter((name) => !allowed.includes(name))
  if (strange.length === 0) return
  const expected = allowed.map(attributeName)
  const last = expected.pop()!
  const message = `Unexpected ${strange.length === 1 ? 'attribute' : 'attributes'} ${strange.map(attributeName).join(', ')} of \`<${element.tagName}>\`, expected none but ${expected.join(', ')} and ${last}`
  walk.find('articles/unsafe-html', place, message)
}

function attributeName(property: string): string {
  return `\`${property === 'className' ? 'class' : property.toLowerCase()}\``
}

function closeTag(
  name: string,
  node: Html,
  open: OpenTag[],
  current: PhrasingContent[],
  walk: ArticleWalk,
): PhrasingContent[] {
  if (!open.some((tag) => tag.name === name)) {
    const isOfOurs = markdownInline.has(name) || keptInline.has(name) || name === 'a' || name === 'code'
    if (isOfOurs) reportUnpaired(node, `Unexpected \`</${name}>\`, expected \`<${name}>\` before it`, walk)
    return current
  }
  let children = current
  for (let tag = open.pop(); tag; tag = open.pop()) {
    if (tag.name === name) return [...tag.before, ...elementOf(tag, children, node)]
    children = giveUp(tag, children, walk)
  }
  return children
}

/** An element without its closing tag: only its words stay. */
function giveUp(tag: OpenTag, children: PhrasingContent[], walk: ArticleWalk): PhrasingContent[] {
  if (!droppedWhole.has(tag.name)) {
    reportUnpaired(tag.node, `Unexpected \`<${tag.name}>\`, expected \`</${tag.name}>\` in the same paragraph`, walk)
  }
  return [...tag.before, ...children]
}

function reportUnpaired(node: Html, message: string, walk: ArticleWalk): void {
  walk.find('articles/unclosed-html', placeOf(node), message)
}

function elementOf(tag: OpenTag, children: PhrasingContent[], closing: Html): PhrasingContent[] {
  const { name, properties } = tag
  if (droppedWhole.has(name)) return []
  const position = tag.node.position &&
    closing.position && { position: { start: tag.node.position.start, end: closing.position.end } }
  const type = markdownInline.get(name)
  const attributes = languageOf(properties)
  if (type) return [{ type, children: wordsInLanguage(children, attributes), ...position }]
  if (name === 'a') return linkOf(properties, wordsInLanguage(children, attributes), position ?? {})
  if (name === 'code') {
    return wordsInLanguage([{ type: 'inlineCode', value: children.map(plainText).join(''), ...position }], attributes)
  }
  return [{ type: 'inlineElement', name, attributes, children, ...position }]
}

function linkOf(
  { href }: Properties,
  children: PhrasingContent[],
  position: Pick<Nodes, 'position'>,
): PhrasingContent[] {
  if (typeof href !== 'string') return children
  return [{ type: 'link', url: href, children: withoutLinks(children), ...position }]
}

/** A link holds no link: an address written out in it was taken for one. */
function withoutLinks(nodes: PhrasingContent[]): PhrasingContent[] {
  return nodes.flatMap((node): PhrasingContent[] => {
    if (node.type === 'link' || node.type === 'linkReference') return node.children
    if ('children' in node) node.children = withoutLinks(node.children as PhrasingContent[]) as never
    return [node]
  })
}

function imageOf({ src, alt, title }: Properties, node: Html): PhrasingContent {
  return {
    type: 'image',
    url: typeof src === 'string' ? src : '',
    alt: typeof alt === 'string' ? alt : '',
    title: typeof title === 'string' ? title : null,
    ...placed(node),
  }
}

function placed({ position }: Nodes): Pick<Nodes, 'position'> {
  return position ? { position } : {}
}
