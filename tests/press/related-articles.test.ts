import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newestFirst } from '../../src/press/archive/order.ts'
import { relatedArticles, type LedTo } from '../../src/press/archive/related-articles.ts'
import { indexUses } from '../../src/press/archive/use-index.ts'
import type { ArticleRecord } from '../../src/press/article-records.ts'
import type { TermUses } from '../../src/press/term-uses.ts'
import { makeFacts, makeTerm } from '../editions/archive/site.ts'

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
    uses: usesOf(terms),
    images: [],
    dependencies: { links: {}, images: {} },
    diagnostics: [],
  } as unknown as ArticleRecord
}

/** In no order: they are numbered as they come. */
const glossary = Array.from({ length: 500 }, (_, place) =>
  makeTerm(`T${place}`, { id: `t${(place * 7) % 500}` }),
)
const places = new Map(glossary.map(({ id }, place) => [id, place]))

function usesOf(terms: Record<string, number>): TermUses {
  return {
    terms: Uint32Array.from(Object.keys(terms), (id) => places.get(id)!),
    counts: Uint32Array.from(Object.values(terms)),
    sentences: Float64Array.from(Object.keys(terms), () => 0),
  }
}

/** By slug the slugs of those that are like it. */
function likestTo(records: readonly ArticleRecord[], ledTo: LedTo): Map<string, string[]> {
  const articles = [...records].sort(newestFirst)
  const slugs = articles.map(({ facts }) => facts.meta.slug)
  const likest = relatedArticles(articles, glossary, indexUses(articles, glossary.length), ledTo)
  return new Map(slugs.map((slug, index) => [slug, likest[index]!.map((other) => slugs[other]!)]))
}

function related(records: ArticleRecord[], slug: string, neighbours: string[] = []): string[] {
  return likestTo(records, () => neighbours).get(slug) ?? []
}

describe('related articles', () => {
  it('are those that share what few others have', () => {
    const common = { t301: 3, t302: 2 }
    const records = [
      record('a', { terms: { ...common, t401: 1 } }),
      record('b', { terms: { ...common, t402: 1 } }),
      record('c', { terms: { ...common, t401: 1 } }),
      ...Array.from({ length: 20 }, (_, index) =>
        record(`x${index}`, { terms: { ...common, [`t${index}`]: 3 } }),
      ),
    ]
    expect(related(records, 'a')[0]).toBe('c')
  })

  it('share a tag in any spelling rather than a term in passing', () => {
    const records = [
      record('a', { tags: ['Special needs'], terms: { t1: 1 } }),
      record('by-term', { terms: { t1: 1, t2: 5, t3: 5 } }),
      record('by-tag', { tags: ['special-needs'] }),
      record('stranger', { tags: ['Pay'], terms: { t4: 4 } }),
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
      related([record('a', { tags: ['Pay'] }), record('b', { terms: { t2: 1 } }), record('c', {})], 'c'),
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
    expect(likestTo(records, () => []).get('a17')).toHaveLength(4)
    expect(process.cpuUsage(start).user).toBeLessThan(2_000_000)
  })

  it('are those that plain sums over dictionaries give', () => {
    const terms = fc.dictionary(
      fc.integer({ min: 0, max: 30 }).map((number) => `t${number}`),
      fc.integer({ min: 1, max: 4 }),
      { maxKeys: 25 },
    )
    const tags = fc.array(fc.constantFrom('Pay', 'pay', 'Special needs', 'special-needs', 'Old'), {
      maxLength: 3,
    })
    const date = fc.constantFrom('2021-01-01', '2022-01-01', '2023-01-01')
    fc.assert(
      fc.property(fc.array(fc.record({ terms, tags, date }), { maxLength: 130, size: 'max' }), (given) => {
        const records = given.map((one, index) => record(`a${index}`, one)).sort(newestFirst)
        const ledTo = (slug: string): string[] => [`${slug}0`, `${slug}1`]
        expect(likestTo(records, ledTo)).toEqual(plainlyRelated(records, ledTo))
      }),
      { numRuns: 40 },
    )
  })
})

/** The same by dictionaries, each article compared with each. */
function plainlyRelated(records: readonly ArticleRecord[], ledTo: LedTo): Map<string, string[]> {
  const counted = records.map(({ facts, uses }) => {
    const tags = facts.meta.tags.map((tag): [string, number] => [
      `tag ${tag.toLowerCase().replace(' ', '-')}`,
      2,
    ])
    const terms = Array.from(uses.terms, (place, index): [string, number] => {
      return [`term ${glossary[place]!.id}`, 1 + Math.log(uses.counts[index]!)]
    })
    return new Map([...tags, ...terms].sort(([one], [other]) => (one < other ? -1 : 1)))
  })
  const carriers = Map.groupBy(
    counted.flatMap((features, index) => [...features.keys()].map((name) => ({ name, index }))),
    ({ name }) => name,
  )
  const weighed = counted.map((features) => {
    const weights = [...features].map(([name, count]): [string, number] => {
      return [name, count * Math.log((records.length + 1) / carriers.get(name)!.length)]
    })
    const length = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1
    return new Map(weights.map(([name, weight]) => [name, weight / length]))
  })
  const related = records.map(({ facts: { meta } }, index): [string, string[]] => {
    const shared = [...weighed[index]!].filter(([name]) => carriers.get(name)!.length > 1)
    const aspects =
      shared.length > 16 ? shared.sort(([, one], [, other]) => other - one).slice(0, 16) : shared
    const scores = records.map((_record, other) =>
      aspects
        .filter(([name]) =>
          carriers
            .get(name)!
            .slice(0, 100)
            .some((carrier) => carrier.index === other),
        )
        .reduce((sum, [name, weight]) => sum + weight * weighed[other]!.get(name)!, 0),
    )
    const likest = [...records.keys()]
      .filter((other) => other !== index && scores[other]! >= 0.05)
      .filter((other) => !ledTo(meta.slug).includes(records[other]!.facts.meta.slug))
      .sort((one, other) => scores[other]! - scores[one]! || one - other)
    return [meta.slug, likest.slice(0, 4).map((other) => records[other]!.facts.meta.slug)]
  })
  return new Map(related)
}
