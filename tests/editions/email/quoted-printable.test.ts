import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quotedPrintableSize } from '../../../src/editions/email/quoted-printable.ts'
import { composeMessage } from '../../../src/letter/index.ts'

/** The size of the HTML part of a real message. */
async function composedSize(html: string): Promise<number> {
  const message = await composeMessage({
    from: { name: 'A', address: 'a@example.org' },
    subject: 's',
    date: new Date(0),
    messageId: '<a@example.org>',
    html,
    text: 't',
    listId: 'a.example.org',
    boundarySeed: 's',
    language: 'en',
  })
  const source = message.toString('latin1')
  const start = source.indexOf('\r\n\r\n', source.indexOf('text/html')) + 4
  return source.lastIndexOf('\r\n--', source.length - 5) - start
}

describe('the size of quoted-printable', () => {
  it('is that of a composed message, within three hundredths: where lines break is up to the encoder', async () => {
    const html = fc.string({
      unit: fc.constantFrom('a', 'b ', '=', '"', 'é', '–', '<p>', '\n', 'words and words '),
      minLength: 200,
      maxLength: 3000,
    })
    await fc.assert(
      fc.asyncProperty(html, async (text) => {
        const size = await composedSize(`x${text}x`)
        expect(Math.abs(quotedPrintableSize(`x${text}x`) - size)).toBeLessThanOrEqual(Math.max(12, size / 33))
      }),
      { numRuns: 30 },
    )
  })
})
