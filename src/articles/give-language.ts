import type { Nodes, PhrasingContent } from 'mdast'
import type { InlineElement } from '../model/tree.ts'

/** `lang` and `dir`, as far as an element says them. */
export type Language = Record<string, string>

/** Says in which language a node is, and in which direction it runs; what it holds may say another. */
export function giveLanguage<T extends Nodes>(node: T, language: Language): T | InlineElement {
  if (Object.keys(language).length === 0) return node
  switch (node.type) {
    case 'strong':
    case 'emphasis':
    case 'delete':
    case 'link':
    case 'button':
      node.children = wordsInLanguage(node.children, language)
      return node
    case 'inlineCode':
      return spanOf([node], language)
    case 'text':
    case 'break':
    case 'image':
    case 'inlineElement':
    case 'thematicBreak':
    case 'drawing':
      return node
    case 'callout':
    case 'audiencePassage': {
      for (const child of node.children) giveLanguage(child, language)
      if (node.type === 'audiencePassage') for (const child of node.otherwise) giveLanguage(child, language)
      return node
    }
    default:
      // A letter shows a caption without its figure.
      if (node.type === 'figure') node.children = wordsInLanguage(node.children, language)
      node.data = { ...node.data, hProperties: { ...language, ...node.data?.hProperties } }
      return node
  }
}

/** The same for words. */
export function wordsInLanguage(words: PhrasingContent[], language: Language): PhrasingContent[] {
  const isSilent = words.length === 0 || Object.keys(language).length === 0
  return isSilent ? words : [spanOf(words, language)]
}

/** The name in `data` tells hast-util-to-mdast that it stands in running text. */
function spanOf(children: PhrasingContent[], attributes: Language): InlineElement {
  return { type: 'inlineElement', name: 'span', attributes, children, data: { hName: 'span' } }
}
