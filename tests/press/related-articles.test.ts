import { describe, expect, it } from 'vitest'
import { relatedArticles } from '../../src/press/archive/related-articles.ts'
import type { ArticleRecord } from '../../src/press/article-records.ts'
import { makeFacts } from '../editions/archive/site.ts'

interface Given {
  terms?: Record<string, number>
  tags?: string[]
  date?: string
}

function record(slug: string, { terms = {}, tags = [], date = '2023-01-01' }: Given): ArticleRecord {
  return {
    file: `articles/${slug}.md`,
    key: slug,
    facts: makeFacts({ slug, title: slug, tags, date }),
    slugPlace: undefined,
    aliasesPlace: undefined,
    termCounts: terms,
    closingList: [],
    images: [],
    dependencies: { links: {}, images: {} },
    diagnostics: [],
  } as unknown as ArticleRecord
}

function related(records: ArticleRecord[], slug: string, neighbours: string[] = []): string[] {
  const likest = relatedArticles(records, (_slug, other) => neighbours.includes(other))
  return (likest.get(slug) ?? []).map((article) => article.slug)
}

describe('related articles', () => {
  it('are those that share what few others have', () => {
    const common = { send: 3, la: 2 }
    const records = [
      record('a', { terms: { ...common, rare: 1 } }),
      record('b', { terms: { ...common, other: 1 } }),
      record('c', { terms: { ...common, rare: 1 } }),
      ...Array.from({ length: 20 }, (_, index) =>
        record(`x${index}`, { terms: { ...common, [`own${index}`]: 3 } }),
      ),
    ]
    expect(related(records, 'a')[0]).toBe('c')
  })

  it('share a tag in any spelling rather than a term in passing', () => {
    const records = [
      record('a', { tags: ['Special needs'], terms: { ta: 1 } }),
      record('by-term', { terms: { ta: 1, la: 5, pru: 5 } }),
      record('by-tag', { tags: ['special-needs'] }),
      record('stranger', { tags: ['Pay'], terms: { nlw: 4 } }),
    ]
    expect(related(records, 'a')).toEqual(['by-tag', 'by-term'])
  })

  it('are four at most, the newest of those that are equally like it, and not those its page leads to anyway', () => {
    const records = ['2019', '2020', '2021', '2022', '2023', '2024', '2025'].map((year) =>
      record(`y${year}`, { tags: ['Pay'], date: `${year}-01-01` }),
    )
    expect(related(records, 'y2019')).toEqual(['y2025', 'y2024', 'y2023', 'y2022'])
    expect(related(records, 'y2023', ['y2022', 'y2024'])).toEqual(['y2025', 'y2021', 'y2020', 'y2019'])
    expect(related(records.toReversed(), 'y2019')).toEqual(related(records, 'y2019'))
  })

  it('are none where nothing is shared, nor of the only article', () => {
    expect(related([record('a', { tags: ['Pay'] })], 'a')).toEqual([])
    expect(
      related([record('a', { tags: ['Pay'] }), record('b', { terms: { la: 1 } }), record('c', {})], 'c'),
    ).toEqual([])
  })

  it('are found for 2,000 articles without comparing each with each', () => {
    const records = Array.from({ length: 2000 }, (_, index) => {
      const terms = Array.from({ length: 20 }, (_, term) => [
        `t${(index * 7 + term * term * 13) % 400}`,
        1 + (term % 3),
      ])
      return record(`a${index}`, {
        terms: Object.fromEntries(terms) as Record<string, number>,
        tags: [`g${index % 50}`],
      })
    })
    const start = process.cpuUsage()
    expect(relatedArticles(records, () => false).get('a17')).toHaveLength(4)
    expect(process.cpuUsage(start).user).toBeLessThan(2_000_000)
  })
})
