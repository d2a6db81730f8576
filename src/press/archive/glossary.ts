import type { Term } from '../../model/term.ts'
import type { ArticleRecord } from '../article-records.ts'
import { hashOf } from '../hash.ts'
import type { Archive } from './archive.ts'
import type { Lists } from './lists.ts'
import { tagGroupsOf, type NamedGroup } from './name-groups.ts'
import { oldestFirst } from './order.ts'
import { periodsOf, type Periods } from './periods.ts'

/** The glossary with all that the articles' facts say of its use; gathered once for all its pages. */
export interface Glossary {
  /** In the order of the file. */
  terms: readonly UsedTerm[]
  periods: Periods
  /** A group for each tag of the terms, by name. */
  tags: readonly NamedGroup<UsedTerm>[]
  /** The id of a term by any of its spellings. */
  idOf: (spelling: string) => string | undefined
}

export interface UsedTerm {
  term: Term
  /** The articles that use it, newest first. */
  users: readonly ArticleRecord[]
  /** Of what is shown of its use; the sentences included. */
  key: string
}

/** Gathers the use of the terms from facts alone: no article is parsed for it. */
export function gatherGlossary({ content, site }: Archive, { articles }: Lists): Glossary {
  const users = new Map<string, ArticleRecord[]>(content.terms.map(({ id }) => [id, []]))
  for (const record of articles) {
    for (const id of Object.keys(record.termCounts)) users.get(id)?.push(record)
  }
  const shown = new Map(articles.map((record) => [record, shownKey(record)]))
  const terms = content.terms.map((term) => {
    const using = users.get(term.id) ?? []
    const parts = using.map((record) => `${shown.get(record)}${record.sentenceHashes[term.id] ?? ''}`)
    return { term, users: using, key: hashOf(parts.join()) }
  })
  return {
    terms,
    periods: periodsOf(articles.flatMap(({ facts }) => facts.meta.date ?? [])),
    tags: tagGroupsOf(terms, ({ term }) => term.tags, site.settings),
    idOf: idBySpelling(content.terms),
  }
}

/** Of what an article shows of itself in the glossary. */
function shownKey({ facts: { meta } }: ArticleRecord): string {
  return hashOf(meta.slug, meta.title, meta.date ?? '').slice(0, 16)
}

/** A term's own letters go before another's other spelling. */
function idBySpelling(terms: readonly Term[]): Glossary['idOf'] {
  const ids = new Map<string, string>()
  for (const { id, also } of terms) for (const spelling of also) ids.set(spelling, id)
  for (const { id, term } of terms) ids.set(term, id)
  return (spelling) => ids.get(spelling)
}

/** The oldest article that uses a term; one without a date only where all have none. */
export function firstUse(users: readonly ArticleRecord[]): ArticleRecord | undefined {
  return users.reduce<ArticleRecord | undefined>(
    (first, record) => (first === undefined || oldestFirst(record, first) < 0 ? record : first),
    undefined,
  )
}

/** How many of the articles fall in each period. */
export function useCounts(users: readonly ArticleRecord[], { all, indexOf }: Periods): number[] {
  const counts = all.map(() => 0)
  for (const { facts } of users) {
    const { date } = facts.meta
    const index = date === undefined ? -1 : indexOf(date)
    if (index >= 0) counts[index] = (counts[index] ?? 0) + 1
  }
  return counts
}
