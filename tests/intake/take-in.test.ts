import { describe, expect, it } from 'vitest'
import { imported } from './imported.ts'

const compound = '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1'

function latin1(text: string): Uint8Array {
  return Buffer.from(text, 'latin1')
}

describe('a document that is taken in', () => {
  it.each([
    ['minutes.doc', latin1(`${compound}WordDocument`), 'older Office document'],
    ['minutes.docx', latin1(compound + [...'EncryptedPackage'].join('\0')), 'document with a password'],
    ['minutes.html', latin1('%PDF-1.7'), 'PDF'],
    ['minutes.txt', latin1(String.raw`{\rtf1 Words}`), 'rich text (RTF)'],
  ])('is refused in plain words: %s', async (name, bytes, what) => {
    const { article, found } = await imported(bytes, name)
    expect(article).toBeUndefined()
    expect(found).toEqual([
      `intake/unreadable-document: Unexpected ${what}, expected a Word document (.docx), a web page or plain text`,
    ])
  })

  it.each([
    ['minutes.txt', ''],
    ['minutes.txt', ' \n\u00A0\n'],
    ['minutes.html', '<html><body><p>&nbsp;</p><script>x</script></body></html>'],
  ])('has words: %s', async (name, text) => {
    const { article, found } = await imported(text, name)
    expect(article).toBeUndefined()
    expect(found).toEqual(['intake/empty-document: Unexpected document without words, expected a text'])
  })

  it('is known by what it holds, whatever its name', async () => {
    const page = '<!DOCTYPE html><title>x</title><h1>Pay</h1><p>A <b>fair</b> offer.'
    expect((await imported(page, 'minutes.txt')).article).toMatchObject({
      title: 'Pay',
      markdown: 'A **fair** offer.\n',
    })
    const text = 'Pay\n\nA fair offer,\nand a late one.\n'
    expect((await imported(text, 'minutes.docx')).article).toMatchObject({ title: 'Pay', words: 7 })
  })

  it('keeps the title of a page that has no heading', async () => {
    const { article } = await imported('<title>Pay</title><p>A fair offer.</p>', 'x.html')
    expect(article).toMatchObject({ title: 'Pay', markdown: 'A fair offer.\n' })
  })
})
