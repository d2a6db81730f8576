import { describe, expect, it } from 'vitest'
import { readHtml } from '../../../src/intake/html/read-html.ts'
import { readSample } from '../read-sample.ts'

const spacer = `<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span>`

function read(body: string): string | undefined {
  return readSample(
    readHtml,
    `<html><head><style>p.MsoNormal{margin:0}</style></head><body lang=EN-GB>${body}</body></html>`,
  ).html
}

/** A paragraph of a list as Word saves it with all its own styles. */
function item(level: number, sign: string, words: string, list = 'l0'): string {
  return `<p class=MsoListParagraph style='margin-left:${level * 36}.0pt;mso-add-space:auto;text-indent:-18.0pt;
mso-list:${list} level${level} lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-fareast-font-family:
Symbol'><span style='mso-list:Ignore'>${sign}${spacer}</span></span><![endif]>${words}<o:p></o:p></p>`
}

/** The same, filtered. */
function filtered(margin: number, sign: string, words: string): string {
  return `<p class=MsoListParagraphCxSpMiddle style='margin-left:${margin}.0pt;text-indent:-18.0pt'><span
style='font-family:Symbol'>${sign}${spacer}</span>${words}</p>`
}

describe('a page of Word', () => {
  it('has its title, its paragraphs and no blank lines', () => {
    const html = read(`<div class=WordSection1><p class=MsoTitle>Autumn news</p>
<p class=MsoNormal><span lang=EN-US>First <b>bold</b>, <i style='mso-bidi-font-style:normal'>slanted</i>.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Second,&nbsp;last <st1:place>Wales</st1:place>.</p></div>`)
    expect(html).toBe(
      '<h1>Autumn news</h1><p>First <strong>bold</strong>, <em>slanted</em>.</p><p>Second,\u00a0last Wales.</p>',
    )
  })

  it('has lists, whose signs are not among the words', () => {
    expect(
      read(item(1, '·', 'One') + item(2, 'o', 'Deep') + item(1, '·', 'Two') + '<p class=MsoNormal>After</p>'),
    ).toBe('<ul><li>One<ul><li>Deep</li></ul></li><li>Two</li></ul><p>After</p>')
  })

  it('keeps the numbers of lists that go on after a paragraph', () => {
    expect(
      read(
        `${item(1, '1.', 'One')}<p class=MsoNormal>Between</p>${item(1, '2.', 'Two')}${item(1, '5.', 'Five')}`,
      ),
    ).toBe('<ol><li>One</li></ol><p>Between</p><ol><li value="2">Two</li><li value="5">Five</li></ol>')
  })

  it('begins a new list where another begins with one', () => {
    expect(read(item(1, '1.', 'One') + item(1, '2.', 'Two') + item(1, '1.', 'Other', 'l3'))).toBe(
      '<ol><li>One</li><li>Two</li></ol><ol><li>Other</li></ol>',
    )
  })

  it('keeps letters and numbers of several parts as words', () => {
    expect(read(item(1, 'a)', 'Alpha') + item(1, 'b)', 'Beta') + item(2, '1.1.', 'Part'))).toBe(
      '<ul><li>a) Alpha</li><li>b) Beta<ul><li>1.1. Part</li></ul></li></ul>',
    )
  })

  it('has the same lists when it is filtered, by how far they are set in', () => {
    const body = filtered(36, '·', 'One') + filtered(72, 'o', 'Deep') + filtered(36, '·', 'Two')
    expect(read(body)).toBe('<ul><li>One<ul><li>Deep</li></ul></li><li>Two</li></ul>')
    expect(read(filtered(36, '3)', 'Three'))).toBe('<ol><li value="3">Three</li></ol>')
  })

  it('goes on with an item in its next paragraph', () => {
    const next = "<p class=MsoListParagraphCxSpMiddle style='margin-left:36.0pt'>More of it</p>"
    expect(read(filtered(36, '·', 'One') + next + filtered(36, '·', 'Two'))).toBe(
      '<ul><li><p>One</p><p>More of it</p></li><li>Two</li></ul>',
    )
  })

  it('has one list where a blank line stands between its items, and lists in cells of tables', () => {
    const blank = '<p class=MsoNormal><o:p>&nbsp;</o:p></p>'
    const cell = item(1, '1.', 'One') + blank + item(1, '2.', 'Two')
    const rows = `<tr><td>A</td><td>B</td></tr><tr><td>${cell}</td><td><p class=MsoNormal>All</p></td></tr>`
    expect(read(`<table>${rows}</table>`)).toBe(
      '<table><tr><td>A</td><td>B</td></tr><tr><td><ol><li>One</li><li>Two</li></ol></td><td>All</td></tr></table>',
    )
  })

  it('does not take a paragraph that is set in for a list', () => {
    expect(read("<p class=MsoNormal style='text-indent:-18.0pt'>Re: the vote</p>")).toBe(
      '<p>Re: the vote</p>',
    )
  })

  it('keeps the numbers of headings as words', () => {
    expect(read(`<h2>2.${spacer}Pay and <b>conditions</b></h2>`)).toBe(
      '<h2>2. Pay and <strong>conditions</strong></h2>',
    )
    expect(read('<h2><b>Pay</b></h2>')).toBe('<h2>Pay</h2>')
  })

  it('has notes, of which it keeps no numbers', () => {
    const call = (number: number): string =>
      `<a style='mso-footnote-id:ftn${number}' href="#_ftn${number}" name="_ftnref${number}" title=""><span
class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]>[${number}]<![endif]></span></span></a>`
    const note = (
      number: number,
      words: string,
    ): string => `<div style='mso-element:footnote' id=ftn${number}>
<p class=MsoFootnoteText><a style='mso-footnote-id:ftn${number}' href="#_ftnref${number}" name="_ftn${number}"
title=""><span class=MsoFootnoteReference>[${number}]</span></a> ${words}</p></div>`
    const end = '<br clear=all><hr align=left size=1 width="33%">'
    const text = `<div class=WordSection1><p class=MsoNormal>Pay${call(1)} rose.${call(2)}</p></div>`
    expect(
      read(
        `${text}<div style='mso-element:footnote-list'>${end}${note(1, 'Since May.')}${note(2, 'By 3%.')}</div>`,
      ),
    ).toBe(
      '<p>Pay<a data-note-ref="1"></a> rose.<a data-note-ref="2"></a></p>' +
        '<section data-note="1"><p>Since May.</p></section><section data-note="2"><p>By 3%.</p></section>',
    )
    const one = `<div class=WordSection1><p class=MsoNormal>Pay${call(1)}</p></div><div>${end}${note(1, 'Since May.')}</div>`
    expect(read(one)).toBe(
      '<p>Pay<a data-note-ref="1"></a></p><section data-note="1"><p>Since May.</p></section>',
    )
  })

  it('leaves out the table of contents, hidden words and comments, of which the last are told', () => {
    const { html, findings } = readSample(
      readHtml,
      `<p class=MsoToc1><a href="#_Toc1">Pay 2</a></p><p>Seen<span style='display:none;mso-hide:all'> not seen</span><span
class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[A1]</a></span></p><div style='mso-element:comment-list'>
<div style='mso-element:comment'><p class=MsoCommentText>Really?</p></div></div>`,
    )
    expect(html).toBe('<p>Seen</p>')
    expect(findings.map(({ rule, message }) => [rule, message])).toEqual([
      ['intake/lost-content', 'Unexpected comment of an editor near “Seen”, expected what Markdown has'],
    ])
  })

  it('keeps words that were deleted and inserted as such', () => {
    expect(read('<p>We <del cite="mailto:a" datetime="2026">may</del> <ins>will</ins> meet</p>')).toBe(
      '<p>We <del>may</del> will meet</p>',
    )
  })

  it('has the pictures of its folder, also where it draws them itself', () => {
    const picture = `<p><!--[if gte vml 1]><v:shape><v:imagedata src="news_files/image001.png"/></v:shape><![endif]--><![if !vml]><img
width=200 height=100 src="news_files/image001.png" alt="Members&#10;at the door"><![endif]></p>`
    const { html, pictures, findings } = readSample(readHtml, picture, { 'news_files/image001.png': 'PNG' })
    expect(html).toBe('<p><img src="news_files/image001.png" alt="Members at the door"></p>')
    expect(pictures).toEqual({ 'news_files/image001.png': 'PNG' })
    expect(findings).toEqual([])
  })
})
