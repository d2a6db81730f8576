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
