import { once } from 'node:events'
import { connect } from 'node:net'
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Action, SmtpServerOptions } from '../smtp-server.ts'
import {
  deliverTo,
  dotsOf,
  hastyTimeouts,
  makeLetter,
  openGate,
  patientTimeouts,
  transportTo,
  withServer,
} from './delivering.ts'

const plain = ['SIZE 52428800']
const pipelining = ['PIPELINING', 'SIZE 52428800']
const modes = [
  ['with PIPELINING', pipelining],
  ['without PIPELINING', plain],
] as const

const manyLines = '250-again\r\n'.repeat(10_000)
const megabyte = `250 ${'x'.repeat(1024 * 1024)}`

/** What no SMTP server may say; each is told with what follows it, so that nothing else can save the letter. */
const nonsense: [string, Action][] = [
  ['garbage', { raw: '\0\x01\x02 this is not SMTP \xff\r\n' }],
  ['an HTTP answer', { raw: 'HTTP/1.1 400 Bad Request\r\n\r\n' }],
  ['an empty line', { raw: '\r\n' }],
  ['a code of two digits', { raw: '25 ok\r\n' }],
  ['a code that can not be', { raw: '199 ok\r\n' }],
  ['a code without a blank', { raw: '250ok\r\n' }],
  ['a line without CR', { raw: '250 ok\n' }],
  ['a line with CR within', { raw: '250 ok\rgo on\r\n' }],
  ['lines of two codes', { raw: '250-ok\r\n354 go on\r\n' }],
  ['10,000 continuation lines', { raw: manyLines }],
  ['a line of 1 MB', { raw: `${megabyte}\r\n` }],
  ['1 MB without a line break', { raw: megabyte }],
  ['nothing, and closes', { do: 'drop' }],
  ['nothing, and resets', { do: 'reset' }],
  ['half a line, and closes', [{ raw: '250 o' }, { do: 'drop' }]],
]

/** What ends by our clock only. */
const delays: [string, Action][] = [
  ['a byte a time, slower than the limit', { dribble: '250 2.0.0 this takes so very long\r\n', everyMs: 25 }],
  ['a line that never ends', [{ raw: '250 ok' }, { do: 'silence' }]],
  ['nothing', { do: 'silence' }],
]

const silences = [
  ...nonsense.map(([what, action]) => [what, action, patientTimeouts] as const),
  ...delays.map(([what, action]) => [what, action, hastyTimeouts] as const),
]

