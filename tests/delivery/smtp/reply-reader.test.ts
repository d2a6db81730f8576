import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createReplyReader, type Reply } from '../../../src/delivery/smtp/reply-reader.ts'
import { oneLine, replyWords } from '../../../src/delivery/smtp/reply-words.ts'

function readAll(pieces: readonly (string | Uint8Array)[]): {
  replies: Reply[]
  invalid?: string
  part: boolean
} {
  const reader = createReplyReader()
  const replies: Reply[] = []
  for (const piece of pieces) {
    const read = reader.push(Buffer.from(piece))
    replies.push(...read.replies)
    if (read.invalid !== undefined) return { replies, invalid: read.invalid, part: reader.hasPart() }
  }
  return { replies, part: reader.hasPart() }
}

describe('createReplyReader', () => {
  it.each<[string, Reply]>([
    ['250 ok\r\n', { code: 250, lines: ['ok'] }],
    ['250\r\n', { code: 250, lines: [''] }],
    ['250 \r\n', { code: 250, lines: [''] }],
    ['250-a\r\n250-\r\n250 c\r\n', { code: 250, lines: ['a', '', 'c'] }],
    ['250-a\r\n250\r\n', { code: 250, lines: ['a', ''] }],
    ['451 später\r\n', { code: 451, lines: ['später'] }],
    ['550 a\tb\r\n', { code: 550, lines: ['a\tb'] }],
  ])('reads %j', (text, reply) => {
    expect(readAll([text])).toEqual({ replies: [reply], part: false })
  })

  it('reads a text that is not UTF-8 byte by byte', () => {
    expect(readAll([Buffer.from('550 sp\xe4ter\r\n', 'latin1')]).replies).toEqual([
      { code: 550, lines: ['später'] },
    ])
  })

  it.each([
    'ok\r\n',
    '250 ok\n',
    '\r\n',
    '25 ok\r\n',
    '2500 ok\r\n',
    '150 ok\r\n',
    '650 ok\r\n',
    '260 ok\r\n',
    '250_ok\r\n',
    ' 250 ok\r\n',
    '250 a\0b\r\n',
    '250 a\rb\r\n',
    '250-a\r\n251 b\r\n',
    '250-a\r\nb\r\n',
  ])('takes nothing for a reply that is none: %j', (text) => {
    const { replies, invalid } = readAll([text])
    expect(replies).toEqual([])
    expect(invalid).toMatch(/^Unexpected /)
  })

  it('keeps the replies before what is none', () => {
    const { replies, invalid } = readAll(['250 ok\r\nwhat\r\n250 no more\r\n'])
    expect(replies.map(({ code }) => code)).toEqual([250])
    expect(invalid).toBeDefined()
  })

  it.each([
    ['lines', '250-x\r\n', 200],
    ['bytes of one line', 'x', 64 * 1024],
    ['bytes of long lines', `250-${'x'.repeat(1000)}\r\n`, 66],
  ])('ends its patience with a reply of too many %s', (_what, piece, most) => {
    const reader = createReplyReader()
    reader.push(Buffer.from('250-'))
    reader.push(Buffer.from('\r\n'))
    let pushes = 0
    while (reader.push(Buffer.from(piece)).invalid === undefined) pushes += 1
    expect(pushes).toBeLessThanOrEqual(most)
    expect(pushes).toBeGreaterThan(most * 0.9)
  })

  it('reads the same however the bytes are cut', () => {
    const line = fc.constantFrom(
      '250 ok\r\n',
      '250-more\r\n',
      '550 5.1.1 no ü\r\n',
      '354\r\n',
      'x\r\n',
      '25',
      '\n',
    )
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 8 }),
        fc.array(fc.nat(80), { maxLength: 12 }),
        (lines, cuts) => {
          const bytes = Buffer.from(lines.join(''))
          expect(readAll(cutAt(bytes, cuts))).toEqual(readAll([bytes]))
        },
      ),
    )
  })
})

describe('replyWords', () => {
  it.each([
    [['5.1.1 no such user'], '5.1.1 no such user', '5.1.1'],
    [['5.1.1 no such user', '5.1.1 here'], '5.1.1 no such user here', '5.1.1'],
    [['4.1.1 of another class'], '4.1.1 of another class', undefined],
    [['5.1.1234 too long'], '5.1.1234 too long', undefined],
    [['version 5.1.1'], 'version 5.1.1', undefined],
    [['5.7.1'], '5.7.1', '5.7.1'],
  ])('of %j are %j', (lines, reply, enhanced) => {
    const words = replyWords({ code: 550, lines })
    expect(words.reply).toBe(reply)
    expect(words.enhanced).toBe(enhanced)
  })

  it('are one line of at most 500 characters without controls, whatever the server says', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 400 }), { minLength: 1 }), (lines) => {
        const { reply } = replyWords({ code: 550, lines })
        expect(reply.length).toBeLessThanOrEqual(500)
        expect(reply).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u)
        expect(reply.isWellFormed()).toBe(true)
      }),
    )
  })

  it('cut no character in two', () => {
    expect(oneLine(`${'x'.repeat(499)}🙂`).isWellFormed()).toBe(true)
  })
})

function cutAt(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set(cuts.filter((cut) => cut > 0 && cut < bytes.length))].sort((a, b) => a - b)
  return [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length))
}
