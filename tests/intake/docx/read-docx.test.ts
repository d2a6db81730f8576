import { describe, expect, it } from 'vitest'
import { imported } from '../imported.ts'
import { comment, makeDocx, p, r } from './make-docx.ts'
import { foundIn, markdownOf } from './markdown-of.ts'

describe('words of a Word document', () => {
  it('keep emphasis, small signs, links and line breaks', async () => {
    const body = p(
      r('The ') +
        r('care ', '<w:b/>') +
        r('board', '<w:b/>') +
        r(' of ') +
        r('H', '<w:i/>') +
        r('2', '<w:vertAlign w:val="subscript"/>') +
        r('O', '<w:strike/>') +
        '<w:r><w:br/></w:r>' +
        '<w:hyperlink r:id="l1"><w:r><w:t>here</w:t></w:r></w:hyperlink>' +
        r('!'),
    )
    expect(await markdownOf(body, { links: { l1: 'https://example.org/a?b=c' } })).toBe(
      'The **care board** of *H*<sub>2</sub>~~O~~\\\n[here](https://example.org/a?b=c)!\n',
    )
  })

  it('keep links that are fields with switches, and lose those into the document', async () => {
    const field = (code: string, words: string): string =>
      ['begin', 'code', 'separate', 'words', 'end']
        .map((step) => {
          if (step === 'code') return `<w:r><w:instrText>${code}</w:instrText></w:r>`
          return step === 'words' ? r(words) : `<w:r><w:fldChar w:fldCharType="${step}"/></w:r>`
        })
        .join('')
    const body = p(
      field(' HYPERLINK "https://example.org/x" \\l "y" \\o "tip" ', 'out') +
        r(' and ') +
        field(' HYPERLINK \\l "_Toc1" ', 'in'),
    )
    expect(await markdownOf(body)).toBe('[out](https://example.org/x#y) and in\n')
  })

  it('lose links to files of a computer, which is told, and have those of Outlook lead straight', async () => {
    const link = (id: string): string => `<w:hyperlink r:id="${id}">${r(id)}</w:hyperlink>`
    const { article, found } = await imported(
      makeDocx({
        body: p(`${link('plan')} ${link('law')}`),
        links: {
          plan: 'file:///C:\\Users\\x\\plan.docx',
          law: 'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Flaw&amp;data=05%7Cann%40example.org',
        },
      }),
    )
    expect(article!.markdown).toBe('plan[law](https://example.org/law)\n')
    expect(found).toEqual([
      'intake/lost-content: Unexpected link to the file “plan.docx” behind “plan”, expected an address on the web',
    ])
  })

  it('are read from every element that runs stand in', async () => {
    const ruby = `<w:ruby><w:rubyPr/><w:rt>${r('above')}</w:rt><w:rubyBase>${r('base')}</w:rubyBase></w:ruby>`
    const body = p(
      [
        `<w:fldSimple w:instr=" HYPERLINK &quot;https://example.org/f&quot; ">${r('field')}</w:fldSimple>`,
        `<w:fldSimple w:instr=" DATE ">${r(' May')}</w:fldSimple>`,
        `<w:smartTag w:element="x">${r(' tag')}</w:smartTag>`,
        `<w:bdo w:val="ltr">${r(' bdo ')}</w:bdo>`,
        `<w:r>${ruby}</w:r>`,
        '<w:r><w:cr/><w:t>line</w:t><w:noBreakHyphen/><w:t>end</w:t></w:r>',
      ].join(''),
    )
    const oval = `<w:r><w:pict><v:oval><v:textbox><w:txbxContent>${p('In an oval.')}</w:txbxContent></v:textbox></v:oval></w:pict></w:r>`
    expect(await markdownOf(body + p(oval))).toBe(
      '[field](https://example.org/f) May tag bdo base\\\nline‑end\n\nIn an oval.\n',
    )
  })

  it('keep the emphasis that a style of words gives', async () => {
    const styles =
      '<w:style w:type="character" w:styleId="Key"><w:name w:val="Key words"/><w:rPr><w:b/></w:rPr></w:style>'
    expect(await markdownOf(p(r('We are ') + r('fair', '<w:rStyle w:val="Key"/>')), { styles })).toBe(
      'We are **fair**\n',
    )
  })

  it('begin with their large first letter, and end where a page does', async () => {
    const letter = p(r('T', '<w:b/>'), { properties: '<w:framePr w:dropCap="drop" w:lines="3"/>' })
    const page = '<w:r><w:t>his ends.</w:t><w:br w:type="page"/><w:t>This begins.</w:t></w:r>'
    expect(await markdownOf(letter + p(page))).toBe('This ends.\n\nThis begins.\n')
  })

  it('have no hyphens where a word may be parted', async () => {
    expect(await markdownOf(p('<w:r><w:t>safe</w:t><w:softHyphen/><w:t>guard</w:t></w:r>'))).toBe(
      'safeguard\n',
    )
  })

  it('have their boxes to tick', async () => {
    const w14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    const box = (checked: string): string =>
      `<w:sdt><w:sdtPr><w14:checkbox ${w14}><w14:checked w14:val="${checked}"/></w14:checkbox></w:sdtPr><w:sdtContent>${r('☐')}</w:sdtContent></w:sdt>`
    expect(await markdownOf(p(`${box('1')}${r(' Agenda')}`) + p(`${box('0')}${r(' Minutes')}`))).toBe(
      '- [x] Agenda\n- [ ] Minutes\n',
    )
    const cells = (...all: string[]): string =>
      `<w:tr>${all.map((cell) => `<w:tc>${cell}</w:tc>`).join('')}</w:tr>`
    const table = `<w:tbl>${cells(p('Task'), p('Done'))}${cells(p('Rota'), p(box('1')))}</w:tbl>`
    expect(await markdownOf(p(r('Tick ') + box('0')) + table)).toBe(
      'Tick ☐\n\n| Task | Done |\n| ---- | ---- |\n| Rota | ☒    |\n',
    )
  })

  it('have their footnotes and endnotes', async () => {
    const body = p(
      r('Law') +
        '<w:r><w:footnoteReference w:id="2"/></w:r>' +
        r(', plan') +
        '<w:r><w:endnoteReference w:id="2"/></w:r>',
    )
    const footnotes = `<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">${p(r('Of 2014.'))}</w:footnote>`
    const endnotes = `<w:endnote w:id="2">${p(r('Of 2023.'))}</w:endnote>`
    expect(await markdownOf(body, { footnotes, endnotes })).toBe(
      'Law[^1], plan[^2]\n\n[^1]: Of 2014.\n\n[^2]: Of 2023.\n',
    )
  })

  it('in text boxes stand once, behind the paragraph that holds the box', async () => {
    const box = `<wps:txbx><w:txbxContent>${p('In the box.')}</w:txbxContent></wps:txbx>`
    const drawing = `<w:drawing><wp:inline><a:graphic><a:graphicData uri="wordprocessingShape"><wps:wsp>${box}</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>`
    const old = `<w:pict><v:shape><v:textbox><w:txbxContent>${p('In the box.')}</w:txbxContent></v:textbox></v:shape></w:pict>`
    const body = p(
      `<w:r><mc:AlternateContent><mc:Choice Requires="wps">${drawing}</mc:Choice><mc:Fallback>${old}</mc:Fallback></mc:AlternateContent></w:r>${r('Before.')}`,
    )
    expect(await markdownOf(body + p('After.'))).toBe('Before.\n\nIn the box.\n\nAfter.\n')
  })

  it('are taken with tracked changes accepted, which is told', async () => {
    const body = p(
      r('Pay is ') +
        '<w:del><w:r><w:delText>low</w:delText></w:r></w:del>' +
        `<w:ins>${r('fair')}</w:ins>` +
        r('.'),
    )
    const { article, found } = await imported(makeDocx({ body }))
    expect(article!.markdown).toBe('Pay is fair.\n')
    expect(found).toEqual([
      'intake/unsettled-change: Unexpected 2 tracked changes, the first near “Pay is fair.”, expected none: taken as accepted',
    ])
  })

  it('that are hidden stay out, which is told', async () => {
    const { article, found } = await imported(
      makeDocx({ body: p(r('Seen.') + r('Ask Ann first!', '<w:vanish/>')) }),
    )
    expect(article!.markdown).toBe('Seen.\n')
    expect(found).toEqual([
      'intake/left-out: Unexpected hidden text “Ask Ann first!” near “Seen.”, expected only what is seen',
    ])
  })

  it('of a table of contents, headers, comments and empty fields are not the article’s', async () => {
    const control = `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${p('Click here to enter text.')}</w:sdtContent></w:sdt>`
    const body = p('Pay 3', { style: 'TOC1' }) + control + p('Text.')
    const { article, found } = await imported(
      makeDocx({
        body,
        header: p('Northshire branch') + p('<w:r><w:pict><v:textpath string="DRAFT"/></w:pict></w:r>'),
        comments: comment('Really?'),
      }),
    )
    expect(article!.markdown).toBe('Text.\n')
    expect(found).toEqual([
      'intake/left-out: Unexpected placeholder “Click here to enter text.” near “Pay 3”, expected words',
      'intake/left-out: Unexpected table of contents, expected none: the archive makes its own',
      'intake/left-out: Unexpected header or footer “Northshire branch DRAFT”, expected only the text',
      'intake/left-out: Unexpected comment in the margin, expected none',
    ])
  })

  it('of an equation stand in a row, which is told', async () => {
    expect(await foundIn(p(`${r('So ')}<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>`))).toEqual([
      'intake/lost-content: Unexpected equation `a=b` near “So a=b”, expected text',
    ])
  })

  it('are told where another document stands in this one', async () => {
    expect(await foundIn(p('Text.') + '<w:altChunk r:id="a1"/>')).toEqual([
      expect.stringContaining('intake/lost-content: Unexpected document within the document near “Text.”'),
    ])
  })

  it('are told where nothing knows the element that they are in', async () => {
    expect(await foundIn(p('Text.') + `<w:customThing>${p('Lost words.')}</w:customThing>`)).toEqual([
      'intake/lost-content: Unexpected loss of the words “Lost words.”, expected them in the article',
    ])
  })

  it('are read from the strict form of the format, and with other prefixes', async () => {
    expect(await markdownOf(p('Pay', { style: 'berschrift1' }) + p('Text.'), { isStrict: true })).toBe(
      'Text.\n',
    )
  })
})
