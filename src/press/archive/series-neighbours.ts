import { seriesFragment } from '../../editions/archive/index.ts'
import type { ArticleRecord } from '../article-records.ts'

interface Neighbours {
  previous?: ArticleRecord | undefined
  next?: ArticleRecord | undefined
}

/** The articles before and after each in its series, oldest first; of articles in the order of reading. */
export function seriesNeighbours(articles: readonly ArticleRecord[]): Map<string, Neighbours> {
  const series = Map.groupBy(articles, ({ facts }) => {
    return facts.meta.series === undefined ? undefined : seriesFragment(facts.meta.series)
  })
  series.delete(undefined)
  const neighbours = new Map<string, Neighbours>()
  for (const members of series.values()) {
    for (const [index, { facts }] of members.entries()) {
      neighbours.set(facts.meta.slug, { previous: members[index - 1], next: members[index + 1] })
    }
  }
  return neighbours
}
