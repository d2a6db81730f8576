import { isBlank, type TextLine } from './text-line.ts'

/** Beyond this, no program broke the lines: each is a paragraph. */
const widest = 120
/** Below this, no text is wrapped: its lines are short on purpose. */
const narrowest = 45

/** Where the lines of a text end because there was no room; nothing where they end on purpose. */
export function marginOf(lines: readonly TextLine[]): number | undefined {
  let margin = 0
  for (const [index, line] of lines.entries()) {
    if (isBlank(line) || isBlank(lines[index + 1]) || /\S{45}/.test(line.raw)) continue
    margin = Math.max(margin, line.raw.length)
  }
  return margin >= narrowest && margin <= widest ? margin : undefined
}

/** Lines that are one paragraph each, for they are longer than any page. */
export function areParagraphs(lines: readonly TextLine[]): boolean {
  return lines.length > 1 && lines.some((line) => line.raw.length > widest)
}

/** After which lines of a paragraph a new line is meant, and not only the end of the page's width. */
export function meantBreaks(lines: readonly TextLine[], margin: number | undefined): boolean[] {
  const room = (margin ?? Infinity) * 0.85
  const ends = lines.slice(0, -1)
  const isFull = ends.map((line, index) => line.raw.length + 1 + firstWord(lines[index + 1]!) > room)
  const isWrapped = isFull.filter(Boolean).length >= ends.length * 0.6
  return ends.map(
    (line, index) => line.isBroken || !isWrapped || (!isFull[index] && line.raw.length < room * 0.7),
  )
}

function firstWord(line: TextLine): number {
  return /^\S*/.exec(line.text)![0].length
}