describe.concurrent.each(modes)('a server %s', (_mode, extensions) => {
  describe.each(['mail', 'rcpt', 'data'] as const)('that answers %s', (point) => {
    it.each(silences)('with %s: lost, no dot, line closed', async (_what, action, timeouts) => {
      const { outcome, dots, reusable, server, asked } = await deliverTo(
        { extensions, script: { [point]: action } },
        { settings: { timeouts } },
      )
      expect(outcome).toMatchObject({ kind: 'lost', phase: point })
      expect({ dots, asked, reusable }).toEqual({ dots: 0, asked: 0, reusable: false })
      expect(server.accepted.size).toBe(0)
    })

    it.each([
      ['450 4.2.1 try later', 'deferred', 450, '4.2.1'],
      ['451-4.7.1 greylisted,\n451 4.7.1 come back', 'deferred', 451, '4.7.1'],
      ['550 5.1.1 no such user', 'refused', 550, '5.1.1'],
      ['552 too much', 'refused', 552, undefined],
      ['554 5.7.1 spam', 'refused', 554, '5.7.1'],
    ])('with %j: %s, no dot, line stays', async (answer, kind, code, enhanced) => {
      // A server refuses what follows a refused command, too.
      const after = { mail: '503 5.5.1 no', rcpt: '503 5.5.1 no', data: '503 5.5.1 no', [point]: answer }
      const { mail, rcpt, data } = { ...after, ...before(point) }
      const { outcome, dots, reusable } = await deliverTo({ extensions, script: { mail, rcpt, data } })
      expect(outcome).toMatchObject({ kind, code, phase: point })
      expect('enhanced' in outcome ? outcome.enhanced : undefined).toBe(enhanced)
      expect({ dots, reusable }).toEqual({ dots: 0, reusable: true })
    })

    it('with 421: deferred, no dot, line closed', async () => {
      const action: Action = ['421 4.3.2 shutting down', { do: 'drop' }]
      const { outcome, dots, reusable } = await deliverTo({ extensions, script: { [point]: action } })
      expect(outcome).toMatchObject({ kind: 'deferred', code: 421, enhanced: '4.3.2', phase: point })
      expect({ dots, reusable }).toEqual({ dots: 0, reusable: false })
    })
  })

  describe('that answers the dot', () => {
    it.each(silences)('with %s: uncertain, line closed', async (_what, action, timeouts) => {
      const { outcome, dots, reusable, asked } = await deliverTo(
        { extensions, script: { dot: action } },
        { settings: { timeouts } },
      )
      expect(outcome).toEqual({ kind: 'uncertain', reason: expect.stringMatching(/^[^\r\n]{5,500}$/) })
      expect({ dots, asked, reusable }).toEqual({ dots: 1, asked: 1, reusable: false })
    })

    it('with 354: uncertain, for that is no answer to a dot', async () => {
      const { outcome, dots, reusable } = await deliverTo({ extensions, script: { dot: '354 go on' } })
      expect(outcome.kind).toBe('uncertain')
      expect({ dots, reusable }).toEqual({ dots: 1, reusable: false })
    })

    it('after our time-out: uncertain, line closed, the late answer unread', async () => {
      const { outcome, dots, server, reusable } = await deliverTo(
        { extensions, script: { dot: [{ waitMs: 3_000 }, '250 2.0.0 queued after all'] } },
        { settings: { timeouts: hastyTimeouts } },
      )
      expect(outcome).toEqual({ kind: 'uncertain', reason: expect.stringContaining('Timed out after 0.2 s') })
      expect({ dots, reusable }).toEqual({ dots: 1, reusable: false })
      expect(server.accepted.size).toBe(1)
    })

    it.each([
      ['451 4.3.0 disk full', 'deferred', 451, true],
      ['554 5.7.1 spam', 'refused', 554, true],
      ['552 5.3.4 too big', 'refused', 552, true],
      ['421 4.3.2 shutting down', 'deferred', 421, false],
    ])('with %j: %s', async (answer, kind, code, reusable) => {
      const delivered = await deliverTo({ extensions, script: { dot: answer } })
      expect(delivered.outcome).toMatchObject({ kind, code, phase: 'dot' })
      expect(delivered.dots).toBe(1)
      expect(delivered.server.accepted.size).toBe(0)
      expect(delivered.reusable).toBe(reusable)
    })

    it.each([
      ['closes', [{ do: 'drop' }]],
      ['resets', [{ waitMs: 5 }, { do: 'reset' }]],
      ['says 421', ['421 4.4.2 bye']],
      ['says more than was asked for', [{ raw: '250 2.0.0 and this\r\n' }]],
    ] satisfies [string, Action][])('with 250 and then %s: accepted', async (_what, then) => {
      await withServer({ extensions, script: { dot: ['250 2.0.0 queued', ...then] } }, async (server) => {
        const line = await transportTo(server).open()
        expect((await line.deliver(makeLetter(), openGate)).kind).toBe('accepted')
        await expect.poll(() => line.isOpen()).toBe(false)
        const next = await line.deliver(makeLetter({ to: 'next@example.org' }), openGate)
        expect(next).toMatchObject({ kind: 'lost', phase: 'connect' })
        await line.close()
        expect(server.letters.map(({ to, dot }) => [to, dot])).toEqual([['ada@example.org', true]])
      })
    })
  })

  describe('between the message and the dot', () => {
    it.each([
      ['closes', { do: 'drop' }, 'lost', undefined],
      ['resets', { do: 'reset' }, 'lost', undefined],
      ['says 250 too early', { raw: '250 ok\r\n' }, 'lost', undefined],
      ['says garbage', { raw: 'who are you?\r\n' }, 'lost', undefined],
      ['begins to say something and does not end it', { raw: '552 too' }, 'lost', undefined],
      ['says 552', '552 5.3.4 too big', 'refused', 552],
      ['says 552 a byte a time', { dribble: '552 5.3.4 too big\r\n', everyMs: 15 }, 'refused', 552],
      ['says 452', '452 4.3.1 disk full', 'deferred', 452],
      ['says 421', '421 4.3.2 shutting down', 'deferred', 421],
    ] satisfies [string, Action, string, number | undefined][])(
      '%s: definite, and the dot is not written',
      async (_what, action, kind, code) => {
        const text = makeLetter().size
        const handOver = async (): Promise<boolean> => {
          await sleep(100)
          // A process that was held up has read nothing meanwhile.
          for (let turns = 0; turns < 50; turns += 1) await turn()
          return true
        }
        const { outcome, dots, reusable, server } = await deliverTo(
          { extensions, duringBody: { afterBytes: text, action } },
          { gate: { handOver }, settings: { timeouts: { ...patientTimeouts, dataMs: 1_000 } } },
        )
        expect(outcome).toMatchObject({ kind, phase: 'data', ...(code === undefined ? {} : { code }) })
        expect(server.letters).toHaveLength(1)
        expect(server.letters[0]!.wire).toHaveLength(text)
        expect({ dots, reusable }).toEqual({ dots: 0, reusable: false })
      },
    )
  })

  it('that never reads: lost when the block’s time is over, no dot, and a block in memory', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x')
    const letter = makeLetter({ chunks: Array.from({ length: 50 }, () => chunk) })
    const script: SmtpServerOptions['script'] = { data: ['354 go on', { do: 'stop reading' }] }
    await withServer({ extensions, script }, async (server) => {
      let most = 0
      const socket = connect(server.port, '127.0.0.1')
      const watch = setInterval(() => (most = Math.max(most, socket.writableLength)), 5)
      const line = await transportTo(server, {
        timeouts: hastyTimeouts,
        connect: async () => {
          await once(socket, 'connect')
          return socket
        },
      }).open()
      let asked = false
      const handOver = (): Promise<boolean> => {
        asked = true
        return Promise.resolve(true)
      }
      expect(await line.deliver(letter, { handOver })).toMatchObject({ kind: 'lost', phase: 'data' })
      clearInterval(watch)
      expect(most).toBeGreaterThan(0)
      expect(most).toBeLessThanOrEqual(128 * 1024)
      expect({ asked, reusable: line.isOpen() }).toEqual({ asked: false, reusable: false })
      await line.close()
      await server.idle()
      expect(server.letters.map(({ dot }) => dot)).toEqual([false])
    })
  })

  it('that does not read the dot: uncertain when the answer’s time is over', async () => {
    const script: SmtpServerOptions['script'] = { data: ['354 go on', { do: 'stop reading' }] }
    const { outcome, reusable } = await deliverTo(
      { extensions, script },
      { settings: { timeouts: hastyTimeouts } },
    )
    expect(outcome.kind).toBe('uncertain')
    expect(reusable).toBe(false)
  })

  it.for([
    ['closes', { do: 'drop' }],
    ['says 421 and closes', { raw: '421 4.4.2 idle too long\r\n' }],
    ['says what nobody asked', { raw: '250 hello\r\n' }],
    ['begins to say what nobody asked', { raw: '25' }],
  ] satisfies [string, Action][])(
    'that %s between letters: the next letter is lost at once',
    // Beside other tests only this test's own `expect` knows where it polls.
    async ([, action], { expect }) => {
      const dot: Action = ['250 2.0.0 queued', { waitMs: 10 }, action as never]
      await withServer({ extensions, script: { dot } }, async (server) => {
        const line = await transportTo(server).open()
        expect((await line.deliver(makeLetter(), openGate)).kind).toBe('accepted')
        await expect.poll(() => line.isOpen()).toBe(false)
        expect(await line.deliver(makeLetter(), openGate)).toMatchObject({ kind: 'lost', phase: 'connect' })
        await line.close()
        expect(dotsOf(server)).toBe(1)
        expect(server.commands.filter((command) => command.startsWith('MAIL'))).toHaveLength(1)
      })
    },
  )

  it('that does not reset: the letter after a refused one is lost, and nothing is sent of it', async () => {
    const rcpt = ({ letter }: { letter: number }) => (letter === 1 ? '550 5.1.1 no' : undefined)
    const data = ({ letter }: { letter: number }) => (letter === 1 ? '554 5.5.1 no recipient' : undefined)
    await withServer({ extensions, script: { rcpt, data, rset: '502 5.5.1 what?' } }, async (server) => {
      const line = await transportTo(server).open()
      expect((await line.deliver(makeLetter(), openGate)).kind).toBe('refused')
      expect(await line.deliver(makeLetter(), openGate)).toMatchObject({ kind: 'lost', phase: 'mail' })
      expect(line.isOpen()).toBe(false)
      await line.close()
      expect(dotsOf(server)).toBe(0)
    })
  })
})

