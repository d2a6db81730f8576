import type { Nodes, Paragraph, PhrasingContent } from 'mdast'
import type { Button } from '../model/tree.ts'
import type { ArticleWalk } from './article-walk.ts'
import { checkAddress } from './check-link.ts'
import { attributePlace, checkAttributes, isKnown, namePlace, type LeafDirective } from './directive-shape.ts'
import { drawingOfLeaf } from './normalise-drawing.ts'
import { plainText } from './plain-text.ts'

/** A button with the given words, a word cloud with them as its caption, or the words of an unknown leaf. */
export function normaliseLeaf(node: LeafDirective, walk: ArticleWalk, children: PhrasingContent[]): Nodes | undefined {
  const isOurs = isKnown(node, walk)
  const position = node.position && { position: node.position }
  const words: Paragraph | undefined = children.length > 0 ? { type: 'paragraph', children, ...position } : undefined
  if (!isOurs) return words
  checkAttributes(node, walk)
  if (node.name === 'wordcloud') return drawingOfLeaf(node, words, walk)
  const url = node.attributes?.['href']?.trim()
  const place = namePlace(node, walk)
  if (!words || plainText(words).trim() === '') {
    walk.find('articles/missing-label', place, 'Unexpected button without words, expected a label')
    return undefined
  }
  if (!url) {
    walk.find('articles/missing-attribute', place, 'Unexpected button without an address, expected `href`')
    return words
  }
  if (!checkAddress(url, attributePlace(node, 'href', url, walk).place ?? place, walk)) return words
  return { type: 'button', url, children: withoutLinks(children), ...position } satisfies Button
}

/** A button is a link already, so links in its words are only words. */
function withoutLinks(nodes: PhrasingContent[]): PhrasingContent[] {
  return nodes.flatMap((node) => (node.type === 'link' ? node.children : [node]))
}

