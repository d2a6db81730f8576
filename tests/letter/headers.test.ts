import { readFileSync } from 'node:fs'
import type { Email } from 'postal-mime'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  composeLetter,
  messageIdOf,
  spliceLetter,
  type Letter,
  type LetterTemplate,
} from '../../src/letter/index.ts'
import type { TokenUse } from '../../src/model/edition.ts'
import { buildSample, type BuiltSample } from '../delivery/letters/built-sample.ts'
import { bytesOf, fieldsOf, parse, signer, verdicts } from './sample-letter.ts'

/** What of the manifest a letter is made of. */
interface Manifest {
  issue: string
  subject: string
  sender: { name: string; address: string }
  replyTo: string
  listId: string
  language: string
  tokens: TokenUse[]
  variants: { id: string; files: Record<'email.html' | 'email.txt', { path: string }> }[]
}

interface SampleLetter {
  variant: string
  recipient: (typeof recipients)[number]
  letter: Letter
  email: Email
}

const issue = '2023-11'
const date = new Date('2023-11-17T07:00:09Z')
const recipients = [
  { name: 'Sam Example', address: 'sam@example.org' },
  { name: '', address: 'Kim+news@example.org' },
  { name: 'Zoë “Zed” O’Neill, B.A.', address: 'zoe@bücher.example' },
  { name: 'Łukasz & <Jörg>', address: 'łukasz@example.org' },
]

let manifest: Manifest
let letters: SampleLetter[]

function composeVariant(
  sample: BuiltSample,
  { id, files }: Manifest['variants'][number],
): Promise<LetterTemplate> {
  const read = (file: string): string => readFileSync(sample.path(`out/email/${issue}/${file}`), 'utf8')
  return composeLetter({
    from: manifest.sender,
    replyTo: manifest.replyTo,
    subject: manifest.subject,
    html: read(files['email.html'].path),
    text: read(files['email.txt'].path),
    tokens: manifest.tokens,
    list: { id: manifest.listId, title: 'Side by Side', archiveUrl: 'https://news.example.org/' },
    feedbackId: [issue, id, 'newsletter', 'side-by-side'],
    language: manifest.language,
    boundarySeed: `${issue}/${id}`,
  })
}

function unsubscribeOf(number: number): { url: string; mailto: string } {
  return {
    url: `https://members.example.org/u/${number}-${'Ab1_'.repeat(12)}`,
    mailto: `mailto:leave+${number}-${'Ab1_'.repeat(12)}@example.org?subject=unsubscribe`,
  }
}

function spliceFor(template: LetterTemplate, number: number): Letter {
  const to = recipients[number]!
  const unsubscribe = unsubscribeOf(number)
  return spliceLetter(template, {
    to,
    date,
    messageId: messageIdOf(`${issue}.${number}`, manifest.sender.address),
    values: {
      name: to.name === '' ? 'colleague' : to.name,
      email: to.address,
      number: String(number),
      region: 'Wales',
      role: 'officer',
      unsubscribeUrl: unsubscribe.url,
      preferencesUrl: `https://members.example.org/preferences/${number}`,
    },
    unsubscribe,
  })
}

beforeAll(async () => {
  const sample = await buildSample()
  const file = sample.path(`out/email/${issue}/manifest.json`)
  manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest
  letters = []
  for (const variant of manifest.variants) {
    const template = await composeVariant(sample, variant)
    for (const [number, recipient] of recipients.entries()) {
      const letter = await signer.sign(spliceFor(template, number))
      letters.push({ variant: variant.id, recipient, letter, email: await parse(letter) })
    }
  }
})

/** The one value of a field that a letter must have once. */
function only(email: Email, name: string): string | undefined {
  const values = fieldsOf(email, name)
  expect({ name, count: values.length }).toEqual({ name, count: 1 })
  return values[0]
}

