import type { HeadingFact, FoundDefinition } from '../model/article.ts'
import type { FilePlace } from '../model/place.ts'
import type { ArticleSource, Cache } from '../workspace/index.ts'
import type { ArticleRecord } from './article-records.ts'
import { asDraft } from './collect-diagnostics.ts'
import { hashOf } from './hash.ts'
import type { MadeArticle } from './make-article.ts'
import { keepSearch } from './search-entry.ts'

/** What only an article's own page, and what is found wrong with it among the others, needs of it. */
export interface ArticleDetails {
  headings: HeadingFact[]
  closingList: FoundDefinition[]
  /** Where the front matter gives these; `slug` where it gives at least a title. */
  places: Record<'slug' | 'aliases' | 'cover' | 'tags', FilePlace | undefined>
}

/**
 * Keeps an article that was made under `key`: what every build reads of each article in a record as small as can be,
 * and by themselves its body, its mentions, its sentences, what search needs and its details.
 */
export function keepArticle(
  source: ArticleSource,
  made: MadeArticle,
  key: string,
  cache: Cache,
): ArticleRecord {
  const { body, mentions, sentences, search, diagnostics, closingList, facts, ...rest } = made
  const { headings, ...kept } = facts
  const { metaPlaces: given } = source
  const record: ArticleRecord = {
    file: source.file,
    key: hashOf(source.file, key, JSON.stringify(rest.dependencies)),
    facts: kept,
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
  const value = JSON.stringify(record)
  cache.put('facts', source.file, { key, value })
  for (const [kind, text] of Object.entries({ body, mentions, sentences, details: JSON.stringify(details) }))
    cache.put(kind, source.file, { key: record.key, value: text })
  // As the next build will read it: pieces of the article's text would hold all of that in memory.
  return JSON.parse(value) as ArticleRecord
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
