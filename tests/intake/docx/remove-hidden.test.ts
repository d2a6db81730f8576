import { describe, expect, it } from 'vitest'
import { imported } from '../imported.ts'
import { makeDocx, num, numbering, p, r } from './make-docx.ts'

async function read(body: string, parts = {}): Promise<[markdown: string, found: string[]]> {
  const { article, found } = await imported(makeDocx({ body, ...parts }))
  return [article!.markdown, found]
}

const hidden = '<w:vanish/>'

describe('what nobody sees in a Word document', () => {
  it('is told once for each paragraph, however many runs it has', async () => {
    const [markdown, found] = await read(p(r('Seen.') + r('Ask ', hidden) + r('Ann!', hidden)))
    expect(markdown).toBe('Seen.\n')
    expect(found).toEqual([
      'intake/left-out: Unexpected hidden text “Ask Ann!” near “Seen.”, expected only what is seen',
    ])
  })

  it('is no item of a list', async () => {
    const item = (text: string, run = '', mark = ''): string =>
      p(r(text, run), { properties: `<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr>${mark}</w:rPr>` })
    const list = numbering(0, [['decimal', '%1.']]) + num(1, 0)
    const [markdown] = await read(item('one') + item('not', hidden, hidden) + item('two'), {
      numbering: list,
    })
    expect(markdown).toBe('1. one\n2. two\n')
  })

  it('stays out with its notes, rows and pictures', async () => {
    const row = (properties: string, text: string): string =>
      `<w:tr>${properties}<w:tc>${p(text)}</w:tc><w:tc>${p('x')}</w:tc></w:tr>`
    const body =
      p(`${r('Seen.')}<w:r><w:rPr>${hidden}</w:rPr><w:footnoteReference w:id="2"/></w:r>`) +
      `<w:tbl>${row('', 'A')}${row('<w:trPr><w:hidden/></w:trPr>', 'secret')}${row('', 'b')}</w:tbl>`
    const [markdown, found] = await read(body, {
      footnotes: `<w:footnote w:id="2">${p('Secret note.')}</w:footnote>`,
    })
    expect(markdown).toBe('Seen.\n\n| A | x |\n| - | - |\n| b | x |\n')
    expect(found).toEqual([
      'intake/left-out: Unexpected hidden row “secret x” near “x”, expected only what is seen',
      'intake/left-out: Unexpected hidden picture or note near “Seen.”, expected only what is seen',
    ])
  })

  it('may be a picture or a box that is hidden among the drawings', async () => {
    const shape = `<wps:wsp><wps:txbx><w:txbxContent>${p('Secret.')}</w:txbxContent></wps:txbx></wps:wsp>`
    const drawing = `<w:drawing><wp:anchor><wp:docPr id="1" name="x" hidden="1"/><a:graphic><a:graphicData uri="wordprocessingShape">${shape}</a:graphicData></a:graphic></wp:anchor></w:drawing>`
    const both = `<mc:AlternateContent><mc:Choice Requires="wps">${drawing}</mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent>`
    const [markdown, found] = await read(p(`${r('Seen.')}<w:r>${both}</w:r>`))
    expect(markdown).toBe('Seen.\n')
    expect(found).toEqual([
      'intake/left-out: Unexpected hidden drawing, which says “Secret.”, near “Seen.”, expected only what is seen',
    ])
  })

  it('may be white on white, but not white on a ground', async () => {
    const white = '<w:color w:val="FFFFFF"/>'
    const shade = '<w:shd w:val="clear" w:fill="003366"/>'
    const [markdown, found] = await read(
      p(r('Seen.') + r(' Not seen.', white)) + p(r('On blue.', white), { properties: shade }),
    )
    expect(markdown).toBe('Seen.\n\nOn blue.\n')
    expect(found).toEqual([
      'intake/left-out: Unexpected white text “Not seen.” near “Seen.”, expected only what is seen',
    ])
  })

  it('is not what is white on a picture behind the words', async () => {
    const behind =
      '<w:r><w:drawing><wp:anchor behindDoc="1"><wp:docPr id="1" name="x"/></wp:anchor></w:drawing></w:r>'
    expect(await read(p(behind + r('On it.', '<w:color w:val="FFFFFF"/>')))).toEqual(['On it.\n', []])
  })

  it('may be a cell that waits for its words', async () => {
    const cell = (text: string): string => `<w:tc>${p(text)}</w:tc>`
    const waiting = `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${cell('Click here')}</w:sdtContent></w:sdt>`
    const body = `<w:tbl><w:tr>${cell('A')}${cell('B')}${cell('C')}</w:tr><w:tr>${cell('a')}${waiting}${cell('c')}</w:tr></w:tbl>`
    expect(await read(body)).toEqual([
      '| A | B | C |\n| - | - | - |\n| a |   | c |\n',
      ['intake/left-out: Unexpected placeholder “Click here” near “a”, expected words'],
    ])
  })
})
