import type { HeadingFact, FoundDefinition } from '../model/article.ts'
import type { FilePlace } from '../model/place.ts'
import type { ArticleSource, Cache } from '../workspace/index.ts'
import type { ArticleRecord } from './article-records.ts'
import { listedArticle } from './archive/listed.ts'
import { asDraft } from './collect-diagnostics.ts'
import { hashOf, shortHexOf } from './hash.ts'
import { keptRecord, type KeptRecord } from './kept-records.ts'
import type { MadeArticle } from './make-article.ts'
import { keepSearch } from './search-entry.ts'
import { hashOfUses } from './term-uses.ts'

/** What only an article's own page, and what is found wrong with it among the others, needs of it. */
export interface ArticleDetails {
  headings: HeadingFact[]
  closingList: FoundDefinition[]
  /** Where the front matter gives these; `slug` where it gives at least a title. */
  places: Record<'slug' | 'aliases' | 'cover' | 'tags', FilePlace | undefined>
}

/**
 * Keeps of an article that was made, by themselves, its body, its mentions, its sentences, what search needs and its
 * details. Returns what every build reads of each article, as small as can be, to be kept with that of the others.
 * `common` is the hash of what all articles were made with.
 */
export function keepArticle(
  source: ArticleSource,
  made: MadeArticle,
  common: string,
  cache: Cache,
): KeptRecord {
  const { body, mentions, sentences, search, diagnostics, closingList, facts, ...rest } = made
  const { headings, ...kept } = facts
  const { metaPlaces: given } = source
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
  const details: ArticleDetails = {
    headings,
    closingList,
    places: {
      slug: given['slug'] ?? given['title'],
      aliases: given['aliases'],
      cover: given['cover'],
      tags: given['tags'],
    },
  }
  for (const [kind, text] of Object.entries({ body, mentions, sentences, details: JSON.stringify(details) }))
    cache.put(kind, source.file, { key: record.key, value: text })
  return keptRecord(source.hash, record)
}

const noDetails: ArticleDetails = {
  headings: [],
  closingList: [],
  places: { slug: undefined, aliases: undefined, cover: undefined, tags: undefined },
}

export function readDetails({ file }: ArticleRecord, cache: Cache): ArticleDetails {
  const kept = cache.get('details', file)
  return kept ? (JSON.parse(kept.value) as ArticleDetails) : noDetails
}
