import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inBlocks } from '../../../src/delivery/smtp/conversation.ts'
import { stuffDots } from '../../../src/delivery/smtp/dot-stuffing.ts'

/** The rule by the letter (RFC 5321 §4.5.2), for a message whose lines end in CRLF. */
function stuffByLines(text: string): string {
  const lines = text.split('\r\n').map((line) => (line.startsWith('.') ? `.${line}` : line))
  return lines.join('\r\n') + (text.endsWith('\r\n') || text === '' ? '' : '\r\n')
}

function stuffed(chunks: readonly Uint8Array[]): string {
  return Buffer.concat(stuffDots(chunks)).toString('latin1')
}

const piece = fc.constantFrom('.', '..', '\r\n', '\r', '\n', 'a', '', '\r\n.', '.\r\n', 'a.b')

describe('stuffDots', () => {
  it('doubles the dots that the rule doubles, wherever chunks are cut', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const expected = stuffByLines(pieces.join(''))
        expect(stuffed(pieces.map((text) => Buffer.from(text)))).toBe(expected)
      }),
      { numRuns: 2_000 },
    )
  })

  it('leaves nothing that a server would take for the end', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expect(`\r\n${stuffed(pieces.map((text) => Buffer.from(text)))}`).not.toContain('\r\n.\r\n')
      }),
      { numRuns: 2_000 },
    )
  })

  it('copies no chunk that needs nothing', () => {
    const chunks = [Buffer.from('Subject: a.b\r\n'), new Uint8Array(Buffer.from('\r\nDear . Ada\r\n'))]
    const result = stuffDots(chunks)
    expect(result.map(({ buffer, byteOffset, length }) => [buffer, byteOffset, length])).toEqual(
      chunks.map(({ buffer, byteOffset, length }) => [buffer, byteOffset, length]),
    )
  })

  it('does not change the chunks it is given', () => {
    const chunk = Buffer.from('.a\r\n.b\r\n')
    expect(stuffed([chunk, chunk])).toBe('..a\r\n..b\r\n..a\r\n..b\r\n')
    expect(chunk.toString()).toBe('.a\r\n.b\r\n')
  })
})

describe('inBlocks', () => {
  it('gives all bytes in order, in blocks of at most 128 KB', () => {
    const size = fc.oneof(fc.nat(200), fc.integer({ min: 65_000, max: 200_000 }))
    fc.assert(
      fc.property(fc.array(size, { maxLength: 6 }), (sizes) => {
        const chunks = sizes.map((bytes, index) => Buffer.alloc(bytes, index + 1))
        const blocks = [...inBlocks(chunks)]
        expect(Buffer.concat(blocks.flat()).equals(Buffer.concat(chunks))).toBe(true)
        for (const block of blocks) {
          const bytes = block.reduce((sum, { length }) => sum + length, 0)
          expect(bytes).toBeGreaterThan(0)
          expect(bytes).toBeLessThanOrEqual(128 * 1024)
        }
      }),
    )
  })
})
