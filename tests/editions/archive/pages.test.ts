import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../src/diagnostics/index.ts'
import {
  renderArticlePage,
  renderIndexPage,
  renderIssuePage,
  renderNotFoundPage,
  renderRedirectPage,
  type ArticlePage,
  type IndexPage,
  type ListedArticle,
} from '../../../src/editions/archive/index.ts'
import { createTemplates } from '../../../src/templates/index.ts'
import { emptyIndex, makeEngine, makeFacts, makeSite, noFinding } from './site.ts'

const site = makeSite()
const engine = makeEngine()

function articlePage(data: Partial<ArticlePage> = {}): string {
  const page = { site, facts: makeFacts(), body: '<p>text</p>', abbreviations: [], issues: [], ...data }
  return renderArticlePage(page, engine, noFinding) ?? ''
}

describe('the page of an article', () => {
  it('escapes what authors and editors wrote', () => {
    const html = articlePage({ facts: makeFacts({ summary: '"><script>', authors: ["O'Hara & Co"] }) })
    expect(html).toContain('<h1>A &amp; &lt;B&gt;</h1>')
    expect(html).toContain('<title>A &amp; &lt;B&gt; – Side &amp; Side</title>')
    expect(html).toContain('<meta name="description" content="&#34;&gt;&lt;script&gt;">')
    expect(html).toContain('By <a href="../../authors/o-hara-co/">O&#39;Hara &amp; Co</a>')
    expect(html).toContain('1 Yard &amp; Street')
    expect(html).not.toContain('<script>')
  })

  it('finds everything from its own depth, so that the archive may live anywhere', () => {
    const html = articlePage({
      facts: makeFacts({ series: 'reform' }),
      abbreviations: [{ letters: 'ICB', expansion: 'care board', termId: 'icb' }],
      previous: { slug: 'b', title: 'B' },
      next: { slug: 'c d', title: 'C' },
      issues: [{ id: '2023-11', title: 'November' }],
    })
    const addresses = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, address]) => address)
    expect(addresses).toEqual([
      'https://example.org/news/articles/a/',
      '../../assets/style.1a2b3c4d.css',
      '../../feed.xml',
      '../../atom.xml',
      '../../feed.json',
      '../../assets/read.1a2b3c4d.js',
      '#pageContent',
      '../../',
      '../../',
      '../../glossary/',
      '../../search/',
      '../../series/reform/',
      '../../issues/2023-11/',
      '../../glossary/#icb',
      '../../articles/b/',
      '../../articles/c%20d/',
      '../../feed.xml',
      '../../atom.xml',
      '../../feed.json',
    ])
  })

  it('says how long it takes to read, in whole minutes', () => {
    expect(articlePage({ facts: makeFacts({}, { wordCount: 12 }) })).toContain('>1 minute to read<')
    expect(articlePage({ facts: makeFacts({}, { wordCount: 2700 }) })).toContain('>12 minutes to read<')
  })

  it('leads to the pages of its authors and subjects', () => {
    const html = articlePage({ facts: makeFacts({ authors: ['Ann & Co', 'B'], tags: ['Special needs'] }) })
    expect(html).toContain(
      'By <a href="../../authors/ann-co/">Ann &amp; Co</a>, <a href="../../authors/b/">B</a>',
    )
    expect(html).toContain('<a href="../../tags/special-needs/" rel="tag">Special needs</a>')
  })

  it('lists corrections in the order of their dates, and names the last below the title', () => {
    const corrections = [
      { date: '2023-12-02', text: 'Second <b>.' },
      { date: '2023-11-20', text: 'First.' },
    ]
    const html = articlePage({ facts: makeFacts({ date: '2023-03-02', corrections }) })
    expect(html).toContain('Corrected on <time datetime="2023-12-02">2 December 2023</time></a>')
    expect(html).toMatch(
      /id="pageCorrections"[^]*20 November 2023<[^]*First\.[^]*2 December 2023<[^]*Second &lt;b&gt;\./,
    )
    expect(articlePage()).not.toContain('pageCorrections')
  })

  it('says how to cite it, by its organisation where it names no author', () => {
    const html = articlePage({ facts: makeFacts({ date: '2023-03-02', authors: ['Ann'] }) })
    const address = 'https://example.org/news/articles/a/'
    expect(html).toContain(
      `<p>Ann (2 March 2023), <cite>A &amp; &lt;B&gt;</cite>, Side &amp; Side, <bdi>${address}</bdi></p>`,
    )
    expect(articlePage()).toContain('<p>Guild &lt;of&gt; Staff, <cite>')
  })

  it('names related articles', () => {
    const html = articlePage({ related: [{ slug: 'b', title: 'B & C', date: '2023-01-02' }] })
    expect(html).toContain('<a href="../../articles/b/">B &amp; C</a>')
    expect(articlePage()).not.toContain('pageRelated')
  })

  it('gives dates in words and for machines', () => {
    const html = articlePage({ facts: makeFacts({ date: '2023-03-02', updated: '2023-11-08' }) })
    expect(html).toContain('Published <time datetime="2023-03-02">2 March 2023</time>')
    expect(html).toContain('Updated <time datetime="2023-11-08">8 November 2023</time>')
  })

  it('names its series by its title, or by its own name', () => {
    expect(articlePage({ facts: makeFacts({ series: 'reform' }) })).toContain(
      '<a href="../../series/reform/">The reforms</a>',
    )
    expect(articlePage({ facts: makeFacts({ series: 'My & series' }) })).toContain(
      '<a href="../../series/my-series/">My &amp; series</a>',
    )
  })

  it('points at the original of an article published elsewhere first', () => {
    const html = articlePage({ facts: makeFacts({ canonicalUrl: 'https://example.org/other' }) })
    expect(html).toContain('<link rel="canonical" href="https://example.org/other">')
    expect(html).toContain('First published at <a href="https://example.org/other">')
  })

  it('says for whom it is', () => {
    expect(articlePage({ facts: makeFacts({ audience: 'region = Wales' }) })).toContain(
      'For members: region: Wales',
    )
  })

  it('shows its picture with its size and words', () => {
    const html = articlePage({
      facts: makeFacts({ imageAlt: 'A "door"' }),
      picture: { file: 'images/x.png', width: 800, height: 400 },
    })
    expect(html).toContain('<img src="../../images/x.png" alt="A &#34;door&#34;" width="800" height="400">')
  })

  it('has contents from three headings on, nested, and only of those its body has', () => {
    const facts = makeFacts(
      {},
      {
        headings: [
          { id: 'a', depth: 2, text: 'A & b', line: 1 },
          { id: 'c', depth: 3, text: 'C', line: 2 },
          { id: 'd', depth: 2, text: 'D', line: 3 },
          { id: 'gone', depth: 2, text: 'Abbreviations', line: 4 },
        ],
      },
    )
    const body = '<h2 id="a">A</h2><h3 id="c">C</h3><h2 id="d">D</h2>'
    expect(articlePage({ facts, body })).toContain(
      '<ol>\n<li><a href="#a">A &amp; b</a>\n<ol>\n<li><a href="#c">C</a></li>\n</ol></li>\n<li><a href="#d">D</a></li>\n</ol>',
    )
    expect(articlePage({ facts, body: '<h2 id="a">A</h2><h2 id="d">D</h2>' })).not.toContain(
      'class="contents"',
    )
  })

  it('leaves out what there is nothing to say about', () => {
    const [, html = ''] = articlePage().split('<body')
    for (const name of [
      'kicker',
      'contents',
      'abbreviations',
      'neighbours',
      'lead',
      'class="summary"',
      '<time',
    ]) {
      expect(html).not.toContain(name)
    }
  })

  it('reports what is wrong in its template, with the place', () => {
    const files = new Map([['templates/archive/article.html', '<p>\n{{ article.titel }}</p>']])
    const findings: Finding[] = []
    const broken = createTemplates({ files, root: 'templates/archive' })
    const data = { site, facts: makeFacts(), body: '', abbreviations: [], issues: [] }
    expect(renderArticlePage(data, broken, (finding) => findings.push(finding))).toBeUndefined()
    expect(findings).toMatchObject([
      {
        rule: 'templates/unknown-variable',
        file: 'templates/archive/article.html',
        place: { start: { line: 2 } },
      },
    ])
  })
})

