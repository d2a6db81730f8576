import type { Element, ElementContent, Root } from 'hast'
import { element, isNamed, textIn } from './elements.ts'
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
  const title = headings[0] && isTitle(headings[0], headings, tree) ? headings[0] : undefined
  if (title) tree.children = tree.children.filter((node) => node !== title)
  setLevels(headings.filter((heading) => heading !== title))
  return (title && textIn(title).replace(/\s+/g, ' ').trim()) || undefined
}

/** What a document begins with, or its only heading of the first level where that is its first heading. */
function isTitle(first: Element, headings: readonly Element[], tree: Root): boolean {
  const isOnly = headings.filter(({ tagName }) => tagName === 'h1').length === 1
  return tree.children.indexOf(first) === 0 || (first.tagName === 'h1' && isOnly)
}

function isHeading(node: ElementContent): node is Element {
  return isNamed(node, ...names)
}

/** Authors who know no styles make headings bold. */
function guessHeadings(tree: Root, report: ReportLoss): void {
  let number = 0
  tree.children = (tree.children as ElementContent[]).map((block, index, all) => {
    const isGuess =
      looksLikeHeading(block) && isNamed(all[index + 1], 'p', 'ul', 'ol', 'table', 'blockquote', 'aside')
    if (!isGuess || looksLikeHeading(all[index + 1])) return block
    number += 1
    return element('h2', (block as Element).children)
  })
  if (number === 0) return
  const what = number === 1 ? 'a bold line' : `${number} bold lines`
  report(
    'intake/changed-form',
    `Unexpected ${what} in place of headings, expected the styles for headings: taken for headings`,
  )
}

function looksLikeHeading(block: ElementContent | undefined): boolean {
  if (!isNamed(block, 'p') || block.children.length !== 1 || !isNamed(block.children[0], 'strong'))
    return false
  const words = textIn(block).trim()
  return words.length <= longest && !/[.,;:]$/.test(words) && !words.includes('\n')
}

/** The first becomes the second level, and each is at most one below the one before it. */
function setLevels(headings: readonly Element[]): void {
  const top = Math.min(...headings.map(({ tagName }) => Number(tagName[1])))
  let before = 1
  for (const heading of headings) {
    const level = Math.min(Number(heading.tagName[1]) - top + 2, before + 1, 6)
    heading.tagName = `h${level}`
    heading.children = heading.children.flatMap((child) =>
      isNamed(child, 'strong') ? child.children : [child],
    )
    before = level
  }
}
