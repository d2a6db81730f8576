import type { Cache } from '../workspace/files/index.ts'
import type { ArticleRecord } from './article-records.ts'
import { hashOf } from './hash.ts'
import { packUses, unpackUses, type TermUses } from './term-uses.ts'

/** A record with what it is kept under: the hash of its article's text. */
export interface KeptRecord {
  hash: string
  record: ArticleRecord
  /** As it is kept, without its uses of terms. */
  text: string
  /** Where it stands among those that the last build kept; nothing where it is new. */
  place?: number
}

/** The records of all articles as the last build kept them. */
export interface KeptRecords {
  files: readonly string[]
  /** That of a file, if it was made from the text with this hash. */
  get: (file: string, hash: string) => KeptRecord | undefined
}

/*
 * A build reads the record of every article, so they are kept together, some hundreds at a time: as lines, and the uses
 * of their terms as numbers, one after another. From ten thousand rows of JSON it took three times as long. What one
 * changed article costs is writing some hundreds.
 */
const [lines, numbers] = ['records', 'record-uses']
const together = 256

/** Some hundreds of records as they are kept. */
interface Stretch {
  files: string[]
  hashes: string[]
  texts: string[]
  /** Of each by its place in the stretch; nothing where they were made with something else. */
  uses: ((place: number) => TermUses) | undefined
}

/** Reads the records that were kept under `common`, which everything was made with; of others only the names. */
export function readRecords(cache: Cache, common: string): KeptRecords {
  const stretches = readStretches(cache, common)
  const places = new Map(
    stretches.flatMap(({ files }, stretch) =>
      files.map((file, within) => [file, [stretch, within]] as const),
    ),
  )
  return {
    files: stretches.flatMap(({ files }) => files),
    get: (file, hash) => {
      const [stretch, within] = places.get(file) ?? [-1, -1]
      const { hashes, texts, uses } = stretches[stretch] ?? {}
      if (!uses || hashes?.[within] !== hash) return undefined
      const text = texts![within]!
      const facts = JSON.parse(text) as Omit<ArticleRecord, 'uses'>
      return { hash, text, place: stretch * together + within, record: { ...facts, uses: uses(within) } }
    },
  }
}

function readStretches(cache: Cache, common: string): Stretch[] {
  const stretches: Stretch[] = []
  for (;;) {
    const name = String(stretches.length)
    const entry = cache.get(lines, name)
    if (!entry) return stretches
    const [names = '[]', hashes = '', ...texts] = entry.value.split('\n')
    const files = JSON.parse(names) as string[]
    const packed = entry.key.startsWith(`${common} `) ? cache.getBytes(numbers, name) : undefined
    const uses = packed?.key === entry.key ? unpackUses(packed.value, files.length) : undefined
    stretches.push({ files, hashes: hashes.split(' '), texts, uses })
  }
}

/** Keeps the records of all articles that there are; none of an article that is not among them. */
export function keepRecords(
  cache: Cache,
  common: string,
  kept: readonly KeptRecord[],
  last: KeptRecords,
): void {
  const names = new Set<string>()
  for (let start = 0; start < kept.length; start += together) {
    const stretch = kept.slice(start, start + together)
    const name = String(names.size)
    names.add(name)
    const wasLonger = stretch.length < together && last.files.length > kept.length
    if (!wasLonger && stretch.every(({ place }, index) => place === start + index)) continue
    const files = JSON.stringify(stretch.map(({ record }) => record.file))
    const hashes = stretch.map(({ hash }) => hash).join(' ')
    const value = [files, hashes, ...stretch.map(({ text }) => text)].join('\n')
    const uses = packUses(stretch.map(({ record }) => record.uses))
    // A power cut may leave one of the two as it was: they are only read together.
    const key = `${common} ${hashOf(value, uses)}`
    cache.put(lines, name, { key, value })
    cache.putBytes(numbers, name, { key, value: uses })
  }
  for (const kind of [lines, numbers]) cache.keepOnly(kind, names)
}

/** A record as the next build will read it: pieces of the article's text would hold all of that in memory. */
export function keptRecord(hash: string, { uses, ...facts }: ArticleRecord): KeptRecord {
  const text = JSON.stringify(facts)
  return { hash, text, record: { ...(JSON.parse(text) as typeof facts), uses } }
}
