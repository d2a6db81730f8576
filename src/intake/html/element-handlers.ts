import type { Element } from 'hast'
import { cleanAddress, fileOf, linkAddress, schemeOf } from '../addresses.ts'
import { block, container, openWithin, type Handler } from './blocks.ts'
import { isElement } from '../elements.ts'
import { namesIn, saidBy, seenIn, showsAnything } from './seen-elements.ts'
import { figure, picture } from './figure-handlers.ts'
import { item, list } from './list-handlers.ts'
import { heading, paragraph } from './paragraph-handlers.ts'
import type { Declarations } from './styles.ts'
import { cell, row, rowGroup, table } from './table-handlers.ts'
import type { Context, PageWalk } from './walk-page.ts'

/** Elements that stand apart from the words before and after them, and mean nothing else. */
const apart = namesIn(`
  html body div section article main header footer hgroup address center form fieldset legend details dialog search
  marquee figcaption caption noscript isindex
`)
const byName: Record<string, Handler> = {
  ...each(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'], heading),
  ...each(['ul', 'ol', 'menu', 'dir'], list),
  ...each(['pre', 'xmp', 'listing', 'plaintext'], pre),
  ...each(['blockquote', 'aside'], container),
  ...each(['thead', 'tbody', 'tfoot'], rowGroup),
  ...each(['td', 'th'], cell),
  ...each(['dt', 'dd'], definition),
  p: paragraph,
  li: item,
  table,
  tr: row,
  dl: definitions,
  a: link,
  q: quotation,
  img: picture,
  image: picture,
  figure,
  summary,
  br: lineBreak,
  hr: rule,
}

function each(names: string[], handler: Handler): Record<string, Handler> {
  return Object.fromEntries(names.map((name) => [name, handler]))
}

/** The handler of an element; of one that means nothing here, the one that goes on with what it holds. */
export function handlerOf(element: Element): Handler {
  const { tagName } = element
  if (saidBy(element, 'role') === 'heading') return heading
  if (Object.hasOwn(byName, tagName)) return byName[tagName]!
  if (/^Table of Contents\d/.test(saidBy(element, 'id'))) return () => undefined
  return apart.has(tagName) ? block : inline
}

function inline(walk: PageWalk, element: Element, context: Context): void {
  walk.descend(element, context)
}

function pre(walk: PageWalk, element: Element, context: Context): void {
  if (context.isInLeaf) return block(walk, element, context)
  walk.builder.startLeaf('pre')
  walk.descend(element, { ...context, isInLeaf: true }, () => walk.builder.endLeaf())
}

/** A list of definitions that begins with what it defines; others are paragraphs. */
function definitions(walk: PageWalk, element: Element, context: Context): void {
  const parts: string[] = []
  for (const node of seenIn(element)) {
    if (isElement(node, 'dt', 'dd') && showsAnything(node)) parts.push(node.tagName)
    if (parts.length === 2) break
  }
  const leave =
    parts[0] === 'dt' && parts.length === 2 && !context.isInLeaf ? openWithin(walk, 'dl') : undefined
  if (leave) walk.descend(element, context, leave)
  else block(walk, element, context)
}

function definition(walk: PageWalk, element: Element, context: Context): void {
  const isOpen = walk.builder.within === 'dl' && walk.builder.open(element.tagName)
  if (isOpen) walk.descend(element, context, () => walk.builder.close())
  else block(walk, element, context)
}

function link(walk: PageWalk, element: Element, context: Context): void {
  const written = saidBy(element, 'href')
  const address = linkAddress(written, walk.page.base)
  const file = fileOf(cleanAddress(written))
  if (file !== undefined) walk.tellLost(`link to the file “${file}” on somebody’s computer`)
  if (address === undefined) return walk.descend(element, context)
  if (schemeOf(address) === undefined && walk.brought.readBeside(address)) {
    walk.tellLost(`link to the file “${address}” beside the document`)
  }
  walk.descend(element, { ...context, marks: { ...context.marks, href: address } })
}

/** Browsers show its marks, and so do we. */
function quotation(walk: PageWalk, element: Element, context: Context): void {
  walk.builder.text('“', context.marks)
  walk.descend(element, context, () => walk.builder.text('”', context.marks))
}

function summary(walk: PageWalk, element: Element, context: Context): void {
  if (context.isInLeaf) return block(walk, element, context)
  walk.builder.startLeaf('p')
  walk.descend(element, { ...context, marks: { ...context.marks, strong: true } }, () =>
    walk.builder.endLeaf(),
  )
}

function lineBreak(walk: PageWalk, _element: Element, context: Context, style: Declarations): void {
  if (style['page-break-before'] === 'always') walk.builder.setApart()
  else walk.builder.break(context.marks)
}

function rule(walk: PageWalk, _element: Element, context: Context): void {
  if (context.isInLeaf) walk.builder.setApart()
  else walk.builder.rule()
}
