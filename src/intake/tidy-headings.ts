import type { Element, ElementContent, Root } from 'hast'
import { element, isElement, textIn } from './elements.ts'
import type { ReportLoss } from './report-loss.ts'

const names = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']
/** The longest line that is taken for a heading because all of it is bold. */
const longest = 90

/**
 * Takes the title out of a document and lets the headings below it begin with the second level, none skipped.
 * In a document without headings, short bold paragraphs are taken for them.
 */
export function takeTitle(tree: Root, report: ReportLoss): string | undefined {
  const blocks = tree.children as ElementContent[]
  if (!blocks.some(isHeading)) guessHeadings(tree, report)
  const headings = (tree.children as ElementContent[]).filter(isHeading)
  const named = headings.find(({ properties }) => properties['dataTitle'])
  const title = named ?? headings.slice(0, 1).find((first) => isTitle(first, headings, tree))
  if (title) tree.children = tree.children.flatMap((node) => (node === title ? besidesWords(title) : [node]))
  settleLevels(headings.filter((heading) => heading !== title))
  return (title && textIn(title).replace(/\s+/g, ' ').trim()) || undefined
}

/** What a document begins with, or its only heading of the first level where that is its first heading. */
function isTitle(first: Element, headings: readonly Element[], tree: Root): boolean {
  const isOnly = headings.filter(({ tagName }) => tagName === 'h1').length === 1
  return tree.children.indexOf(first) === 0 || (first.tagName === 'h1' && isOnly)
}

/** Pictures in a title, and calls for its notes, stand below it. */
function besidesWords(title: Element): Element[] {
  const found = seenWithoutWords(title)
  return found.length === 0 ? [] : [element('p', found)]
}

function seenWithoutWords(node: ElementContent): ElementContent[] {
  if (node.type !== 'element') return []
  const isSeen = node.tagName === 'img' || node.properties['dataNoteRef'] !== undefined
  return isSeen ? [node] : node.children.flatMap(seenWithoutWords)
}

function isHeading(node: ElementContent): node is Element {
  return isElement(node, ...names)
}

/** Authors who know no styles make headings bold, and those of higher levels larger. */
function guessHeadings(tree: Root, report: ReportLoss): void {
  const blocks = tree.children as ElementContent[]
  const guesses = blocks.filter((block, index) => isGuess(block, blocks[index + 1]))
  if (guesses.length === 0) return
  const sizes = [...new Set(guesses.map(sizeOf))].toSorted((one, other) => other - one)
  tree.children = blocks.map((block) => {
    if (!guesses.includes(block)) return block
    return element(`h${Math.min(sizes.indexOf(sizeOf(block)) + 1, 6)}`, (block as Element).children)
  })
  const what =
    guesses.length === 1
      ? 'line that looks like a heading'
      : `${guesses.length} lines that look like headings`
  report(
    'intake/changed-form',
    `Unexpected ${what}, expected the styles for headings: taken for ${guesses.length === 1 ? 'one' : 'headings'}`,
  )
}

/** A line over a text, or over a smaller line of its kind; several alike are an address or a slogan. */
function isGuess(block: ElementContent, next: ElementContent | undefined): boolean {
  if (!looksLikeHeading(block)) return false
  if (looksLikeHeading(next)) return sizeOf(next!) < sizeOf(block)
  return isElement(next, 'p', 'ul', 'ol', 'table', 'blockquote', 'aside')
}

function sizeOf(block: ElementContent): number {
  return block.type === 'element' ? Number(block.properties['dataSize'] ?? 0) : 0
}

function looksLikeHeading(block: ElementContent | undefined): boolean {
  if (!isElement(block, 'p') || block.children.length !== 1 || !isElement(block.children[0], 'strong'))
    return false
  const words = textIn(block).trim()
  return words.length <= longest && !/[.,;:]$/.test(words) && !words.includes('\n')
}

/**
 * In a part of a document the headings keep their levels, the highest being the second; they are raised where the text
 * they come into has none of the level above. `above` is the level of the heading there, 1 for the title.
 */
export function setPassageLevels(tree: Root, above: number): void {
  const headings = (tree.children as ElementContent[]).filter(isHeading)
  const top = Math.min(...headings.map(levelOf))
  const shift = top === 1 ? 1 : Math.min(0, above + 1 - top)
  setLevels(headings, { shift, before: above })
}

/** The first becomes the second level, and each is at most one below the one before it. */
function settleLevels(headings: readonly Element[]): void {
  const top = Math.min(...headings.map(levelOf))
  setLevels(headings, { shift: 2 - top, before: 1 })
}

function setLevels(headings: readonly Element[], { shift, before }: { shift: number; before: number }): void {
  let last = before
  for (const heading of headings) {
    const level = Math.min(levelOf(heading) + shift, last + 1, 6)
    heading.tagName = `h${level}`
    heading.children = heading.children.flatMap((child) =>
      isElement(child, 'strong') ? child.children : [child],
    )
    last = level
  }
}

function levelOf({ tagName }: Element): number {
  return Number(tagName[1])
}
