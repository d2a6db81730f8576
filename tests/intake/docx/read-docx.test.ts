import { describe, expect, it } from 'vitest'
import { makePng } from '../../press/workspace-fixture.ts'
import { imported } from '../imported.ts'
import { comment, makeDocx, num, numbered, numbering, p, r, type DocxParts } from './make-docx.ts'

async function markdownOf(body: string, parts: Omit<DocxParts, 'body'> = {}): Promise<string> {
  const { article, found } = await imported(makeDocx({ body, ...parts }))
  expect(found).toEqual([])
  return article!.markdown
}

async function foundIn(body: string, parts: Omit<DocxParts, 'body'> = {}): Promise<string[]> {
  return (await imported(makeDocx({ body, ...parts }))).found
}

describe('headings of a Word document', () => {
  it('are those of its styles in any language, the title taken out, none skipped', async () => {
    const body =
      p('Minutes', { style: 'Titel' }) +
      p('Pay', { style: 'berschrift1' }) +
      p('Text.') +
      p('Hours', { style: 'berschrift3' })
    const { article } = await imported(makeDocx({ body }))
    expect(article).toMatchObject({ title: 'Minutes', markdown: '## Pay\n\nText.\n\n### Hours\n' })
  })

  it('are those of styles that are based on them, and of outline levels', async () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Branch heading"/><w:basedOn w:val="berschrift2"/></w:style>'
    const body =
      p('One', { style: 'Own' }) + p('A') + p('Two', { properties: '<w:outlineLvl w:val="1"/>' }) + p('B')
    const { article } = await imported(makeDocx({ body: p('T', { style: 'berschrift1' }) + body, styles }))
    expect(article!.markdown).toBe('## One\n\nA\n\n## Two\n\nB\n')
  })

  it('keep the numbers that Word counts', async () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="N1"><w:name w:val="N"/><w:basedOn w:val="berschrift1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>' +
      '<w:style w:type="paragraph" w:styleId="N2"><w:name w:val="M"/><w:basedOn w:val="berschrift2"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    const body = ['N1', 'N2', 'N2', 'N1', 'N2'].map((style) => p(style, { style })).join('')
    const list = numbering(0, [
      ['decimal', '%1.'],
      ['decimal', '%1.%2'],
    ])
    const markdown = await markdownOf(p('T', { style: 'Titel' }) + body, {
      styles,
      numbering: list + num(1, 0),
    })
    expect(markdown.match(/^#.*$/gm)).toEqual([
      '## 1. N1',
      '### 1.1 N2',
      '### 1.2 N2',
      '## 2. N1',
      '### 2.1 N2',
    ])
  })

  it('are bold lines where there is no style, and that is told', async () => {
    const { article, found } = await imported(
      makeDocx({
        body:
          p(r('Pay', '<w:b/>')) +
          p('Text.') +
          p(r('Not a heading.', '<w:b/>')) +
          p(r('Hours', '<w:b/>')) +
          p('More.'),
      }),
    )
    expect(article).toMatchObject({
      title: 'Pay',
      markdown: 'Text.\n\n**Not a heading.**\n\n## Hours\n\nMore.\n',
    })
    expect(found).toEqual([expect.stringContaining('intake/changed-form: Unexpected 2 lines that look like')])
  })

  it('have levels by their sizes where there is no style, and may be underlined', async () => {
    const large = (size: number): string => `<w:sz w:val="${size}"/>`
    const body =
      p(r('Policy', large(40))) +
      p(r('Aims', large(32))) +
      p('We are fair to all.') +
      p(r('Detail', large(28))) +
      p('More of the same words.') +
      p(r('Rules', large(32) + '<w:u w:val="single"/>')) +
      p('Be kind.') +
      p(r('Underlined', '<w:u w:val="single"/>')) +
      p('Last words.')
    const { article } = await imported(makeDocx({ body }))
    expect(article).toMatchObject({
      title: 'Policy',
      markdown:
        '## Aims\n\nWe are fair to all.\n\n### Detail\n\nMore of the same words.\n\n## Rules\n\nBe kind.\n\n### Underlined\n\nLast words.\n',
    })
  })

  it('give the title by its style, whatever stands before it, with its pictures and notes', async () => {
    const body =
      p('May 2024') +
      p(r('Report') + '<w:r><w:footnoteReference w:id="2"/></w:r>', { style: 'Titel' }) +
      p('Pay', { style: 'berschrift1' }) +
      p('A.') +
      p('Hours', { style: 'berschrift1' }) +
      p('B.')
    const footnotes = `<w:footnote w:id="2">${p('Adopted.')}</w:footnote>`
    const { article } = await imported(makeDocx({ body, footnotes }))
    expect(article).toMatchObject({
      title: 'Report',
      markdown: 'May 2024\n\n[^1]\n\n## Pay\n\nA.\n\n## Hours\n\nB.\n\n[^1]: Adopted.\n',
    })
  })

  it('are not taken from bold lines in a document that has some', async () => {
    const markdown = await markdownOf(
      p('Pay', { style: 'berschrift1' }) + p(r('Bold', '<w:b/>')) + p('Text.'),
    )
    expect(markdown).toBe('**Bold**\n\nText.\n')
  })
})

