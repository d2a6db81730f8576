import type { HeadingPlace } from '../wire.ts'
import { findWords, wordsOf } from './follow-caret.ts'

export const anyHeading = 'h1, h2, h3, h4, h5, h6'

/** The element of a heading in a page or an e-mail; nothing where it is not shown. */
export function headingElement(
  inside: Document,
  headings: readonly HeadingPlace[],
  index: number,
): Element | undefined {
  const id = headings[index]?.id
  const named = id === undefined ? null : inside.getElementById(id)
  if (named) return named.closest(anyHeading) ?? named.querySelector(anyHeading) ?? named
  const words = wordsOf(headings, index)
  const all = [...inside.querySelectorAll(anyHeading)]
  const texts = all.map(({ textContent }) => textContent ?? '')
  return words && all[findWords(texts, words)]
}

/** From where to where a section is in a document, in pixels; -1 is what stands before the first heading. */
export function sectionSpan(
  inside: Document,
  headings: readonly HeadingPlace[],
  index: number,
): { top: number; bottom: number } | undefined {
  const end = inside.documentElement.scrollHeight
  const top = index < 0 ? 0 : topOf(inside, headings, index)
  if (top === undefined) return undefined
  const next = topOf(inside, headings, index + 1) ?? topOfNext(inside, headings, index) ?? end
  return { top, bottom: Math.max(top, next) }
}

function topOf(inside: Document, headings: readonly HeadingPlace[], index: number): number | undefined {
  const heading = headings[index]
  if (!heading) return undefined
  const text = plainText(inside)
  return text ? topOfLine(text, heading.text) : topIn(inside, headingElement(inside, headings, index))
}

/** Below the last heading of a text stand other things with headings, such as the next article of a letter. */
function topOfNext(inside: Document, headings: readonly HeadingPlace[], index: number): number | undefined {
  const last = headingElement(inside, headings, index)
  const all = [...inside.querySelectorAll(anyHeading)]
  return last && topIn(inside, all[all.indexOf(last) + 1])
}

function topIn(inside: Document, element: Element | undefined): number | undefined {
  return element && element.getBoundingClientRect().top + (inside.defaultView?.scrollY ?? 0)
}

/** The text of the plain edition, which is all that its document holds. */
function plainText(inside: Document): Node | undefined {
  const only = inside.body.childElementCount === 1 ? inside.body.firstElementChild : null
  return (only?.tagName === 'PRE' && only.firstChild) || undefined
}

/** In plain text a heading is a line like any other, perhaps in capitals. */
function topOfLine(node: Node, heading: string): number | undefined {
  const at = node.textContent?.toLowerCase().indexOf(`\n${heading.toLowerCase()}`) ?? -1
  const inside = node.ownerDocument
  if (!inside || at < 0) return undefined
  const range = inside.createRange()
  range.setStart(node, at + 1)
  range.setEnd(node, at + 2)
  return range.getBoundingClientRect().top + (inside.defaultView?.scrollY ?? 0)
}