describe('the first page', () => {
  const article: ListedArticle = { slug: 'new', title: 'New & old', date: '2023-05-01', summary: 'So & so' }
  const issue = { id: '2023-02', title: 'Second', date: '2023-02-01', number: 2 }
  const render = (data: Partial<IndexPage> = {}): string =>
    renderIndexPage({ ...emptyIndex(site), ...data }, engine, noFinding) ?? ''

  it('shows the newest issue with its articles, and the newest articles', () => {
    const latest = { issue, preheader: 'In short', articles: [{ slug: 'in', title: 'In it' }] }
    const html = render({ latest, articles: [article], years: [year(2023)] })
    const links = [...html.matchAll(/<h2><a href="([^"]+)"|class="item-title"><a href="([^"]+)"/g)]
    expect(links.map(([, latestUrl, url]) => latestUrl ?? url)).toEqual([
      './issues/2023-02/',
      './articles/in/',
      './articles/new/',
    ])
    expect(html).toContain('Issue 2 · <time datetime="2023-02-01">1 February 2023</time>')
    expect(html).toContain('New &amp; old')
    expect(html).toContain('So &amp; so')
  })

  it('leads to each year, where old links to its section of this page still arrive', () => {
    const html = render({ years: [year(2023), year(undefined)] })
    expect(html).toContain('<li id="year-2023"><a href="./years/2023/">2023</a></li>')
    expect(html).toContain('<li id="undated"><a href="./years/undated/">Undated</a></li>')
    expect(html).toContain('<a class="more" href="./titles/">All titles, A to Z</a>')
  })

  it('leads to each series, where old links to its section of this page still arrive', () => {
    const reform = { id: 'Reform A', name: 'The <reforms>', address: 'series/reform-a/', count: 2 }
    const html = render({ series: { shown: [{ ...reform, description: 'What & why' }], isWhole: true } })
    expect(html).toContain('<li class="item" id="series-reform-a">')
    expect(html).toContain('<a href="./series/reform-a/">The &lt;reforms&gt;</a>')
    expect(html).toContain('2 articles')
    expect(html).toContain('What &amp; why')
  })

  it('names some tags and authors, and says where the others are', () => {
    const shown = [{ name: 'R&D', address: 'tags/r-d/', count: 1 }]
    const html = render({ tags: { shown, isWhole: false }, authors: { shown, isWhole: true } })
    expect(html).toContain('<a href="./tags/r-d/">R&amp;D</a>')
    expect(html).toContain('<a class="more" href="./tags/">All subjects</a>')
    expect(html).not.toContain('href="./authors/"')
  })

  it('says so when nothing has been published', () => {
    expect(render()).toContain('Nothing has been published yet.')
  })
})

