import type { Cache } from '../workspace/files/index.ts'
import type { ArticleRecord } from './article-records.ts'

/** The sentence round the first mention of a term in an article as HTML, if there is one; terms by their places. */
export type ReadSentence = (record: Pick<ArticleRecord, 'file' | 'uses'>, term: number) => string | undefined

/** The sentences of an article: bytes, and where each ends. */
interface SentenceBytes {
  bytes: Buffer
  ends: Uint32Array
}

const lineEnd = 0x0a

/** One line for each term of `TermUses`; an empty one where there is no sentence. */
export function writeSentences(sentences: readonly string[]): Uint8Array {
  return Buffer.from(sentences.join('\n'))
}

/**
 * Pages of terms are made one after another, and each wants one sentence of many articles, where an article's are kept
 * together. So each article's are read once, when the first of them is wanted, and stay: as bytes, outside the heap,
 * because of ten thousand articles there may be a hundred megabytes.
 */
export function keptSentences(cache: Pick<Cache, 'getBytes'>): ReadSentence {
  const known = new Map<string, SentenceBytes>()
  const shelve = createShelf()
  return ({ file, uses }, term) => {
    let sentences = known.get(file)
    if (!sentences) {
      const bytes = cache.getBytes('sentences', file)?.value
      sentences = placeSentences(bytes ? shelve(bytes) : Buffer.alloc(0))
      known.set(file, sentences)
    }
    const { bytes, ends } = sentences
    const line = uses.terms.indexOf(term)
    if (line < 0) return undefined
    return bytes.toString('utf8', line === 0 ? 0 : ends[line - 1]! + 1, ends[line]) || undefined
  }
}

const shelfBytes = 1 << 20

/** Gives what puts bytes one behind another: thousands of pieces of memory would leave holes between them. */
function createShelf(): (bytes: Uint8Array) => Buffer {
  let rest = Buffer.alloc(0)
  return (bytes) => {
    if (bytes.length > rest.length) rest = Buffer.allocUnsafeSlow(Math.max(bytes.length, shelfBytes))
    const place = rest.subarray(0, bytes.length)
    place.set(bytes)
    rest = rest.subarray(bytes.length)
    return place
  }
}

function placeSentences(bytes: Buffer): SentenceBytes {
  const ends: number[] = []
  for (let end = bytes.indexOf(lineEnd); end >= 0; end = bytes.indexOf(lineEnd, end + 1)) ends.push(end)
  ends.push(bytes.length)
  return { bytes, ends: Uint32Array.from(ends) }
}
