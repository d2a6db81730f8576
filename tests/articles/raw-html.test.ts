import { describe, expect, test } from 'vitest'
import { plainText } from '../../src/articles/index.ts'
import { process } from './process.ts'

describe('inline HTML', () => {
  test.each([
    ['H<sub>2</sub>O', 'paragraph(H,sub(2),O)'],
    ['<b>a</b> <strong>b</strong> <i>c</i> <em>d</em>', 'paragraph(strong(a), ,strong(b), ,emphasis(c), ,emphasis(d))'],
    ['<s>a</s> <del>b</del> <kbd>c</kbd>', 'paragraph(delete(a), ,delete(b), ,kbd(c))'],
    ['x <span lang="cy" dir=ltr>a</span>', 'paragraph(x ,span lang=cy dir=ltr(a))'],
    ['x <a href="https://example.org/a?b&amp;c">*y*</a>', 'paragraph(x ,link https://example.org/a?b&c(emphasis(y)))'],
    ['x <a href="https://example.org/">https://example.org/</a>', 'paragraph(x ,link https://example.org/(https://example.org/))'],
    ['x <code>y</code>', 'paragraph(x ,inlineCode(y))'],
    ['a<br>b', 'paragraph(a,break,b)'],
    ['a<!-- hidden -->b', 'paragraph(a,b)'],
    ['<mark>*a* <sup>b</sup></mark> c', 'paragraph(mark(emphasis(a), ,sup(b)), c)'],
  ])('%s is kept', (source, outline) => {
    expect(process(source)).toMatchObject({ outline: [outline], found: [] })
  })

  test.each([
    ['a <script>alert(1)</script> b', 'paragraph(a , b)', 'articles/unsafe-html <script>'],
    ['a <b onclick="x()" class=y>b</b>', 'paragraph(a ,strong(b))', 'articles/unsafe-html <b onclick="x()" class=y>'],
    ['a <font color=red>b</font>', 'paragraph(a ,b)', 'articles/unsafe-html <font color=red>'],
    ['a <iframe src=x></iframe> b', 'paragraph(a , b)', 'articles/unsafe-html <iframe src=x>'],
    ['a <a href="java&#x0A;script:x()">b</a>', 'paragraph(a ,b)', 'articles/unsafe-link <a href="java&#x0A;script:x()">b</a>'],
    ['a <constructor>b</constructor>', 'paragraph(a ,b)', 'articles/unsafe-html <constructor>'],
    ['a <u>b', 'paragraph(a ,b)', 'articles/unclosed-html <u>'],
    ['a b</u>', 'paragraph(a b)', 'articles/unclosed-html </u>'],
    ['a <u>b *c</u> d*', 'paragraph(a ,b ,emphasis(c, d))', 'articles/unclosed-html </u>'],
  ])('%s is cut down with one warning', (source, outline, found) => {
    const result = process(source)
    expect(result.outline).toEqual([outline])
    expect(result.found).toContain(found)
    expect(result.found.filter((rule) => !rule.startsWith('articles/unclosed-html'))).toHaveLength(
      found.startsWith('articles/unclosed-html') ? 0 : 1,
    )
  })
})

describe('a tag without an end', () => {
  test.each([
    ['<p>Hello</p>\n<Ann Smith is chair', ['paragraph(Hello)', 'paragraph(<Ann Smith is chair)'], '<Ann Smith is chair'],
    ['<p>text <b unclosed words', ['paragraph(text <b unclosed words)'], '<b unclosed words'],
    ['<p title="never closed>gone</p> here', ['paragraph(<p title="never closed>gone here)'], '<p title="never closed>gone</p> here'],
    ['> <p>a</p>\n> <i b', ['blockquote(paragraph(a),paragraph(<i b))'], '<i b'],
    ['<!-- <b -->\n<p>a</p <u', ['paragraph(a</p <u)'], '</p <u'],
  ])('%j is shown as text, and told', (source, outline, at) => {
    expect(process(source)).toMatchObject({ outline, found: [`articles/unclosed-html ${at}`] })
  })

  test.each(['<![CDATA[ words ]]>', '<?php words ?>', '<!DOCTYPE html>'])('%s is no tag, and told', (source) => {
    const { outline, found } = process(`${source}\n\nA`)
    expect([outline, found]).toEqual([['paragraph(A)'], [`articles/unsafe-html ${source}`]])
  })
})

