import {
  articleAddress,
  authorAddress,
  glossaryAddress,
  glossaryDataAddress,
  glossaryTagAddress,
  renderTermPage,
  sentenceHtml,
  usingArticleLink,
  termAddress,
  namesAddress,
  renderListPage,
  renderNamesPage,
  renderTitlesPage,
  seriesPageAddress,
  tagAddress,
  titlesAddress,
  yearAddress,
  type IndexPage,
  type ListedArticle,
  type ListedIssue,
  type ListPage,
  issueAddress,
  listAbbreviations,
  renderArticleBody,
  renderArticlePage,
  renderGlossaryPage,
  renderIndexPage,
  renderIssuePage,
  renderNotFoundPage,
  renderProse,
  renderRedirectPage,
  renderSearchPage,
  renderStylesheet,
  type BodyContext,
} from '../../src/editions/archive/index.ts'
import type { Root } from 'mdast'
import { processArticle } from '../../src/articles/index.ts'
import { drawCloud, drawPlot, type FigureContext } from '../../src/figures/index.ts'
import { createGlossaryIndex, isMarked } from '../../src/glossary/index.ts'
import type { Article } from '../../src/model/article.ts'
import type { Drawing } from '../../src/model/tree.ts'
import { messages } from '../../src/templates/index.ts'
import { loadArticle } from '../../src/workspace/index.ts'
import { makeEngine, makeSite, makeTerm, noFinding, templateSource } from '../editions/archive/site.ts'

const site = makeSite()
const engine = makeEngine()
const terms = [
  makeTerm('ICB', { expansion: 'integrated care board', replaces: ['CCG'], since: '2022-07-01' }),
  makeTerm('CCG', { expansion: 'clinical commissioning group', replacedBy: ['ICB'], until: '2022-07' }),
  makeTerm('SENDIASS', {
    expansion: 'special educational needs and disabilities information, advice and support service',
    also: ['SENDIAS service'],
    url: 'https://www.example.org/sendiass',
  }),
  makeTerm('AP', { id: 'ap--provision', sense: 'provision', expansion: 'alternative provision' }),
  makeTerm('AP', { id: 'ap--principal', sense: 'principal', expansion: 'assistant principal' }),
]

const longWord = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'

/** Everything an author can write. */
const everything = `---
title: Everything an author can write, with a title that is long enough to be broken into lines
date: 2023-03-02
updated: 2023-11-08
authors: [Another author]
series: reform
summary: A summary of one sentence, and of another. It stands below the title.
audience: region = Wales
tags: [R&D]
corrections:
  - { date: 2023-06-01, text: The year was 2022 and not 2021. }
image: pic.png
imageAlt: A drawing
senses: { AP: provision }
---

The ICB met the SENDIASS. **The ICB** replaced the CCG, and \`code\` is ~~gone~~ *here*.[^one] An AP is a place.[^two]

## Lists and links

- an item of the ICB with [a link](https://example.org/) and <https://example.org/a/very/long/address/that/nobody/breaks/by/hand>
  - nested
    1. deeper SENDIASS
- [x] done
- [ ] to do

Term
: What it means to the SENDIASS.

Other
: First.

: Second.

### A table

| Body | What it does for the ICB | Sum | Year | Another | And more |
|:-----|:------------------------:|----:|------|---------|----------|
| SENDIASS | Advises families at some length | 1,000 | 2023 | a | b |
| ICB | Pays | 2 | 2024 | c | |

### Boxes

:::note[How to use it]
A note about the ICB.
:::

:::warning
Take care.
:::

:::tip
Good.
:::

:::important
Read.
:::

::button[Join us]{href=https://example.org/join}

::::audience{when='region in [Wales, "Northern Ireland"]'}
If you work in **Wales**.

:::otherwise
All others.
:::
::::

## Words and pictures

![A drawing](pic.png 'The caption of the drawing')

::wordcloud[The words of *this* article]{words=8}

:::chart[Members in two branches]{type=line}

| Year | North | South |
|:-----|------:|------:|
| 2021 | 1,250 | 900   |
| 2022 | 1,310 | n/a   |
| 2023 | 1,340 | 1,010 |

:::

> A quotation with *emphasis* in it.

\`\`\`js
const line = 'a line of code that is a good deal longer than any telephone is wide, and so has to be folded'
\`\`\`

${longWord}

---

H<sub>2</sub>O and <kbd>Ctrl</kbd>, again[^one].

[^one]: The first note, about the ICB.

[^two]: The second, with a list:

    - one
    - two
`

