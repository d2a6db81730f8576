const REACH = 320
const SHORTENED = /(?:^|[\s(])(?:e\.g|i\.e|etc|Dr|Mr|Mrs|Ms|Prof|St|No|vs|cf|approx|\p{Lu})\.$/u
const NEXT_SENTENCE = /["”’')\]]*\s+(?=["“‘'([]?[\p{Lu}\p{N}])/uy
const UNEVEN = /[\n\r\t\uFFFC]|\s\s/

/** The sentence of `text` that holds the letters from `start` to `end`, as one line; cut at about 300 characters. */
export function sentenceAround(text: string, start: number, end: number): string {
  const from = sentenceStart(text, start)
  const to = sentenceEnd(text, end)
  const words = text.slice(from.at, to.at)
  const sentence = UNEVEN.test(words) ? words.replaceAll('\uFFFC', '').replace(/\s+/g, ' ') : words
  return `${from.isCut ? '…' : ''}${sentence.trim()}${to.isCut ? '…' : ''}`
}

interface Edge {
  at: number
  isCut: boolean
}

function sentenceStart(text: string, start: number): Edge {
  const reach = Math.max(0, start - REACH)
  for (let at = start - 1; at >= reach; at--) {
    if (!isStop(text.charCodeAt(at))) continue
    const next = nextSentence(text, at)
    if (next !== undefined && next <= start) return { at: next, isCut: false }
  }
  if (reach === 0) return { at: 0, isCut: false }
  const space = text.indexOf(' ', reach)
  return { at: space >= 0 && space < start ? space : start, isCut: true }
}

function sentenceEnd(text: string, end: number): Edge {
  const reach = Math.min(text.length, end + REACH)
  for (let at = end; at < reach; at++) {
    if (!isStop(text.charCodeAt(at))) continue
    const next = nextSentence(text, at)
    if (next !== undefined) return { at: next, isCut: false }
  }
  if (reach === text.length) return { at: reach, isCut: false }
  const space = text.lastIndexOf(' ', reach)
  return { at: space > end ? space : end, isCut: true }
}

function isStop(code: number): boolean {
  return code === 0x2e || code === 0x21 || code === 0x3f
}

/** Where the sentence after the stop at `at` starts; nothing where the stop ends no sentence. */
function nextSentence(text: string, at: number): number | undefined {
  NEXT_SENTENCE.lastIndex = at + 1
  if (!NEXT_SENTENCE.test(text)) return undefined
  const next = NEXT_SENTENCE.lastIndex
  return SHORTENED.test(text.slice(Math.max(0, at - 8), at + 1)) ? undefined : next
}
