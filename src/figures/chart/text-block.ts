import type { TermPlace } from '../../glossary/matcher/index.ts'
import type { MeasureText, TextStyle } from '../text/measure-text.ts'

/** Finds the terms of a text that become links, in order and apart from one another. */
export type FindTerms = (text: string) => readonly TermPlace[]

/** A piece of a line: plain, or letters of a term. */
export interface TextPart {
  text: string
  termId?: string
}

/** A line of a text: its pieces and its width. */
export interface TextLine {
  parts: TextPart[]
  width: number
}

interface Span {
  start: number
  end: number
}

export interface BreakOptions {
  /** The most that a line may take, in pixels. */
  limit: number
  style: TextStyle
  measure: MeasureText
  findTerms: FindTerms
}

/** Breaks a text into lines, as few as there can be and as even; a word too long for a line is cut. */
export function breakLines(text: string, { limit, style, measure, findTerms }: BreakOptions): TextLine[] {
  const widthOf = (span: Span): number => measure(text.slice(span.start, span.end), style)
  const pauses = (end: number): boolean => /[.,;:!?]/.test(text[end - 1] ?? '')
  const words = wordsOf(text).flatMap((word) =>
    widthOf(word) <= limit ? word : cut(text, word, limit, widthOf),
  )
  const spans = fillEvenly(words, { limit, widthOf, pauses })
  const terms = findTerms(text)
  return spans.map((span) => ({ parts: partsOf(text, span, terms), width: widthOf(span) }))
}

function wordsOf(text: string): Span[] {
  return [...text.matchAll(/[^ ]+/g)].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
  }))
}

/** Cuts a word between what a reader takes for letters, never inside an emoji or an accent. */
function cut(text: string, { start, end }: Span, limit: number, widthOf: (span: Span) => number): Span[] {
  const pieces: Span[] = []
  let from = start
  let to = start
  for (const { segment } of new Intl.Segmenter('en').segment(text.slice(start, end))) {
    const next = to + segment.length
    if (to > from && widthOf({ start: from, end: next }) > limit) {
      pieces.push({ start: from, end: to })
      from = to
    }
    to = next
  }
  return [...pieces, { start: from, end }]
}

interface Setting {
  limit: number
  widthOf: (span: Span) => number
  /** Whether the text pauses before this place, so that a line ends well there. */
  pauses: (end: number) => boolean
}

/** How much less a line costs that ends where the text pauses. */
const pauseShare = 0.4

/** As few lines as can be, and of those the ones that are nearest to one another in width. */
function fillEvenly(words: readonly Span[], { limit, widthOf, pauses }: Setting): Span[] {
  const filled = fill(words, limit, widthOf)
  if (filled.length < 2) return filled
  const widths = words.map(widthOf)
  const gap = words.findIndex((word, index) => index > 0 && word.start > words[index - 1]!.end)
  const space = gap < 1 ? 0 : widthOf({ start: words[gap - 1]!.end, end: words[gap]!.start })
  // For each number of lines, the best way to set the words up to each word: its cost and where its last line begins.
  let before: (Way | undefined)[] = [{ cost: 0, from: 0 }]
  const steps: (Way | undefined)[][] = []
  while (steps.length < filled.length) {
    before = oneLineMore(words, widths, { before, limit, space, pauses })
    steps.push(before)
  }
  return walkBack(words, steps) ?? filled
}

interface Way {
  cost: number
  from: number
}

interface Step {
  before: readonly (Way | undefined)[]
  limit: number
  space: number
  pauses: Setting['pauses']
}

function oneLineMore(
  words: readonly Span[],
  widths: readonly number[],
  { before, limit, space, pauses }: Step,
) {
  const ways: (Way | undefined)[] = []
  for (let from = 0; from < words.length; from++) {
    const start = before[from]
    if (!start) continue
    let width = -space
    for (let to = from; to < words.length; to++) {
      // Pieces of a word that was cut stay apart.
      if (to > from && words[to]!.start === words[to - 1]!.end) break
      width += space + widths[to]!
      if (width > limit) break
      const share = pauses(words[to]!.end) ? pauseShare : 1
      const cost = start.cost + share * (limit - width) ** 2
      if (cost < (ways[to + 1]?.cost ?? Infinity)) ways[to + 1] = { cost, from }
    }
  }
  return ways
}

function walkBack(words: readonly Span[], steps: readonly (Way | undefined)[][]): Span[] | undefined {
  const lines: Span[] = []
  let end = words.length
  for (const step of steps.toReversed()) {
    const way = step[end]
    if (!way) return undefined
    lines.unshift({ start: words[way.from]!.start, end: words[end - 1]!.end })
    end = way.from
  }
  return lines
}

function fill(words: readonly Span[], limit: number, widthOf: (span: Span) => number): Span[] {
  const lines: Span[] = []
  for (const word of words) {
    const line = lines.at(-1)
    // Pieces of a word that was cut stay apart: each fills its line.
    const joined = line && line.end < word.start ? { start: line.start, end: word.end } : undefined
    if (joined && widthOf(joined) <= limit) lines[lines.length - 1] = joined
    else lines.push(word)
  }
  return lines
}

function partsOf(text: string, { start, end }: Span, terms: readonly TermPlace[]): TextPart[] {
  const parts: TextPart[] = []
  let at = start
  for (const term of terms) {
    const from = Math.max(term.start, at)
    const to = Math.min(term.end, end)
    if (from >= to) continue
    if (from > at) parts.push({ text: text.slice(at, from) })
    parts.push({ text: text.slice(from, to), termId: term.termId })
    at = to
  }
  if (at < end) parts.push({ text: text.slice(at, end) })
  return parts
}
