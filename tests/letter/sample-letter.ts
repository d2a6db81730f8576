import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto'
import PostalMime, { type Email } from 'postal-mime'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import {
  createSigner,
  parseDkimKey,
  type Letter,
  type LetterInput,
  type LetterRecipient,
  type Signer,
} from '../../src/letter/index.ts'
import type { TokenContext, TokenUse } from '../../src/model/edition.ts'

/** A token of a field in a context, such as real ones are. */
export function use(field: string, context: TokenContext): TokenUse {
  return { token: `recipient-${field.toLowerCase()}-${context}-3fa94c1be2d0`, field, context }
}

export const tokens: TokenUse[] = [
  use('name', 'html'),
  use('name', 'attribute'),
  use('name', 'text'),
  use('name', 'header'),
  use('region', 'html'),
  use('region', 'url-part'),
  use('unsubscribeUrl', 'url'),
  use('unsubscribeUrl', 'text'),
]

/** The token of a field in a context. */
export function token(field: string, context: TokenContext): string {
  return use(field, context).token
}

export const input: LetterInput = {
  from: { name: 'Ochr yn Ochr – “Side”', address: 'news@example.org' },
  replyTo: 'editor@example.org',
  subject: 'Cylchlythyr: ŵyl & “gwanwyn” – a subject long enough that it has to be folded over some lines',
  html: [
    `<p>Dear ${token('name', 'html')},</p>`,
    `<p title="For ${token('name', 'attribute')}">Naïve = “café” ${'long '.repeat(60)}</p>`,
    `<p><a href="https://example.org/?r=${token('region', 'url-part')}&amp;x">${token('region', 'html')}</a></p>`,
    `<p><a href="${token('unsubscribeUrl', 'url')}">Leave</a></p>`,
    '',
  ].join('\n'),
  text: `Dear ${token('name', 'text')},\n\nNaïve = “café”\n.\n..\nFrom here  \n-- \n${'x'.repeat(200)}\n${token('unsubscribeUrl', 'text')}\n`,
  tokens,
  list: { id: 'side.example.org', title: 'Side by Side', archiveUrl: 'https://news.example.org/' },
  feedbackId: ['2023-11', 'everyone', 'newsletter', 'example-org'],
  language: 'en-GB',
  boundarySeed: '2023-11/everyone',
}

export const unsubscribeUrl = `https://members.example.org/u/${'a1B2_-'.repeat(8)}`

export const recipient: LetterRecipient = {
  to: { name: 'Zoë Example', address: 'zoe@example.org' },
  date: new Date('2023-11-17T09:00:00Z'),
  messageId: '<2023-11.7f.1@example.org>',
  values: { name: 'Zoë', region: 'Wales', unsubscribeUrl },
  unsubscribe: { url: unsubscribeUrl, mailto: 'mailto:leave+a1B2@example.org?subject=unsubscribe' },
}

export function bytesOf(letter: Letter): Buffer {
  return Buffer.concat(letter.chunks)
}

export async function parse(letter: Letter | Buffer): Promise<Email> {
  return PostalMime.parse(Buffer.isBuffer(letter) ? letter : bytesOf(letter))
}

/** The values of all fields with a name, as the parser reads them. */
export function fieldsOf(email: Email, name: string): string[] {
  return email.headers.filter(({ key }) => key === name.toLowerCase()).map(({ value }) => value ?? '')
}

function newKey({ privateKey }: KeyPairKeyObjectResult) {
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const parsed = parseDkimKey(pem)
  if (!parsed.ok) throw new Error(parsed.problem)
  return { ...parsed, pem }
}

const rsa = newKey(generateKeyPairSync('rsa', { modulusLength: 2048 }))
const ed25519 = newKey(generateKeyPairSync('ed25519'))

/** Both keys, made for this run. */
export const keys = { rsa, ed25519 }

/** What the DNS would say of them. */
export const records: Record<string, string> = {
  'rsa1._domainkey.example.org': rsa.publicRecord,
  'ed1._domainkey.example.org': ed25519.publicRecord,
}

export const signer: Signer = createSigner({
  domain: 'example.org',
  keys: [
    { selector: 'rsa1', key: rsa.key },
    { selector: 'ed1', key: ed25519.key },
  ],
})

/** What mailauth finds: `rsa-sha256 pass` and so on, a line a signature. */
export async function verdicts(message: Buffer): Promise<string[]> {
  const { results } = await dkimVerify(message, {
    resolver: async (name: string) => {
      const record = records[name]
      if (record === undefined) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
      return [[record]]
    },
  })
  return results.map(({ algo, status }) => `${algo} ${status.result}`)
}
