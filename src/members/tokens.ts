import { createHmac, timingSafeEqual } from 'node:crypto'
import { decodeBase32, encodeBase32 } from './base32.ts'
import { keyIdOctets, type Keys, type SecretKey } from './keys.ts'

export const tokenPurposes = ['unsubscribe', 'preferences', 'confirm', 'form', 'bounce'] as const

/** What a token is good for; it is good for nothing else. */
export type TokenPurpose = (typeof tokenPurposes)[number]

/** What a token says. Whoever holds it can read this. */
export interface TokenContent {
  /** The number of the member, the application or the delivery. */
  id: number
  /** A word more, such as the issue or a series: at most 100 octets. */
  about?: string
  /** Milliseconds since 1970; kept to the second. */
  expiresAt?: number
}

export type TokenFault =
  'malformed' | 'cut-short' | 'unknown-version' | 'other-key' | 'other-purpose' | 'forged' | 'expired'

export interface TokenOptions {
  /** `link`: the letters of URLs, capitals count. `address`: small letters and digits, for local parts. Default: link. */
  form?: 'link' | 'address'
}

/** Makes and reads tokens. */
export interface Tokens {
  /** The token for this purpose and content, under the current key. */
  create: (purpose: TokenPurpose, content: TokenContent) => string
  /** What a token says, or why it is not good. */
  parse: (
    purpose: TokenPurpose,
    token: string,
    now: number,
  ) => { content: TokenContent } | { fault: TokenFault }
}

/** 128 bits: nobody guesses that. */
const tagOctets = 16
const version = 1
const headOctets = 2 + keyIdOctets
const longestAbout = 100
const hasExpiry = 1
const hasAbout = 2

/**
 * Tokens for links and addresses in letters: version and flags, length, key id, content, and 128 bits of HMAC-SHA-256
 * (RFC 2104) under a key for the purpose alone. They hold no secret and need no table.
 */
export function createTokens(keys: Keys, { form = 'link' }: TokenOptions = {}): Tokens {
  const byId = new Map(keys.all.map((key) => [key.id, key]))
  return {
    create: (purpose, content) => {
      const token = untagged(content, keys.current)
      tagOf(keys.current, purpose, token.subarray(0, -tagOctets)).copy(token, token.length - tagOctets)
      return encode(token, form)
    },
    parse: (purpose, text, now) => {
      const token = decode(text, form)
      return token ? read(token, purpose, byId, now) : { fault: 'malformed' }
    },
  }
}

/** Only the one spelling that we write: a token is not made good again by other letters for the same octets. */
function decode(text: string, form: 'link' | 'address'): Buffer | undefined {
  if (text.length > 500 || !/^[\w-]+$/.test(text)) return undefined
  const octets = form === 'link' ? Buffer.from(text, 'base64url') : decodeBase32(text.toLowerCase())
  // A token that a mail program cut may end in half an octet; its length tells.
  const isWhole = octets !== undefined && octets.length >= headOctets && octets[1] === octets.length
  return isWhole && encode(octets, form) !== (form === 'link' ? text : text.toLowerCase())
    ? undefined
    : octets
}

function encode(octets: Buffer, form: 'link' | 'address'): string {
  return form === 'link' ? octets.toString('base64url') : encodeBase32(octets)
}

function tagOf(key: SecretKey, purpose: TokenPurpose, body: Uint8Array): Buffer {
  return createHmac('sha256', key.derive(`token ${purpose}`))
    .update(body)
    .digest()
    .subarray(0, tagOctets)
}

/** The token with room for its tag. */
function untagged({ id, about = '', expiresAt }: TokenContent, key: SecretKey): Buffer {
  if (!Number.isSafeInteger(id) || id < 0)
    throw new RangeError(`a token's id must be a whole number, not ${id}`)
  const aboutOctets = about === '' ? 0 : Buffer.byteLength(about)
  if (aboutOctets > longestAbout)
    throw new RangeError(`a token's about must have at most ${longestAbout} octets`)
  const numbers = varint(id)
  if (expiresAt !== undefined) numbers.push(...varint(Math.max(0, Math.floor(expiresAt / 1000))))
  const token = Buffer.allocUnsafe(headOctets + numbers.length + aboutOctets + tagOctets)
  const flags = (expiresAt === undefined ? 0 : hasExpiry) | (aboutOctets > 0 ? hasAbout : 0)
  token[0] = (version << 4) | flags
  token[1] = token.length
  token.write(key.id, 2, 'hex')
  token.set(numbers, headOctets)
  token.write(about, headOctets + numbers.length)
  return token
}

function read(
  token: Buffer,
  purpose: TokenPurpose,
  byId: ReadonlyMap<string, SecretKey>,
  now: number,
): { content: TokenContent } | { fault: TokenFault } {
  if (token.length < 2) return { fault: 'malformed' }
  if (token[0]! >> 4 !== version) return { fault: 'unknown-version' }
  const length = token[1]!
  if (length <= headOctets + tagOctets) return { fault: 'malformed' }
  if (token.length !== length) return { fault: token.length < length ? 'cut-short' : 'malformed' }
  const key = byId.get(token.toString('hex', 2, headOctets))
  if (!key) return { fault: 'other-key' }
  const body = token.subarray(0, -tagOctets)
  const tag = token.subarray(-tagOctets)
  const isFor = (wanted: TokenPurpose): boolean => timingSafeEqual(tag, tagOf(key, wanted, body))
  if (!isFor(purpose)) return { fault: tokenPurposes.some(isFor) ? 'other-purpose' : 'forged' }
  const content = contentOf(body)
  if (!content) return { fault: 'malformed' }
  return content.expiresAt !== undefined && now >= content.expiresAt ? { fault: 'expired' } : { content }
}

function contentOf(body: Buffer): TokenContent | undefined {
  const flags = body[0]! & 0x0f
  const id = readVarint(body, headOctets)
  const expiry = id && flags & hasExpiry ? readVarint(body, id.next) : undefined
  if (!id || (flags & hasExpiry && !expiry)) return undefined
  const rest = body.subarray(expiry?.next ?? id.next)
  return {
    id: id.value,
    ...(rest.length > 0 && { about: rest.toString() }),
    ...(expiry && { expiresAt: expiry.value * 1000 }),
  }
}

/** Seven bits an octet, the lowest first. */
function varint(value: number): number[] {
  const octets: number[] = []
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) octets.push((rest % 128) | 128)
  octets.push(rest)
  return octets
}

function readVarint(octets: Uint8Array, start: number): { value: number; next: number } | undefined {
  let value = 0
  for (let index = start, factor = 1; index < octets.length; index++, factor *= 128) {
    const octet = octets[index]!
    value += (octet & 127) * factor
    if (octet < 128) return { value, next: index + 1 }
  }
  return undefined
}