describe('every letter of the sample issue', () => {
  it('is one for each variant and recipient', () => {
    expect(manifest.variants.length).toBeGreaterThan(1)
    expect(letters).toHaveLength(manifest.variants.length * recipients.length)
  })

  it('says from whom it is, to whom, when, and about what', () => {
    for (const { email, recipient } of letters) {
      for (const name of ['from', 'reply-to', 'to', 'subject', 'date']) only(email, name)
      expect(email.from).toEqual(manifest.sender)
      expect(email.replyTo).toEqual([{ name: '', address: manifest.replyTo }])
      const address = recipient.address.replace('bücher.example', 'xn--bcher-kva.example')
      expect(email.to).toEqual([{ name: recipient.name, address }])
      expect(email.subject).toBe(manifest.subject)
      expect(only(email, 'date')).toBe('Fri, 17 Nov 2023 07:00:09 +0000')
    }
  })

  it('has a Message-ID under the sender’s domain', () => {
    for (const { email, recipient } of letters) {
      expect(only(email, 'message-id')).toBe(`<${issue}.${recipients.indexOf(recipient)}@example.org>`)
    }
  })

  it('says of which list it is, where to read it and how to leave, by https, by mail and in one click', () => {
    for (const { email, recipient } of letters) {
      const { url, mailto } = unsubscribeOf(recipients.indexOf(recipient))
      expect(only(email, 'list-id')).toBe('Side by Side <side-by-side.news.example.org>')
      expect(only(email, 'list-archive')).toBe('<https://news.example.org/>')
      expect(only(email, 'list-unsubscribe')).toBe(`<${url}>, <${mailto}>`)
      expect(only(email, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
    }
  })

  it('names variant and sender to those who collect complaints', () => {
    for (const { email, variant } of letters) {
      expect(only(email, 'feedback-id')).toBe(`${issue}:${variant}:newsletter:side-by-side`)
    }
  })

  it('names its language and its kind', () => {
    for (const { email } of letters) {
      expect(only(email, 'content-language')).toBe('en-GB')
      expect(only(email, 'mime-version')).toBe('1.0')
      expect(only(email, 'content-type')).toMatch(/^multipart\/alternative; boundary="/)
    }
  })

  it('does not say that a machine wrote it, nor how soon it should be delivered', () => {
    for (const { email } of letters) {
      expect(fieldsOf(email, 'auto-submitted')).toEqual([])
      expect(fieldsOf(email, 'precedence')).toEqual([])
    }
  })

  it('is 7-bit, in lines that no server cuts, and needs SMTPUTF8 only for the address that does', () => {
    for (const { letter, recipient } of letters) {
      const source = bytesOf(letter).toString()
      expect(letter.needsUtf8).toBe(recipient.address.startsWith('ł'))
      expect(source.replace(letter.needsUtf8 ? recipient.address : '', '')).toMatch(/^[\r\n\x20-\x7e]*$/)
      for (const line of source.split('\r\n')) expect(line.length).toBeLessThanOrEqual(118)
      expect(source).toMatch(/\r\n$/)
    }
  })

  it('is signed with both keys, and its head altogether', async () => {
    for (const { letter, email } of letters) {
      expect(await verdicts(bytesOf(letter))).toEqual(['rsa-sha256 pass', 'ed25519-sha256 pass'])
      const named = /h=([^;]+);/.exec(fieldsOf(email, 'dkim-signature')[0] ?? '')?.[1]?.toLowerCase()
      const signed = (named ?? '').split(':').map((name) => name.trim())
      for (const { key } of email.headers) if (key !== 'dkim-signature') expect(signed).toContain(key)
      for (const name of ['from', 'list-unsubscribe', 'list-unsubscribe-post']) {
        expect(signed.filter((one) => one === name)).toHaveLength(2)
      }
    }
  })

  it('has its reader’s own addresses in both texts, and no token left', () => {
    expect(manifest.tokens.length).toBeGreaterThan(0)
    for (const { letter, email, recipient } of letters) {
      const { url } = unsubscribeOf(recipients.indexOf(recipient))
      expect(email.text).toContain(url)
      expect(email.html).toContain(`href="${url}"`)
      expect(email.html?.trimEnd()).toMatch(/<\/html>$/)
      const source = bytesOf(letter).toString().replaceAll('=\r\n', '')
      for (const { token } of manifest.tokens) expect(source).not.toContain(token)
    }
  })
})
