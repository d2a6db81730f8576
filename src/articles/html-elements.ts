import { createRequire } from 'node:module'
import type { Element, Nodes, Properties } from 'hast'
import type { fromHtml } from 'hast-util-from-html'
import type { defaultHandlers, toMdast } from 'hast-util-to-mdast'

function namesIn(text: string): Set<string> {
  return new Set(text.trim().split(/\s+/))
}

/** Elements that become a node of Markdown's own. */
export const markdownInline = new Map<string, 'strong' | 'emphasis' | 'delete'>([
  ['b', 'strong'],
  ['strong', 'strong'],
  ['i', 'emphasis'],
  ['em', 'emphasis'],
  ['s', 'delete'],
  ['del', 'delete'],
])

/** Elements that Markdown has no sign for, kept as they are. */
export const keptInline = namesIn(`sub sup kbd mark small u ins q cite span bdi bdo var samp`)

/** Elements whose content is not for reading: they go with all they hold. */
export const droppedWhole = namesIn(`
  script style iframe object embed applet noscript template svg math canvas audio video head
  title textarea select frameset noframes noembed plaintext xmp
`)

/** Elements of raw HTML on lines of its own that have their like in Markdown. */
export const allowedBlocks = namesIn(`
  p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre hr table caption thead tbody tfoot tr
  th td figure figcaption details summary
`)

/** Elements that browsers set apart from the words before and after them, allowed or not. */
export const blockElements = new Set([
  ...allowedBlocks,
  ...namesIn(`
    address article aside center dialog dir fieldset footer form header hgroup legend main menu nav search section
  `),
])

/** Whether a node is an element that stands apart from the words before and after it. */
export function isBlock(node: Nodes | undefined): node is Element {
  return node?.type === 'element' && blockElements.has(node.tagName)
}

/** Whether a node is an element of one of these names. */
export function isNamed<Name extends string>(node: Nodes, ...names: Name[]): node is Element & { tagName: Name } {
  return node.type === 'element' && (names as string[]).includes(node.tagName)
}

export const allowedInline = new Set([...markdownInline.keys(), ...keptInline, 'a', 'br', 'img', 'code'])

/** Attributes that mean something here; sizes are found out from the picture itself. */
const allowedAttributes: Record<string, string[]> = {
  a: ['href'],
  img: ['src', 'alt', 'title', 'width', 'height'],
  ol: ['start'],
  th: ['align', 'scope', 'colSpan', 'rowSpan'],
  td: ['align', 'colSpan', 'rowSpan'],
  details: ['open'],
}

/** The names of the attributes that an element may have. */
export function attributesOf(tagName: string): string[] {
  return [...(allowedAttributes[tagName] ?? []), 'lang', 'dir']
}

/** `lang` and `dir`, which every kept element may have. */
export function languageOf({ lang, dir }: Properties): Record<string, string> {
  const attributes: Record<string, string> = {}
  if (typeof lang === 'string' && /^[a-z0-9-]{1,35}$/i.test(lang)) attributes['lang'] = lang
  if (typeof dir === 'string' && /^(?:ltr|rtl|auto)$/i.test(dir)) attributes['dir'] = dir.toLowerCase()
  return attributes
}

interface HtmlTools {
  defaultHandlers: typeof defaultHandlers
  fromHtml: typeof fromHtml
  toMdast: typeof toMdast
}

let tools: HtmlTools | undefined

/** The HTML parser; most articles never need it, and it takes longer to load than they take to process. */
export function htmlTools(): HtmlTools {
  const require = createRequire(import.meta.url)
  tools ??= { ...require('hast-util-from-html'), ...require('hast-util-to-mdast') } as HtmlTools
  return tools
}
