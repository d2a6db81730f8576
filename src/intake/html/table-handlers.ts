import type { Element } from 'hast'
import { block, openWithin } from './blocks.ts'
import { captionAndRows, isLayoutTable, spansOf } from './tables.ts'
import type { Context, PageWalk } from './walk-page.ts'

/** A table; one that only places things on the page becomes what its cells hold. */
export function table(walk: PageWalk, element: Element, context: Context): void {
  if (context.isInLeaf || isLayoutTable(element)) return block(walk, element, context)
  const { caption, rows } = captionAndRows(element)
  const openRows = (): void => {
    const leave = openWithin(walk, 'table')
    if (leave) walk.descend({ children: rows }, context, leave)
    else block(walk, { children: rows }, context)
  }
  walk.descend({ children: caption }, context, openRows)
}

export function rowGroup(walk: PageWalk, element: Element, context: Context): void {
  walk.descend(element, { ...context, isHead: element.tagName === 'thead' })
}

export function row(walk: PageWalk, element: Element, context: Context): void {
  const isOpen = walk.builder.within === 'table' && walk.builder.open('tr')
  if (isOpen) walk.descend(element, context, () => walk.builder.close())
  else block(walk, element, context)
}

export function cell(walk: PageWalk, element: Element, context: Context): void {
  const tagName = context.isHead ? 'th' : element.tagName
  const isOpen = walk.builder.within === 'tr' && walk.builder.open(tagName, spansOf(element))
  const within = { ...context, isHead: false }
  if (isOpen) walk.descend(element, within, () => walk.builder.close())
  else block(walk, element, within)
}