describe('blocks of HTML', () => {
  test.each([
    ['<div>\n<p>A <b>b</b></p>\n</div>', ['paragraph(A ,strong(b))']],
    ['<h2>Head</h2>', ['heading(Head)']],
    ['<ul><li>a<li>b</ul>', ['list(listItem(paragraph(a)),listItem(paragraph(b)))']],
    ['<details><summary>S</summary>\n\n*md*\n\n</details>', ['paragraph(strong(S))', 'paragraph(emphasis(md))']],
    ['<p>H<sub>2</sub>O <q>q</q></p>', ['paragraph(H,sub(2),O ,q(q))']],
    ['<table><tr><th>a</th></tr><tr><td>b</td></tr></table>', ['table(tableRow(tableCell(a)),tableRow(tableCell(b)))']],
    ['<figure><img src="a.png" alt="A"><figcaption>Cap</figcaption></figure>', ['figure a.png "A"(Cap)']],
    ['<!-- hidden\n\nstill -->', []],
    ['<p>1 < 2 <a href="https://example.org/?a>b">c</a></p>', ['paragraph(1 < 2 ,link https://example.org/?a>b(c))']],
  ])('%j becomes what Markdown would give', (source, outline) => {
    expect(process(source)).toMatchObject({ outline, found: [] })
  })

  test.each([
    ['<script>\nalert(1)\n\nmore\n</script>\n\nA', 'articles/unsafe-html <script>\nalert(1)\n\nmore\n</script>'],
    ['<style>p { color: red }</style>\n\nA', 'articles/unsafe-html <style>p { color: red }</style>'],
    ['<div onclick="x()">A</div>', 'articles/unsafe-html <div onclick="x()">A</div>'],
    ['<p>A<img src=x onerror=alert(1) alt=""></p>', 'articles/unsafe-html <img src=x onerror=alert(1) alt="">'],
    ['<iframe src="https://example.org"></iframe>\n\nA', 'articles/unsafe-html <iframe src="https://example.org"></iframe>'],
    ['<center>A</center>', 'articles/unsafe-html <center>A</center>'],
    ['<p><a href=" JaVaScRiPt:x">A</a></p>', 'articles/unsafe-link <a href=" JaVaScRiPt:x">A</a>'],
    ['> <div>\n> <a href="data:text/html,x">A</a></div>', 'articles/unsafe-link <a href="data:text/html,x">A</a>'],
    ['A\n\n<!-- never ends\n\nB', 'articles/unclosed-html <!-- never ends\n\nB'],
  ])('%j loses what is unsafe, with its place', (source, found) => {
    const result = process(source)
    expect(result.found).toContain(found)
    expect(plainText(result.tree).trim()).toBe('A')
  })

  test('no article leaves a node of HTML behind', () => {
    const tree = JSON.stringify(process('<p>a</p>\n\nb <i>c</i> <x-y>\n\n- <hr>\n\n| <b>x</b> |\n|---|\n\n<').tree)
    expect(tree).not.toContain('"html"')
  })
})

