import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { describe, expect, it } from 'vitest'
import type { PhrasingContent, RootContent } from 'mdast'
import { renderArticleBody, renderProse } from '../../../src/editions/archive/index.ts'
import type { Article } from '../../../src/model/article.ts'
import { context, html, mention, paragraph, tree, words } from './body.ts'

const parser = unified().use(remarkParse).use(remarkGfm)

function markdown(source: string): string {
  return renderProse(parser.parse(source), context)
}

describe('what CommonMark and GFM give', () => {
  it.each<[string, string, string]>([
    [
      'emphasis, strength and deletion',
      '*a* **b** ~~c~~',
      '<p><em>a</em> <strong>b</strong> <del>c</del></p>',
    ],
    ['code in a line', '`a <b>`', '<p><code>a &#x3C;b></code></p>'],
    ['a code block', '```js\na <b>\n```', '<pre><code>a &#x3C;b>\n</code></pre>'],
    ['a line break', 'a  \nb', '<p>a<br>\nb</p>'],
    ['a rule', '---', '<hr>'],
    ['a quotation', '> a', '<blockquote>\n<p>a</p>\n</blockquote>'],
    ['a tight list', '- a\n- b', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>'],
    ['a loose list', '- a\n\n- b', '<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>'],
    ['a list that begins later', '3. a', '<ol start="3">\n<li>a</li>\n</ol>'],
    [
      'a list with long numbers',
      '99. a\n1. b',
      '<ol start="99" style="padding-inline-start:2.60em">\n<li>a</li>\n<li>b</li>\n</ol>',
    ],
    ['a nested list', '- a\n  - b', '<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>'],
    [
      'a link with its title',
      '[a](https://example.org "t")',
      '<p><a href="https://example.org" title="t">a</a></p>',
    ],
    ['a link to another article', '[a](other.md)', '<p><a href="../../articles/other/">a</a></p>'],
    [
      'a picture in a line',
      'a ![b](pic.png)',
      '<p>a <img src="../../images/abc.png" alt="b" width="640" height="480" loading="lazy" decoding="async"></p>',
    ],
    [
      'a picture that cannot be shown',
      '![b](https://example.org/x.png)',
      '<p><span class="missing-picture">b</span></p>',
    ],
  ])('renders %s', (_name, source, expected) => {
    expect(markdown(source)).toBe(expected)
  })

  it('names a task box, which nobody could tick', () => {
    expect(markdown('- [x] a\n- [ ] b')).toContain(
      '<li class="task-item"><span role="img" aria-label="done" class="task">☑</span> a</li>',
    )
    expect(markdown('- [ ] b\n\n- [x] a')).toContain(
      '<li class="task-item">\n<p><span role="img" aria-label="to do" class="task">☐</span> b</p>',
    )
  })

  it('lets a table scroll by keyboard, under the name of its section', () => {
    const output = markdown('## Dates\n\n| a | b | |\n|:-:|--:|--|\n| c | d | e |')
    expect(output).toContain('<section class="table" aria-label="Table 1: Dates" tabindex="0"><table>')
    expect(output).toContain(
      '<th scope="col" class="align-center">a</th>\n<th scope="col" class="align-right">b</th>\n<td></td>',
    )
    expect(output).toContain('<td class="align-center">c</td>\n<td class="align-right">d</td>\n<td>e</td>')
  })

  it('fills the rows of a table that are too short', () => {
    expect(markdown('| a | b |\n|---|---|\n| c |')).toContain('<td>c</td>\n<td></td>')
  })
})

describe('headings', () => {
  it('begin below the title and never skip a level', () => {
    const source = '### a\n\n###### b\n\n### c\n\n# d\n\n## e'
    const levels = [...markdown(source).matchAll(/<(h\d)>(\w)/g)].map(
      ([, level, letter]) => `${letter}${level}`,
    )
    expect(levels).toEqual(['ah2', 'bh3', 'ch2', 'dh2', 'eh3'])
  })

  it('carry the address that their article gave them, and lead to it', () => {
    const heading: RootContent = {
      type: 'heading',
      depth: 2,
      data: { id: 'what-it-is' },
      children: [words('What')],
    }
    expect(html(heading)).toBe('<h2 id="what-it-is"><a class="here" href="#what-it-is">What</a></h2>')
  })
})

describe('footnotes', () => {
  const output = markdown(
    'a[^x] b[^y] c[^x]\n\n[^x]: First.\n\n[^y]: Second, see [^z].\n\n[^z]: Third.\n\n[^unused]: Never.',
  )

  it('are numbered in the order of the text', () => {
    expect(output).toContain(
      'a<sup class="note-number"><a href="#noteText1" id="noteRef1" aria-label="Note 1">1</a></sup>',
    )
    expect(output).toContain(
      'c<sup class="note-number"><a href="#noteText1" id="noteRef1-2" aria-label="Note 1">1</a></sup>',
    )
    expect(output).toContain('see <sup class="note-number"><a href="#noteText3"')
    expect(output).not.toContain('Never')
  })

  it('are found in any block, and of several with one name the first counts', () => {
    const notes = markdown('a[^1]\n\n> [^1]: In a quote.\n\n[^1]: Second.\n')
    expect(notes).toContain('In a quote.')
    expect(notes).not.toContain('Second.')
  })

  it('lead back to each place that refers to them', () => {
    expect(output).toContain(
      '<section class="notes" aria-labelledby="pageNotes">\n<h2 id="pageNotes">Notes</h2>',
    )
    expect(output).toMatch(
      /<li id="noteText1"><p>First\.\u00a0<a href="#noteRef1" class="way-back" aria-label="[^"]+, 1">.*<a href="#noteRef1-2"/,
    )
  })

  it('have an end for every link and one id each', () => {
    const ids = [...output.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, target] of output.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target)
  })
})