describe('lists of a Word document', () => {
  const list = numbering(0, [
    ['decimal', '%1.'],
    ['bullet', 'o'],
  ])

  it('stand in each other, with further paragraphs of an item', async () => {
    const body = [
      numbered('one', 1),
      numbered('inner', 1, 1),
      p('more of it', { style: 'Listenabsatz' }),
      numbered('two', 1),
      p('After.'),
    ].join('')
    expect(await markdownOf(body, { numbering: list + num(1, 0) })).toBe(
      '1. one\n   - inner\n\n     more of it\n2. two\n\nAfter.\n',
    )
  })

  it('go on counting behind a paragraph, and begin where they are told to', async () => {
    const body = [
      numbered('a', 1),
      numbered('b', 1),
      p('Between.'),
      numbered('c', 1),
      p('Anew.'),
      numbered('d', 2),
    ].join('')
    const override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    expect(await markdownOf(body, { numbering: list + num(1, 0) + num(2, 0, override) })).toBe(
      '1. a\n2. b\n\nBetween.\n\n3. c\n\nAnew.\n\n7. d\n',
    )
  })

  it('have a further paragraph in the item that it stands below', async () => {
    const at = (indent: number, level: number): string =>
      `<w:lvl w:ilvl="${level}"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/><w:pPr><w:ind w:left="${indent}" w:hanging="360"/></w:pPr></w:lvl>`
    const levels = `<w:abstractNum w:abstractNumId="0">${at(720, 0)}${at(1440, 1)}</w:abstractNum>`
    const below = (text: string, indent: number): string =>
      p(text, { properties: `<w:ind w:left="${indent}"/>` })
    const body =
      numbered('one', 1) +
      numbered('inner', 1, 1) +
      below('of inner', 1440) +
      below('of one', 720) +
      numbered('two', 1)
    expect(await markdownOf(body, { numbering: levels + num(1, 0) })).toBe(
      '- one\n\n  - inner\n\n    of inner\n\n  of one\n\n- two\n',
    )
  })

  it('have further paragraphs without a sign in the item before them, as pandoc writes them', async () => {
    const signless = numbering(1, [['bullet', ' ']])
    const body =
      numbered('one', 1) + numbered('inner', 1, 1) + numbered('more of one', 2) + numbered('two', 1)
    expect(await markdownOf(body, { numbering: list + signless + num(1, 0) + num(2, 1) })).toBe(
      '1. one\n\n   - inner\n\n   more of one\n\n2. two\n',
    )
  })

  it('keep counting behind a number that is left out', async () => {
    const skipped = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    const body = numbered('a', 1) + p('<w:r/>', { properties: skipped }) + numbered('c', 1) + numbered('d', 1)
    expect(await markdownOf(body, { numbering: list + num(1, 0) })).toBe('1. a\n3. c\n4. d\n')
  })

  it('keep letters and Roman numbers as words, because Markdown counts with digits only', async () => {
    const letters = numbering(0, [['lowerLetter', '(%1)']], 26) + numbering(1, [['upperRoman', '%1.']], 4)
    const body = numbered('x', 1) + numbered('y', 1) + p('And.') + numbered('z', 2)
    expect(await markdownOf(body, { numbering: letters + num(1, 0) + num(2, 1) })).toBe(
      '- (z) x\n- (aa) y\n\nAnd.\n\n- IV. z\n',
    )
  })

  it('keep the words that stand before or behind a number', async () => {
    const lists = numbering(0, [['decimal', 'Recommendation %1:']]) + numbering(1, [['decimal', '(%1)']])
    const body = numbered('Pay.', 1) + p('And.') + numbered('Plain.', 2)
    expect(await markdownOf(body, { numbering: lists + num(1, 0) + num(2, 1) })).toBe(
      '- Recommendation 1: Pay.\n\nAnd.\n\n1. Plain.\n',
    )
  })

  it('count in digits below levels with letters, where Word does', async () => {
    const legal = numbering(0, [
      ['upperRoman', 'Article %1.'],
      ['decimal', '%1.%2'],
    ]).replace('"%1.%2"/>', '"%1.%2"/><w:isLgl/>')
    const body = numbered('Pay', 1) + numbered('Text.', 1, 1)
    expect(await markdownOf(body, { numbering: legal + num(1, 0) })).toBe('- Article I. Pay\n\n1.1 Text.\n')
  })

  it('of several levels in one number are paragraphs with that number', async () => {
    const levels = numbering(0, [
      ['decimal', '%1.'],
      ['decimal', '%1.%2'],
    ])
    const body = numbered('Apologies', 1) + numbered('None.', 1, 1) + numbered('Minutes', 1)
    expect(await markdownOf(body, { numbering: levels + num(1, 0) })).toBe(
      '1. Apologies\n\n1.1 None.\n\n2. Minutes\n',
    )
  })

  it('take their numbering from a style, and lose it where a paragraph says so', async () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="L"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    const body =
      p('one', { style: 'L' }) +
      p('plain', { style: 'L', properties: '<w:numPr><w:numId w:val="0"/></w:numPr>' })
    expect(await markdownOf(body, { styles, numbering: numbering(0, [['bullet', 'o']]) + num(1, 0) })).toBe(
      '- one\n\nplain\n',
    )
  })

  it('that were typed are lists too, where there is no doubt', async () => {
    const tab = '<w:r><w:tab/></w:r>'
    const body = [
      p('• a'),
      p('•\u00A0b'),
      p('Text.'),
      p(r('3.') + tab + r('c')),
      p('- alone'),
      p('Then:'),
      p('- d'),
      p('- e'),
    ].join('')
    expect(await markdownOf(body)).toBe('- a\n- b\n\nText.\n\n3. c\n\n\\- alone\n\nThen:\n\n- d\n- e\n')
  })
})

