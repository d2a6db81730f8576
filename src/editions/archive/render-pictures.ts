import type { ElementContent } from 'hast'
import type { Figure } from '../../model/tree.ts'
import type { BodyContext } from './body-context.ts'
import type { State } from './body-state.ts'
import { element, text } from './hast.ts'
import { linkElement } from './render-inline.ts'

/** A picture with the size it is published at, so that nothing shifts; its words alone where it cannot be shown. */
export function picture(url: string, alt: string, context: BodyContext): ElementContent {
  const image = context.image(url)
  if (!image) return element('span', { className: ['missing-picture'] }, [text(alt)])
  const { src, width, height } = image
  return element('img', { src, alt, width, height, loading: 'lazy', decoding: 'async' })
}

/** A picture that stands alone, and its caption. */
export function figure(state: State, node: Figure, context: BodyContext): ElementContent {
  const shown = picture(node.url, node.alt, context)
  const { link } = node
  const children = link ? linkElement(context.link(link.url), [shown], link.title) : [shown]
  if (node.children.length > 0) children.push(text('\n'), element('figcaption', {}, state.all(node)))
  return element('figure', {}, children)
}
