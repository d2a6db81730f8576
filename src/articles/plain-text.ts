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
    default:
      return 'children' in node ? node.children.map(plainText).join('') : ''
  }
}
