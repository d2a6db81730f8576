import { describe, expect, test } from 'vitest'
import { outline as outlineOf, process } from './process.ts'

describe('what was meant as a link or a picture', () => {
  test.each([
    ['![A b](images/my photo.png)', ['articles/unread-link ![A b](images/my photo.png)']],
    ['![A](images/photo (1).png "Words")', ['articles/unread-link ![A](images/photo (1).png "Words")']],
    ['see [the other](My other file.md#part) now', ['articles/unread-link [the other](My other file.md#part)']],
    ['see [x] (https://example.org/a) now', []],
    ['see [x](a b.md) and [x](a b.md), [y](c d.md)', ['x](a b.md)', 'x](a b.md)', 'y](c d.md)'].map((link) => `articles/unread-link [${link}`)],
    ['Not \\[x](a b.md) but [x](a b.md).', ['articles/unread-link [x](a b.md)']],
    ['The union [Union] ([statement](https://example.org/s)) agreed to m[i][j] in [3] (https://example.org/r).', []],
    ['The form [English only] (see leaflet.pdf) is out, vote now![1](page 4)', []],
    ['see [x](https://example.org/a b) now', ['articles/unread-link [x](']],
    ['see [the rules][nowhere]', ['articles/undefined-reference [the rules][nowhere]']],
    ['> a\n> [x](a b.md)', ['articles/unread-link [x](a b.md)']],
    ['said [sic](and so on) and [1][2], [a], \\[x](a b.md) and \\[a][b]', []],
    ['`[x](a b.md)`', []],
    ['[ok](<https://example.org/a b> "t"), ![ok]() and [ok][here]\n\n[here]: https://example.org/', []],
  ])('is told where it was read as text: %j', (source, found) => {
    expect(process(source).found).toEqual(found)
  })
})

describe('addresses', () => {
  test.each([
    '[A](javascript:alert(1))',
    '[A](JAVASCRIPT:x)',
    '[A](<java script:x>)',
    '[A](java&Tab;script:x)',
    '[A](&#1;javascript:x)',
    '[A](javascript&colon;x)',
    '[A](data:text/html,x)',
    '[A](vbscript:x)',
    '[A](file:///etc/passwd)',
    '[A][r]\n\n[r]: javascript:x',
  ])('%s loses its address and keeps its words', (source) => {
    const { outline, found } = process(source)
    expect(outline).toEqual(['paragraph(A)'])
    expect(found).toEqual([`articles/unsafe-link ${source.split('\n')[0]}`])
  })

  test('an autolink keeps its words', () => {
    const { outline, found } = process('x <javascript:alert(1)>')
    expect(outline).toEqual(['paragraph(x ,javascript:alert(1))'])
    expect(found).toHaveLength(1)
  })

  test.each(['https://example.org/', 'http://example.org', 'mailto:office@example.org', 'tel:+441632960000', '/articles/x/', '#part', '//example.org'])(
    '%s passes',
    (url) => {
      expect(process(`[A](${url})`)).toMatchObject({ outline: [`paragraph(link ${url}(A))`], found: [] })
    },
  )

  test('links to articles are facts, with their files from the root', () => {
    const { facts, outline } = process('[A](./other.md#pay%20day) [B](2023/x.md) [C](/articles/y.md) [D](#here)')
    expect(facts.links).toMatchObject([
      { url: './other.md#pay%20day', path: 'articles/other.md', fragment: 'pay day', place: { start: { column: 1 } } },
      { path: 'articles/2023/x.md' },
      { path: 'articles/y.md' },
      { path: 'articles/report.md', fragment: 'here' },
    ])
    expect(outline[0]).toContain('link ./other.md#pay%20day(A)')
  })

  test.each([
    ['[A](../../x.md)', 'articles/link-outside'],
    ['[A](agenda.pdf)', 'articles/unpublished-link'],
    ['[A]()', 'articles/empty-link'],
    ['x [](https://example.org)', 'articles/empty-link'],
  ])('%s is reported', (source, rule) => {
    expect(process(source).findings.map((finding) => finding.rule)).toEqual([rule])
  })
})