describe('a figure of HTML', () => {
  const img = (name: string): string => `<img src="${name.toLowerCase()}.png" alt="${name}">`

  test.each([
    [`<a href="https://example.org/">${img('A')}</a><figcaption>C</figcaption>`, ['figure a.png "A"(C)']],
    [`${img('A')}<figcaption><p>C</p><p>D</p></figcaption>`, ['figure a.png "A"(C D)']],
    [`<p>${img('A')}</p><figcaption>C<sub>2</sub></figcaption>`, ['figure a.png "A"(C,sub(2))']],
    [
      `${img('A')} ${img('B')}<figcaption>C</figcaption>`,
      ['paragraph(image a.png "A", ,image b.png "B")', 'paragraph(C)'],
    ],
    [
      `Before${img('A')}<p>Words</p><figcaption>C</figcaption><p>After</p>`,
      ['paragraph(Before,image a.png "A")', 'paragraph(Words)', 'paragraph(C)', 'paragraph(After)'],
    ],
    [`${img('A')}<figcaption>C</figcaption><figcaption>D</figcaption>`, ['figure a.png "A"()', 'paragraph(C)', 'paragraph(D)']],
    [
      `<figure>${img('A')}<figcaption>C</figcaption></figure><figure>${img('B')}</figure><figcaption>D</figcaption>`,
      ['figure a.png "A"(C)', 'figure b.png "B"()', 'paragraph(D)'],
    ],
    ['<blockquote>Q</blockquote><figcaption>C</figcaption>', ['blockquote(paragraph(Q))', 'paragraph(C)']],
  ])('of %s loses nothing', (content, outline) => {
    expect(process(`<figure>${content}</figure>`)).toMatchObject({ outline, found: [] })
  })

  test('keeps where its picture leads, if it may lead there', () => {
    const figure = (href: string) => `<figure><a href="${href}"><img src="a.png" alt="A"></a></figure>`
    expect(process(figure('https://example.org/')).tree.children[0]).toMatchObject({ link: { url: 'https://example.org/' } })
    const unsafe = process(figure('javascript:x'))
    expect(unsafe.tree.children[0]).not.toHaveProperty('link')
    expect(unsafe.found).toEqual([`articles/unsafe-link ${figure('javascript:x')}`])
  })

  test('has one caption: the title of its picture is told', () => {
    const image = '<img src="a.png" alt="A" title="T">'
    const { outline, found } = process(`<figure>${image}<figcaption>C</figcaption></figure>`)
    expect({ outline, found }).toEqual({ outline: ['figure a.png "A"(C)'], found: [`articles/lost-caption ${image}`] })
  })
})

describe('a sentence of HTML stays one', () => {
  const names = ['sub', 'sup', 'kbd', 'mark', 'small', 'u', 'ins', 'q', 'cite', 'span', 'bdi', 'bdo', 'var', 'samp']

  test.each(names)('with <%s> in it', (name) => {
    const sentence = `A <${name}>b</${name}> c.`
    const words = `A ,${name}(b), c.`
    const source = `<div>${sentence}</div><ul><li>${sentence}</li></ul><blockquote>${sentence}</blockquote><details><summary>${sentence}</summary>${sentence}</details><figcaption>${sentence}</figcaption><dl><dt>${sentence}</dt><dd>${sentence}</dd></dl>`
    expect(process(source)).toMatchObject({
      outline: [
        `paragraph(${words})`,
        `list(listItem(paragraph(${words})))`,
        `blockquote(paragraph(${words}))`,
        `paragraph(strong(${words}))`,
        `paragraph(${words})`,
        `paragraph(${words})`,
        `defList(defListTerm(${words}),defListDescription(paragraph(${words})))`,
      ],
      found: [],
    })
  })
})

