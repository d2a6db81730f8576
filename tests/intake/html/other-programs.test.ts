import { describe, expect, it } from 'vitest'
import { readHtml } from '../../../src/intake/html/read-html.ts'
import { readSample } from '../read-sample.ts'

describe('a page of Google Docs', () => {
  const style = `<style type="text/css">@import url('https://fonts.example.org/css');ul.lst-kix_ab1-0{list-style-type:none}
.c1{font-weight:700;font-family:"Arial"}.c2{font-style:italic}.c3{color:#000;font-weight:400;font-style:normal}
.c4{text-decoration:line-through}@media print{.c3{font-weight:700}}</style>`

  function read(body: string): ReturnType<typeof readSample> {
    return readSample(
      readHtml,
      `<html><head>${style}</head><body class="c9 doc-content">${body}</body></html>`,
    )
  }

  it('says by its style sheet what is bold and what is slanted', () => {
    const { html } = read(`<p class="c7 title" id="h.x"><span class="c3">Minutes</span></p><p class="c5"><span
class="c3">Plain, </span><span class="c1">bold </span><span class="c2 c1">and both</span><span class="c4">gone</span></p>
<p class="c5 c6"><span class="c3"></span></p><hr style="page-break-before:always;display:none;">`)
    expect(html).toBe('<h1>Minutes</h1><p>Plain, <strong>bold <em>and both</em></strong><del>gone</del></p>')
  })

  it('has lists whose levels are in their classes', () => {
    const { html } =
      read(`<ul class="c8 lst-kix_ab1-0 start"><li class="c2x li-bullet-0"><span class="c3">One</span></li></ul><ul
class="c8 lst-kix_ab1-1 start"><li><span>Deep</span></li><li><span>Deep too</span></li></ul><ul class="c8 lst-kix_ab1-0"><li>
<span>Two</span></li></ul><p><span>Between</span></p><ol class="lst-kix_cd-0" start="3"><li><span>Three</span></li></ol>`)
    expect(html).toBe(
      '<ul><li>One<ul><li>Deep</li><li>Deep too</li></ul></li><li>Two</li></ul><p>Between</p><ol><li value="3">Three</li></ol>',
    )
  })

  it('leads to the real addresses', () => {
    const { html } = read(
      '<p><a href="https://www.google.com/url?q=https://example.org/a?b%3D1%26c%3D2&amp;sa=D&amp;source=editors&amp;ust=17&amp;usg=A">Here</a></p>',
    )
    expect(html).toBe('<p><a href="https://example.org/a?b=1&#x26;c=2">Here</a></p>')
  })

  it('has notes, and comments that are left out and told', () => {
    const { html, findings } =
      read(`<p><span>Pay rose</span><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup><sup><a
href="#cmnt1" id="cmnt_ref1">[a]</a></sup><span> again</span></p><hr class="c0"><div><p class="c5"><a href="#ftnt_ref1"
id="ftnt1">[1]</a><span>&nbsp;By 3%.</span></p></div><div class="c6"><p class="c5"><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Sure?</span></p></div>`)
    expect(html).toBe(
      '<p>Pay rose<a data-note-ref="1"></a> again</p><section data-note="1"><p>By 3%.</p></section>',
    )
    expect(findings.map(({ message }) => message)).toContain(
      'Unexpected comment of an editor near “Pay rose”, expected what Markdown has',
    )
  })

  it('says nothing by the bold type that it wraps round what is copied', () => {
    const { html } = read(
      '<b style="font-weight:normal;" id="docs-internal-guid-1"><p>One</p><p><b>Two</b></p></b>',
    )
    expect(html).toBe('<p>One</p><p><strong>Two</strong></p>')
  })
})