describe('pictures', () => {
  test('one that stands alone is a figure with its title as caption', () => {
    const { outline, facts, found } = process('![What it shows](images/a%20b.png "The caption")')
    expect(outline).toEqual(['figure images/a%20b.png "What it shows"(The caption)'])
    expect(facts.images).toMatchObject([{ url: 'images/a%20b.png', path: 'articles/images/a b.png' }])
    expect(found).toEqual([])
  })

  test.each([
    ['![a][r]\n\n[r]: /images/x.png "T"', 'figure /images/x.png "a"(T)', 'images/x.png'],
    ['Words ![a](x.png)', 'paragraph(Words ,image x.png "a")', 'articles/x.png'],
    ['- ![a](x.png)', 'list(listItem(paragraph(image x.png "a")))', 'articles/x.png'],
    ['<img src="x.png" alt="a">', expect.stringContaining('x.png "a"'), 'articles/x.png'],
    ['![a](images\\x.png)', expect.stringContaining('figure'), 'articles/images/x.png'],
  ])('%j is shown', (source, outline, path) => {
    const result = process(source)
    expect(result.outline).toEqual([outline])
    expect(result.facts.images.map((image) => image.path)).toEqual([path])
    expect(result.found).toEqual([])
  })

  const figure = 'figure x.png "a"(T)'

  test.each([
    ['- ![a](x.png "T")', `list(listItem(${figure}))`],
    ['- b\n\n  ![a](x.png "T")', `list(listItem(paragraph(b),${figure}))`],
    ['- <img src="x.png" alt="a" title="T">', `list(listItem(${figure}))`],
    ['b\n: ![a](x.png "T")', `defList(defListTerm(b),defListDescription(${figure}))`],
    ['![a](x.png "T")\n![b](y.png "U")', `${figure} figure y.png "b"(U)`],
    ['![a](x.png "T") ![b](y.png)', `${figure} figure y.png "b"()`],
    ['![b](y.png)  \n![a][r]\n\n[r]: x.png "T"', `figure y.png "b"() ${figure}`],
    ['[![a](x.png "T")](https://example.org/)', figure],
    ['<a href="https://example.org/"><img src="x.png" alt="a" title="T"></a>', figure],
    ['<figure><img src="x.png" alt="a" title="T"></figure>', figure],
    ['![a](x.png)\n![b](y.png)', 'paragraph(image x.png "a",\n,image y.png "b")'],
    ['[![a](x.png " ")](https://example.org/)', 'paragraph(link https://example.org/(image x.png "a"))'],
  ])('%j keeps its captions', (source, expected) => {
    const { outline, found } = process(source)
    expect(outline.join(' ')).toBe(expected)
    expect(found).toEqual([])
  })

  test('one with a caption is a figure in a footnote', () => {
    const { tree, found } = process('b[^c]\n\n[^c]: ![a](x.png "T")')
    expect(tree.children.map(outlineOf)).toEqual(['paragraph(b,footnoteReference)', `footnoteDefinition(${figure})`])
    expect(found).toEqual([])
  })

  test('a figure knows where its picture leads', () => {
    const { tree } = process('[![a](x.png "T")](https://example.org/ "L") ![b](y.png)')
    expect(tree.children).toMatchObject([{ link: { url: 'https://example.org/', title: 'L' } }, {}])
    expect(tree.children[1]).not.toHaveProperty('link')
  })

  test('terms in a caption are found where they stand', () => {
    const source = '- [![a](x.png "The DfE")](https://example.org/)\n\n<figure><img src="x.png" alt="a" title="Of LA"></figure>'
    const { facts } = process(source)
    const letters = facts.mentions.map(({ place }) => source.slice(place.start.offset, place.end.offset))
    expect(letters[0]).toBe('DfE')
    expect(facts.mentions.map(({ text, where }) => `${text} ${where}`)).toEqual(['DfE prose', 'LA prose'])
  })

  test.each([
    'b ![a](x.png "T")',
    '![a](x.png "T") b',
    '**![a](x.png "T")**',
    '[b ![a](x.png "T")](https://example.org/)',
    '- b ![a](x.png "T")',
    '## b ![a](x.png "T")',
    '| ![a](x.png "T") |\n|---|',
    '![a](x.png "T")\n: b',
    'b[^c]\n\n[^c]: d ![a](x.png "T")',
    '::button[![a](x.png "T")]{href=https://example.org/}',
  ])('%j loses its caption, and it is said', (source) => {
    expect(process(source).found).toEqual(['articles/lost-caption T'])
  })

  test('a caption that is written elsewhere is reported at its picture', () => {
    expect(process('b ![a][r]\n\n[r]: x.png "T"').found).toEqual(['articles/lost-caption ![a][r]'])
  })

  test.each([
    ['![a](javascript:x "T")', 'paragraph(a — ,T)'],
    ['![](javascript:x "T")', 'paragraph(T)'],
    ['<figure><img src="javascript:x" alt="a"><figcaption>*T*</figcaption></figure>', 'paragraph(a — ,*T*)'],
  ])('%j keeps its words where it cannot be shown', (source, expected) => {
    expect(process(source)).toMatchObject({ outline: [expected], findings: [{ rule: 'articles/unsafe-link' }] })
  })

  test.each([
    ['![](x.png)', 'articles/missing-alt'],
    ['x ![ ](x.png)', 'articles/missing-alt'],
    ['![a](../../x.png)', 'articles/image-outside'],
    ['![a](b\\c/../../../../x.png)', 'articles/image-outside'],
    ['![a](%2e%2e/%2e%2e/x.png)', 'articles/image-outside'],
    ['![a](C:\\\\x.png)', 'articles/image-outside'],
    ['![a](file:///x.png)', 'articles/image-outside'],
    ['![a](https://example.org/x.png)', 'articles/remote-image'],
    ['![a](//example.org/x.png)', 'articles/remote-image'],
    ['![a](data:image/png;base64,x)', 'articles/unsafe-link'],
    ['<img src="x.png">', 'articles/missing-alt'],
  ])('%j is reported', (source, rule) => {
    expect(process(source).findings.map((finding) => finding.rule)).toEqual([rule])
  })

  test('the article’s own picture needs words as well', () => {
    const { findings } = process('', { image: 'x.png' })
    expect(findings).toMatchObject([{ rule: 'articles/missing-alt', place: { start: { line: 3 } } }])
    expect(process('', { image: 'x.png', imageAlt: 'A hall' }).findings).toEqual([])
  })
})
