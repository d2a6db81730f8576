import type { Term } from '../../model/term.ts'
import type { ArticleRecord } from '../article-records.ts'
import { hashOfNumbers } from '../hash.ts'
import { keptValue } from '../kept-value.ts'
import type { Archive } from './archive.ts'
import type { Lists } from './lists.ts'
import { tagGroupsOf, type NamedGroup } from './name-groups.ts'
import { periodsOf, type Periods } from './periods.ts'
import { usesOf, type KeyedUses, type TermUsers } from './use-index.ts'

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
  users: () => readonly ArticleRecord[]
  /** How many they are. */
  articleCount: number
  /** The oldest of them; one without a date only where all have none. */
  first: ArticleRecord | undefined
  /** How often they mention it. */
  mentions: number
  /** How many of them fall in each period. */
  periodCounts: readonly number[]
  /** Of what is shown of its use; the sentences included. */
  key: string
}

/** Gathers the use of the terms from facts alone: no article is parsed for it. */
export function gatherGlossary(
  { content, site, cache }: Archive,
  { articles, reading }: Lists,
  uses: KeyedUses,
): Glossary {
  const periods = periodsOf(articles.flatMap(({ facts }) => facts.meta.date ?? []))
  const kept = { kind: 'term-use', name: 'glossary', key: uses.key }
  const summaries = keptValue(cache, kept, () => {
    const users = describeUsers(articles, reading, periods)
    return content.terms.map((_, place) => summarise(usesOf(uses.index(), place), users))
  })
  const terms = content.terms.map((term, place): UsedTerm => {
    const { first, ...summary } = summaries[place]!
    const users = (): ArticleRecord[] =>
      Array.from(usesOf(uses.index(), place).articles, (article) => articles[article]!)
    return { ...summary, term, users, first: first === null ? undefined : articles[first] }
  })
  return {
    terms,
    periods,
    tags: tagGroupsOf(terms, ({ term }) => term.tags, site.settings),
    idOf: idBySpelling(content.terms),
  }
}

/** What the articles say of a term's use; most changes of a text change nothing of it, so it is kept. */
interface Summary extends Pick<UsedTerm, 'articleCount' | 'mentions' | 'periodCounts' | 'key'> {
  /** The place of that article in the order of lists. */
  first: number | null
}

/** What counts of each article where a term is used; articles are numbers, in the order of lists. */
interface Users {
  /** Their places in the order of reading. */
  reading: Uint32Array
  /** The period in which each falls; -1 for none. */
  periods: Int32Array
  periodCount: number
  /** Short hashes of what each shows of itself. */
  shown: Float64Array
}

function describeUsers(
  articles: readonly ArticleRecord[],
  inOrder: readonly number[],
  { all, indexOf }: Periods,
): Users {
  const reading = new Uint32Array(articles.length)
  for (const [place, article] of inOrder.entries()) reading[article] = place
  const metas = articles.map(({ facts }) => facts.meta)
  return {
    reading,
    periods: Int32Array.from(metas, ({ date }) => (date === undefined ? -1 : indexOf(date))),
    periodCount: all.length,
    shown: Float64Array.from(articles, ({ listedHash }) => Number.parseInt(listedHash, 16)),
  }
}

function summarise(uses: TermUsers, { reading, periods, periodCount, shown }: Users): Summary {
  const periodCounts = Array.from({ length: periodCount }, () => 0)
  const keyed = new Float64Array(2 * uses.articles.length)
  let mentions = 0
  let first: number | null = null
  for (let use = 0; use < uses.articles.length; use++) {
    const article = uses.articles[use]!
    mentions += uses.counts[use]!
    if (first === null || reading[article]! < reading[first]!) first = article
    if (periods[article]! >= 0) periodCounts[periods[article]!]!++
    keyed[2 * use] = shown[article]!
    keyed[2 * use + 1] = uses.sentences[use]!
  }
  return { articleCount: uses.articles.length, first, mentions, periodCounts, key: hashOfNumbers(keyed) }
}

/** A term's own letters go before another's other spelling. */
function idBySpelling(terms: readonly Term[]): Glossary['idOf'] {
  const ids = new Map<string, string>()
  for (const { id, also } of terms) for (const spelling of also) ids.set(spelling, id)
  for (const { id, term } of terms) ids.set(term, id)
  return (spelling) => ids.get(spelling)
}
