import type { Element, Nodes } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { visit } from 'unist-util-visit'
import { describe, expect, it } from 'vitest'
import { renderFeed, type Feed, type FeedEntry } from '../../../src/editions/archive/index.ts'
import { atomProblems, jsonFeedShape, rssProblems } from './feed-schemas.ts'
import { makeSite } from './site.ts'

const entry: FeedEntry = {
  slug: 'a',
  firstSlug: 'old-a',
  title: 'Pay & <hours> ]]> 😀',
  date: '2023-03-02',
  changed: '2023-11-08',
  corrections: [],
  authors: ["O'Hara & Co"],
  tags: ['pay & hours'],
  summary: 'What it "says" & <means>.',
  picture: { file: 'images/a.png', width: 8, height: 4 },
  body: [
    '<h2 id="one">One</h2>',
    '<p>See <a href="../../glossary/#icb">ICB</a>, <a href="#noteText1" id="noteRef1">1</a> and',
    '<a href="https://example.com/?a=1&#x26;b=2">there</a>, or <a href="../b/?x=1&#x26;y=&#x22;">b</a>.</p>',
    '<p>Write <code>&#x3C;a href="../b/"> ]]> &#x3C;/script></code>.</p>',
    '<img src="../../images/b%20c.png" alt="a > b" width="1" height="1" loading="lazy">',
  ].join('\n'),
}
const plain: FeedEntry = { ...entry, slug: 'b c', firstSlug: 'b c', title: 'B', authors: [], tags: [] }
const feed: Feed = { site: makeSite(), home: '', description: 'News & "views"', entries: [entry, plain] }
const bare: FeedEntry = {
  slug: 'c',
  firstSlug: 'c',
  title: 'C',
  date: '2020-02-29',
  changed: '2020-02-29',
  corrections: [],
  authors: [],
  tags: [],
}
const corrections = [
  { date: '2023-11-20', text: 'It is on 2 December & not "on 9 <December>".' },
  { date: '2023-12-01', text: 'It is at noon.' },
]

/** Each of these has to be sound in every format. */
const feeds: [string, Feed][] = [
  ['with full text', feed],
  ['with summaries', { ...feed, entries: [{ ...entry, body: undefined }, bare] }],
  ['of a series', { ...feed, home: 'series/reform/', name: 'The reforms & <more>', description: undefined }],
  [
    'with corrections',
    {
      ...feed,
      entries: [
        { ...entry, corrections },
        { ...bare, corrections },
      ],
    },
  ],
  ['of nothing', { ...feed, entries: [] }],
  [
    'of signs that XML cannot hold',
    {
      ...feed,
      entries: [{ ...entry, title: 'A\u0008B\ufffeC\ud800D', body: '<p>\u000b</p>', tags: ['\u0001x'] }],
    },
  ],
]

describe.each(feeds)('a feed %s', (_, data) => {
  it('is valid Atom (RFC 4287)', async () => {
    expect(await atomProblems(await renderFeed(data, 'atom'))).toEqual([])
  })

  it('is valid RSS 2.0', async () => {
    expect(await rssProblems(await renderFeed(data, 'rss'))).toEqual([])
  })

  it('is valid JSON Feed 1.1', async () => {
    const { error } = jsonFeedShape.safeParse(JSON.parse(await renderFeed(data, 'json')))
    expect(error).toBeUndefined()
  })
})

describe('the schemas of the tests', () => {
  it('refuse what the formats do not allow', async () => {
    const atom = await renderFeed(feed, 'atom')
    expect(await atomProblems(atom.replace(/<id>[^<]*<\/id>/, ''))).not.toEqual([])
    expect(await atomProblems(atom.replace('2023-11-08T12:00:00.000Z', '8 November'))).not.toEqual([])
    expect(await atomProblems(atom.replace(/<title type="text">B<\/title>/, ''))).not.toEqual([])
    const rss = await renderFeed(feed, 'rss')
    expect(await rssProblems(rss.replace(/<link>[^<]*<\/link>/, ''))).not.toEqual([])
    expect(await rssProblems(rss.replace('Thu, 02 Mar 2023', '2023-03-02'))).not.toEqual([])
    const json = JSON.parse(await renderFeed(feed, 'json')) as object
    expect(jsonFeedShape.safeParse({ ...json, version: '1' }).success).toBe(false)
  })
})