describe('headings', () => {
  it('do not lead to themselves where they have a link of their own', () => {
    const link: PhrasingContent = { type: 'link', url: 'other.md', children: [words('Pay')] }
    const children: PhrasingContent[] = [{ type: 'emphasis', children: [link] }]
    expect(html({ type: 'heading', depth: 2, data: { id: 'pay' }, children })).toBe(
      '<h2 id="pay"><em><a href="../../articles/other/">Pay</a></em></h2>',
    )
  })
})

describe('mentions', () => {
  it('link to the entry and are described by the expansion', () => {
    expect(html(paragraph('The ', mention('ICB'), '.'))).toBe(
      '<p>The <a class="term" href="../../glossary/#icb" aria-description="long &#x26; <form>">ICB</a>.</p>',
    )
  })

  it('are not expanded where the author has just done so', () => {
    expect(html(paragraph(mention('ICB', { definedHere: true })))).toBe(
      '<p><a class="term" href="../../glossary/#icb">ICB</a></p>',
    )
  })

  it.each(['heading', 'plain', 'link'] as const)('stay text in a %s, whatever the policy says', (where) => {
    expect(html(paragraph(mention('ICB', { where })))).toBe('<p>ICB</p>')
  })

  it('stay text where the policy leaves them', () => {
    expect(html(paragraph(mention('X', { termId: 'unmarked' })))).toBe('<p>X</p>')
  })
})

