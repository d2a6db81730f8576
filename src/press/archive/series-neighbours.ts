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
  const bySpelling = Map.groupBy(inSeries, ({ facts }) => facts.meta.series ?? '')
  const series = Map.groupBy(bySpelling, ([spelling]) => seriesFragment(spelling))
  const neighbours = new Map<string, Neighbours>()
  for (const spellings of series.values()) {
    const members = spellings.flatMap(([, records]) => records).sort(oldestFirst)
    for (const [index, { facts }] of members.entries()) {
      neighbours.set(facts.meta.slug, {
        previous: articleReference(members[index - 1]),
        next: articleReference(members[index + 1]),
      })
    }
  }
  return neighbours
}
