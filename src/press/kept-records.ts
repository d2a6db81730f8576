import type { Cache } from '../workspace/index.ts'
import type { ArticleRecord } from './article-records.ts'
import { packUses, unpackUses } from './term-uses.ts'

/** A record with what it is kept under: the hash of its article's text. */
export interface KeptRecord {
  hash: string
  record: ArticleRecord
  /** As it is kept, without its uses of terms. */
  text: string
}

/** The records of all articles as the last build kept them. */
export interface KeptRecords {
  files: readonly string[]
  /** The uses of terms of all, as they are kept. */
  uses?: Uint8Array
  /** That of a file, if it was made from the text with this hash. */
  get: (file: string, hash: string) => KeptRecord | undefined
}

/*
 * A build reads the record of every article, so they are kept together: as lines, and the uses of all terms as numbers,
 * one after another. From ten thousand rows of JSON it took three times as long.
 */
const kind = 'records'

/** Reads the records that were kept under `common`, which everything was made with; of others only the names. */
export function readRecords(cache: Cache, common: string): KeptRecords {
  const entry = cache.get(kind, 'articles')
  if (!entry) return { files: [], get: () => undefined }
  const [names = '[]', hashes = '', ...texts] = entry.value.split('\n')
  const files = JSON.parse(names) as string[]
  const packed = entry.key === common ? cache.getBytes(kind, 'uses') : undefined
  const uses = packed?.key === common ? unpackUses(packed.value, files.length) : undefined
  if (!packed || !uses) return { files, get: () => undefined }
  const hashOfEach = hashes.split(' ')
  const places = new Map(files.map((file, place) => [file, place]))
  return {
    files,
    uses: packed.value,
    get: (file, hash) => {
      const place = places.get(file)
      if (place === undefined || hashOfEach[place] !== hash) return undefined
      const text = texts[place]!
      const facts = JSON.parse(text) as Omit<ArticleRecord, 'uses'>
      return { hash, text, record: { ...facts, uses: uses(place) } }
    },
  }
}

/** Keeps the records of all articles that there are; none of an article that is not among them. */
export function keepRecords(
  cache: Cache,
  common: string,
  kept: readonly KeptRecord[],
  last: KeptRecords,
): void {
  const names = JSON.stringify(kept.map(({ record }) => record.file))
  const hashes = kept.map(({ hash }) => hash).join(' ')
  const value = [names, hashes, ...kept.map(({ text }) => text)].join('\n')
  cache.put(kind, 'articles', { key: common, value })
  const uses = packUses(kept.map(({ record }) => record.uses))
  // Most changes of a text change no number of these.
  const isSame = last.uses !== undefined && Buffer.compare(last.uses, uses) === 0
  if (!isSame) cache.putBytes(kind, 'uses', { key: common, value: uses })
}

/** A record as the next build will read it: pieces of the article's text would hold all of that in memory. */
export function keptRecord(hash: string, { uses, ...facts }: ArticleRecord): KeptRecord {
  const text = JSON.stringify(facts)
  return { hash, text, record: { ...(JSON.parse(text) as typeof facts), uses } }
}
