import type { ArticleRecord } from '../article-records.ts'

/** Oldest first, and what has no date before all others. */
export function byDate(one: { date?: string }, other: { date?: string }): number {
  return compare(one.date ?? '', other.date ?? '')
}

/** By date, and those of one day by slug: the order never depends on how files were read. */
export function oldestFirst(one: ArticleRecord, other: ArticleRecord): number {
  return byDate(one.facts.meta, other.facts.meta) || compare(one.facts.meta.slug, other.facts.meta.slug)
}

/** By the order of their signs. */
export function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