describe('tables of a Word document', () => {
  const row = (...cells: string[]): string =>
    `<w:tr>${cells.map((cell) => `<w:tc>${cell}</w:tc>`).join('')}</w:tr>`

  it('have their first row as headings, and lines in cells', async () => {
    const body = `<w:tbl>${row(p(r('Body', '<w:b/>')), p('Part'))}${row(p('DfE'), p('Pays.') + p('a|b'))}</w:tbl>`
    expect(await markdownOf(body)).toBe(
      '| Body | Part          |\n| ---- | ------------- |\n| DfE  | Pays.<br>a\\|b |\n',
    )
  })

  it('keep the words of merged cells once, and say so', async () => {
    const merged = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p('Both') + '</w:tc>'
    const { article, found } = await imported(
      makeDocx({ body: `<w:tbl><w:tr>${merged}</w:tr>${row(p('a'), p('b'))}</w:tbl>` }),
    )
    expect(article!.markdown).toBe('| Both |   |\n| ---- | - |\n| a    | b |\n')
    expect(found).toEqual([
      'intake/changed-form: Unexpected merged cells in the table that begins “Both a b”, expected single ones: their words stand once',
    ])
  })

  it('keep their columns where a row begins later', async () => {
    const later = `<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>${p('b')}</w:tc></w:tr>`
    expect(await markdownOf(`<w:tbl>${row(p('A'), p('B'))}${later}</w:tbl>`)).toBe(
      '| A | B |\n| - | - |\n|   | b |\n',
    )
  })

  it('that only place things on the page are what they hold', async () => {
    expect(await markdownOf(`<w:tbl>${row(p('Left.'), p('Right.') + p('More.'))}</w:tbl>`)).toBe(
      'Left.\n\nRight.\n\nMore.\n',
    )
    expect(await markdownOf(`<w:tbl>${row(p('Above.'))}${row(p('Below.'))}</w:tbl>`)).toBe(
      'Above.\n\nBelow.\n',
    )
  })

  it('of one cell are boxes', async () => {
    expect(await markdownOf(`<w:tbl>${row(p('Please') + p('answer'))}</w:tbl>`)).toBe(
      ':::note\nPlease\n\nanswer\n:::\n',
    )
    const titled = p(r('By Friday', '<w:b/>')) + p('Please answer.')
    expect(await markdownOf(`<w:tbl>${row(titled)}</w:tbl>`)).toBe(
      ':::note[By Friday]\nPlease answer.\n:::\n',
    )
  })

  it('are made of paragraphs with tabs, such as a list of abbreviations', async () => {
    const line = (one: string, other: string): string => p(`${r(one)}<w:r><w:tab/></w:r>${r(other)}`)
    expect(await markdownOf(line('ICB', 'integrated care board') + line('NEC', 'executive'))).toBe(
      '|     |                       |\n| --- | --------------------- |\n| ICB | integrated care board |\n| NEC | executive             |\n',
    )
  })
})

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

