import type { Element, ElementContent, Nodes, Properties } from 'hast'

/** An element of a document that is taken in. */
export function element(tagName: string, children: ElementContent[], properties: Properties = {}): Element {
  return { type: 'element', tagName, properties, children }
}

/** Whether a node is an element, of one of these names if there are any. */
export function isElement(node: Nodes | undefined, ...names: string[]): node is Element {
  return node?.type === 'element' && (names.length === 0 || names.includes(node.tagName))
}

/** The text in a node, as it stands there. */
export function textIn(node: Nodes): string {
  if (node.type === 'text') return node.value
  if (isElement(node, 'br')) return '\n'
  return 'children' in node ? node.children.map(textIn).join('') : ''
}

/** Whether there is anything to be read or seen. */
export function isEmpty(node: Nodes): boolean {
  if (node.type === 'element' && isSeen(node)) return false
  return 'children' in node ? node.children.every(isEmpty) : textIn(node).trim() === ''
}

/** What is seen without words, and calls for notes. */
function isSeen({ tagName, properties }: Element): boolean {
  return ['img', 'hr', 'input'].includes(tagName) || properties['dataNoteRef'] !== undefined
}

/** Running text: the pieces of all text nodes in order, each given to `change`, which says what it becomes. */
export function changeText(node: Nodes, change: (value: string) => string): void {
  if (node.type === 'text') node.value = change(node.value)
  else if ('children' in node) for (const child of node.children) changeText(child, change)
}

const blocks = new Set(
  'aside blockquote dl figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section table td th tr ul'.split(
    ' ',
  ),
)

/** Whether an element is a block or holds blocks, so that it can not stand in running text. */
export function isBlock(node: Nodes): node is Element {
  return node.type === 'element' && blocks.has(node.tagName)
}

/** The text in a node, with a blank behind each block. */
export function spacedText(node: Nodes): string {
  const text = 'children' in node ? node.children.map(spacedText).join('') : textIn(node)
  return isBlock(node) ? `${text} ` : text
}
