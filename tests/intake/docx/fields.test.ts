import { describe, expect, it } from 'vitest'
import { imported } from '../imported.ts'
import { makeDocx, p, r } from './make-docx.ts'

const step = (type: string, content = ''): string =>
  `<w:r><w:fldChar w:fldCharType="${type}">${content}</w:fldChar></w:r>`
const code = (words: string): string => `<w:r><w:instrText>${words}</w:instrText></w:r>`
const field = (words: string, result: string): string =>
  step('begin') + code(words) + step('separate') + result + step('end')

describe('fields of a Word document', () => {
  it('are read by what they show, not by what others show in their code', async () => {
    const inner = field(' MERGEFIELD Region ', r('not seen'))
    const outer = `${step('begin')}${code(' IF ')}${inner}${code(' = "x" ')}${step('separate')}${r('seen')}${step('end')}`
    const { article, found } = await imported(makeDocx({ body: p(outer + r('.')) }))
    expect(article!.markdown).toBe('seen.\n')
    expect(found).toEqual([])
  })

  it('keep words behind one that has no end', async () => {
    const { article } = await imported(makeDocx({ body: p(step('begin') + code(' X ') + r('Words.')) }))
    expect(article!.markdown).toBe('Words.\n')
  })

  it('of a mail merge are told', async () => {
    const body = p(r('Dear ') + field(' MERGEFIELD  First_Name ', r('«First_Name»')))
    expect((await imported(makeDocx({ body }))).found).toEqual([
      'intake/lost-content: Unexpected field “First_Name” of a mail merge near “Dear «First_Name»”, expected words: nobody fills it in here',
    ])
  })

  it('that are lists to choose from give what was chosen', async () => {
    const list =
      '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Draft"/><w:listEntry w:val="Agreed"/></w:ddList></w:ffData>'
    const body = p(r('State: ') + step('begin', list) + code(' FORMDROPDOWN ') + step('end'))
    expect((await imported(makeDocx({ body }))).article!.markdown).toBe('State: Agreed\n')
  })
})
