import type { Element } from 'hast'
import { block, openWithin } from './blocks.ts'
import { classesOf, saidBy } from './seen-elements.ts'
import { isListClass, wordItem } from './word-lists.ts'
import type { Declarations } from './styles.ts'
import type { Context, PageWalk } from './walk-page.ts'

/** A paragraph, or what Word and others write as one: a title, a quotation, an item of a list. */
export function paragraph(walk: PageWalk, element: Element, context: Context, style: Declarations): void {
  if (context.isInLeaf) return block(walk, element, context)
  const classes = classesOf(element)
  if (classes.includes('MsoTitle') || (walk.page.isFromOffice && classes.includes('title'))) {
    return leaf(walk, element, context, 'h1')
  }
  if (classes.some((name) => /^Mso(?:Intense)?Quote/.test(name))) return quote(walk, element, context)
  const item = wordItem(element, style)
  if (!item) return leaf(walk, element, context, 'p', isListClass(element) && walk.builder.isInFlatItem)
  const { marker, label, ...place } = item
  walk.builder.flatItem(place)
  leaf(walk, element, { ...context, marker }, 'p', true)
  if (label !== undefined) walk.builder.label(`${label} `)
}

/** A heading; of an element that only says it is one, of the level that it says. */
export function heading(walk: PageWalk, element: Element, context: Context): void {
  if (context.isInLeaf) return block(walk, element, context)
  const own = /^h[1-6]$/.test(element.tagName) ? element.tagName : undefined
  const level = Math.min(6, Math.max(1, Number.parseInt(saidBy(element, 'ariaLevel'), 10) || 2))
  leaf(walk, element, context, own ?? `h${level}`)
}

function leaf(walk: PageWalk, element: Element, context: Context, tagName: string, isInItem = false): void {
  walk.builder.startLeaf(tagName, isInItem)
  const within = tagName === 'p' ? context : { ...context, isInLeaf: true }
  walk.descend(element, within, () => walk.builder.endLeaf())
}

function quote(walk: PageWalk, element: Element, context: Context): void {
  const leave = openWithin(walk, 'blockquote')
  if (leave) walk.descend(element, context, leave)
  else block(walk, element, context)
}
