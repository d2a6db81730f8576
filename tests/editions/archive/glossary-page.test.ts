import { describe, expect, it } from 'vitest'
import {
  renderGlossaryPage,
  renderTermPage,
  sentenceHtml,
  usingArticleLink,
  type GlossaryPage,
  type GlossaryPageEntry,
  type TermPage,
} from '../../../src/editions/archive/index.ts'
import { paragraph, tree, words } from './body.ts'
import { structuredDataOf } from './page-head.ts'
import { makeEngine, makeSite, makeTerm, noFinding } from './site.ts'

const site = makeSite()
const engine = makeEngine()
const first = { slug: 'one', title: 'One & only', date: '2023-03-02' }
const periods = ['2021', '2022', '2023'].map((year) => ({ from: year, to: year }))
const use = { articleCount: 3, first, counts: [0, 1, 2] }

function pageOf(entries: GlossaryPageEntry[], rest: Partial<GlossaryPage> = {}): string {
  const ids = new Map(
    entries.flatMap(({ term }) => [...term.also, term.term].map((spelling) => [spelling, term.id])),
  )
  const idOf = (spelling: string) => ids.get(spelling)
  return renderGlossaryPage({ site, entries, idOf, periods, tags: [], ...rest }, engine, noFinding) ?? ''
}

function render(...entries: GlossaryPageEntry[]): string {
  return pageOf(entries)
}

describe('the glossary page', () => {
  it('gives each term its address, its words and its definition', () => {
    const definition = tree(paragraph('A ', { type: 'emphasis', children: [words('board')] }, ' <of> sorts.'))
    const html = render({ term: makeTerm('ICB', { expansion: 'care & <board>' }), definition })
    expect(html).toContain('<div class="entry" id="icb">\n<dt><dfn>ICB</dfn></dt>')
    expect(html).toContain('<dd class="entry-expansion">care &amp; &lt;board&gt;</dd>')
    expect(html).toContain('<p>A <em>board</em> &#x3C;of> sorts.</p>')
    expect(html).toContain('No article uses it yet.')
  })

  it('says where a term first appeared, and leads to every article that uses it', () => {
    const html = render({ term: makeTerm('ICB'), use })
    expect(html).toContain('<a href="../glossary/icb/">Used in 3 articles</a>')
    expect(html).toContain(
      'First appeared in <a href="../articles/one/">One &amp; only</a> <time datetime="2023-03-02">(2 March 2023)</time>',
    )
  })

  it('draws the use over time in few bytes, with a label for those who hear it', () => {
    const html = render({ term: makeTerm('ICB'), use })
    const [plot = ''] = /<svg.*?<\/svg>/.exec(html) ?? []
    expect(plot).toContain('role="img" aria-label="Use over time: 2021 – 2023; 2023: 2 articles"')
    expect(plot).toContain('d="M8 15v-7h6v7M16 15v-14h6v14"')
    const many = Array.from({ length: 12 }, (_, index) => ({
      from: `${2000 + index}`,
      to: `${2000 + index}`,
    }))
    const full = { ...use, counts: many.map((_, index) => 1000 + index) }
    const [largest = ''] =
      /<svg.*?<\/svg>/.exec(pageOf([{ term: makeTerm('A1'), use: full }], { periods: many })) ?? []
    expect(Buffer.byteLength(largest)).toBeLessThan(450)
  })

  it('draws nothing where there is one period, or no article has a date', () => {
    const one = { periods: periods.slice(0, 1) }
    expect(pageOf([{ term: makeTerm('A1'), use: { ...use, counts: [3] } }], one)).not.toContain('<svg')
    expect(render({ term: makeTerm('A1'), use: { ...use, counts: [0, 0, 0] } })).not.toContain('<svg')
  })

  it('says what replaced a term and links to it, by any spelling it knows', () => {
    const html = render(
      { term: makeTerm('CCG', { replacedBy: ['ICBs', 'nobody'], until: '2022-07' }) },
      { term: makeTerm('ICB', { also: ['ICBs'], replaces: ['CCG'], since: '2022-07-01', plural: 'ICBz' }) },
    )
    expect(html).toContain('<dfn>CCG</dfn> <span class="entry-status">no longer in use</span>')
    expect(html).toContain('<span>Replaced by</span> <a href="#icb">ICBs</a>, nobody')
    expect(html).toContain('<span>Until</span> July 2022')
    expect(html).toContain('<span>Replaces</span> <a href="#ccg">CCG</a>')
    expect(html).toContain('<span>Since</span> 1 July 2022')
    expect(html).toContain('<span>Also written</span> ICBs, ICBz')
    expect(html).not.toContain('<dfn>ICB</dfn> <span')
  })

  it('leads from bare letters to the first of their senses', () => {
    const html = render(
      { term: makeTerm('AP', { id: 'ap--provision', sense: 'provision' }) },
      { term: makeTerm('AP', { id: 'ap--principal', sense: 'principal' }) },
    )
    expect(html).toContain('id="ap--principal">\n<dt><span id="ap"></span>')
    expect(html.match(/id="ap"/g)).toHaveLength(1)
  })

  it('links only to addresses that lead somewhere', () => {
    expect(render({ term: makeTerm('A1', { url: 'https://www.example.org/a?b&c' }) })).toContain(
      '<span>Read more</span> <a href="https://www.example.org/a?b&amp;c">example.org</a>',
    )
    expect(render({ term: makeTerm('A1', { url: 'javascript:x()' }) })).not.toContain('Read more')
  })

  it('puts terms in alphabetical order under their letters, whatever the order of the file', () => {
    const entries = ['Zoo', 'ÉA', 'eb', '3D', 'EHCP'].map((term) => ({ term: makeTerm(term) }))
    const html = render(...entries)
    expect(
      [...html.matchAll(/<h2 id="([^"]+)"|<dfn>([^<]+)/g)].map(([, letter, term]) => letter ?? term),
    ).toEqual(['letterOther', '3D', 'letterE', 'ÉA', 'eb', 'EHCP', 'letterZ', 'Zoo'])
    expect(render(...entries.toReversed())).toBe(html)
  })

  it('leads to the terms of each tag, on whose page it links to the entries of the whole glossary', () => {
    const tag = { name: 'R & D', address: 'glossary/tags/r-d/', count: 1 }
    const ccg = { term: makeTerm('CCG', { replacedBy: ['ICB'] }), use }
    expect(pageOf([ccg], { tags: [tag] })).toContain('<a href="../glossary/tags/r-d/">R &amp; D</a>')
    const html = pageOf([ccg], { tags: [tag], tag, idOf: () => 'icb' })
    expect(html).toContain('<h1>R &amp; D</h1>')
    expect(html).toContain('<a href="../../../glossary/tags/r-d/" aria-current="page">R &amp; D</a>')
    expect(html).toContain('<a href="../../../glossary/#icb">ICB</a>')
    expect(html).toContain('href="../../../glossary/ccg/"')
    expect(html).toContain('<link rel="canonical" href="https://example.org/news/glossary/tags/r-d/">')
  })

  it('tells machines of its terms, and where to get it as data', () => {
    const html = render({ term: makeTerm('ICB', { expansion: '</script> board' }) })
    expect(structuredDataOf(html)[0]).toMatchObject({
      '@type': 'DefinedTermSet',
      '@id': 'https://example.org/news/glossary/',
      hasDefinedTerm: [
        {
          '@type': 'DefinedTerm',
          '@id': 'https://example.org/news/glossary/#icb',
          name: 'ICB',
          description: '</script> board',
        },
      ],
    })
    expect(html).toContain('href="../glossary/glossary.json"')
  })

  it('says so when it is empty', () => {
    expect(render()).toContain('The glossary has no entries yet.')
  })

  it('stays light: 1,000 used terms are less than a megabyte, and 20,000 can be held', () => {
    const entries = Array.from({ length: 20_000 }, (_, index) => ({ term: makeTerm(`T${index}`), use }))
    expect(Buffer.byteLength(render(...entries.slice(0, 1000)))).toBeLessThan(900_000)
    expect(render(...entries).match(/class="entry"/g)).toHaveLength(20_000)
  })
})

