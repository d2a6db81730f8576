import type { Nodes } from 'mdast'
import type { Article } from '../model/article.ts'
import type { Passage } from '../model/mailed.ts'
import { collapseSpaces } from './collapse-spaces.ts'
import { plainText } from './plain-text.ts'

/**
 * An article's own words, its title first, passage by passage, to compare two versions of it. Formatting, links and
 * what the press adds are no part of them. Versions that were mailed are compared with what this gives for years, so a
 * change here makes unchanged articles look changed.
 */
export function passagesOf({ facts, tree }: Article): Passage[] {
  const passages: Passage[] = []
  const add = (kind: Passage['kind'], text: string): void => {
    const words = kind === 'code' ? text : collapseSpaces(text).trim()
    if (words !== '') passages.push({ kind, text: words })
  }
  add('heading', facts.meta.title)
  visit(tree, add)
  return passages
}

function visit(node: Nodes, add: (kind: Passage['kind'], text: string) => void): void {
  // The author's own list is not mailed: ours stands for it.
  if (node.data && 'abbreviationList' in node.data) return
  switch (node.type) {
    case 'heading':
      return add('heading', plainText(node))
    case 'paragraph':
    case 'defListTerm':
    case 'button':
      return add('text', plainText(node))
    case 'tableRow':
      return add('text', node.children.map(plainText).join(' | '))
    case 'code':
      return add('code', node.value)
    case 'figure':
      return add('text', [node.alt, plainText(node)].filter(Boolean).join(' — '))
    case 'callout':
      add('text', node.title ?? '')
      break
    case 'drawing':
      // What its author wrote, not what was drawn of it.
      add('code', node.text ?? '')
      break
    case 'audiencePassage':
      for (const child of [...node.children, ...node.otherwise]) visit(child, add)
      return
  }
  if ('children' in node) for (const child of node.children) visit(child, add)
}
