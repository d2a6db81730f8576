import type { ArticleRecord } from '../article-records.ts'
import { hashOf } from '../hash.ts'
import type { Content } from '../load-content.ts'
import { once } from '../once.ts'

/**
 * Which articles use each term, by the place of the term in the glossary. Articles are numbers, in the order in which
 * they were given. There may be a million uses, so they stand one after another in lists of numbers, term by term.
 */
export interface UseIndex {
  /** Where the uses of each term begin; one more at the end. */
  starts: Uint32Array
  /** The article of each use. */
  articles: Uint32Array
  /** How often it mentions the term. */
  counts: Uint32Array
  /** See `TermUses`. */
  sentences: Float64Array
}

/** The uses of all terms, put together only for what is not kept under their key. */
export interface KeyedUses {
  /** Of them, and of what lists show of the articles in their order. */
  key: string
  index: () => UseIndex
}

/** The uses of terms in these articles, which are in the order of lists. */
export function keyedUses({ terms, hashes }: Content, articles: readonly ArticleRecord[]): KeyedUses {
  const each = articles.map(({ listedHash, usesHash }) => listedHash + usesHash)
  return { key: hashOf(hashes.common, ...each), index: once(() => indexUses(articles, terms.length)) }
}

/** Turns the uses of each article into those of each of `terms` terms; the articles of a term keep their order. */
export function indexUses(articles: readonly ArticleRecord[], terms: number): UseIndex {
  const starts = new Uint32Array(terms + 1)
  for (const { uses } of articles) countTerms(uses.terms, starts)
  for (let place = 1; place <= terms; place++) starts[place]! += starts[place - 1]!
  const uses = starts[terms]!
  const index: UseIndex = {
    starts,
    articles: new Uint32Array(uses),
    counts: new Uint32Array(uses),
    sentences: new Float64Array(uses),
  }
  const next = starts.slice()
  for (const [number, article] of articles.entries()) addUses(index, next, number, article)
  return index
}

function countTerms(terms: Uint32Array, starts: Uint32Array): void {
  for (let use = 0; use < terms.length; use++) starts[terms[use]! + 1]!++
}

function addUses(index: UseIndex, next: Uint32Array, number: number, { uses }: ArticleRecord): void {
  const { terms, counts, sentences } = uses
  for (let use = 0; use < terms.length; use++) {
    const at = next[terms[use]!]!++
    index.articles[at] = number
    index.counts[at] = counts[use]!
    index.sentences[at] = sentences[use]!
  }
}

/** The uses of one term. */
export type TermUsers = Pick<UseIndex, 'articles' | 'counts' | 'sentences'>

export function usesOf({ starts, articles, counts, sentences }: UseIndex, place: number): TermUsers {
  const [start, end] = [starts[place]!, starts[place + 1]!]
  return {
    articles: articles.subarray(start, end),
    counts: counts.subarray(start, end),
    sentences: sentences.subarray(start, end),
  }
}
