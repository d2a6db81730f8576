import { describe, expect, it } from 'vitest'
import { composeNotice, type NoticeInput } from '../../src/letter/index.ts'
import { bytesOf, fieldsOf, parse, signer, verdicts } from './sample-letter.ts'

const notice: NoticeInput = {
  from: { name: 'Ochr yn Ochr', address: 'news@example.org' },
  to: { name: 'Zoë', address: 'zoe@example.org' },
  date: new Date('2023-11-17T09:00:00Z'),
  messageId: '<confirm.7@example.org>',
  subject: 'Please confirm: “Ochr yn Ochr”',
  language: 'cy',
  before: [
    'You, or somebody with your address, asked for our newsletter <today> & so we ask whether it was you.',
  ],
  link: { label: 'Yes, send it to me', url: `https://members.example.org/c?a=1&t=${'Ab1_'.repeat(20)}` },
  after: ['If it was not you, do nothing.\r\n.'],
}

describe('a notice', () => {
  it('says that a machine wrote it, and has no list’s fields', async () => {
    const email = await parse(await composeNotice(notice))
    expect(email.headers.map(({ originalKey }) => originalKey)).toEqual([
      ...['From', 'To', 'Subject', 'Date', 'Message-ID', 'Auto-Submitted'],
      ...['Content-Language', 'MIME-Version', 'Content-Type'],
    ])
    expect(fieldsOf(email, 'auto-submitted')).toEqual(['auto-generated'])
    expect(email.from).toEqual(notice.from)
    expect(email.to).toEqual([notice.to])
    expect(email.subject).toBe(notice.subject)
    expect(email.messageId).toBe(notice.messageId)
  })

  it('says the same in HTML and in plain text, with the address of its link whole', async () => {
    const { html = '', text = '' } = await parse(await composeNotice(notice))
    const url = notice.link?.url ?? ''
    expect(html).toContain(`<a href="${url.replace('&', '&amp;')}">Yes, send it to me</a>`)
    expect(html).toContain('<html lang="cy" dir="ltr">')
    expect(html).toContain('our newsletter &lt;today&gt; &amp; so')
    expect(text.split('\n')).toContain(url)
    expect(text.replaceAll('\n', ' ')).toContain(notice.before[0])
    for (const line of text.split('\n')) expect(line === url || line.length <= 72).toBe(true)
  })

  it('has nothing of a link where there is none', async () => {
    const { link: _link, ...rest } = notice
    const { html = '', text = '' } = await parse(await composeNotice(rest))
    expect(html).not.toContain('<a')
    expect(text).not.toContain('http')
  })

  it('takes no address that is not of the web or of mail', async () => {
    const link = { label: 'Go', url: 'javascript:alert(1)' }
    const { html = '' } = await parse(await composeNotice({ ...notice, link }))
    expect(html).toContain('<a href="">Go</a>')
  })

  it('can be signed', async () => {
    const signed = await signer.sign(await composeNotice(notice))
    expect(await verdicts(bytesOf(signed))).toEqual(['rsa-sha256 pass', 'ed25519-sha256 pass'])
  })
})