const short = `---
title: A short report
date: 2022-05-01
series: reform
aliases: [report]
senses: { AP: principal }
---

The AP of one school met the ICB. Nothing else happened.
`

const picture = { file: 'images/pic.png', width: 800, height: 400 }

function contextOf(article: Article): BodyContext {
  return {
    words: messages('en'),
    link: (url) => url,
    image: (url) =>
      article.facts.images.some((image) => image.url === url)
        ? { ...picture, src: `../../${picture.file}` }
        : undefined,
    mark: (mention) => {
      const term = terms.find(({ id }) => id === mention.termId)
      return term && isMarked(mention, 'section')
        ? { href: `../../glossary/#${term.id}`, expansion: term.expansion }
        : undefined
    },
  }
}

function readArticle(name: string, source: string): Article {
  const file = loadArticle({ file: `articles/${name}.md`, source, hash: '' }, noFinding)
  if (!file) throw new Error(`${name} cannot be read`)
  const context = { settings: site.settings, index: createGlossaryIndex(terms) }
  const article = processArticle(file, context, ({ rule }) => {
    if (rule !== 'glossary/replaced-term') noted.push(rule)
  })
  for (const drawing of article.drawings) draw(drawing, article)
  return article
}

function draw(drawing: Drawing, { tree }: Article): void {
  const context: FigureContext = {
    settings: site.settings,
    terms: new Map(terms.map((term) => [term.id, term])),
    hrefOf: (id) => `../../glossary/#${id}`,
    findTerms: () => [],
    mailWidth: 552,
    idPrefix: 'figure',
  }
  const text = { trees: [tree], background: { articles: 0, counts: {} } }
  const { figure, problems } =
    drawing.kind === 'cloud' ? drawCloud(drawing, text, context) : drawPlot(drawing, context)
  noted.push(...problems.map(({ rule }) => rule))
  if (figure) drawing.drawn = { ...figure, mail: { ...figure.mail, url: 'drawing:' } }
}

/** What the articles' own checks said of the fixtures. */
export const noted: string[] = []

const articles = [readArticle('everything', everything), readArticle('short', short)]
const byId = new Map(terms.map((term) => [term.id, term]))

/** A small archive in memory: text by address. */
export function makeArchive(): Map<string, string> {
  const pages = new Map<string, string | undefined>()
  const listed = articles.map(({ facts: { meta } }) => meta)
  for (const [index, article] of articles.entries())
    pages.set(articleAddress(listed[index]?.slug ?? ''), articlePage(article, index))
  const definition = readArticle(
    'definition',
    '---\ntitle: x\n---\nWhat it *is*, with [a link](https://example.org/).',
  ).tree
  const issues = [
    { id: '2023-11', title: 'November 2023', date: '2023-11-17', number: 14 },
    { id: '2022-05', title: 'May 2022', date: '2022-05-17' },
  ]
  const introduction = renderProse(
    readArticle('introduction', '---\ntitle: x\n---\nDear all,\n\n- a\n- b').tree,
    contextOf(articles[0]!),
  )
  for (const [address, html] of listPages(listed, issues)) pages.set(address, html)
  for (const [address, html] of glossaryPages(definition)) pages.set(address, html)
  for (const [index, issue] of issues.entries()) {
    const neighbours = { next: issues[index - 1], previous: issues[index + 1] }
    const data = {
      site,
      issue: { ...issue, preheader: 'News' },
      introduction,
      articles: listed,
      ...neighbours,
    }
    pages.set(issueAddress(issue.id), renderIssuePage(data, engine, noFinding))
  }
  pages.set(
    'articles/report/',
    renderRedirectPage({ site, slug: 'short', title: 'A short report' }, engine, noFinding),
  )
  const filters = {
    years: ['2023', '2022'],
    series: [{ slug: 'reform', name: 'The reforms explained' }],
    tags: [
      { slug: 'pay', name: 'Pay' },
      { slug: 'r-d', name: 'R&D <and more>' },
    ],
  }
  const script = 'assets/search-engine.0123abcd.js'
  pages.set('search/', renderSearchPage({ site, filters, engine: script }, engine, noFinding))
  pages.set('404.html', renderNotFoundPage({ site }, engine, noFinding))
  pages.set(site.stylesheet, renderStylesheet(site.settings, templateSource('style.css')))
  for (const [name, file] of Object.entries(site.scripts)) pages.set(file, templateSource(`${name}.js`))
  return new Map([...pages].map(([address, text]) => [address, text ?? '']))
}

