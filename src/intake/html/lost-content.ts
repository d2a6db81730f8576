import type { Element } from 'hast'
import { seenIn, wordsIn } from './seen-elements.ts'

const kinds: Record<string, string> = {
  svg: 'drawing',
  math: 'formula',
  video: 'video',
  audio: 'sound',
  iframe: 'page within the page',
  object: 'embedded object',
  embed: 'embedded object',
  applet: 'embedded program',
  canvas: 'drawing',
}

/** What an element is that Markdown has no like for; the empty word where it says itself that it is only ornament. */
export function lostKindOf(element: Element): string | undefined {
  const kind = Object.hasOwn(kinds, element.tagName) ? kinds[element.tagName] : undefined
  return kind !== undefined && isOrnament(element) ? '' : kind
}

function isOrnament(element: Element): boolean {
  const { ariaHidden, role } = element.properties
  const says = String(ariaHidden) === 'true' || role === 'presentation' || role === 'none'
  return says && wordsIn(element) === ''
}

/** The words in a drawing or a formula, in one line, none of a frame; nothing of an element that holds blocks. */
export function wordsOfDrawing(element: Element): string | undefined {
  if (element.tagName === 'iframe') return ''
  if (element.tagName !== 'svg' && element.tagName !== 'math') return undefined
  const words: string[] = []
  for (const node of seenIn(element)) if (node.type === 'text') words.push(node.value)
  return words.join(element.tagName === 'svg' ? ' ' : '')
}
