import type { Nodes } from 'mdast'

/** The words of a node as a reader sees them, without its formatting; pictures give their alternative text. */
export function plainText(node: Nodes): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
    case 'code':
      return node.value
    case 'image':
    case 'imageReference':
      return node.alt ?? ''
    case 'break':
      return ' '
    default: {
      let words = ''
      if ('children' in node) for (const child of node.children) words += plainText(child)
      return words
    }
  }
}