describe('the words of two blocks of HTML stay apart', () => {
  test.each([
    ['<div><section>A</section>B</div>', ['paragraph(A)', 'paragraph(B)']],
    ['<section><header>A</header><article>B</article></section>', ['paragraph(A)', 'paragraph(B)']],
    ['<div><a href="https://example.org/"><p>A</p><p>B</p></a></div>', ['paragraph(link https://example.org/(A))', 'paragraph(link https://example.org/(B))']],
    ['<div><mark>A<p>B <b>C</b></p></mark></div>', ['paragraph(mark(A))', 'paragraph(mark(B ,strong(C)))']],
    ['<div><b><table><tr><th>A</th></tr><tr><td></td></tr></table></b></div>', ['table(tableRow(tableCell(strong(A))),tableRow(tableCell()))']],
    ['<h2><div>A</div><div>B</div></h2>', ['heading(A B)']],
    ['<details><summary><h2>A</h2><p>B</p></summary>C</details>', ['heading(A)', 'paragraph(B)', 'paragraph(C)']],
    ['<dl><div><dt><p>A</p><p>B</p></dt><dd>C</dd></div>D</dl>', ['defList(defListTerm(A B),defListDescription(paragraph(C)),defListDescription(paragraph(D)))']],
    ['<a href="https://example.org/"><h3>A</h3><p>B</p></a>', ['paragraph(link https://example.org/(A, ,B))']],
    ['<b><p>A</p> <p>B</p></b>', ['paragraph(strong(A, ,B))']],
    ['A<center>B</center>C', ['paragraph(A, ,B, ,C)']],
  ])('%s', (source, outline) => {
    expect(process(source).outline).toEqual(outline)
  })
})

describe('the language of HTML', () => {
  test.each([
    ['<p dir="rtl" lang="ar">A</p>', ['paragraph lang=ar dir=rtl(A)']],
    ['<h2 lang="fr">A</h2>', ['heading lang=fr(A)']],
    ['<ol lang="fr"><li lang="de">A</li></ol>', ['list lang=fr(listItem lang=de(paragraph(A)))']],
    ['<blockquote lang="fr">A</blockquote>', ['blockquote lang=fr(paragraph(A))']],
    ['<pre lang="fr">A</pre>', ['code(A)']],
    ['<div lang="de">A<p lang="it">B</p></div>', ['paragraph lang=de(A)', 'paragraph lang=it(B)']],
    ['<details lang="de"><summary>A</summary>B</details>', ['paragraph lang=de(strong(A))', 'paragraph lang=de(B)']],
    ['<dl lang="de"><dt lang="fr">A</dt><dd>B</dd></dl>', ['defList lang=de(defListTerm(span lang=fr(A)),defListDescription(paragraph(B)))']],
    ['<div><b lang="fr">A</b> <code lang="en">B</code></div>', ['paragraph(strong(span lang=fr(A)), ,span lang=en(inlineCode(B)))']],
    ['A <a href="https://example.org/" lang="fr">B</a> <code lang="en">C</code>', ['paragraph(A ,link https://example.org/(span lang=fr(B)), ,span lang=en(inlineCode(C)))']],
    ['<table lang="fr"><caption lang="de">A</caption><tr><th>B</th></tr><tr lang="it"><td lang="es">C</td></tr></table>', ['paragraph lang=de(A)', 'table lang=fr(tableRow(tableCell(B)),tableRow lang=it(tableCell lang=es(C)))']],
    ['<div lang="no such&quot;" dir="up">A</div>', ['paragraph(A)']],
  ])('%s stays', (source, outline) => {
    expect(process(source)).toMatchObject({ outline, found: [] })
  })

  test('stays of a figure and its caption', () => {
    const source = '<figure lang="cy"><img src="a.png" alt="A"><figcaption>B</figcaption></figure>'
    expect(process(source)).toMatchObject({ outline: ['figure a.png "A" lang=cy(span lang=cy(B))'], found: [] })
  })

  test.each([
    ['<div lang="cy">\n\nA\n\n- B\n\n</div>\n\nC', ['paragraph lang=cy(A)', 'list lang=cy(listItem(paragraph(B)))', 'paragraph(C)']],
    ['<div lang="cy">\n\n<div lang="fr">\n\nA\n\n</div>\n\nB\n\n<p>C</p>\n</div>\n\nD', ['paragraph lang=fr(A)', 'paragraph lang=cy(B)', 'paragraph lang=cy(C)', 'paragraph(D)']],
    ['<div>\n\n<div dir="rtl">\n\nA\n\n</div>\n\nB\n\n</div>', ['paragraph dir=rtl(A)', 'paragraph(B)']],
    ['<div lang="cy">\n\n:::note[T]\nA\n:::\n\n</div>\n<p>B</p>', ['callout note T(paragraph lang=cy(A))', 'paragraph(B)']],
    ['- <div lang="cy">\n\n  A\n\n- B\n\nC', ['list(listItem(paragraph lang=cy(A)),listItem(paragraph(B)))', 'paragraph(C)']],
    ['<!-- <div lang="cy"> -->\n\nA', ['paragraph(A)']],
  ])('%j is that of the Markdown within', (source, outline) => {
    expect(process(source).outline.filter(Boolean)).toEqual(outline)
  })
})

