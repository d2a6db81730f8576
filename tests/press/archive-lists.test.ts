import { describe, expect, it } from 'vitest'
import { glossaryDataSchema } from '../../src/press/archive/glossary-data-schema.ts'
import { periodsOf } from '../../src/press/archive/periods.ts'
import { article, makeWorkspace, smallBase, type Workspace } from './workspace-fixture.ts'

const front = (title: string, more: Record<string, string> = {}) => ({ title, date: '2023-06-01', ...more })

/** A workspace whose glossary has tags, and an article that shares everything with others. */
function workspaceWithLists(): Workspace {
  return makeWorkspace({
    'articles/glossary.yaml': `${String(smallBase['articles/glossary.yaml'])}- term: QQQ\n  expansion: quite quiet quarter\n  tags: [Odd ones]\n`,
    'articles/third.md': article(
      front('The third', { tags: '[pay, Northern Ireland]', author: 'Ann Example', series: 'One of one' }),
      'Nothing at first. The QQQ is here, and it stays. The DfE too.',
    ),
    'articles/fourth.md': article(
      front('A fourth', { tags: '[Pay]', author: 'ann example', date: '2021-01-01' }),
      'The DfE alone.',
    ),
  })
}

/** The articles that a page of the archive links to, in order. */
function articlesOn(workspace: Workspace, page: string): string[] {
  const html = workspace.read(`out/archive/${page}index.html`)
  const [, main = ''] = html.split('<main')
  return [...main.matchAll(/href="[./]*articles\/([^/"]+)\//g)].map(([, slug]) => slug!)
}

function glossaryDataOf(workspace: Workspace) {
  return glossaryDataSchema.parse(JSON.parse(workspace.read('out/archive/glossary/glossary.json')))
}

describe('the lists of the archive', () => {
  it('name every article under its year, series, tags and authors, whatever their case', async () => {
    const workspace = workspaceWithLists()
    const { diagnostics } = await workspace.build()
    expect(articlesOn(workspace, 'years/2023/')).toEqual(['third', 'second', 'first'])
    expect(articlesOn(workspace, 'years/2021/')).toEqual(['fourth'])
    expect(articlesOn(workspace, 'series/one-of-one/')).toEqual(['third'])
    expect(articlesOn(workspace, 'tags/pay/')).toEqual(['third', 'fourth'])
    expect(articlesOn(workspace, 'tags/northern-ireland/')).toEqual(['third'])
    expect(articlesOn(workspace, 'authors/ann-example/')).toEqual(['third', 'fourth'])
    expect(articlesOn(workspace, 'titles/')).toEqual(['fourth', 'first', 'second', 'third'])
    expect(diagnostics).toMatchObject([
      { ruleId: 'press/tag-spelling', severity: 'info', file: 'articles/third.md', line: 4 },
    ])
  })

  it('forget an article that goes, and know no draft', async () => {
    const workspace = workspaceWithLists()
    await workspace.build()
    workspace.remove('articles/third.md')
    workspace.write(
      'articles/fourth.md',
      article(front('A fourth', { draft: 'true' }), 'The QQQ and the DfE.'),
    )
    await workspace.build()
    const archive = Object.keys(workspace.tree('out/archive'))
    expect(archive.filter((file) => /third|fourth|pay|ann-example|one-of-one|qqq/.test(file))).toEqual([])
    for (const file of archive.filter((name) => /\.(?:html|json)$/.test(name))) {
      expect(workspace.read(`out/archive/${file}`)).not.toMatch(/The third|A fourth|Ann Example/i)
    }
    expect(glossaryDataOf(workspace).terms.find(({ term }) => term === 'QQQ')?.articles).toEqual([])
  })
})

describe('the glossary’s backlinks', () => {
  it('have every article with its sentence, the first appearance and the numbers', async () => {
    const workspace = workspaceWithLists()
    await workspace.build()
    expect(articlesOn(workspace, 'glossary/dfe/')).toEqual(['fourth', 'third', 'first', 'fourth'])
    const page = workspace.read('out/archive/glossary/qqq/index.html')
    expect(page).toContain('<p class="use-sentence">The <mark>QQQ</mark> is here, and it stays.</p>')
    const data = glossaryDataOf(workspace)
    expect(data.terms.find(({ term }) => term === 'DfE')).toMatchObject({
      url: 'https://news.example.org/glossary/#dfe',
      usesUrl: 'https://news.example.org/glossary/dfe/',
      mentions: 3,
      firstArticle: 'fourth',
      articles: ['third', 'first', 'fourth'],
    })
    expect(data.articles['fourth']).toEqual({
      title: 'A fourth',
      url: 'https://news.example.org/articles/fourth/',
      date: '2021-01-01',
    })
    expect(workspace.read('out/archive/glossary/tags/odd-ones/index.html')).toContain('<dfn>QQQ</dfn>')
  })

  it('follow when the sentence of a first mention changes and nothing else does', async () => {
    const workspace = workspaceWithLists()
    await workspace.build()
    const source = workspace.read('articles/third.md')
    workspace.write('articles/third.md', source.replace('and it stays', 'and it goes'))
    await workspace.build()
    expect(workspace.read('out/archive/glossary/qqq/index.html')).toContain('is here, and it goes.')
  })
})

describe('the periods of a plot', () => {
  const names = (...dates: string[]) =>
    periodsOf(dates).all.map(({ from, to }) => (from === to ? from : `${from}–${to}`))

  it('are months within a year, years, or as many years each as keeps them twelve', () => {
    expect(names('2023-11-02', '2023-09-01')).toEqual(['2023-09', '2023-10', '2023-11'])
    expect(names('2023-11-02', '2021-01-01')).toEqual(['2021', '2022', '2023'])
    expect(names('2000-01-01', '2023-01-01')).toHaveLength(12)
    expect(names('2000-01-01', '2024-01-01').at(-1)).toBe('2024')
    expect(names('0001-01-01', '9999-12-31')).toHaveLength(12)
    expect(names('2023-05-05')).toEqual(['2023'])
    expect(names()).toEqual([])
  })

  it('hold every date', () => {
    const dates = ['2000-02-01', '2011-12-31', '2013-06-30', '2024-01-01']
    const { all, indexOf } = periodsOf(dates)
    for (const date of dates) {
      const { from, to } = all[indexOf(date)]!
      expect(from <= date.slice(0, 4) && date.slice(0, 4) <= to).toBe(true)
    }
  })
})