describe('pictures and drawings of a Word document', () => {
  const inline = (content: string, properties = ''): string =>
    `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"${properties}/><a:graphic>${content}</a:graphic></wp:inline></w:drawing></w:r>`
  const picture = (id: string): string =>
    `<a:graphicData uri="picture"><pic:pic><pic:blipFill><a:blip r:embed="${id}"/></pic:blipFill></pic:pic></a:graphicData>`

  it('come with their words', async () => {
    const body = p(inline(picture('m1'), ' descr="A hall"')) + p('Text.')
    const { article, found } = await imported(
      makeDocx({ body, media: { m1: { name: 'image1.png', bytes: makePng(3, 3) } } }),
    )
    expect(found).toEqual([])
    expect(article).toMatchObject({
      markdown: '![A hall](images/x-1.png)\n\nText.\n',
      pictures: ['articles/images/x-1.png'],
    })
  })

  it('that only Office shows, or that are not in the document, are told', async () => {
    const body =
      p('The hall:') + p(inline(picture('m1'), ' descr="A hall"')) + p(inline(picture('m2'))) + p('Text.')
    const media = { m1: { name: 'image1.emf', bytes: new Uint8Array([1, 0, 0, 0]) } }
    const { article, found } = await imported(
      makeDocx({ body, media, related: { m2: ['image', 'media/none.png'] } }),
    )
    expect(article!.markdown).toBe('The hall:\n\nText.\n')
    expect(found).toEqual([
      'intake/lost-picture: Unexpected picture near “The hall:” that is not in the document, expected its file',
      'intake/lost-picture: Unexpected picture, which shows “A hall”, after “The hall:” in a format that only Office shows, expected PNG or JPEG',
    ])
  })

  it('that are grouped with their words come one after another', async () => {
    const box = `<wps:wsp><wps:txbx><w:txbxContent>${p('Figure 1')}</w:txbxContent></wps:txbx></wps:wsp>`
    const one = (id: string, words: string): string =>
      `<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="x" descr="${words}"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="${id}"/></pic:blipFill></pic:pic>`
    const data = (content: string): string =>
      `<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup">${content}</a:graphicData>`
    const grouped = inline(data(one('m1', 'Hall') + one('m2', 'Door') + box))
    const choice = `<w:r><mc:AlternateContent><mc:Choice Requires="wpg">${grouped.slice(5, -6)}</mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>`
    const { article, found } = await imported(
      makeDocx({
        body: p('Who:') + p(choice),
        media: {
          m1: { name: 'image1.png', bytes: makePng(3, 3) },
          m2: { name: 'image2.png', bytes: makePng(4, 4) },
        },
      }),
    )
    expect(article!.markdown).toBe('Who:\n\n![Hall](images/x-1.png)![Door](images/x-2.png)\n\nFigure 1\n')
    expect(found).toEqual([expect.stringContaining('intake/changed-form: Unexpected group of shapes')])
  })

  it('that are cropped are told, because the whole of them is in the file', async () => {
    const cropped = picture('m1').replace('</pic:blipFill>', '<a:srcRect l="25000"/></pic:blipFill>')
    const media = { m1: { name: 'image1.png', bytes: makePng(3, 3) } }
    expect(await foundIn(p('The hall:') + p(inline(cropped, ' descr="A hall"')), { media })).toEqual([
      'intake/lost-content: Unexpected cropped picture near “The hall:”, expected a whole one: members see what was cut off',
    ])
  })

  it('have no words that a program has put there', async () => {
    const body = ['A hall&#10;&#10;Description automatically generated', 'C:\\Users\\x\\hall.jpg']
      .map((words) => p(inline(picture('m1'), ` descr="${words}"`)))
      .join('')
    const { article } = await imported(
      makeDocx({ body, media: { m1: { name: 'image1.png', bytes: makePng(3, 3) } } }),
    )
    expect(article!.markdown).toBe('![A hall](images/x-1.png)\n\n![](images/x-2.png)\n')
  })

  it('give the numbers of charts, to be drawn anew', async () => {
    const points = (...values: string[]): string =>
      `<c:ptCount val="${values.length}"/>${values.map((value, index) => `<c:pt idx="${index}"><c:v>${value}</c:v></c:pt>`).join('')}`
    const series = `<c:ser><c:tx><c:strRef><c:strCache>${points('Members')}</c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache>${points('2022', '2023')}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:formatCode>0.0%</c:formatCode>${points('0.031', '0.0400001')}</c:numCache></c:numRef></c:val></c:ser>`
    const namespaces =
      'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    const chart = `<c:chartSpace ${namespaces}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Share [now]</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:lineChart>${series}</c:lineChart></c:plotArea></c:chart></c:chartSpace>`
    const body =
      p(
        inline(
          '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="c1"/></a:graphicData>',
        ),
      ) + p('Text.')
    const { article, found } = await imported(
      makeDocx({
        body,
        related: { c1: ['chart', 'charts/chart1.xml'] },
        files: { 'word/charts/chart1.xml': chart },
      }),
    )
    expect(article!.markdown).toBe(
      ':::chart[Share \\[now\\]]{type=line}\n|      | Members |\n| ---- | ------- |\n| 2022 | 3.1%    |\n| 2023 | 4.0%    |\n:::\n\nText.\n',
    )
    expect(found).toEqual([expect.stringContaining('intake/changed-form: Unexpected chart')])
  })

  it('give the words of SmartArt as a list', async () => {
    const namespaces =
      'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    const points = ['Council', 'School'].map(
      (word) => `<dgm:pt><dgm:t><a:p><a:r><a:t>${word}</a:t></a:r></a:p></dgm:t></dgm:pt>`,
    )
    const model = `<dgm:dataModel ${namespaces}><dgm:ptLst>${points.join('')}</dgm:ptLst></dgm:dataModel>`
    const data = `<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/diagram"><dgm:relIds xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" r:dm="d1"/></a:graphicData>`
    const { article, found } = await imported(
      makeDocx({
        body: p('Who:') + p(inline(data)),
        related: { d1: ['diagramData', 'diagrams/data1.xml'] },
        files: { 'word/diagrams/data1.xml': model },
      }),
    )
    expect(article!.markdown).toBe('Who:\n\n- Council\n- School\n')
    expect(found).toEqual([expect.stringContaining('its words stand as a list')])
  })

  it('that are neither picture nor data are told', async () => {
    const data = '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"/>'
    expect(await foundIn(p('Who:') + p(inline(data, ' descr="Arrows"')))).toEqual([
      'intake/lost-content: Unexpected group of shapes, which shows “Arrows”, near “Who:”, expected a picture or a table',
    ])
  })
})