test('an element that says a language and never ends is told', () => {
  expect(process('<div lang="cy">\n\nA').found).toEqual(['articles/unclosed-html <div lang="cy">'])
  expect(process('<div lang="cy">A\n\nB\n\n</div>').found).toEqual([])
})

describe('a table of HTML', () => {
  test.each([
    ['<caption>C <p>D</p></caption><tr><th>A</th></tr>', ['paragraph(C)', 'paragraph(D)', 'table(tableRow(tableCell(A)))']],
    ['<tr><th>A</th><td>B</td></tr><tr><th>C</th><td>D</td></tr>', ['table(tableRow(tableCell(),tableCell()),tableRow(tableCell scope=row(A),tableCell(B)),tableRow(tableCell scope=row(C),tableCell(D)))']],
    ['<tr><td></td><th>A</th></tr><tr><th>B</th><td>C</td></tr>', ['table(tableRow(tableCell(),tableCell(A)),tableRow(tableCell scope=row(B),tableCell(C)))']],
    ['<thead><tr><th>A</th><th>B</th></tr><tr><th>C</th><th></th></tr></thead>', ['table(tableRow(tableCell(A),tableCell(B)),tableRow(tableCell scope=col(C),tableCell()))']],
    ['<tr><th>A</th></tr><tr><td>B<ul><li>C</li></ul>D</td></tr>', ['table(tableRow(tableCell(A)),tableRow(tableCell(paragraph(B),list(listItem(paragraph(C))),paragraph(D))))']],
    ['<tr><th>A</th></tr><tr><td>B<table><caption>C</caption><tr><td>D</td><td><a href="https://example.org/">E</a></td></tr></table></td></tr>', ['table(tableRow(tableCell(A)),tableRow(tableCell(paragraph(B),paragraph(C),paragraph(D),paragraph(link https://example.org/(E)))))']],
  ])('of %s keeps what it says', (rows, outline) => {
    expect(process(`<table>${rows}</table>`)).toMatchObject({ outline, found: [] })
  })

  test('has the links and words of its cells checked and counted', () => {
    const result = process('<table><tr><td><p><a href="javascript:x">A</a> B</p><p>DfE</p></td></tr></table>')
    expect(result.found).toEqual(['articles/unsafe-link <a href="javascript:x">A</a>'])
    expect(result.facts).toMatchObject({ wordCount: 3, mentions: [{ text: 'DfE' }] })
  })

  test('has no cells over several rows or columns, and it is told what they lose', () => {
    const { findings } = process('<table><tr><th colspan="2" rowspan="3">A</th></tr><tr><td colspan="1">B</td></tr></table>')
    expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      'articles/merged-cell: Unexpected cell over 2 columns and 3 rows, expected a cell for each; only the first shows its words',
    ])
  })

  test('makes no million cells of a slip', () => {
    expect(process('<table><tr><td colspan="100000000">A</td></tr></table>').found).toHaveLength(1)
  })
})

test('a message about an attribute names those that the element may have', () => {
  const { findings } = process('<p align="center">A</p>\n\n<table><tr><td class="x">B</td></tr></table>')
  expect(findings.map(({ message }) => message)).toEqual([
    'Unexpected attribute `align` of `<p>`, expected none but `lang` and `dir`',
    'Unexpected attribute `class` of `<td>`, expected none but `align`, `colspan`, `rowspan`, `lang` and `dir`',
  ])
})
