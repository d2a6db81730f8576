import type { ArticleMeta } from '../../model/article.ts'

/** The day on which an article last changed in substance; nothing where its front matter has no day. */
export function changedOn({
  date,
  updated,
  corrections = [],
}: Pick<ArticleMeta, 'date' | 'updated' | 'corrections'>): string | undefined {
  return [date, updated, ...corrections.map((correction) => correction.date)]
    .filter((day) => day !== undefined)
    .sort()
    .at(-1)
}

/** What was put right in an article, oldest first. */
export function correctionsOf({
  corrections = [],
}: Pick<ArticleMeta, 'corrections'>): NonNullable<ArticleMeta['corrections']> {
  return corrections.toSorted((one, other) => (one.date < other.date ? -1 : 1))
}
