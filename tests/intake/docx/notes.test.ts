import { expect, it } from 'vitest'
import { imported } from '../imported.ts'
import { makeDocx, p, r } from './make-docx.ts'

it('leaves out the sign that an author has given a note, because the article counts its notes', async () => {
  const body = p(
    `${r('Law')}<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>${r(' here*.')}`,
  )
  const footnotes = `<w:footnote w:id="2">${p(r('*') + r(' Of 2014.'))}</w:footnote>`
  const { article } = await imported(makeDocx({ body, footnotes }))
  expect(article!.markdown).toBe('Law[^1] here\\*.\n\n[^1]: Of 2014.\n')
})
