import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { composeMessage, type MessageInput } from '../../src/letter/index.ts'

const picture = new Uint8Array([137, 80, 78, 71, 1, 2, 3, 250])

const input: MessageInput = {
  from: { name: 'Ochr yn Ochr – “Side”', address: 'news@example.org' },
  replyTo: 'editor@example.org',
  subject:
    'Cylchlythyr: ŵyl & “gwanwyn” – a subject long enough that it has to be folded over more than one line',
  date: new Date('2023-11-17T09:00:00Z'),
  messageId: '<2023-11.everyone@example.org>',
  html: `<p>Naïve = “café” ${'long '.repeat(60)}</p>\n<img src="cid:chart" alt="Chart">\n`,
  text: `Naïve = “café”\n.\nFrom here\n${'x'.repeat(200)}\n`,
  listId: 'side.example.org',
  boundarySeed: '2023-11/everyone',
  language: 'en-GB',
}

const attachments = [{ cid: 'chart', filename: 'chart.png', contentType: 'image/png', content: picture }]

describe('a composed message', () => {
  it('parses into what it was made from', async () => {
    const parsed = await PostalMime.parse(
      await composeMessage({ ...input, to: 'sam@example.org', attachments }),
    )
    expect(parsed.subject).toBe(input.subject)
    expect(parsed.from).toEqual(input.from)
    expect(parsed.to?.[0]?.address).toBe('sam@example.org')
    expect(parsed.replyTo?.[0]?.address).toBe('editor@example.org')
    expect(parsed.messageId).toBe(input.messageId)
    expect(new Date(parsed.date ?? '')).toEqual(input.date)
    expect(parsed.html?.trim()).toBe(input.html.trim())
    expect(parsed.text?.trim()).toBe(input.text.trim())
    const header = Object.fromEntries(parsed.headers.map(({ key, value }) => [key, value]))
    expect(header['list-id']).toBe('<side.example.org>')
    expect(header['content-language']).toBe('en-GB')
  })

  it('carries pictures for cid: addresses, inline', async () => {
    const [found] = (await PostalMime.parse(await composeMessage({ ...input, attachments }))).attachments
    expect(found?.contentId).toBe('<chart>')
    expect(found?.disposition).toBe('inline')
    expect(found?.mimeType).toBe('image/png')
    expect(new Uint8Array(found?.content as ArrayBuffer)).toEqual(picture)
  })

  it('has only short lines of 7-bit characters', async () => {
    const source = (await composeMessage({ ...input, attachments })).toString('latin1')
    expect(source.replace(/[\t\r\n]/g, '')).toMatch(/^[\x20-\x7e]*$/)
    expect(source.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    for (const line of source.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78)
    expect(source).toContain('Content-Transfer-Encoding: quoted-printable')
  })

  it('is the same for the same input and has other boundaries for another', async () => {
    const boundary = (message: Buffer): string | undefined =>
      /boundary="([^"]+)"/.exec(message.toString())?.[1]
    const first = await composeMessage(input)
    expect(await composeMessage(input)).toEqual(first)
    expect(boundary(await composeMessage({ ...input, boundarySeed: 'b' }))).not.toBe(boundary(first))
    expect(boundary(await composeMessage({ ...input, text: 'b' }))).not.toBe(boundary(first))
  })

  it('tells clients how to leave, where it is given an address', async () => {
    const source = (
      await composeMessage({ ...input, unsubscribeUrl: 'https://members.example.org/u/1' })
    ).toString()
    expect(source).toContain('List-Unsubscribe: <https://members.example.org/u/1>\r\n')
    expect(source).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n')
    expect((await composeMessage(input)).toString()).not.toContain('List-Unsubscribe')
  })

  it('takes no header from a subject with line ends', async () => {
    const source = (await composeMessage({ ...input, subject: 'a\r\nBcc: x@example.org' })).toString()
    expect(source).not.toMatch(/^Bcc:/m)
  })
})