function year(number: number | undefined): IndexPage['years'][number] {
  return { year: number, address: `years/${number ?? 'undated'}/`, count: 1 }
}

describe('the page of an issue', () => {
  const issue = { id: '2023-11', number: 14, title: 'November', date: '2023-11-17', preheader: 'In "short"' }

  it('has the introduction and the articles in the order of the mailing', () => {
    const articles = [
      { slug: 'z', title: 'Zed', date: '2023-01-01' },
      { slug: 'a', title: 'Ay' },
    ]
    const html =
      renderIssuePage(
        { site, issue, introduction: '<p>Dear all</p>', articles, mail: 'mail.html' },
        engine,
        noFinding,
      ) ?? ''
    expect(html).toContain('Issue 14</p>')
    expect(html).toContain('<p>Dear all</p>')
    expect(html).toContain('<a href="mail.html">See the e-mail as it was sent</a>')
    expect(html.indexOf('../../articles/z/')).toBeLessThan(html.indexOf('../../articles/a/'))
    expect(html).toContain('<link rel="canonical" href="https://example.org/news/issues/2023-11/">')
    expect(html).not.toContain('neighbours')
  })
})

describe('pages that lead elsewhere', () => {
  it('redirects an old address without script', () => {
    const html = renderRedirectPage({ site, slug: 'new', title: 'New & old' }, engine, noFinding) ?? ''
    expect(html).toContain('<meta http-equiv="refresh" content="0; url=../../articles/new/">')
    expect(html).toContain('<link rel="canonical" href="https://example.org/news/articles/new/">')
    expect(html).toContain('<a href="../../articles/new/">New &amp; old</a>')
  })

  it('finds its way home from any depth when there is no page', () => {
    const html = renderNotFoundPage({ site }, engine, noFinding) ?? ''
    expect(html).toContain('href="/news/assets/style.1a2b3c4d.css"')
    expect(html).toContain('<a href="/news/glossary/">')
    expect(html).not.toContain('canonical')
  })
})
