import { createRequire } from 'node:module'
import type { Element, Nodes } from 'hast'
import type * as HastUtilToHtml from 'hast-util-to-html'

/** What raw nodes become: what they hold, or the same as text. */
export interface HtmlOptions {
  allowDangerousHtml: boolean
}

/** The elements of editions that are written here. An `svg`, a `template` or a `script` has rules of its own. */
const plainTags = new Set(
  (
    'a bdi blockquote cite code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 ins kbd li mark ol p pre ' +
    'q section small span strong sub summary sup table tbody td th thead tr u ul'
  ).split(' '),
)

const voidTags = new Set(['br', 'hr', 'img'])

/** Property → attribute. None of them is a list with commas, or true by being there. */
const attributeNames = new Map([
  ['align', 'align'],
  ['alt', 'alt'],
  ['aria-description', 'aria-description'],
  ['ariaLabel', 'aria-label'],
  ['ariaLabelledBy', 'aria-labelledby'],
  ['cellPadding', 'cellpadding'],
  ['cellSpacing', 'cellspacing'],
  ['className', 'class'],
  ['decoding', 'decoding'],
  ['dir', 'dir'],
  ['height', 'height'],
  ['href', 'href'],
  ['id', 'id'],
  ['lang', 'lang'],
  ['loading', 'loading'],
  ['role', 'role'],
  ['scope', 'scope'],
  ['src', 'src'],
  ['start', 'start'],
  ['style', 'style'],
  ['tabIndex', 'tabindex'],
  ['title', 'title'],
  ['value', 'value'],
  ['width', 'width'],
])

/**
 * Hast as HTML: byte for byte what hast-util-to-html gives with the same options, in a small part of its time. Nodes
 * and attributes that editions do not make are left to it.
 */
export function hastToHtml(node: Nodes, options: HtmlOptions): string {
  switch (node.type) {
    case 'text':
      return escapeText(node.value)
    case 'element':
      return elementToHtml(node, options) ?? htmlByPackage(node, options)
    case 'root':
      return childrenToHtml(node.children, options)
    case 'raw':
      return options.allowDangerousHtml ? node.value : escapeText(node.value)
    default:
      return htmlByPackage(node, options)
  }
}

let known: typeof HastUtilToHtml | undefined

/** The package is loaded when it is needed, which is seldom: it is fifty files. */
function htmlByPackage(node: Nodes, options: HtmlOptions): string {
  known ??= createRequire(import.meta.url)('hast-util-to-html') as typeof HastUtilToHtml
  return known.toHtml(node, options)
}

function childrenToHtml(children: readonly Nodes[], options: HtmlOptions): string {
  let html = ''
  for (const child of children) html += hastToHtml(child, options)
  return html
}

function elementToHtml({ tagName, properties, children }: Element, options: HtmlOptions): string | undefined {
  const isPlain = plainTags.has(tagName)
  if (!isPlain && !(voidTags.has(tagName) && children.length === 0)) return undefined
  const attributes = attributesToHtml(properties)
  if (attributes === undefined) return undefined
  const tag = `<${tagName}${attributes}>`
  return isPlain ? `${tag}${childrenToHtml(children, options)}</${tagName}>` : tag
}

/** With a space before each; nothing where one of them is not known. */
function attributesToHtml(properties: Element['properties']): string | undefined {
  let html = ''
  for (const key in properties) {
    const value = properties[key]
    if (value === null || value === undefined) continue
    const name = attributeNames.get(key)
    const words = Array.isArray(value) ? value.join(' ').trim() : value
    const isKnown = typeof words === 'string' || Number.isFinite(words)
    if (name === undefined || !isKnown) return undefined
    html += ` ${name}="${escapeAttribute(String(words))}"`
  }
  return html
}

function escapeText(text: string): string {
  return text.includes('&') || text.includes('<') ? text.replace(/[&<]/g, reference) : text
}

function escapeAttribute(text: string): string {
  return /[\0"&'`]/.test(text) ? text.replace(/[\0"&'`]/g, reference) : text
}

function reference(sign: string): string {
  return `&#x${sign.charCodeAt(0).toString(16).toUpperCase()};`
}
