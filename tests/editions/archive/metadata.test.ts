import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  renderArticlePage,
  renderIndexPage,
  renderIssuePage,
  renderNotFoundPage,
  renderRedirectPage,
  type ArchiveSite,
  type ArticlePage,
} from '../../../src/editions/archive/index.ts'
import { headOf, structuredDataOf } from './page-head.ts'
import { emptyIndex, makeEngine, makeFacts, makeSite, noFinding } from './site.ts'

const engine = makeEngine()
const cover = { file: 'covers/publication.png', width: 1200, height: 630, alt: 'Side & Side' }
const site: ArchiveSite = { ...makeSite(), cover }
const issue = { id: '2023-11', title: 'November', number: 14, date: '2023-11-17' }

function articlePage(data: Partial<ArticlePage> = {}): string {
  const page = { site, facts: makeFacts(), body: '<p>text</p>', abbreviations: [], issues: [], ...data }
  return renderArticlePage(page, engine, noFinding) ?? ''
}

function issuePage(): string {
  const articles = [{ slug: 'a', title: 'A & <B>', date: '2023-03-02' }]
  const data = { site, issue: { ...issue, preheader: 'What is "new"' }, introduction: '', articles }
  return renderIssuePage(data, engine, noFinding) ?? ''
}

function indexPage(): string {
  return renderIndexPage(emptyIndex(site), engine, noFinding) ?? ''
}

describe('what links to a page show', () => {
  it('is the title, summary, address, dates and subjects of an article', () => {
    const facts = makeFacts({
      summary: 'What it "says"',
      date: '2023-03-02',
      updated: '2023-11-08',
      series: 'reform',
      tags: ['pay & hours', 'training'],
    })
    expect(headOf(articlePage({ facts })).openGraph).toEqual([
      ['og:site_name', 'Side & Side'],
      ['og:type', 'article'],
      ['og:title', 'A & <B>'],
      ['og:description', 'What it "says"'],
      ['og:url', 'https://example.org/news/articles/a/'],
      ['og:locale', 'en_GB'],
      ['og:image', 'https://example.org/news/covers/publication.png'],
      ['og:image:width', '1200'],
      ['og:image:height', '630'],
      ['og:image:alt', 'Side & Side'],
      ['article:published_time', '2023-03-02'],
      ['article:modified_time', '2023-11-08'],
      ['article:section', 'The reforms'],
      ['article:tag', 'pay & hours'],
      ['article:tag', 'training'],
    ])
  })

  it('is the author’s own picture before any that was made', () => {
    const facts = makeFacts({ image: 'a.png', imageAlt: 'A class' })
    const picture = { file: 'images/a.png', width: 800, height: 400 }
    const head = headOf(articlePage({ facts, picture, cover: { ...cover, file: 'covers/a.png' } }))
    expect(head.openGraph).toContainEqual(['og:image', 'https://example.org/news/images/a.png'])
    expect(head.openGraph).toContainEqual(['og:image:alt', 'A class'])
  })

  it('is the picture made for the article before that of the publication', () => {
    const head = headOf(articlePage({ cover: { ...cover, file: 'covers/a.png', alt: 'A' } }))
    expect(head.openGraph).toContainEqual(['og:image', 'https://example.org/news/covers/a.png'])
  })

  it('names the land where the language alone is known', () => {
    const welsh = { ...site, settings: { ...site.settings, language: 'cy' } }
    const html = renderIndexPage(emptyIndex(welsh), engine, noFinding) ?? ''
    expect(headOf(html).openGraph).toContainEqual(['og:locale', 'cy_GB'])
  })

  it('is nothing where a page leads elsewhere or nowhere', () => {
    const moved = renderRedirectPage({ site, slug: 'a', title: 'A' }, engine, noFinding) ?? ''
    const missing = renderNotFoundPage({ site }, engine, noFinding) ?? ''
    for (const html of [moved, missing]) {
      expect(headOf(html).openGraph).toEqual([])
      expect(structuredDataOf(html)).toEqual([])
    }
  })
})

