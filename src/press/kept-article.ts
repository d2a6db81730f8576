import type { Report } from '../diagnostics/index.ts'
import type {
  ArticleMeta,
  FoundDefinition,
  HeadingFact,
  MetaPlaces,
  UnexplainedLetters,
} from '../model/article.ts'
import type { FilePlace } from '../model/place.ts'
import type { Cache, SourceFile } from '../workspace/files/index.ts'
import { frontMatterText, type ArticleSource } from '../workspace/texts/index.ts'
import type { ArticleRecord } from './article-records.ts'
import { listedArticle } from './archive/listed.ts'
import { asDraft } from './collect-diagnostics.ts'
import { hashOf, shortHexOf } from './hash.ts'
import { keptRecord, type KeptRecord } from './kept-records.ts'
import type { Content } from './load-content.ts'
import type { MadeArticle } from './make-article.ts'
import { keepSearch } from './search-entry.ts'
import { hashOfUses } from './term-uses.ts'
import { toolHash } from './tool.ts'

/** What only an article's own page, its preview, and what is found wrong with it among the others, needs of it. */
export interface ArticleDetails {
  headings: HeadingFact[]
  closingList: FoundDefinition[]
  unexplained: UnexplainedLetters[]
  metaPlaces: MetaPlaces
}

/** What is kept of these. */
interface KeptDetails extends Omit<ArticleDetails, 'metaPlaces'> {
  front: {
    /** See `hashOfFront`. */
    hash: string
    meta: ArticleMeta
    /** Of each key the line, column and offset of where its value begins and ends. */
    places: Record<string, readonly [number, number, number, number, number, number]>
  }
}

/**
 * Keeps of an article that was made, by themselves, its body, its mentions, its sentences, its figures, what search
 * needs and its details. Returns what every build reads of each article, as small as can be, to be kept with that of
 * the others. `common` is the hash of what all articles were made with.
 */
export function keepArticle(
  source: ArticleSource,
  made: MadeArticle,
  common: string,
  cache: Cache,
): KeptRecord {
  const { body, mentions, sentences, figures, search, diagnostics, facts, ...others } = made
  const { closingList, unexplained, ...rest } = others
  const { headings, ...kept } = facts
  const record: ArticleRecord = {
    file: source.file,
    key: hashOf(source.file, common, source.hash, JSON.stringify(rest.dependencies)),
    facts: kept,
    usesHash: hashOfUses(rest.uses),
    listedHash: shortHexOf(JSON.stringify(listedArticle({ facts }))),
    ...rest,
    search: search && keepSearch(search, source.file, cache),
    diagnostics: facts.meta.draft ? diagnostics.map(asDraft) : diagnostics,
  }
  const details: KeptDetails = {
    headings,
    closingList,
    unexplained,
    front: { hash: hashOfFront(source), meta: source.meta, places: packPlaces(source.metaPlaces) },
  }
  const texts = { body, mentions, details: JSON.stringify(details), ...(figures && { figures }) }
  for (const [kind, text] of Object.entries(texts))
    cache.put(kind, source.file, { key: record.key, value: text })
  cache.putBytes('sentences', source.file, { key: record.key, value: sentences })
  return keptRecord(source.hash, record)
}

const noDetails: ArticleDetails = { headings: [], closingList: [], unexplained: [], metaPlaces: {} }

export function readDetails({ file }: ArticleRecord, cache: Cache): ArticleDetails {
  const kept = keptDetails(file, cache)
  if (!kept) return noDetails
  const { front, ...details } = kept
  return { ...details, metaPlaces: unpackPlaces(file, front.places) }
}

/** An article as it would be read, if it was read before with the same front matter, in which nothing is wrong then. */
function rememberedArticle(source: SourceFile, cache: Cache): ArticleSource | undefined {
  const front = keptDetails(source.file, cache)?.front
  if (front?.hash !== hashOfFront(source)) return undefined
  return { ...source, meta: front.meta, metaPlaces: unpackPlaces(source.file, front.places) }
}

/** The article of a record as it was read for it: whoever needs its tree, which is not kept, reads it anew. */
export async function sourceOfRecord(
  { file }: ArticleRecord,
  { articles }: Pick<Content, 'articles'>,
  cache: Cache,
): Promise<ArticleSource | undefined> {
  const source = articles.find((article) => article.file === file)
  // What is wrong with it has been reported already.
  return source && readArticle(source, cache, () => undefined)
}

/** Reads an article, once and from what is remembered of it where that can be; reports what is wrong with it. */
export async function readArticle(
  noted: SourceFile,
  cache: Cache,
  report: Report,
): Promise<ArticleSource | undefined> {
  // The text of this copy is read once.
  const source = { ...noted }
  const remembered = rememberedArticle(source, cache)
  if (remembered) return remembered
  const { loadArticle } = await import('../workspace/index.ts')
  return loadArticle(source, report)
}

function keptDetails(file: string, cache: Cache): KeptDetails | undefined {
  const kept = cache.get('details', file)
  return kept && (JSON.parse(kept.value) as KeptDetails)
}

/** Of the front matter, and of what reads it. */
function hashOfFront({ file, source }: SourceFile): string {
  return hashOf(toolHash(), file, frontMatterText(source) ?? '')
}

function packPlaces(places: MetaPlaces): KeptDetails['front']['places'] {
  const pack = ({ start, end }: FilePlace) =>
    [start.line, start.column, start.offset, end.line, end.column, end.offset] as const
  return Object.fromEntries(Object.entries(places).map(([key, place]) => [key, pack(place)]))
}

function unpackPlaces(file: string, packed: KeptDetails['front']['places']): MetaPlaces {
  return Object.fromEntries(
    Object.entries(packed).map(([key, [line, column, offset, endLine, endColumn, endOffset]]) => {
      const end = { line: endLine, column: endColumn, offset: endOffset }
      return [key, { file, start: { line, column, offset }, end }]
    }),
  )
}
