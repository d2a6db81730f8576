import { parseAtomFeed, parseJsonFeed } from 'feedsmith'
import { describe, expect, it } from 'vitest'
import { headOf } from '../editions/archive/page-head.ts'
import { article, lines, makePng, makeWorkspace, smallBase, type Workspace } from './workspace-fixture.ts'

const tagged = {
  'articles/first.md': article(
    { title: 'First', date: '2023-03-02', tags: '[Pay & hours, Training]', series: 'Branch life' },
    'The DfE, ![A square](images/square.png), [second](second.md).',
  ),
  'articles/second.md': article(
    { title: 'Second', date: '2023-04-05', tags: '[pay hours]', series: 'branch-life', aliases: '[two]' },
    'All of the text of the second.',
  ),
  'articles/undated.md': article({ title: 'Undated', tags: '[Training]' }, 'No day.'),
  'articles/draft.md': article({ title: 'Draft', date: '2024-01-01', draft: 'true' }, 'Not yet.'),
}

function settings(extra: string): string {
  return `${String(smallBase['tidings.yaml'])}${lines(extra)}`
}

function titlesOf({ read }: Workspace, feed: string): (string | undefined)[] {
  const json = parseJsonFeed(JSON.parse(read(`out/archive/${feed}`)))
  return (json.items ?? []).map(({ title }) => title)
}

function feedsOf({ outTree }: Workspace): string[] {
  return Object.keys(outTree()).filter((file) => /(?:feed\.xml|atom\.xml|feed\.json)$/.test(file))
}

