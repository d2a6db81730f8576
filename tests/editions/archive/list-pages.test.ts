import { describe, expect, it } from 'vitest'
import {
  renderListPage,
  renderNamesPage,
  renderTitlesPage,
  seriesFragment,
  slugOfName,
  tagAddress,
  type ListPage,
} from '../../../src/editions/archive/index.ts'
import { makeEngine, makeSite, noFinding } from './site.ts'

const site = makeSite()
const engine = makeEngine()

function list(data: Partial<ListPage> = {}): string {
  const page = { site, kind: 'tag', name: 'R&D', address: 'tags/r-d/', issues: [], articles: [] } as const
  return renderListPage({ ...page, ...data }, engine, noFinding) ?? ''
}

function titles(...names: string[]): string {
  const articles = names.map((title, index) => ({ slug: `a${index}`, title }))
  return renderTitlesPage({ site, articles }, engine, noFinding) ?? ''
}

describe('the name of a tag, author or series in an address', () => {
  it('is the same whatever its case, signs and way of writing accents', () => {
    expect(slugOfName('Branch  Life!')).toBe('branch-life')
    expect(slugOfName('BRANCH-LIFE')).toBe('branch-life')
    expect(slugOfName('Été')).toBe(slugOfName('été'.normalize('NFD')))
    expect(slugOfName('العربية الآن')).toBe('العربية-الآن')
  })

  it('leads into no other folder, whatever the name', () => {
    expect(slugOfName('..')).toBe('2e-2e')
    expect(slugOfName('🎉')).toBe('1f389')
    expect(slugOfName('a/../../b')).toBe('a-b')
    expect(tagAddress('50 % up')).toBe('tags/50-up/')
  })

  it('fits a file system, and long names stay apart', () => {
    const [one, other] = [slugOfName(`${'ʬ'.repeat(400)} one`), slugOfName(`${'ʬ'.repeat(400)} other`)]
    expect(Buffer.byteLength(one)).toBeLessThan(250)
    expect(one).not.toBe(other)
    expect(seriesFragment('a'.repeat(100))).toBe(`series-${'a'.repeat(100)}`)
  })
})

describe('the page of a tag, author, series or year', () => {
  const articles = [
    { slug: 'one', title: 'One & only', date: '2023-03-02', summary: 'It is <one>.' },
    { slug: 'two', title: 'Two' },
  ]

  it('lists its articles as they are given, with their dates and summaries', () => {
    const html = list({ articles })
    expect(html).toContain('<h1>R&amp;D</h1>')
    expect(html).toContain('2 articles')
    expect(html.indexOf('../../articles/one/')).toBeLessThan(html.indexOf('../../articles/two/'))
    expect(html).toContain('It is &lt;one&gt;.')
    expect(html).toContain('<link rel="canonical" href="https://example.org/news/tags/r-d/">')
  })

  it('tells a series’ description and that it is in the order of reading, unless it has one article', () => {
    const series = { kind: 'series', name: 'Reform', address: 'series/reform/', description: 'Why.' } as const
    expect(list({ ...series, articles })).toContain('In the order of reading')
    expect(list({ ...series, articles })).toMatch(/<ol class="items">/)
    expect(list({ ...series, articles: articles.slice(1) })).not.toContain('In the order of reading')
  })

  it('leads to the years before and after', () => {
    const html = list({
      kind: 'year',
      name: '2022',
      address: 'years/2022/',
      issues: [{ id: 'i', title: 'Issue', date: '2022-01-01' }],
      articles,
      previous: { name: '2019', address: 'years/2019/' },
    })
    expect(html).toContain('<a rel="prev" href="../../years/2019/">2019</a>')
    expect(html).not.toContain('rel="next"')
    expect(html).toContain('../../issues/i/')
  })

  it('leaves the summaries out where there are very many articles', () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({ ...articles[0]!, slug: `a${index}` }))
    const html = list({ articles: many })
    expect(html.match(/class="item"/g)).toHaveLength(5000)
    expect(html).not.toContain('item-summary')
  })
})

describe('the page of all titles', () => {
  const order = (html: string): string[] =>
    [...html.matchAll(/<h2 id="([^"]+)"|articles\/(a\d+)\//g)].map(([, letter, slug]) => letter ?? slug ?? '')

  it('stands from A to Z; quotation marks before a title do not count', () => {
    expect(order(titles('Zebra', '“Local” news', 'élan', '3 things', 'Lamp'))).toEqual([
      'letterOther',
      'a3',
      'letterE',
      'a2',
      'letterL',
      'a4',
      'a1',
      'letterZ',
      'a0',
    ])
  })

  it('does not depend on the order in which articles were read, even where titles are the same', () => {
    const articles = ['b', 'a', 'c'].map((slug) => ({ slug, title: 'Same', date: '2023-01-01' }))
    const render = (some: typeof articles) =>
      renderTitlesPage({ site, articles: some }, engine, noFinding) ?? ''
    expect(render(articles.toReversed())).toBe(render(articles))
  })

  it('holds 5,000 titles in less than a megabyte', () => {
    const html = titles(...Array.from({ length: 5000 }, (_, index) => `A title of usual length, ${index}`))
    expect(Buffer.byteLength(html)).toBeLessThan(1_000_000)
    expect(html).toContain('5,000 articles')
  })
})

describe('the pages of all tags, authors and series', () => {
  it('link to each with the number of its articles', () => {
    const names = [{ name: 'Ann & Bo', address: 'authors/ann-bo/', count: 12 }]
    const html = renderNamesPage({ site, kind: 'authors', names }, engine, noFinding) ?? ''
    expect(html).toContain('<h1>All authors</h1>')
    expect(html).toContain('<a href="../authors/ann-bo/">Ann &amp; Bo</a>')
    expect(html).toContain('12 articles')
  })
})
