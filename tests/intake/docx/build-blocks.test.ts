import { describe, expect, it } from 'vitest'
import { imported } from '../imported.ts'
import { makeDocx, num, numbered, numbering, p, r } from './make-docx.ts'
import { markdownOf } from './markdown-of.ts'

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

  it('have no headings made by hand, whatever the size of their letters', async () => {
    const large = (text: string): string => p(r(text, '<w:sz w:val="40"/>'))
    const body = `<w:tbl>${row(large('A'), large('B'))}${row(large('1'), large('2'))}</w:tbl>`
    expect(await markdownOf(p('Words of the text.') + body)).toBe(
      'Words of the text.\n\n| A | B |\n| - | - |\n| 1 | 2 |\n',
    )
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