describe('a page of LibreOffice', () => {
  function read(body: string): string | undefined {
    const head =
      '<meta http-equiv="content-type" content="text/html; charset=utf-8"/><title></title><meta name="generator" content="LibreOffice 7.4 (Linux)"/>'
    return readSample(
      readHtml,
      `<!DOCTYPE html><html><head>${head}</head><body lang="en-GB" dir="ltr">${body}</body></html>`,
    ).html
  }

  it('has its paragraphs without fonts and margins', () => {
    expect(
      read(`<p class="title">Report</p>
<p style="line-height: 100%; margin-bottom: 0.28cm"><font face="Arial, sans-serif"><font size="2" style="font-size: 11pt"><b>Dear
members</b>,</font></font></p><p style="margin-bottom: 0cm"><br/>
</p><p><font color="#c9211e">we meet <s>soon</s><br/>
on Monday.</font></p>`),
    ).toBe('<h1>Report</h1><p><strong>Dear members</strong>,</p><p>we meet <del>soon</del><br>on Monday.</p>')
  })

  it('has lists with paragraphs in their items, and notes', () => {
    expect(
      read(`<ul><li><p style="margin-bottom: 0cm">One</p><ul><li><p>Deep</p></li></ul></li><li><p>Two<a class="sdfootnoteanc"
name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></p></li></ul><div id="sdfootnote1"><p class="sdfootnote"><a
class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Since May.</p></div>`),
    ).toBe(
      '<ul><li>One<ul><li>Deep</li></ul></li><li>Two<a data-note-ref="1"></a></li></ul><section data-note="1"><p>Since May.</p></section>',
    )
  })
})

describe('an e-mail of Outlook', () => {
  it('has the words of tables that only place them, and pictures by their content ids', () => {
    const { html, pictures } = readSample(
      readHtml,
      `<body><table role="presentation" width="100%"><tr><td align="center"><!--[if mso]><table><tr><td><![endif]-->
<table class=MsoNormalTable border=0 cellspacing=0><tr><td width=1>&nbsp;</td><td><h1>Notice</h1></td></tr><tr><td></td><td>
<p class=MsoNormal>We meet.</p><table><tr><td style='border:solid windowtext 1.0pt'><p>One box</p></td></tr></table>
<table><tr><th>Day</th><th>Hall</th></tr><tr><td>Monday</td><td><p>Two</p></td></tr></table></td></tr>
<tr><td></td><td><img src="cid:image001.png@01DB.55" alt="Badge"><img src="https://mail.example.org/o.gif" width=1 height=1></td></tr>
</table></td></tr></table></body>`,
      { 'image001.png': 'PNG' },
    )
    expect(html).toBe(
      '<h1>Notice</h1><p>We meet.</p><p>One box</p><table><tr><th>Day</th><th>Hall</th></tr><tr><td>Monday</td><td>Two</td></tr></table>' +
        '<p><img src="image001.png" alt="Badge"></p>',
    )
    expect(Object.keys(pictures)).toEqual(['image001.png'])
  })
})

describe('notes of other programs', () => {
  it('finds those of a list with links back after the words, and calls that are made twice', () => {
    const { html } = readSample(
      readHtml,
      `<p>A<sup><a href="#fn1" id="fnref1">1</a></sup> b<sup><a href="#fn1" id="fnref1-2">1</a></sup> c<sup id="cite_ref-2"><a
href="#cite-2">[2]</a></sup></p><section><hr><ol><li id="fn1"><p>First <a href="#fnref1">↩</a> <a href="#fnref1-2">↩</a></p></li>
<li id="cite-2"><span><a href="#cite_ref-2">^</a></span> Second</li></ol></section>`,
    )
    expect(html).toBe(
      '<p>A<a data-note-ref="1"></a> b<a data-note-ref="1"></a> c<a data-note-ref="2"></a></p>' +
        '<section data-note="1"><p>First</p></section><section data-note="2"><p>Second</p></section>',
    )
  })

  it('takes no table of contents for notes', () => {
    const { html } = readSample(
      readHtml,
      '<p><a id="t1" href="#s1">Pay and conditions</a></p><h2><a id="s1" href="#t1">Pay and conditions</a></h2><p>Up</p>',
    )
    expect(html).toBe('<p>Pay and conditions</p><h2>Pay and conditions</h2><p>Up</p>')
  })
})
