import type { Element, ElementContent, Root } from 'hast'
import { isEmpty, isElement } from './elements.ts'

const marks = ['strong', 'em', 'del', 'sub', 'sup', 'code']

/**
 * Brings emphasis into the form that Markdown can write: neighbours alike become one, blanks at their edges stand
 * outside, what has no words is gone. The text stays the same.
 */
export function tidyPhrases(parent: Element | Root): void {
  const tidied: ElementContent[] = []
  for (const child of parent.children as ElementContent[]) {
    if (child.type === 'element' && child.tagName !== 'pre') tidyPhrases(child)
    for (const piece of child.type === 'element' && marks.includes(child.tagName) ? freed(child) : [child])
      join(tidied, piece)
  }
  parent.children = tidied
  if (parent.type === 'element' && /^(?:p|h[1-6])$/.test(parent.tagName)) trim(parent)
}

/** An element with the blanks at its edges beside it. */
function freed(marked: Element): ElementContent[] {
  if (isEmpty(marked)) return marked.children
  const before = takeBlank(marked, 'start')
  const after = takeBlank(marked, 'end')
  return [...before, marked, ...after]
}

function takeBlank(marked: Element, edge: 'start' | 'end'): ElementContent[] {
  const child = marked.children.at(edge === 'start' ? 0 : -1)
  if (isElement(child, 'br')) {
    marked.children = marked.children.filter((one) => one !== child)
    return edge === 'start' ? [child, ...takeBlank(marked, edge)] : [...takeBlank(marked, edge), child]
  }
  if (child?.type !== 'text') return []
  const rest = edge === 'start' ? child.value.trimStart() : child.value.trimEnd()
  if (rest === child.value) return []
  const blank =
    edge === 'start' ? child.value.slice(0, -rest.length || undefined) : child.value.slice(rest.length)
  child.value = rest
  if (rest === '') marked.children = marked.children.filter((one) => one !== child)
  return [{ type: 'text', value: blank }]
}

/** Adds a piece to those before it, into the last one where both are alike. */
function join(pieces: ElementContent[], piece: ElementContent): void {
  const last = pieces.at(-1)
  if (piece.type === 'text' && last?.type === 'text') last.value += piece.value
  else if (piece.type === 'text' && piece.value === '') return
  else if (isElement(piece, ...marks) && isElement(last, piece.tagName)) {
    for (const child of piece.children) join(last.children, child)
  } else pieces.push(piece)
}

/** A paragraph begins and ends with words. */
function trim(paragraph: Element): void {
  for (const edge of ['start', 'end'] as const) {
    for (;;) {
      const child = paragraph.children.at(edge === 'start' ? 0 : -1)
      if (child?.type === 'text')
        child.value = edge === 'start' ? child.value.trimStart() : child.value.trimEnd()
      const isGone = isElement(child, 'br') || (child?.type === 'text' && child.value === '')
      if (!isGone) break
      paragraph.children = paragraph.children.filter((one) => one !== child)
    }
  }
}
