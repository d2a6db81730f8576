/** A sentence in which a term stands: what comes before it, its letters as written, and what follows. */
export type Sentence = [before: string, letters: string, after: string]

/** What is longer on one side of the term is cut between words. */
const longestSide = 130

/** Marks that may end a sentence, with the quotation marks and brackets that close after them. */
const endings = /[.!?…؟۔]["”’'»)\]]*\s+|[。！？]["”’'»)\]」』]*/gu

/** Short forms after which a full stop ends nothing, whatever follows. */
const shortForms =
  /(?:^|[^\p{L}\p{N}])(?:\p{Lu}|e\.g|i\.e|cf|dr|mr|mrs|ms|prof|rev|st|no|nos|p|pp|para|vs|sec|art|fig)$/iu

/** Where the sentences of a paragraph begin, from 0 to its end. */
export function sentenceStarts(text: string): number[] {
  const starts = [0]
  for (const { 0: ending, index } of text.matchAll(endings)) {
    const next = index + ending.length
    const isFullStop = ending.startsWith('.')
    const goesOn = /^["“‘'«([]*\p{Ll}/u.test(text.slice(next, next + 4))
    if (goesOn || (isFullStop && shortForms.test(text.slice(Math.max(0, index - 8), index)))) continue
    starts.push(next)
  }
  return [...starts, text.length]
}

/** The sentence round the letters from `start` to `end`, shortened with `…` where it is long. */
export function sentenceAround(
  text: string,
  starts: readonly number[],
  start: number,
  end: number,
): Sentence {
  const from = starts.findLast((point) => point <= start) ?? 0
  const to = starts.find((point) => point >= end) ?? text.length
  return [
    shortenedStart(spaced(text.slice(from, start)).trimStart()),
    spaced(text.slice(start, end)),
    shortenedEnd(spaced(text.slice(end, to)).trimEnd()),
  ]
}

function spaced(text: string): string {
  return text.replace(/\s+/g, ' ')
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
