import { childrenOf, nameOf, remove, type Element } from './xml.ts'

/** What stands in a paragraph becomes the beginning of the next one; says whether there is one. */
export function joinToNext(paragraph: Element): boolean {
  const neighbours = neighboursOf(paragraph)
  const next = neighbours[neighbours.indexOf(paragraph) + 1]
  if (!next || nameOf(next) !== 'w:p') return false
  const first = contentOf(next)[0] ?? null
  for (const child of contentOf(paragraph)) next.insertBefore(child, first)
  remove(paragraph)
  return true
}

/** Whether a paragraph holds nothing, and may go: a cell has one at least. */
export function isSpare(paragraph: Element): boolean {
  const isOnly = neighboursOf(paragraph).filter((one) => nameOf(one) !== 'w:tcPr').length === 1
  return !isOnly && contentOf(paragraph).every(isBetween)
}

function neighboursOf(paragraph: Element): Element[] {
  return childrenOf(paragraph.parentNode as Element).filter((one) => !isBetween(one))
}

function contentOf(paragraph: Element): Element[] {
  return childrenOf(paragraph).filter((child) => nameOf(child) !== 'w:pPr')
}

/** Bookmarks and the like, which hold no words. */
function isBetween(element: Element): boolean {
  return /^w:(?:bookmark|comment|move|perm|customXml|proof)\w*(?:Start|End|Err)$/.test(nameOf(element))
}
