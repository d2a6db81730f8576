import { collapseSpaces } from '../articles/index.ts'

/** A sentence in which a term stands: what comes before it, its letters as written, and what follows; none has a line end. */
export type Sentence = [before: string, letters: string, after: string]

/** What is longer on one side of the term is cut between words. */
const longestSide = 130

/** Where most sentences that are longer are known to be so. */
const nearby = longestSide + 20

/** What may belong to an ending. */
const betweenSentences = /[\s.!?…؟۔。！？"”’'»)\]」』]/

/** A mark that may end a sentence, with the quotation marks and brackets that close after it. */
const ending = /[.!?…؟۔]["”’'»)\]]*\s+|[。！？]["”’'»)\]」』]*/y

/** Short forms after which a full stop ends nothing, whatever follows. */
const shortForms =
  /(?:^|[^\p{L}\p{N}])(?:\p{Lu}|e\.g|i\.e|cf|dr|mr|mrs|ms|prof|rev|st|no|nos|p|pp|para|vs|sec|art|fig)$/iu

/** The sentence round the letters from `start` to `end`, shortened with `…` where it is long. */
export function sentenceAround(text: string, start: number, end: number): Sentence {
  return [wordsBefore(text, start), collapseSpaces(text.slice(start, end)), wordsAfter(text, start, end)]
}

/** Looks no further back than it must: of a long sentence only its end is wanted. */
function wordsBefore(text: string, point: number, reach = nearby): string {
  let first = Math.max(point - reach, 0)
  while (first > 0 && betweenSentences.test(text[first]!)) first--
  const from = sentenceStart(text, first, point)
  const words = collapseSpaces(text.slice(from, point)).trimStart()
  const isWhole = first === 0 || from > first || words.length > longestSide
  return isWhole ? shortenedStart(words) : wordsBefore(text, point, reach * 4)
}

/** Behind the last ending before a point, or `first`. */
function sentenceStart(text: string, first: number, point: number): number {
  for (let index = point - 1; index >= first; index--) {
    const next = isMark(text.charCodeAt(index)) ? behindEnding(text, index) : undefined
    if (next !== undefined && next <= point) return next
  }
  return first
}

function wordsAfter(text: string, start: number, end: number, reach = nearby): string {
  const last = Math.min(end + reach, text.length)
  const to = sentenceEnd(text, start, end, last)
  const words = collapseSpaces(text.slice(end, to ?? last)).trimEnd()
  const isWhole = to !== undefined || last === text.length || words.length > longestSide
  return isWhole ? shortenedEnd(words) : wordsAfter(text, start, end, reach * 4)
}

/** Behind the first ending that ends behind the letters and begins before `last`. */
function sentenceEnd(text: string, start: number, end: number, last: number): number | undefined {
  for (let index = start; index < last; index++) {
    const next = isMark(text.charCodeAt(index)) ? behindEnding(text, index) : undefined
    if (next !== undefined && next >= end) return next
  }
  return undefined
}

function isMark(unit: number): boolean {
  if (unit < 128) return unit === 0x2e || unit === 0x21 || unit === 0x3f
  return '…؟۔。！？'.includes(String.fromCharCode(unit))
}

/** Where the next sentence begins; nothing where the mark ends none. */
function behindEnding(text: string, index: number): number | undefined {
  ending.lastIndex = index
  if (!ending.test(text)) return undefined
  const next = ending.lastIndex
  if (/^["“‘'«([]*\p{Ll}/u.test(text.slice(next, next + 4))) return undefined
  const isShortForm = text[index] === '.' && shortForms.test(text.slice(Math.max(0, index - 8), index))
  return isShortForm ? undefined : next
}

function shortenedStart(text: string): string {
  if (text.length <= longestSide) return text
  const kept = text.slice(-longestSide)
  const space = kept.indexOf(' ')
  return `… ${space >= 0 && space < longestSide / 2 ? kept.slice(space + 1) : withoutHalfSign(kept)}`
}

function shortenedEnd(text: string): string {
  if (text.length <= longestSide) return text
  const kept = text.slice(0, longestSide)
  const space = kept.lastIndexOf(' ')
  return `${space > longestSide / 2 ? kept.slice(0, space) : withoutHalfSign(kept)} …`
}

/** Signs beyond the first plane are two units, and a cut may fall between them. */
function withoutHalfSign(text: string): string {
  return text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/gu, '')
}
