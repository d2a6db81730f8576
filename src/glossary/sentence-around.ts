import type { Run } from './visible-run.ts'

const REACH = 320
const SHORTENED = /(?:^|[\s(])(?:e\.g|i\.e|etc|Dr|Mr|Mrs|Ms|Prof|St|No|vs|cf|approx|\p{Lu})\.$/u
const NEXT_SENTENCE = /["”’')\]]*\s+(?=["“‘'([]?[\p{Lu}\p{N}])/uy

/** The sentence of a scanned run that holds the letters from `start` to `end`, as one line of about 300 characters. */
export function sentenceAround(run: Run, start: number, end: number): string {
  const next = stopsBefore(run.stops, start)
  const from = sentenceStart(run, start, next - 1)
  const to = sentenceEnd(run, end, next)
  const sentence = oneLine(run, from.at, to.at).trim()
  return from.isCut || to.isCut ? `${from.isCut ? '…' : ''}${sentence}${to.isCut ? '…' : ''}` : sentence
}

interface Edge {
  at: number
  isCut: boolean
}

/** How many stops stand before `at`. */
function stopsBefore(stops: readonly number[], at: number): number {
  let low = 0
  let high = stops.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((stops[middle] as number) < at) low = middle + 1
    else high = middle
  }
  return low
}

function sentenceStart({ text, stops }: Run, start: number, last: number): Edge {
  const reach = Math.max(0, start - REACH)
  for (let index = last; index >= 0 && (stops[index] as number) >= reach; index--) {
    const next = nextSentence(text, stops[index] as number)
    if (next !== undefined && next <= start) return { at: next, isCut: false }
  }
  if (reach === 0) return { at: 0, isCut: false }
  const space = text.indexOf(' ', reach)
  return { at: space >= 0 && space < start ? space : start, isCut: true }
}

function sentenceEnd({ text, stops }: Run, end: number, first: number): Edge {
  const reach = Math.min(text.length, end + REACH)
  for (let index = first; index < stops.length && (stops[index] as number) < reach; index++) {
    const next = nextSentence(text, stops[index] as number)
    if (next !== undefined && next >= end) return { at: next, isCut: false }
  }
  if (reach === text.length) return { at: reach, isCut: false }
  const space = text.lastIndexOf(' ', reach)
  return { at: space > end ? space : end, isCut: true }
}

/** Where the sentence after the stop at `at` starts; nothing where the stop ends no sentence. */
function nextSentence(text: string, at: number): number | undefined {
  const isSpaced = text.charCodeAt(at + 1) === 0x20
  const code = isSpaced ? text.charCodeAt(at + 2) : 0
  const isPlain = (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39)
  NEXT_SENTENCE.lastIndex = at + 1
  if (!isPlain && ((code >= 0x61 && code <= 0x7a) || !NEXT_SENTENCE.test(text))) return undefined
  const next = isPlain ? at + 2 : NEXT_SENTENCE.lastIndex
  return mayBeShortened(text, at) && SHORTENED.test(text.slice(Math.max(0, at - 8), at + 1))
    ? undefined
    : next
}

/** Whether the word before the stop is short enough for a shortened one: "approx" is the longest. */
function mayBeShortened(text: string, at: number): boolean {
  for (let index = at - 1; index >= at - 7; index--)
    if (index < 0 || text.charCodeAt(index) === 0x20) return true
  return false
}

function oneLine(run: Run, from: number, to: number): string {
  run.isEven ??= !/[\t\r\uFFFC]|[ \n][ \n]/.test(run.text)
  const text = run.text.slice(from, to)
  return run.isEven ? text.replace(/\n/g, ' ') : text.replaceAll('\uFFFC', '').replace(/\s+/g, ' ')
}
