import { createHash, sign, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { algorithmOf, type DkimAlgorithm } from './dkim-key.ts'
import type { HeaderField } from './header-field.ts'
import type { Letter } from './letter.ts'
import { domainOf } from './mailbox.ts'

export interface SignerOptions {
  /** The domain of the sender's address, or one above it (RFC 9989 aligns the two). */
  domain: string
  /** One signature each: an Ed25519 key beside an RSA one for those who know it (RFC 8463, section 6). */
  keys: readonly SigningKey[]
}

export interface SigningKey {
  /** The name of the key in the DNS: `<selector>._domainkey.<domain>`. */
  selector: string
  key: KeyObject
}

export interface Signer {
  /** The letter with a DKIM-Signature for each key in front. */
  sign: (letter: Letter) => Promise<Letter>
}

/**
 * Fields that are named in a signature once more than the letter has them, so that adding another breaks it (RFC 6376,
 * sections 5.4.2 and 8.15).
 */
const overSigned = [
  'From',
  'To',
  'Cc',
  'Subject',
  'Date',
  'Message-ID',
  'Reply-To',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'Auto-Submitted',
  'List-ID',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'Feedback-ID',
] as const

/** Fields that are signed where the letter has them. */
const signedOnce = ['List-Archive', 'Content-Language'] as const

interface Key {
  selector: string
  key: KeyObject
  algorithm: DkimAlgorithm
}

const signAsync = promisify(sign)

/**
 * Makes a signer (RFC 6376), relaxed in head and body. The keys were read by `parseDkimKey`; a signature costs no
 * parsing of them and is made in the thread pool.
 */
export function createSigner({ domain, keys }: SignerOptions): Signer {
  const label = domainOf(domain)
  if (label === undefined) throw new TypeError('Unexpected signing domain, expected a domain')
  const known = keys.map(checkKey)
  return {
    sign: async (letter) => {
      const fields = fieldsToSign(letter.fields)
      const head = fields.canonical.join('')
      const bodyHash = letter.hashBody().toString('base64')
      const signatures = await Promise.all(
        known.map(async (key) => {
          const field = unsignedField(key, label, letter.date, fields.names, bodyHash)
          return signedField(field, await signText(head + relaxField(field).trimEnd(), key))
        }),
      )
      return withFields(letter, signatures)
    },
  }
}

function checkKey({ selector, key }: SigningKey): Key {
  const algorithm = algorithmOf(key)
  if (algorithm === undefined) throw new TypeError('Unexpected kind of key, expected RSA or Ed25519')
  if (domainOf(selector) === undefined)
    throw new TypeError('Unexpected selector, expected labels of a domain')
  return { selector, key, algorithm }
}

/** RFC 6376, section 5.4.2: of fields with one name, the lowest comes first; a name without a field adds nothing. */
function fieldsToSign(all: readonly HeaderField[]): { names: string[]; canonical: string[] } {
  const names: string[] = []
  const canonical: string[] = []
  const byName = Map.groupBy(all, ({ name }) => name)
  const take = (name: string, extra: 0 | 1): void => {
    const found = byName.get(name)?.reverse() ?? []
    for (let count = found.length + extra; count > 0; count -= 1) names.push(name)
    canonical.push(...found.map(relaxField))
  }
  for (const name of overSigned) take(name, 1)
  for (const name of signedOnce) take(name, 0)
  return { names, canonical }
}

/** RFC 6376, section 3.4.2. */
export function relaxField(field: HeaderField): string {
  field.relaxed ??= relax(field)
  return field.relaxed
}

function relax({ name, raw }: HeaderField): string {
  const value = raw.slice(name.length + 1).replace(/[\t\r\n ]+/g, ' ')
  return `${name.toLowerCase()}:${value.trim()}\r\n`
}

/** The signature's own field, with nothing yet behind `b=` (RFC 6376, sections 3.5 and 3.7). */
function unsignedField(
  { selector, algorithm }: Key,
  domain: string,
  date: Date,
  names: readonly string[],
  bodyHash: string,
): HeaderField {
  const lines = [
    `DKIM-Signature: v=1; a=${algorithm}; c=relaxed/relaxed;`,
    `d=${domain}; s=${selector};`,
    `t=${Math.floor(date.getTime() / 1000)};`,
    ...foldNames(names),
    `bh=${bodyHash};`,
    'b=',
  ]
  return { name: 'DKIM-Signature', raw: lines.join('\r\n ') }
}

/** White space may stand round the colons of `h=`. */
function foldNames(names: readonly string[]): string[] {
  const lines: string[] = []
  let line = 'h='
  for (const [index, name] of names.entries()) {
    const item = name + (index === names.length - 1 ? ';' : ':')
    if (line.length + item.length > 74) {
      lines.push(line)
      line = ''
    }
    line += item
  }
  return [...lines, line]
}

/** RFC 8463, section 3: Ed25519 signs the hash, as RSA does within its own padding. */
async function signText(text: string, { key, algorithm }: Key): Promise<string> {
  const data = Buffer.from(text)
  const signature =
    algorithm === 'rsa-sha256'
      ? await signAsync('sha256', data, key)
      : await signAsync(null, createHash('sha256').update(data).digest(), key)
  return signature.toString('base64')
}

function signedField({ name, raw }: HeaderField, signature: string): HeaderField {
  return { name, raw: `${raw}${foldText(signature, 72)}\r\n` }
}

function foldText(text: string, length: number): string {
  let folded = text.slice(0, length)
  for (let from = length; from < text.length; from += length) {
    folded += `\r\n ${text.slice(from, from + length)}`
  }
  return folded
}

function withFields(letter: Letter, added: readonly HeaderField[]): Letter {
  const head = Buffer.from(added.map(({ raw }) => raw).join(''))
  return {
    ...letter,
    chunks: [head, ...letter.chunks],
    size: letter.size + head.length,
    fields: [...added, ...letter.fields],
  }
}
