import type { Element } from 'hast'
import type { Declarations } from './styles.ts'
import type { Context, PageWalk } from './walk-page.ts'

/** What is done with an element that readers see, and with what it holds. */
export type Handler = (walk: PageWalk, element: Element, context: Context, style: Declarations) => void

/** Goes on with what an element holds, apart from what stands round it. */
export function block(walk: PageWalk, element: Pick<Element, 'children'>, context: Context): void {
  walk.builder.setApart()
  walk.descend(element, context, () => walk.builder.setApart())
}

/** Opens an element of the tree, within an item where it stands in a list but in none of its items. */
export function openWithin(walk: PageWalk, tagName: string): (() => void) | undefined {
  const { builder } = walk
  const isBetween = builder.within === 'ul' || builder.within === 'ol'
  const hasItem = isBetween && builder.reopenItem()
  const isOpen = builder.open(tagName)
  if (!isOpen && !hasItem) return undefined
  return () => {
    if (isOpen) builder.close()
    if (hasItem) builder.close()
  }
}

/** An element whose blocks the tree's element holds. */
export function container(walk: PageWalk, element: Element, context: Context): void {
  if (context.isInLeaf) return block(walk, element, context)
  const leave = openWithin(walk, element.tagName)
  if (leave) walk.descend(element, context, leave)
  else block(walk, element, context)
}
