import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseAddress, type Address } from '../../src/members/index.ts'

function good(text: string): Address {
  const address = normaliseAddress(text)
  if ('fault' in address) throw new Error(address.message)
  return address
}
const faultOf = (text: string): string => {
  const address = normaliseAddress(text)
  return 'fault' in address ? address.fault : 'fine'
}

describe('an address', () => {
  it('keeps the capitals of its local part, and folds them in its normal form', () => {
    expect(good('Ann.Smith@Example.ORG')).toEqual({
      address: 'Ann.Smith@example.org',
      key: 'ann.smith@example.org',
      domain: 'example.org',
      needsUtf8: false,
    })
  })

  it('keeps what follows a plus sign as part of the name', () => {
    expect(good('ann+news@example.org').key).not.toBe(good('ann@example.org').key)
    expect(good('ann+news@example.org').address).toBe('ann+news@example.org')
  })

  it('has its domain as A-labels, and needs no SMTPUTF8 for that', () => {
    expect(good('ann@MÜNCHEN.example.org')).toMatchObject({
      address: 'ann@xn--mnchen-3ya.example.org',
      needsUtf8: false,
    })
    expect(good('ann@münchen.example.org').key).toBe(good('ANN@xn--mnchen-3ya.example.org').key)
    expect(good('ann@例え.example').domain).toBe('xn--r8jz45g.example')
  })

  it('needs SMTPUTF8 for letters before the @ that are not ASCII, in one form', () => {
    expect(good('Zoë@example.org')).toMatchObject({ address: 'Zoë@example.org', needsUtf8: true })
    expect(good('Zoe\u0308@example.org')).toEqual(good('Zoë@example.org'))
  })

  it.each([
    "o'brien@example.org",
    'a!#$%&*/=?^_`{|}~-b@example.org',
    'x@a-b.c1.example',
    ' ann@example.org\r\n',
  ])('may be %j', (text) => {
    expect(faultOf(text)).toBe('fine')
  })

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['ann', 'no-at'],
    ['@example.org', 'local-part'],
    ['ann@', 'domain'],
    ['ann@localhost', 'domain'],
    ['ann@example..org', 'domain'],
    ['ann@example.org.', 'domain'],
    ['ann@-example.org', 'domain'],
    ['ann@exa_mple.org', 'domain'],
    ['ann@exa%6dple.org', 'domain'],
    ['ann@192.0.2.1', 'domain'],
    ['ann@0x7f.1', 'domain'],
    ['ann@exa\u00ADmple.org', 'domain'],
    ['ann@xn--a\u00FC.org', 'domain'],
    ['ann@[192.0.2.1]', 'sign'],
    ['a@b@example.org', 'local-part'],
    ['.ann@example.org', 'local-part'],
    ['ann.@example.org', 'local-part'],
    ['a..b@example.org', 'local-part'],
    ['ann\u200B@example.org', 'control'],
    ['ann@example.org\r\nBcc: bob@example.org', 'control'],
    ['ann\n@example.org', 'control'],
    ['ann\0@example.org', 'control'],
    ['ann\uD800@example.org', 'control'],
    ['ann@example.org,bob@example.org', 'sign'],
    ['Ann <ann@example.org>', 'sign'],
    ['<ann@example.org>', 'sign'],
    ['"ann smith"@example.org', 'sign'],
    ['ann smith@example.org', 'sign'],
    ['mailto:ann@example.org', 'sign'],
    [`${'a'.repeat(65)}@example.org`, 'too-long'],
    [`${'é'.repeat(33)}@example.org`, 'too-long'],
    [`a@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(61)}`, 'too-long'],
    [`a@${'b'.repeat(64)}.org`, 'domain'],
  ])('is not %j: %s', (text, fault) => {
    expect(faultOf(text)).toBe(fault)
  })

  it('may have 64 octets before the @, and 254 in all', () => {
    expect(faultOf(`${'a'.repeat(64)}@example.org`)).toBe('fine')
    const rest = `${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(60)}`
    expect(good(`a@${rest}`).address).toHaveLength(254)
  })

  const part = fc.stringMatching(/^[a-zA-Z0-9+_'éßİ-]{1,12}$/)
  const domain = fc.stringMatching(/^[a-zA-Z]{1,8}(?:-[a-z0-9ü]{1,4})?\.(?:org|Example|xn--p1ai)$/)

  it('has a normal form that is its own normal form, whatever the capitals', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), domain, (parts, name) => {
        const text = `${parts.join('.')}@${name}`
        const address = good(text)
        expect(good(address.address)).toEqual(address)
        expect(good(address.key).key).toBe(address.key)
        expect(good(`${text.split('@')[0]!}@${name.toUpperCase()}`)).toEqual(address)
      }),
    )
  })

  it('never holds a sign that could end it, whatever was typed', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: 'binary' }).map((text) => `${text}@example.org`),
        ),
        (text) => {
          const address = normaliseAddress(text)
          if (!('fault' in address)) expect(address.address).not.toMatch(/[\s\0"(),:;<>[\\\]\p{Cc}]/u)
          else expect(address.message).toMatch(/^Unexpected [^\r\n\0]*, expected /)
        },
      ),
    )
  })
})