const organisation = z.strictObject({ '@type': z.literal('Organization'), name: z.string().min(1) })
const periodical = z.strictObject({
  '@type': z.literal('Periodical'),
  '@id': z.literal('https://example.org/news/#publication'),
  name: z.literal('Side & Side'),
  url: z.literal('https://example.org/news/'),
})
const issueShape = z.strictObject({
  '@type': z.literal('PublicationIssue'),
  '@id': z.literal('https://example.org/news/issues/2023-11/#issue'),
  name: z.literal('November'),
  url: z.literal('https://example.org/news/issues/2023-11/'),
  issueNumber: z.literal(14),
  datePublished: z.iso.date(),
  isPartOf: periodical,
})
const articleShape = z.strictObject({
  '@type': z.literal('Article'),
  '@id': z.literal('https://example.org/news/articles/a/#article'),
  headline: z.string().min(1),
  description: z.string(),
  url: z.literal('https://example.org/news/articles/a/'),
  mainEntityOfPage: z.literal('https://example.org/news/articles/a/'),
  datePublished: z.iso.date(),
  dateModified: z.iso.date(),
  author: z.array(z.strictObject({ '@type': z.literal('Person'), name: z.string().min(1) })).nonempty(),
  publisher: organisation,
  image: z.url(),
  inLanguage: z.literal('en-GB'),
  articleSection: z.literal('The reforms'),
  keywords: z.array(z.string()).nonempty(),
  wordCount: z.int(),
  isPartOf: z.array(issueShape).length(1),
})
const crumb = z.strictObject({
  '@type': z.literal('ListItem'),
  position: z.int().min(1),
  name: z.string().min(1),
  item: z.url(),
})
const breadcrumbList = z.strictObject({
  '@type': z.literal('BreadcrumbList'),
  itemListElement: z.array(crumb).min(2),
})

describe('what search engines are told', () => {
  const missing = (of: ArchiveSite): string => renderNotFoundPage({ site: of }, engine, noFinding) ?? ''
  const index = (of: ArchiveSite): string => renderIndexPage(emptyIndex(of), engine, noFinding) ?? ''

  it('is to leave out what is for members alone, and the page for what is not there', () => {
    const members = makeSite('archive: { access: members }')
    for (const html of [missing(site), missing(members), index(members)])
      expect(headOf(html).named['robots']).toBe('noindex')
    expect(headOf(index(site)).named['robots']).toBeUndefined()
  })
})

describe('what a page tells machines', () => {
  const facts = makeFacts({
    title: 'Pay </script><script>alert(1)</script> <!-- & more',
    summary: 'What it says',
    date: '2023-03-02',
    series: 'reform',
    tags: ['pay'],
    authors: ["O'Hara & Co"],
  })

  it('places an article in its issue and the issue in the publication', () => {
    const [thing, way] = structuredDataOf(articlePage({ facts, issues: [issue] }))
    expect(articleShape.parse(thing).headline).toBe(facts.meta.title)
    const names = breadcrumbList.parse(way).itemListElement.map(({ name }) => name)
    expect(names).toEqual(['Side & Side', 'The reforms', facts.meta.title])
  })

  it('places an article that no issue carried in the publication itself, by its publisher', () => {
    const [thing] = structuredDataOf(articlePage({ facts: makeFacts() }))
    expect(periodical.safeParse(thing?.['isPartOf']).success).toBe(true)
    expect(thing?.['author']).toEqual({ '@type': 'Organization', name: 'Guild <of> Staff' })
  })

  it('lists an issue’s articles', () => {
    const [thing, way] = structuredDataOf(issuePage())
    const shape = issueShape.extend({
      description: z.literal('What is "new"'),
      inLanguage: z.string(),
      publisher: organisation,
      hasPart: z.array(
        z.strictObject({
          '@type': z.literal('Article'),
          '@id': z.literal('https://example.org/news/articles/a/#article'),
          headline: z.literal('A & <B>'),
          url: z.literal('https://example.org/news/articles/a/'),
        }),
      ),
    })
    expect(shape.parse(thing).hasPart).toHaveLength(1)
    expect(breadcrumbList.safeParse(way).success).toBe(true)
  })

  it('describes the publication and its site on the first page', () => {
    const [website, publication] = structuredDataOf(indexPage())
    const described = { description: z.literal('News "in short".'), inLanguage: z.string() }
    const shape = periodical.extend({ ...described, publisher: organisation })
    expect(shape.safeParse(publication).error).toBeUndefined()
    expect(website).toMatchObject({ '@type': 'WebSite', url: 'https://example.org/news/' })
  })

  it('cannot be ended by what somebody wrote', () => {
    const html = articlePage({ facts })
    expect(html).not.toContain('<script>alert')
    const scripts = [...html.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)
    expect(scripts.filter((tag) => !tag.includes(' src='))).toEqual(['<script type="application/ld+json">'])
    expect(html.match(/<!--/g)).toBeNull()
  })
})