describe('a server that lies about PIPELINING', () => {
  it('and loses what follows the first command: lost once, then taken one by one', async () => {
    await withServer({ extensions: pipelining, losesPipelined: true }, async (server) => {
      const transport = transportTo(server, { timeouts: { ...patientTimeouts, pipeliningMs: 150 } })
      const first = await transport.open()
      expect(await first.deliver(makeLetter(), openGate)).toMatchObject({ kind: 'lost', phase: 'rcpt' })
      expect(first.isOpen()).toBe(false)
      await first.close()
      const second = await transport.open()
      expect((await second.deliver(makeLetter(), openGate)).kind).toBe('accepted')
      await second.close()
      expect(dotsOf(server)).toBe(1)
      expect([...server.accepted]).toEqual([['ada@example.org', 1]])
    })
  })

  it.each([
    ['says 503 to RCPT', { rcpt: '503 5.5.1 out of step', data: '503 5.5.1 out of step' }],
    ['says 503 to DATA', { data: '503 5.5.1 out of step' }],
    ['answers RCPT with 354', { rcpt: '354 go on', data: '250 ok' }],
    ['answers DATA with 250', { data: '250 ok' }],
  ] satisfies [string, SmtpServerOptions['script']][])(
    'and %s: lost, not refused, then one by one',
    async (_what, script) => {
      const onFirst = Object.fromEntries(
        Object.entries(script).map(([point, answer]) => [
          point,
          ({ connection }: { connection: number }) => (connection === 1 ? answer : undefined),
        ]),
      )
      await withServer({ extensions: pipelining, script: onFirst }, async (server) => {
        const transport = transportTo(server)
        const first = await transport.open()
        expect((await first.deliver(makeLetter(), openGate)).kind).toBe('lost')
        await first.close()
        expect(dotsOf(server)).toBe(0)
        const second = await transport.open()
        expect((await second.deliver(makeLetter(), openGate)).kind).toBe('accepted')
        await second.close()
        expect(dotsOf(server)).toBe(1)
      })
    },
  )

  it('and waits for the message of a refused letter: refused, and the line dropped without a dot', async () => {
    const rcpt = ({ to }: { to: string }) => (to.startsWith('gone') ? '550 5.1.1 no such user' : undefined)
    await withServer({ extensions: pipelining, script: { rcpt } }, async (server) => {
      const transport = transportTo(server)
      const first = await transport.open()
      const refused = await first.deliver(makeLetter({ to: 'gone@example.org' }), openGate)
      expect(refused).toMatchObject({ kind: 'refused', code: 550, phase: 'rcpt' })
      expect(first.isOpen()).toBe(false)
      await first.close()
      await server.idle()
      expect(server.letters.map(({ dot, wire }) => [dot, wire.length])).toEqual([[false, 0]])
      const second = await transport.open()
      expect((await second.deliver(makeLetter({ to: 'gone@example.org' }), openGate)).kind).toBe('refused')
      expect((await second.deliver(makeLetter(), openGate)).kind).toBe('accepted')
      await second.close()
      expect([...server.dots]).toEqual([['ada@example.org', 1]])
    })
  })

  it('is given the ordinary time once it has answered a group', async () => {
    const rcpt: Action = ({ letter }) => (letter === 1 ? undefined : [{ waitMs: 700 }, '250 2.1.5 late'])
    await withServer({ extensions: pipelining, script: { rcpt } }, async (server) => {
      const line = await transportTo(server, { timeouts: { ...patientTimeouts, pipeliningMs: 500 } }).open()
      expect((await line.deliver(makeLetter(), openGate)).kind).toBe('accepted')
      expect((await line.deliver(makeLetter(), openGate)).kind).toBe('accepted')
      await line.close()
      expect(dotsOf(server)).toBe(2)
    })
  })
})

/** What comes before a point is answered well. */
function before(point: 'mail' | 'rcpt' | 'data'): { mail?: string; rcpt?: string } {
  if (point === 'mail') return {}
  return point === 'rcpt' ? { mail: '250 ok' } : { mail: '250 ok', rcpt: '250 ok' }
}
