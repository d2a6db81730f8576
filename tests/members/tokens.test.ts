import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/diagnostics/index.ts'
import { createTokens, readKeys, type Keys, type TokenContent } from '../../src/members/index.ts'

const secret = (fill: string): string => Buffer.from(fill.padEnd(32, 'abcdefghijklmnop')).toString('base64')

function keysOf(text: string): Keys {
  const keys = readKeys({ TIDINGS_KEYS: text }, ({ message }) => {
    throw new Error(message)
  })
  if (!keys) throw new Error('no keys')
  return keys
}

function findingsOf(text: string | undefined): Finding[] {
  const found: Finding[] = []
  expect(readKeys({ TIDINGS_KEYS: text }, (finding) => found.push(finding))).toBeUndefined()
  return found
}

const old = `old:${secret('old')}`
const fresh = `new:${secret('new')}`
const now = 1_800_000_000_000
const contents = fc.record(
  {
    id: fc.oneof(fc.nat(), fc.maxSafeNat()),
    about: fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((text) => Buffer.byteLength(text) <= 100),
    expiresAt: fc.integer({ min: now / 1000 + 1, max: 4_000_000_000 }).map((seconds) => seconds * 1000),
  },
  { requiredKeys: ['id'] },
) as fc.Arbitrary<TokenContent>

describe.each(['link', 'address'] as const)('a token for a %s', (form) => {
  const tokens = createTokens(keysOf(fresh), { form })

  it('says what was put into it', () => {
    fc.assert(
      fc.property(contents, (content) => {
        expect(tokens.parse('confirm', tokens.create('confirm', content), now)).toEqual({ content })
      }),
    )
  })

  it('is spoilt by any change of a letter, and by any cut', () => {
    const alphabet =
      form === 'link'
        ? 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
        : 'abcdefghijklmnopqrstuvwxyz234567'
    fc.assert(
      fc.property(contents, fc.nat(), fc.constantFrom(...alphabet), (content, at, letter) => {
        const token = tokens.create('unsubscribe', content)
        const index = at % token.length
        const changed = token.slice(0, index) + letter + token.slice(index + 1)
        if (changed !== token) expect(tokens.parse('unsubscribe', changed, now)).toHaveProperty('fault')
        expect(tokens.parse('unsubscribe', token.slice(0, index), now)).toHaveProperty('fault')
        expect(tokens.parse('unsubscribe', token + letter, now)).toHaveProperty('fault')
      }),
    )
  })

  it('says that it was cut short, for whatever is left of its head', () => {
    const token = tokens.create('unsubscribe', { id: 17 })
    for (let length = 4; length < token.length; length++)
      expect(tokens.parse('unsubscribe', token.slice(0, length), now)).toEqual({ fault: 'cut-short' })
  })

  it('is good for its purpose only', () => {
    const token = tokens.create('unsubscribe', { id: 17 })
    expect(tokens.parse('preferences', token, now)).toEqual({ fault: 'other-purpose' })
  })

  it('is not good for another member', () => {
    const [one, other] = [17, 18].map((id) =>
      Buffer.from(createTokens(keysOf(fresh)).create('unsubscribe', { id }), 'base64url'),
    )
    const mixed = Buffer.concat([other!.subarray(0, -16), one!.subarray(-16)])
    expect(createTokens(keysOf(fresh)).parse('unsubscribe', mixed.toString('base64url'), now)).toEqual({
      fault: 'forged',
    })
  })

  it('ends', () => {
    const token = tokens.create('confirm', { id: 17, expiresAt: now })
    expect(tokens.parse('confirm', token, now - 1)).toHaveProperty('content')
    expect(tokens.parse('confirm', token, now)).toEqual({ fault: 'expired' })
  })

  it('stays good under an older key, and not under another', () => {
    const before = createTokens(keysOf(old), { form })
    const token = before.create('unsubscribe', { id: 17 })
    expect(createTokens(keysOf(`${fresh},${old}`), { form }).parse('unsubscribe', token, now)).toEqual({
      content: { id: 17 },
    })
    expect(tokens.parse('unsubscribe', token, now)).toEqual({ fault: 'other-key' })
    expect(createTokens(keysOf(`${fresh},${old}`), { form }).create('unsubscribe', { id: 17 })).toBe(
      tokens.create('unsubscribe', { id: 17 }),
    )
  })

  it.each(['', 'a', '!', '../../etc/passwd', 'a'.repeat(10_000), '\0'])('is not %j', (text) => {
    expect(tokens.parse('unsubscribe', text, now)).toHaveProperty('fault')
  })
})

it('a token for an address survives capitals', () => {
  const tokens = createTokens(keysOf(fresh), { form: 'address' })
  const token = tokens.create('bounce', { id: 1_000_000 })
  expect(token).toMatch(/^[a-z2-7]{1,48}$/)
  expect(tokens.parse('bounce', token.toUpperCase(), now)).toEqual({ content: { id: 1_000_000 } })
})

describe('TIDINGS_KEYS', () => {
  it.each([
    `k:${secret('x')}`,
    `k:${randomBytes(32).toString('hex')}`,
    ` k:${secret('x')} , j:${randomBytes(48).toString('base64url')}`,
  ])('may be %s', (text) => {
    expect(keysOf(text).current.name).toBe('k')
  })

  it('names a key by its secret in what it makes, not by its name', () => {
    expect(keysOf(`a:${secret('x')}`).current.id).toBe(keysOf(`b:${secret('x')}`).current.id)
  })

  it('is missed where it is not there', () => {
    expect(findingsOf(undefined).map(({ rule }) => rule)).toEqual(['members/missing-keys'])
    expect(findingsOf(' ').map(({ rule }) => rule)).toEqual(['members/missing-keys'])
  })

  it.each([
    secret('hidden'),
    `k:hidden`,
    `k:${Buffer.from('hidden hidden').toString('base64')}`,
    `k:${'hidden '.repeat(8)}`,
    `k:${Buffer.alloc(32, 1).toString('base64')}`,
    `${fresh},new:${secret('x')}`,
    `${fresh},other:${secret('new')}`,
    `${fresh},`,
  ])('may not be %s, and the finding shows nothing of it', (text) => {
    const [finding, ...others] = findingsOf(text)
    expect(others).toEqual([])
    expect(finding).toMatchObject({ rule: 'members/invalid-keys', file: 'TIDINGS_KEYS' })
    for (const part of text.split(/[:,]/).filter((word) => word.length > 8))
      expect(JSON.stringify(finding)).not.toContain(part.trim())
  })
})