/** The glossary whole and by a tag, and a page for each term. */
function glossaryPages(definition: Root): [string, string | undefined][] {
  const periods = [2021, 2022, 2023].map((year) => ({ from: `${year}`, to: `${year}` }))
  const first = { slug: 'short', title: 'A short report', date: '2022-05-01' }
  const entries = terms.map((term) => {
    return { term, definition, use: { articleCount: 2, first, counts: [0, 1, 1] } }
  })
  const tags = [{ name: 'health', address: glossaryTagAddress('health'), count: 1 }]
  const idOf = (spelling: string) => terms.find(({ term }) => term === spelling)?.id
  const page = { site, idOf, periods, tags }
  const sentence = sentenceHtml(['The AP of one school met the ', 'ICB', '.'])
  const uses = [{ link: usingArticleLink(first, 'en'), sentence }]
  return [
    [glossaryAddress(), renderGlossaryPage({ ...page, entries }, engine, noFinding)],
    [
      glossaryTagAddress('health'),
      renderGlossaryPage({ ...page, entries: entries.slice(1, 2), tag: tags[0] }, engine, noFinding),
    ],
    ...entries.map((entry): [string, string | undefined] => [
      termAddress(entry.term.id),
      renderTermPage({ ...page, entry, uses }, engine, noFinding),
    ]),
    [glossaryDataAddress(), '{}'],
  ]
}

/** The first page, and one list of each kind. */
function listPages(articles: ListedArticle[], issues: ListedIssue[]): [string, string | undefined][] {
  const years = [2023, 2022].map((year) => ({ year, address: yearAddress(year), count: 1 }))
  const series = { name: 'The reforms', address: seriesPageAddress('reform'), count: 2 }
  const tag = { name: 'R&D', address: tagAddress('R&D'), count: 1 }
  const author = { name: 'Another author', address: authorAddress('Another author'), count: 1 }
  const [issue] = issues
  const index: IndexPage = {
    site,
    latest: issue && { issue, preheader: 'News', articles: articles.slice(0, 1) },
    articles,
    years,
    series: { shown: [{ ...series, id: 'reform', description: 'What they mean.' }], isWhole: false },
    tags: { shown: [tag], isWhole: false },
    authors: { shown: [author], isWhole: false },
  }
  const list = (page: Omit<ListPage, 'site' | 'articles'>): [string, string | undefined] => [
    page.address,
    renderListPage({ site, articles, ...page }, engine, noFinding),
  ]
  const names = { tags: [tag], authors: [author], allSeries: [series] }
  return [
    ['', renderIndexPage(index, engine, noFinding)],
    list({
      kind: 'year',
      name: '2023',
      address: yearAddress(2023),
      issues,
      previous: { name: '2022', address: yearAddress(2022) },
    }),
    list({
      kind: 'year',
      name: '2022',
      address: yearAddress(2022),
      issues: [],
      next: { name: '2023', address: yearAddress(2023) },
    }),
    list({ kind: 'series', ...series, description: 'What they mean.', issues: [] }),
    list({ kind: 'tag', ...tag, issues: [] }),
    list({ kind: 'author', ...author, issues: [] }),
    [titlesAddress(), renderTitlesPage({ site, articles }, engine, noFinding)],
    ...(['tags', 'authors', 'allSeries'] as const).map((kind): [string, string | undefined] => [
      namesAddress(kind),
      renderNamesPage({ site, kind, names: names[kind] }, engine, noFinding),
    ]),
  ]
}

function articlePage(article: Article, index: number): string | undefined {
  const { facts, closingList } = article
  const used = facts.mentions.map(({ termId }) => termId)
  return renderArticlePage(
    {
      site,
      facts,
      body: renderArticleBody(article, contextOf(article)),
      abbreviations: listAbbreviations(used, closingList, byId, 'en'),
      picture: facts.meta.image ? picture : undefined,
      previous: index === 0 ? articles[1]?.facts.meta : undefined,
      next: index === 0 ? undefined : articles[0]?.facts.meta,
      issues: [{ id: '2023-11', title: 'November 2023' }],
      related: index === 0 ? [articles[1]!.facts.meta] : [],
    },
    engine,
    noFinding,
  )
}