describe('our own nodes', () => {
  it('says the kind of a callout in words', () => {
    const note: RootContent = { type: 'callout', kind: 'warning', title: 'Mind', children: [paragraph('a')] }
    expect(html(note)).toBe(
      '<div class="callout callout-warning" role="note">\n<p class="callout-title"><strong>Warning</strong> <span>Mind</span></p>\n<p>a</p>\n</div>',
    )
  })

  it('makes a button a link', () => {
    expect(html({ type: 'button', url: 'https://example.org/join', children: [words('Join')] })).toBe(
      '<p class="button"><a href="https://example.org/join">Join</a></p>',
    )
  })

  it('gives a figure its caption, and none where there is none', () => {
    const image =
      '<img src="../../images/abc.png" alt="b" width="640" height="480" loading="lazy" decoding="async">'
    expect(html({ type: 'figure', url: 'pic.png', alt: 'b', children: [words('c')] })).toBe(
      `<figure>${image}\n<figcaption>c</figcaption></figure>`,
    )
    expect(html({ type: 'figure', url: 'pic.png', alt: 'b', children: [] })).toBe(`<figure>${image}</figure>`)
    const link = { url: 'other.md', title: 't' }
    expect(html({ type: 'figure', url: 'pic.png', alt: 'b', link, children: [words('c')] })).toBe(
      `<figure><a href="../../articles/other/" title="t">${image}</a>\n<figcaption>c</figcaption></figure>`,
    )
    const evil = { url: 'javascript:alert(1)' }
    expect(html({ type: 'figure', url: 'pic.png', alt: 'b', link: evil, children: [] })).toBe(
      `<figure>${image}</figure>`,
    )
  })

  it('shows every part of a passage, each with its label', () => {
    const output = html({
      type: 'audiencePassage',
      when: 'region in [Wales, "Northern Ireland"]',
      children: [paragraph('a')],
      otherwise: [paragraph('b')],
    })
    expect(output).toContain('id="passage1For">For members: region: Wales or Northern Ireland</p>\n<p>a</p>')
    expect(output).toContain('id="passage1Others">For everyone else</p>\n<p>b</p>')
    expect(output).toContain('<div class="passage" role="group" aria-labelledby="passage1For">')
  })

  it('keeps only language and direction of an inline element', () => {
    const attributes = { lang: 'cy', dir: 'ltr', onclick: 'x()' }
    expect(html(paragraph({ type: 'inlineElement', name: 'q', attributes, children: [words('a')] }))).toBe(
      '<p><q lang="cy" dir="ltr">a</q></p>',
    )
    expect(
      html(paragraph({ type: 'inlineElement', name: 'script', attributes, children: [words('a')] })),
    ).toBe('<p>a</p>')
  })

  it('gives items the numbers that their author wrote', () => {
    const [list] = parser.parse('3. a\n5. b\n6. c').children
    if (list?.type === 'list') list.children[1]!.data = { number: 5 }
    expect(html(list!)).toBe('<ol start="3">\n<li>a</li>\n<li value="5">b</li>\n<li>c</li>\n</ol>')
  })

  it('renders definition lists', () => {
    const list: RootContent = {
      type: 'defList',
      children: [
        { type: 'defListTerm', children: [words('a')] },
        { type: 'defListDescription', children: [paragraph('b')] },
        { type: 'defListDescription', children: [paragraph('c'), paragraph('d')] },
      ],
    }
    expect(html(list)).toBe('<dl>\n<dt>a</dt>\n<dd>b</dd>\n<dd><p>c</p><p>d</p></dd>\n</dl>')
  })

  it('leaves out the closing list of abbreviations', () => {
    const article = {
      tree: tree(paragraph('a'), { ...paragraph('ICB b'), data: { abbreviationList: true } }),
    }
    expect(renderArticleBody(article as unknown as Article, context)).toBe('<p>a</p>')
  })
})

describe('what an author writes is data', () => {
  it('escapes text and attributes', () => {
    expect(html(paragraph('<script>alert(1)</script> & "'))).toBe(
      '<p>&#x3C;script>alert(1)&#x3C;/script> &#x26; "</p>',
    )
    expect(html({ type: 'figure', url: 'pic.png', alt: '"><b>', children: [] })).toContain('alt="&#x22;><b>"')
  })

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:x',
    'java\tscript:x',
    ' javascript:x',
    'data:text/html,x',
    'vbscript:x',
    '\u0001javascript:x',
  ])('keeps only the words of a link to %j', (url) => {
    expect(html(paragraph({ type: 'link', url, children: [words('a')] }))).toBe('<p>a</p>')
    expect(html({ type: 'button', url, children: [words('a')] })).toBe('<p class="button">a</p>')
  })

  it.each([
    'https://example.org/a:b',
    'mailto:a@example.org',
    'tel:+441',
    '#part',
    '/a:b',
    'a/b:c',
    '?q=javascript:',
  ])('keeps a link to %s', (url) => {
    expect(html(paragraph({ type: 'link', url, children: [words('a')] }))).toContain(`href="${url}"`)
  })
})
