import type { Term } from '../../model/term.ts'
import type { ArticleRecord } from '../article-records.ts'
import { hashOfNumbers, shortHashOf } from '../hash.ts'
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
export function gatherGlossary({ content, site }: Archive, { articles }: Lists): Glossary {
  const periods = periodsOf(articles.flatMap(({ facts }) => facts.meta.date ?? []))
  const terms = gatherUses(content.terms, articles, periods)
  return {
    terms,
    periods,
    tags: tagGroupsOf(terms, ({ term }) => term.tags, site.settings),
    idOf: idBySpelling(content.terms),
  }
}

/** A term while its uses are gathered. */
interface Gathering extends UsedTerm {
  users: ArticleRecord[]
  periodCounts: number[]
  /** For each use, what its article shows of itself and the sentence, as short hashes. */
  shown: number[]
}

/** All that the pages of all terms show is gathered in one pass over the uses, of which there may be a million. */
function gatherUses(
  terms: readonly Term[],
  articles: readonly ArticleRecord[],
  periods: Periods,
): UsedTerm[] {
  const none = periods.all.map(() => 0)
  const gathered = terms.map((term): Gathering => {
    return { term, users: [], first: undefined, mentions: 0, periodCounts: [...none], shown: [], key: '' }
  })
  for (const article of articles) addUses(gathered, article, periods)
  // Those who come first in the order of reading.
  for (const article of [...articles].sort(oldestFirst)) {
    for (const place of article.uses.terms) gathered[place]!.first ??= article
  }
  return gathered.map(({ shown, ...used }) => ({ ...used, key: hashOfNumbers(shown) }))
}

function addUses(gathered: readonly Gathering[], article: ArticleRecord, periods: Periods): void {
  const { slug, title, date } = article.facts.meta
  const shown = shortHashOf(slug, title, date ?? '')
  const period = date === undefined ? -1 : periods.indexOf(date)
  const { terms, counts, sentences } = article.uses
  for (let use = 0; use < terms.length; use++) {
    const used = gathered[terms[use]!]!
    used.users.push(article)
    used.mentions += counts[use]!
    if (period >= 0) used.periodCounts[period]!++
    used.shown.push(shown, sentences[use]!)
  }
}

/** A term's own letters go before another's other spelling. */
function idBySpelling(terms: readonly Term[]): Glossary['idOf'] {
  const ids = new Map<string, string>()
  for (const { id, also } of terms) for (const spelling of also) ids.set(spelling, id)
  for (const { id, term } of terms) ids.set(term, id)
  return (spelling) => ids.get(spelling)
}
