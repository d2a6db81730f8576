import { describe, expect, it } from 'vitest'
import { encodeQuotedPrintable, encodeValue } from '../../src/letter/quoted-printable.ts'

describe('quoted-printable', () => {
  it.each([
    ['a line of 76 characters', 'x'.repeat(76), 'x'.repeat(76)],
    ['a line of 77', 'x'.repeat(77), `${'x'.repeat(75)}=\r\nxx`],
    ['white space at the end of a line', 'a \nb\t\nc', 'a=20\r\nb=09\r\nc'],
    ['white space within one', 'a  b\tc', 'a  b\tc'],
    ['an equals sign', 'a=b', 'a=3Db'],
    ['dots at the start of lines', '.\n..\na.', '=2E\r\n=2E.\r\na.'],
    ['a dot where a line goes on', `${'x'.repeat(75)}..`, `${'x'.repeat(75)}=\r\n=2E.`],
    ['what mailboxes take for a letter’s start', 'From me\nFrom\n', '=46rom me\r\nFrom\r\n'],
    ['line ends of three kinds', 'a\r\nb\rc\nd', 'a\r\nb\r\nc\r\nd'],
    ['a character whose octets would not fit', `${'x'.repeat(70)}éy`, `${'x'.repeat(70)}=\r\n=C3=A9y`],
    ['half a character', 'a\ud800', 'a=EF=BF=BD'],
    ['control characters', 'a\0\u007f', 'a=00=7F'],
  ])('encodes %s', (_what, text, expected) => {
    expect(encodeQuotedPrintable(text)).toBe(expected)
  })

  it('ends with a soft break where something follows', () => {
    expect(encodeQuotedPrintable('Dear ', true)).toBe('Dear =\r\n')
    expect(encodeQuotedPrintable('a\n', true)).toBe('a\r\n')
    expect(encodeQuotedPrintable('x'.repeat(76), true)).toBe(`${'x'.repeat(75)}=\r\nx=\r\n`)
  })

  it.each([
    ['as it is', 'Sam & Zoe', 'Sam & Zoe'],
    ['with room for a soft break', 'x'.repeat(76), `${'x'.repeat(75)}=\r\nx`],
    ['without what looks like a boundary', '--x', '=2D-x'],
    ['with white space that nothing takes away', ' a   b ', ' a =20=20b=20'],
    ['without a dot in front', '.a', '=2Ea'],
  ])('encodes a value %s', (_how, value, expected) => {
    expect(encodeValue(value)).toBe(expected)
  })
})
