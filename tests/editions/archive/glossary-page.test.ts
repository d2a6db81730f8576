import { describe, expect, it } from 'vitest'
import { renderGlossaryPage, type GlossaryPage } from '../../../src/editions/archive/index.ts'
import { paragraph, tree, words } from './body.ts'
import { makeEngine, makeSite, makeTerm, noFinding } from './site.ts'

const site = makeSite()
const engine = makeEngine()
const articles = [
  { slug: 'one', title: 'One & only', date: '2023-03-02' },
  { slug: 'two', title: 'Two' },
]

function render(...entries: GlossaryPage['entries'][number][]): string {
  return renderGlossaryPage({ site, entries, articles }, engine, noFinding) ?? ''
}

describe('the glossary page', () => {
  it('gives each term its address, its words, its definition and the articles that use it', () => {
    const definition = tree(paragraph('A ', { type: 'emphasis', children: [words('board')] }, ' <of> sorts.'))
    const html = render({
      term: makeTerm('ICB', { expansion: 'care & <board>' }),
      definition,
      usedIn: [0, 1],
    })
    expect(html).toContain('<div class="entry" id="icb">\n<dt><dfn>ICB</dfn></dt>')
    expect(html).toContain('<dd class="entry-expansion">care &amp; &lt;board&gt;</dd>')
    expect(html).toContain('<p>A <em>board</em> &#x3C;of> sorts.</p>')
    expect(html).toContain(
      '<li><a href="../articles/one/">One &amp; only</a> <time datetime="2023-03-02">2 March 2023</time></li>\n<li><a href="../articles/two/">Two</a></li>',
    )
  })

  it('says what replaced a term and links to it, by any spelling it knows', () => {
    const html = render(
      { term: makeTerm('CCG', { replacedBy: ['ICBs', 'nobody'], until: '2022-07' }), usedIn: [] },
      {
        term: makeTerm('ICB', { also: ['ICBs'], replaces: ['CCG'], since: '2022-07-01', plural: 'ICBz' }),
        usedIn: [],
      },
    )
    expect(html).toContain('<span>Replaced by</span> <a href="#icb">ICBs</a>, nobody')
    expect(html).toContain('<span>Until</span> July 2022')
    expect(html).toContain('<span>Replaces</span> <a href="#ccg">CCG</a>')
    expect(html).toContain('<span>Since</span> 1 July 2022')
    expect(html).toContain('<span>Also written</span> ICBs, ICBz')
  })

  it('leads from bare letters to the first of their senses', () => {
    const html = render(
      { term: makeTerm('AP', { id: 'ap--provision', sense: 'provision' }), usedIn: [] },
      { term: makeTerm('AP', { id: 'ap--principal', sense: 'principal' }), usedIn: [] },
    )
    expect(html).toContain('id="ap--principal">\n<dt><span id="ap"></span>')
    expect(html.match(/id="ap"/g)).toHaveLength(1)
  })

  it('links only to addresses that lead somewhere', () => {
    expect(render({ term: makeTerm('A1', { url: 'https://www.example.org/a?b&c' }), usedIn: [] })).toContain(
      '<span>Read more</span> <a href="https://www.example.org/a?b&amp;c">example.org</a>',
    )
    expect(render({ term: makeTerm('A1', { url: 'javascript:x()' }), usedIn: [] })).not.toContain('Read more')
  })

  it('folds a long list of articles', () => {
    expect(render({ term: makeTerm('A1'), usedIn: [0, 1, 0, 1, 0] })).not.toContain('<details>')
    expect(render({ term: makeTerm('A1'), usedIn: [0, 1, 0, 1, 0, 1] })).toContain(
      '<summary>Used in (6)</summary>',
    )
  })

  it('puts terms in alphabetical order under their letters, whatever the order of the file', () => {
    const entries = ['Zoo', 'ÉA', 'eb', '3D', 'EHCP'].map((term) => ({ term: makeTerm(term), usedIn: [] }))
    const html = render(...entries)
    expect(
      [...html.matchAll(/<h2 id="([^"]+)"|<dfn>([^<]+)/g)].map(([, letter, term]) => letter ?? term),
    ).toEqual(['letterOther', '3D', 'letterE', 'ÉA', 'eb', 'EHCP', 'letterZ', 'Zoo'])
    expect(render(...entries.toReversed())).toBe(html)
  })

  it('says so when it is empty', () => {
    expect(render()).toContain('The glossary has no entries yet.')
  })

  it('holds 100,000 terms', () => {
    const entries = Array.from({ length: 100_000 }, (_, index) => ({
      term: makeTerm(`T${index}`),
      usedIn: [0],
    }))
    expect(render(...entries).match(/class="entry"/g)).toHaveLength(100_000)
  })
})
