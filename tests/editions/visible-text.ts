import type { Nodes } from 'hast'

const blockTags = /^(?:p|h[1-6]|li|ul|ol|div|td|th|tr|table|dt|dd|blockquote|pre|br|main)$/

/** The text a reader sees: no style sheets, no comments, a space where a block begins. */
export function visibleText(node: Nodes): string {
  return collect(node).replace(/\s+/g, ' ').trim()
}

function collect(node: Nodes): string {
  if (node.type === 'text') return node.value
  if (!('children' in node)) return ''
  if (node.type === 'element' && ['style', 'head', 'script'].includes(node.tagName)) return ''
  const inside = node.children.map(collect).join('')
  return node.type === 'element' && blockTags.test(node.tagName) ? ` ${inside} ` : inside
}
