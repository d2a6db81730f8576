import type { Cache } from '../workspace/files/index.ts'
import type { ArticleRecord } from './article-records.ts'
import type { Sentence } from './sentences.ts'

/** The sentence round the first mention of a term in an article, if it is kept. */
export type ReadSentence = (record: Pick<ArticleRecord, 'file'>, termId: string) => Sentence | undefined

/** The sentences of an article: bytes, and for each the number of its term, where it begins and where it ends. */
interface SentenceBytes {
  bytes: Buffer
  terms: Uint32Array
  starts: Uint32Array
  ends: Uint32Array
}

/**
 * Pages of terms are made one after another, and each wants one sentence of many articles, where an article's are kept
 * together. So each article's are read once, when the first of them is wanted, and stay: as bytes, outside the heap,
 * because of ten thousand articles there may be a hundred megabytes.
 */
export function keptSentences(cache: Pick<Cache, 'get'>): ReadSentence {
  const known = new Map<string, SentenceBytes>()
  const shelve = createShelf()
  const numbers = new Map<string, number>()
  const numberOf = (termId: string): number => {
    const number = numbers.get(termId) ?? numbers.size
    numbers.set(termId, number)
    return number
  }
  return ({ file }, termId) => {
    let sentences = known.get(file)
    if (!sentences) {
      sentences = placeSentences(shelve(cache.get('sentences', file)?.value ?? ''), numberOf)
      known.set(file, sentences)
    }
    const { bytes, terms, starts, ends } = sentences
    const index = terms.indexOf(numberOf(termId))
    if (index < 0) return undefined
    return bytes.toString('utf8', starts[index], ends[index]).split('\n') as Sentence
  }
}

const shelfBytes = 1 << 20

/** Gives what puts texts one behind another, in UTF-8: thousands of pieces of memory would leave holes between them. */
function createShelf(): (text: string) => Buffer {
  let rest = Buffer.alloc(0)
  return (text) => {
    const length = Buffer.byteLength(text)
    if (length > rest.length) rest = Buffer.allocUnsafeSlow(Math.max(length, shelfBytes))
    const place = rest.subarray(0, length)
    place.write(text)
    rest = rest.subarray(length)
    return place
  }
}

const lineEnd = 0x0a

/** Finds the sentences in what `writeSentences` wrote: the id of a term on a line, and the sentence on three more. */
function placeSentences(bytes: Buffer, numberOf: (termId: string) => number): SentenceBytes {
  const terms: number[] = []
  const starts: number[] = []
  const ends: number[] = []
  for (let at = 0, line = 0, start = 0; at <= bytes.length; at++) {
    if (at < bytes.length && bytes[at] !== lineEnd) continue
    if (line % 4 === 0) terms.push(numberOf(bytes.toString('utf8', start, at)))
    if (line % 4 === 1) starts.push(start)
    if (line % 4 === 3) ends.push(at)
    line++
    start = at + 1
  }
  return {
    bytes,
    terms: Uint32Array.from(terms),
    starts: Uint32Array.from(starts),
    ends: Uint32Array.from(ends),
  }
}
