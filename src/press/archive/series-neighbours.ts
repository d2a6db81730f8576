import { seriesFragment, type ArticleReference } from '../../editions/archive/index.ts'
import type { ArticleRecord } from '../article-records.ts'
import { articleReference } from './listed.ts'
import { oldestFirst } from './order.ts'

interface Neighbours {
  previous?: ArticleReference | undefined
  next?: ArticleReference | undefined
}

/** The articles before and after each in its series, oldest first. */
export function seriesNeighbours(records: readonly ArticleRecord[]): Map<string, Neighbours> {
  const inSeries = records.filter(({ facts }) => facts.meta.series !== undefined)
  const series = Map.groupBy(inSeries, ({ facts }) => seriesFragment(facts.meta.series ?? ''))
  const neighbours = new Map<string, Neighbours>()
  for (const members of series.values()) {
    members.sort(oldestFirst)
    for (const [index, { facts }] of members.entries()) {
      neighbours.set(facts.meta.slug, {
        previous: articleReference(members[index - 1]),
        next: articleReference(members[index + 1]),
      })
    }
  }
  return neighbours
}