describe('the entries of a feed', () => {
  it('say the same in Atom, RSS and JSON Feed', async () => {
    const atom = parseAtomFeed(await renderFeed(feed, 'atom'))
    const rss = parseRssFeed(await renderFeed(feed, 'rss'))
    const json = parseJsonFeed(JSON.parse(await renderFeed(feed, 'json')))
    const id = 'https://example.org/news/articles/old-a/'
    const address = 'https://example.org/news/articles/a/'
    expect(atom.links?.map(({ rel, href }) => `${rel} ${href}`)).toEqual([
      'self https://example.org/news/atom.xml',
      'alternate https://example.org/news/',
    ])
    expect(atom.entries?.[0]).toMatchObject({
      id,
      title: { value: entry.title },
      links: [{ href: address }],
      published: '2023-03-02T12:00:00.000Z',
      updated: '2023-11-08T12:00:00.000Z',
      authors: [{ name: "O'Hara & Co" }],
      categories: [{ term: 'pay & hours' }],
      summary: { value: entry.summary },
    })
    expect(rss.items?.[0]).toMatchObject({
      title: entry.title,
      link: address,
      guid: { value: id },
      pubDate: 'Thu, 02 Mar 2023 12:00:00 GMT',
      description: 'What it &#34;says&#34; &amp; &lt;means&gt;.',
      categories: [{ name: 'pay & hours' }],
      dc: { creators: ["O'Hara & Co"] },
    })
    expect(json.items?.[0]).toMatchObject({
      id,
      url: address,
      title: entry.title,
      summary: entry.summary,
      image: 'https://example.org/news/images/a.png',
      date_published: '2023-03-02T12:00:00.000Z',
      date_modified: '2023-11-08T12:00:00.000Z',
    })
    expect(rss.items?.[0]?.content?.encoded).toBe(json.items?.[0]?.content_html)
    expect(atom.entries?.[0]?.content?.value).toBe(json.items?.[0]?.content_html)
  })

  it('lead out of the reader by whole addresses, and keep their words', async () => {
    const json = parseJsonFeed(JSON.parse(await renderFeed(feed, 'json')))
    const html = json.items?.[0]?.content_html ?? ''
    expect(addressesOf(html)).toEqual([
      'https://example.org/news/glossary/#icb',
      'https://example.org/news/articles/a/#noteText1',
      'https://example.com/?a=1&b=2',
      'https://example.org/news/articles/b/?x=1&y=%22',
      'https://example.org/news/images/b%20c.png',
    ])
    expect(html).toContain('&#x3C;a href="../b/"> ]]> &#x3C;/script>')
    expect(html).toContain('alt="a > b"')
  })

  it('have what was put right, at the top that it was and at the end what', async () => {
    const corrected = { ...feed, entries: [{ ...entry, corrections }] }
    const json = parseJsonFeed(JSON.parse(await renderFeed(corrected, 'json')))
    const html = json.items?.[0]?.content_html ?? ''
    expect(html).toMatch(/^<p>Corrected on <time datetime="2023-12-01">1 December 2023<\/time><\/p>\n<h2 id/)
    expect(html).toMatch(
      /<h2>Corrections<\/h2>\n<ul><li><time datetime="2023-11-20">20 November 2023<\/time>: /,
    )
    expect(html).toContain('It is on 2 December &amp; not &#34;on 9 &lt;December&gt;&#34;.</li><li>')
    expect(html).toMatch(/It is at noon\.<\/li><\/ul>$/)
  })

  it('run from the right where the publication does, and mark words of the interface', async () => {
    const site = makeSite('language: ar\ndirection: rtl\n')
    const arabic = { ...feed, site, entries: [{ ...entry, body: '<p>اجتمع</p>', corrections }] }
    const json = parseJsonFeed(JSON.parse(await renderFeed(arabic, 'json')))
    const html = json.items?.[0]?.content_html ?? ''
    expect(html).toMatch(
      /^<div dir="rtl" lang="ar">\n<p><span lang="en" dir="ltr">Corrected on<\/span> <time/,
    )
    expect(html).toContain('<p>اجتمع</p>')
    expect(html).toMatch(/<\/ul>\n<\/div>$/)
  })

  it('of summaries say on which day something was put right', async () => {
    const entries = [entry, bare].map((one) => ({ ...one, body: undefined, corrections }))
    const json = parseJsonFeed(JSON.parse(await renderFeed({ ...feed, entries }, 'json')))
    expect(json.items?.map(({ content_text }) => content_text)).toEqual([
      `${entry.summary} Corrected on 1 December 2023.`,
      'Corrected on 1 December 2023.',
    ])
    const atom = parseAtomFeed(await renderFeed({ ...feed, entries }, 'atom'))
    expect(atom.entries?.[1]?.summary?.value).toBe('Corrected on 1 December 2023.')
    const rss = parseRssFeed(await renderFeed({ ...feed, entries }, 'rss'))
    expect(rss.items?.[1]?.description).toBe('Corrected on 1 December 2023.')
  })

  it('give no text where only summaries are given', async () => {
    const summaries = { ...feed, entries: [{ ...entry, body: undefined }, bare] }
    for (const format of ['atom', 'rss', 'json'] as const)
      expect(await renderFeed(summaries, format)).not.toContain('glossary')
    const json = parseJsonFeed(JSON.parse(await renderFeed(summaries, 'json')))
    expect(json.items?.map(({ content_text }) => content_text)).toEqual([entry.summary, 'C'])
  })
})

function addressesOf(html: string): string[] {
  const addresses: string[] = []
  visit(fromHtml(html, { fragment: true }) as Nodes, 'element', ({ properties }: Element) => {
    const address = properties['href'] ?? properties['src']
    if (address !== undefined) addresses.push(String(address))
  })
  return addresses
}
