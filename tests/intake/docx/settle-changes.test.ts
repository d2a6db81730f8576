import { describe, expect, it } from 'vitest'
import { imported } from '../imported.ts'
import { makeDocx, num, numbering, p, r } from './make-docx.ts'

const deletedMark = '<w:rPr><w:del w:id="1"/></w:rPr>'
const row = (properties: string, ...cells: string[]): string =>
  `<w:tr>${properties}${cells.map((cell) => `<w:tc>${cell}</w:tc>`).join('')}</w:tr>`

describe('tracked changes of a Word document', () => {
  it('join a paragraph whose mark is deleted to the next one, and to nothing else', async () => {
    const body =
      p('One ', { properties: deletedMark }) +
      p('two.') +
      p('Before a table.', { properties: deletedMark }) +
      `<w:tbl>${row('', p('A'), p('B'))}${row('', p('1'), p('2'))}</w:tbl>` +
      p('At the end.', { properties: deletedMark })
    const { article, found } = await imported(makeDocx({ body }))
    expect(article!.markdown).toBe(
      'One two.\n\nBefore a table.\n\n| A | B |\n| - | - |\n| 1 | 2 |\n\nAt the end.\n',
    )
    expect(found).toEqual([])
  })

  it('take out deleted rows and cells, which is told', async () => {
    const deletedRow = row('<w:trPr><w:del w:id="9"/></w:trPr>', p('old'), p('old too'))
    const deletedCell = row('', `<w:tcPr><w:cellDel w:id="1"/></w:tcPr>${p('gone')}`, p('1'), p('2'))
    const body = `<w:tbl>${row('', p('A'), p('B'))}${deletedRow}${deletedCell}</w:tbl>`
    const { article, found } = await imported(makeDocx({ body }))
    expect(article!.markdown).toBe('| A | B |\n| - | - |\n| 1 | 2 |\n')
    expect(found).toEqual([
      'intake/unsettled-change: Unexpected 2 tracked changes, the first near “B”, expected none: taken as accepted',
    ])
  })

  it('count an item that was moved only where it has come to', async () => {
    const item = (content: string, mark = ''): string =>
      p(content, { properties: `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>${mark}` })
    const body =
      item('one') +
      item(`<w:moveFrom>${r('moved')}</w:moveFrom>`, '<w:rPr><w:moveFrom/></w:rPr>') +
      item('two') +
      item(`<w:moveTo>${r('moved')}</w:moveTo>`, '<w:rPr><w:moveTo/></w:rPr>')
    const list = numbering(0, [['decimal', '%1.']]) + num(1, 0)
    const { article } = await imported(makeDocx({ body, numbering: list }))
    expect(article!.markdown).toBe('1. one\n2. two\n3. moved\n')
  })

  it('take a note out with its call', async () => {
    const body = p(`${r('Law')}<w:del><w:r><w:footnoteReference w:id="2"/></w:r></w:del>`)
    const footnotes = `<w:footnote w:id="2">${p('Of 2014.')}</w:footnote>`
    const { article, found } = await imported(makeDocx({ body, footnotes }))
    expect(article!.markdown).toBe('Law\n')
    expect(found).toEqual([expect.stringContaining('intake/unsettled-change')])
  })
})
