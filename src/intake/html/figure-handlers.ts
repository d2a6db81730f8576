import type { Element } from 'hast'
import { linkAddress } from '../addresses.ts'
import { block } from './blocks.ts'
import { isElement } from '../elements.ts'
import { saidBy, seenIn, wordsIn } from './seen-elements.ts'
import type { Context, PageWalk } from './walk-page.ts'

export function picture(walk: PageWalk, element: Element, context: Context): void {
  addPicture(walk, element, context, '')
}

function addPicture(walk: PageWalk, element: Element, context: Context, title: string): boolean {
  const made = walk.pictures.elementFor(element, title, walk.near)
  if (made) walk.builder.element(made, context.marks)
  return made !== undefined
}

/** One picture with plain words below it has them as its title, which is what Markdown calls a caption. */
export function figure(walk: PageWalk, element: Element, context: Context): void {
  const parts = figureParts(element)
  if (!parts || context.isInLeaf) return block(walk, element, context)
  walk.builder.setApart()
  const href = parts.link && linkAddress(saidBy(parts.link, 'href'), walk.page.base)
  const marks = href === undefined ? context.marks : { ...context.marks, href }
  const isShown = addPicture(walk, parts.picture, { ...context, marks }, wordsIn(parts.caption))
  if (!isShown) block(walk, parts.caption, context)
  walk.builder.setApart()
}

function figureParts(figure: Element): { picture: Element; caption: Element; link?: Element } | undefined {
  const found: Record<string, Element[]> = { img: [], figcaption: [], a: [] }
  let words = ''
  for (const node of seenIn(figure)) {
    if (isElement(node)) found[node.tagName]?.push(node)
    if (isElement(node, 'table', 'ul', 'ol', 'svg', 'video', 'iframe', 'br', 'p')) return undefined
    if (node.type === 'text') words += node.value
  }
  const [picture, other] = found['img']!
  const [caption] = found['figcaption']!
  if (!picture || other || !caption || found['figcaption']!.length > 1) return undefined
  const isPlain = ![...seenIn(caption)].some((node) => isElement(node, 'a', 'img'))
  const [link] = found['a']!
  if (!isPlain || wordsIn(caption) !== words.replace(/\s+/g, ' ').trim() || found['a']!.length > 1)
    return undefined
  return { picture, caption, ...(link && { link }) }
}
