const REACH = 320
const SHORTENED = /(?:^|[\s(])(?:e\.g|i\.e|etc|Dr|Mr|Mrs|Ms|Prof|St|No|vs|cf|approx|\p{Lu})\.$/u
const SENTENCE_END = /[.!?]["”’')\]]*\s+(?=["“‘'([]?[\p{Lu}\p{N}])/gu

/** The sentence of `text` that holds the letters from `start` to `end`, as one line; cut at about 300 characters. */
export function sentenceAround(text: string, start: number, end: number): string {
  const from = sentenceStart(text, start)
  const to = sentenceEnd(text, end)
  const sentence = text.slice(from.at, to.at).replaceAll('\uFFFC', '').replace(/\s+/g, ' ').trim()
  return `${from.isCut ? '…' : ''}${sentence}${to.isCut ? '…' : ''}`
}

interface Edge {
  at: number
  isCut: boolean
}

function sentenceStart(text: string, start: number): Edge {
  const reach = Math.max(0, start - REACH)
  const before = text.slice(reach, Math.min(text.length, start + 1))
  let at: number | undefined
  for (const end of before.matchAll(SENTENCE_END)) {
    const next = end.index + end[0].length
    if (reach + next <= start && !SHORTENED.test(before.slice(0, end.index + 1))) at = reach + next
  }
  if (at !== undefined) return { at, isCut: false }
  if (reach === 0) return { at: 0, isCut: false }
  const space = text.indexOf(' ', reach)
  return { at: space >= 0 && space < start ? space : start, isCut: true }
}

function sentenceEnd(text: string, end: number): Edge {
  const reach = Math.min(text.length, end + REACH)
  const after = text.slice(end, reach)
  for (const match of after.matchAll(SENTENCE_END)) {
    if (!SHORTENED.test(after.slice(0, match.index + 1)))
      return { at: end + match.index + match[0].trimEnd().length, isCut: false }
  }
  if (reach === text.length) return { at: reach, isCut: false }
  const space = text.lastIndexOf(' ', reach)
  return { at: space > end ? space : end, isCut: true }
}
