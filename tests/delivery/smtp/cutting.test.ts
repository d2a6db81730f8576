import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SmtpServerOptions } from '../smtp-server.ts'
import { deliverTo, makeLetter } from './delivering.ts'

const text = 'Subject: x\r\n\r\n.\r\nDear Ada,\r\n..\r\nthe news.\r\n'
const wire = 'Subject: x\r\n\r\n..\r\nDear Ada,\r\n...\r\nthe news.\r\n'

/** What a server says, and what a delivery to it comes to. */
const scripts: [NonNullable<SmtpServerOptions['script']>, object, number][] = [
  [{}, { kind: 'accepted', code: 250 }, 1],
  [
    { dot: '250-2.0.0 queued\n250-2.0.0 as\n250 2.0.0 1234' },
    { kind: 'accepted', reply: '2.0.0 queued as 1234' },
    1,
  ],
  [{ mail: '250-one\n250 two', rcpt: '251-one\n251 two' }, { kind: 'accepted' }, 1],
  [
    { rcpt: '550-5.1.1 no\n550 5.1.1 user', data: '554 no' },
    { kind: 'refused', code: 550, phase: 'rcpt' },
    0,
  ],
  [
    { mail: '451 4.7.1 später', rcpt: '503 no', data: '503 no' },
    { kind: 'deferred', code: 451, phase: 'mail' },
    0,
  ],
  [{ data: '421 4.3.2 bye' }, { kind: 'deferred', code: 421, phase: 'data' }, 0],
  [{ dot: '554 5.7.1 spam' }, { kind: 'refused', code: 554, phase: 'dot' }, 1],
  [{ dot: '421 4.3.2 bye' }, { kind: 'deferred', code: 421, phase: 'dot' }, 1],
  [{ dot: { raw: '250-ok\r\n251 ok\r\n' } }, { kind: 'uncertain' }, 1],
  [{ rcpt: { raw: '250-ok\r\n251 ok\r\n' } }, { kind: 'lost', phase: 'rcpt' }, 0],
  [{ dot: [{ raw: '250 o' }, { do: 'drop' }] }, { kind: 'uncertain' }, 1],
]

describe.each([
  ['with PIPELINING', ['PIPELINING']],
  ['without PIPELINING', ['SIZE']],
])('a delivery %s', (_mode, extensions) => {
  it('comes to the same however the letter and the server’s answers are cut', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...scripts),
        sizes,
        sizes,
        async ([script, expected, dots], cuts, chunks) => {
          const cut = (bytes: Buffer): Buffer[] => inPieces(bytes, cuts)
          const letter = makeLetter({ chunks: inPieces(Buffer.from(text), chunks) })
          const delivered = await deliverTo({ extensions, script, cut }, { letter })
          expect(delivered.outcome).toMatchObject(expected)
          expect(delivered.dots).toBe(dots)
          const whole = delivered.server.letters.filter(({ dot }) => dot)
          expect(whole.map((received) => received.wire.toString())).toEqual(Array<string>(dots).fill(wire))
        },
      ),
      { numRuns: 60 },
    )
  })
})

/** Cuts bytes into pieces of the given sizes, in turn. */
function inPieces(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const pieces: Buffer[] = []
  for (let from = 0, index = 0; from < bytes.length; index += 1) {
    const size = sizes[index % sizes.length]!
    pieces.push(bytes.subarray(from, from + size))
    from += size
  }
  return pieces
}
