import type { ElementContent } from 'hast'
import type { InlineElement } from '../../model/tree.ts'
import type { State } from './body-state.ts'
import { element } from './hast.ts'
import { isSafeUrl } from './safe-url.ts'

/** A link, or its words alone where the address does something else than lead somewhere. */
export function linkElement(
  href: string,
  children: ElementContent[],
  title?: string | null,
): ElementContent[] {
  if (!isSafeUrl(href)) return children
  return [element('a', { href, ...(title && { title }) }, children)]
}

const inlineNames = new Set(['sub', 'sup', 'kbd', 'mark', 'small', 'u', 'ins', 'q', 'cite', 'span', 'bdi'])

/** An element kept from the author's HTML; of its attributes only those that say how to read it. */
export function inlineElement(state: State, node: InlineElement): ElementContent[] {
  const children = state.all(node)
  if (!inlineNames.has(node.name)) return children
  const { lang, dir } = node.attributes
  return [element(node.name, { ...(lang && { lang }), ...(dir && { dir }) }, children)]
}
