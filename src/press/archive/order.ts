import type { ArticleMeta } from '../../model/article.ts'
import type { ArticleRecord } from '../article-records.ts'

/** Oldest first, and what has no date before all others. */
export function byDate(one: { date?: string }, other: { date?: string }): number {
  return compare(one.date ?? '', other.date ?? '')
}

/** The order of reading: by date, those of one day by title, those without a date at the end. */
export function oldestFirst({ facts: one }: ArticleRecord, { facts: other }: ArticleRecord): number {
  return undatedLast(one.meta, other.meta) || byDate(one.meta, other.meta) || byTitle(one.meta, other.meta)
}

/** The order of lists: the newest first, those of one day by title, those without a date at the end. */
export function newestFirst({ facts: one }: ArticleRecord, { facts: other }: ArticleRecord): number {
  return byDate(other.meta, one.meta) || byTitle(one.meta, other.meta)
}

/**
 * The order of reading of articles that stand in the order of lists, by their places there: the days go the other way
 * round, those of one day stay as they are, and those without a date stay at the end.
 */
export function readingOrder(articles: readonly ArticleRecord[]): number[] {
  const days = Map.groupBy(articles.keys(), (index) => articles[index]!.facts.meta.date)
  const undated = days.get(undefined) ?? []
  days.delete(undefined)
  return [...[...days.values()].reverse().flat(), ...undated]
}

/** Titles may be the same and slugs are not, so the order never depends on how files were read. */
function byTitle(one: ArticleMeta, other: ArticleMeta): number {
  return compare(one.title, other.title) || compare(one.slug, other.slug)
}

function undatedLast(one: ArticleMeta, other: ArticleMeta): number {
  return Number(one.date === undefined) - Number(other.date === undefined)
}

export function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