describe('the page of a term', () => {
  const sentence = sentenceHtml(['The <old> ', 'ICB', ' & co.'])
  const page = (data: Partial<TermPage> = {}): string => {
    const entry = { term: makeTerm('ICB', { replaces: ['CCG'] }), use }
    const uses = [
      { link: usingArticleLink(first, 'en-GB'), sentence },
      { link: usingArticleLink({ slug: 'two', title: 'Two' }, 'en-GB') },
    ]
    const idOf = () => 'ccg'
    return renderTermPage({ site, entry, idOf, periods, uses, ...data }, engine, noFinding) ?? ''
  }

  it('has every article with its sentence, in which the term is marked', () => {
    const html = page()
    expect(html).toContain(
      '<a href="../../articles/one/">One &amp; only</a> <time datetime="2023-03-02">(2 March 2023)</time></p><p class="use-sentence">The &lt;old&gt; <mark>ICB</mark> &amp; co.</p>',
    )
    expect(html).toContain('<li><p class="use-article"><a href="../../articles/two/">Two</a></p></li>')
  })

  it('gives the use over time in numbers, and leads to the entries', () => {
    const html = page()
    expect(html).toContain('Articles that use it: 2021:\u00a00, 2022:\u00a01, 2023:\u00a02')
    expect(html).toMatch(/<svg [^>]*aria-hidden="true"/)
    expect(html).toContain('<a href="../../glossary/#ccg">CCG</a>')
    expect(html).toContain('<a href="../../glossary/#icb">Its entry in the glossary</a>')
  })

  it('leads from its definition to other entries', () => {
    const link = { type: 'link' as const, url: '#ccg', children: [words('that')] }
    const definition = tree(paragraph('Not ', link, '.'))
    const html = page({ entry: { term: makeTerm('ICB'), use, definition } })
    expect(html).toContain('<a href="../../glossary/#ccg">that</a>')
  })
})