describe('the feeds of an archive', () => {
  it('stand beside the pages that list the same: all, each series, each tag; newest first', async () => {
    const workspace = makeWorkspace(tagged)
    await workspace.build()
    expect(titlesOf(workspace, 'feed.json')).toEqual(['Second', 'First'])
    expect(titlesOf(workspace, 'series/branch-life/feed.json')).toEqual(['Second', 'First'])
    expect(titlesOf(workspace, 'tags/pay-hours/feed.json')).toEqual(['Second', 'First'])
    expect(titlesOf(workspace, 'tags/training/feed.json')).toEqual(['First'])
    expect(feedsOf(workspace)).toHaveLength(12)
  })

  it('are named in the head of every page', async () => {
    const workspace = makeWorkspace(tagged)
    await workspace.build()
    const { feeds } = headOf(workspace.read('out/archive/articles/first/index.html'))
    expect(feeds).toEqual({
      'application/rss+xml': '../../feed.xml',
      'application/atom+xml': '../../atom.xml',
      'application/feed+json': '../../feed.json',
    })
  })

  it('know an article by its first address, whatever it is now', async () => {
    const workspace = makeWorkspace(tagged)
    await workspace.build()
    const { entries } = parseAtomFeed(workspace.read('out/archive/atom.xml'))
    expect(entries?.map(({ id }) => id)).toEqual([
      'https://news.example.org/articles/two/',
      'https://news.example.org/articles/first/',
    ])
  })

  it('have whole addresses also where the archive lives in a folder of its host', async () => {
    const inFolder = settings('').replace('https://news.example.org', 'https://example.org/members/news')
    const workspace = makeWorkspace({ ...tagged, 'tidings.yaml': inFolder })
    await workspace.build()
    for (const file of ['feed.json', 'feed.xml', 'atom.xml', 'sitemap.xml']) {
      const text = workspace.read(`out/archive/${file}`)
      const addresses = [...text.matchAll(/https:\/\/example\.org[^\s"'<\\]*/g)].map(([address]) => address)
      expect(addresses.length).toBeGreaterThan(3)
      for (const address of addresses) expect(address).toMatch(/^https:\/\/example\.org\/members\/news\//)
      expect(text).not.toContain('../')
    }
    expect(workspace.read('out/archive/feed.json')).toMatch(
      /src=\\"https:\/\/example\.org\/members\/news\/images\/[0-9a-f]+\.png\\"/,
    )
    const head = headOf(workspace.read('out/archive/articles/first/index.html'))
    expect(head.openGraph).toContainEqual(['og:url', 'https://example.org/members/news/articles/first/'])
    expect(workspace.read('out/archive/robots.txt')).toContain(
      'Sitemap: https://example.org/members/news/sitemap.xml',
    )
  })

  it('say what letters stand for where an article first links them, and a drawing in words alone', async () => {
    const cloud = ['```wordcloud', 'budget 5', 'school 3', 'support 2', '```']
    const text = ['The DfE met the LA. The DfE left.', '', ...cloud, '', '## Later', '', 'The DfE came.']
    const workspace = makeWorkspace({
      'articles/third.md': article({ title: 'Third', date: '2024-05-06' }, ...text),
    })
    await workspace.build()
    expect(workspace.read('out/archive/articles/third/index.html')).toContain('<svg')
    const html = parseJsonFeed(JSON.parse(workspace.read('out/archive/feed.json'))).items?.[0]?.content_html
    expect(html).toContain('DfE</a> (Department for Education) met the')
    expect(html).toContain('LA</a> (local authority).')
    expect(html?.match(/Department for Education/g)).toHaveLength(1)
    expect(html).not.toMatch(/<svg|<text|drawing-wide|drawing-narrow|aria-description/)
    expect(html).toContain('budget')
  })

  it('hold the newest thirty', async () => {
    const many = Array.from({ length: 35 }, (_, index) => {
      const date = `2024-01-${String(1 + (index % 28)).padStart(2, '0')}`
      return [`articles/n${index}.md`, article({ title: `N${index}`, date }, 'Text.')] as const
    })
    const workspace = makeWorkspace(Object.fromEntries(many))
    await workspace.build()
    expect(titlesOf(workspace, 'feed.json')).toHaveLength(30)
    expect(titlesOf(workspace, 'feed.json')[0]).toBe('N27')
  })

  it('give summaries where the settings say so, and nothing where they say that', async () => {
    const workspace = makeWorkspace({ 'tidings.yaml': settings('archive: { feeds: summary }') })
    await workspace.build()
    expect(workspace.read('out/archive/atom.xml')).toContain('What the first article says.')
    expect(workspace.read('out/archive/atom.xml')).not.toContain('Each')
    workspace.write('tidings.yaml', settings('archive: { feeds: none }'))
    await workspace.build()
    expect(feedsOf(workspace)).toEqual([])
    expect(headOf(workspace.read('out/archive/index.html')).feeds).toEqual({})
  })

  it('never give the text of what is for members alone', async () => {
    const workspace = makeWorkspace({ 'tidings.yaml': settings('archive: { access: members }') })
    await workspace.build()
    const feeds = feedsOf(workspace)
    expect(feeds).toHaveLength(3)
    for (const feed of feeds) expect(workspace.read(`out/${feed}`)).not.toContain('Each')
    workspace.write('tidings.yaml', settings('archive: { access: members, feeds: full }'))
    const { errors } = await workspace.json('check')
    expect(errors).toEqual(['workspace/invalid-setting tidings.yaml:16:36'])
  })

  it('forget an article that goes, and give what a clean build gives', async () => {
    const workspace = makeWorkspace(tagged)
    await workspace.build()
    workspace.remove('articles/second.md')
    workspace.write('articles/first.md', tagged['articles/first.md'].replace(', [second](second.md)', ''))
    await workspace.build()
    const clean = makeWorkspace({
      ...tagged,
      'articles/second.md': null,
      'articles/first.md': workspace.read('articles/first.md'),
    })
    await clean.build()
    expect(workspace.outTree()).toEqual(clean.outTree())
    for (const file of [...feedsOf(workspace), 'archive/sitemap.xml'])
      expect(workspace.read(`out/${file}`)).not.toMatch(/second/i)
    expect(titlesOf(workspace, 'tags/pay-hours/feed.json')).toEqual(['First'])
  })

  it('follow a change of the logo', async () => {
    const withLogo = settings('brand: { logo: articles/images/square.png }')
    const workspace = makeWorkspace({ 'tidings.yaml': withLogo })
    await workspace.build()
    const before = workspace.read('out/archive/feed.json')
    workspace.write('articles/images/square.png', makePng(40, 40))
    await workspace.build()
    expect(workspace.read('out/archive/feed.json')).not.toBe(before)
  })
})

describe('a correction', () => {
  it('reaches feeds, the sitemap and what links and search engines are told', async () => {
    const workspace = makeWorkspace(tagged)
    await workspace.build()
    const corrected = tagged['articles/first.md'].replace(
      'tags:',
      'corrections: [{ date: 2024-01-20, text: It is on 2 December. }]\ntags:',
    )
    workspace.write('articles/first.md', corrected)
    await workspace.build()
    const { items = [] } = parseJsonFeed(JSON.parse(workspace.read('out/archive/feed.json')))
    expect(items[1]?.date_modified).toBe('2024-01-20T12:00:00.000Z')
    expect(items[1]?.content_html).toContain('It is on 2 December.')
    const { updated } = parseAtomFeed(workspace.read('out/archive/atom.xml'))
    expect(updated).toBe('2024-01-20T12:00:00.000Z')
    expect(workspace.read('out/archive/sitemap.xml')).toContain('/first/</loc><lastmod>2024-01-20</lastmod>')
    const page = workspace.read('out/archive/articles/first/index.html')
    expect(headOf(page).openGraph).toContainEqual(['article:modified_time', '2024-01-20'])
    expect(page).toContain('"dateModified":"2024-01-20"')
  })
})

describe('what robots are given', () => {
  const locations = ({ read }: Workspace): string[] =>
    [...read('out/archive/sitemap.xml').matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url = '']) => url)

  it('is every page once, none that leads elsewhere, and when articles changed', async () => {
    const dated = tagged['articles/first.md'].replace('tags:', 'updated: 2023-05-06\ntags:')
    const workspace = makeWorkspace({ ...tagged, 'articles/first.md': dated })
    await workspace.build()
    const pages = Object.keys(workspace.outTree())
      .filter(
        (file) => /^archive\/(?:.*\/)?index\.html$/.test(file) && file !== 'archive/articles/two/index.html',
      )
      .map((file) => `https://news.example.org/${file.slice('archive/'.length, -'index.html'.length)}`)
    expect(locations(workspace).sort()).toEqual(pages.sort())
    const sitemap = workspace.read('out/archive/sitemap.xml')
    expect(sitemap).toContain('/articles/first/</loc><lastmod>2023-05-06</lastmod>')
    expect(sitemap).toContain('/articles/undated/</loc></url>')
    expect(sitemap).toContain('<loc>https://news.example.org/</loc><lastmod>2023-05-06</lastmod>')
    expect(workspace.read('out/archive/robots.txt')).toBe(
      lines('User-agent: *', 'Allow: /', '', 'Sitemap: https://news.example.org/sitemap.xml'),
    )
  })

  it('is nothing where the archive is for members', async () => {
    const workspace = makeWorkspace({ 'tidings.yaml': settings('archive: { access: members }') })
    await workspace.build()
    expect(Object.keys(workspace.outTree())).not.toContain('archive/sitemap.xml')
    expect(workspace.read('out/archive/robots.txt')).toBe(lines('User-agent: *', 'Disallow: /'))
    const { named } = headOf(workspace.read('out/archive/articles/first/index.html'))
    expect(named['robots']).toBe('noindex')
  })
})
