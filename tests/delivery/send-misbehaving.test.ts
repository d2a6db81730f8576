import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createSmtpTransport,
  createStopRule,
  findSend,
  type LetterMaker,
  type SendOptions,
} from '../../src/delivery/index.ts'
import { suppressionsOf } from '../../src/members/index.ts'
import { addMembers, confirmedSend, openLedger, plainLetter, send, states, type Ledger } from './sending.ts'
import { startSmtpServer, type Action, type SmtpServer, type SmtpServerOptions } from './smtp-server.ts'
import { makeTestCertificate, type TestCertificate } from './test-certificate.ts'

let ledger: Ledger
let server: SmtpServer
let certificate: TestCertificate

beforeAll(() => {
  certificate = makeTestCertificate()
})

beforeEach(async () => {
  ledger = await openLedger()
})

afterEach(async () => {
  await server.close()
  await ledger.close()
})

type Settings = Partial<Parameters<typeof createSmtpTransport>[0]>

/** Time-outs that a test can wait for. */
const timeouts = {
  connectMs: 2_000,
  greetingMs: 300,
  handshakeMs: 300,
  mailMs: 300,
  rcptMs: 300,
  dataMs: 300,
  blockMs: 300,
  dotMs: 300,
  quitMs: 200,
  pipeliningMs: 150,
}

async function sendTo(
  options: SmtpServerOptions,
  members: number,
  settings: Settings = {},
  changes: Partial<SendOptions> = {},
) {
  server = await startSmtpServer(options)
  await addMembers(ledger.database, members)
  const sendId = await confirmedSend(ledger.database)
  const where = {
    host: '127.0.0.1',
    port: server.port,
    security: 'none',
    name: 'sender.example.org',
  } as const
  const transport = createSmtpTransport({ ...where, timeouts, ...settings })
  const result = await send(ledger, sendId, { transport, connections: 2, ...changes })
  for (const dots of server.dots.values()) expect(dots).toBe(1)
  return { result, sendId, found: await states(ledger.database, sendId) }
}

describe('a server that does not take the line', () => {
  const garbage: Action = { raw: '\0\x01 this is not SMTP\r\n' }
  const cases: [string, SmtpServerOptions, Settings][] = [
    ['greets with 421', { script: { greeting: ['421 too busy', { do: 'drop' }] } }, {}],
    ['drops in EHLO', { script: { ehlo: { do: 'drop' } } }, {}],
    ['says nothing', { script: { greeting: { do: 'silence' } } }, {}],
    ['greets with garbage', { script: { greeting: garbage } }, {}],
    ['offers no TLS where it is asked for', {}, { security: 'starttls' }],
    ['fails in TLS', { script: { starttls: ['220 go', { do: 'drop' }] } }, { security: 'starttls' }],
    ['refuses the log-in', { login: { user: 'a', password: 'b' } }, { auth: { user: 'a', password: 'c' } }],
  ]
  it.each(cases)(
    '%s: every delivery waits, the send pauses with the reason',
    async (_what, options, settings) => {
      const { result, found } = await sendTo(options, 5, settings)
      expect(result.state).toBe('paused')
      expect(result.reason).toMatch(/\w{3}/)
      expect(found).toEqual({ waiting: 5 })
      const record = await findSend(ledger.database, '2023-11')
      expect(record).toMatchObject({ state: 'paused', pauseReason: result.reason })
    },
  )

  it('has a certificate that nobody vouches for: the same', async () => {
    const options: SmtpServerOptions = { tls: { ...certificate, from: 'starttls' } }
    const { result, found } = await sendTo(options, 5, { security: 'starttls' })
    expect(result.state).toBe('paused')
    expect(found).toEqual({ waiting: 5 })
  })

  it('is not there: the same', async () => {
    const closed = await startSmtpServer()
    await closed.close()
    const { result, found } = await sendTo({}, 5, { port: closed.port })
    expect(result.state).toBe('paused')
    expect(found).toEqual({ waiting: 5 })
  })
})

/** Does something to the letter of one member, and takes the others. */
const only =
  (to: string, action: Action): Action =>
  (asked) =>
    asked.to === to ? (typeof action === 'function' ? action(asked) : action) : undefined
const unlucky = 'm3@example.org'

describe('a server that refuses', () => {
  it('with 550 5.1.1 at RCPT: refused, and suppressed when the send ends', async () => {
    const { result, found } = await sendTo(
      { script: { rcpt: only(unlucky, '550 5.1.1 no such user'), data: only(unlucky, '503 5.5.1 no') } },
      40,
    )
    expect(result.state).toBe('complete')
    expect(found).toEqual({ accepted: 39, refused: 1 })
    expect(await suppressionsOf(ledger.database, unlucky)).toMatchObject([{ scope: 'address' }])
  })

  it.each([
    ['552 too large at DATA', { data: only(unlucky, '552 5.3.4 too large') }, 552],
    ['554 spam after the dot', { dot: only(unlucky, '554 5.7.1 spam') }, 554],
  ])('with %s: refused, not suppressed', async (_what, script, code) => {
    const { found } = await sendTo({ script }, 40)
    expect(found).toEqual({ accepted: 39, refused: 1 })
    expect(await ledger.database.get(`SELECT code FROM deliveries WHERE state = 'refused'`)).toEqual({ code })
    expect(await ledger.database.all('SELECT * FROM suppressions')).toEqual([])
  })

  it('everything as spam: the send stops before harm is done', async () => {
    const stop = createStopRule({ refusedShare: 0.05, refusedAfter: 100, blocks: 10, connectionTries: 5 })
    const { result, found } = await sendTo({ script: { dot: '554 5.7.1 blocked' } }, 200, {}, { stop })
    expect(result.state).toBe('paused')
    expect(found['refused']).toBeLessThanOrEqual(12)
    expect((found['refused'] ?? 0) + (found['waiting'] ?? 0)).toBe(200)
  })
})

describe('a server that fails after the dot', () => {
  const manyLines: Action = { raw: '250-again\r\n'.repeat(10_000) }
  const longLine: Action = { raw: `250 ${'x'.repeat(1024 * 1024)}\r\n` }
  it.each([
    ['drops with no answer', { do: 'drop' } as const],
    ['answers after our time-out', [{ waitMs: 3_000 }, '250 late']],
    ['answers garbage', { raw: 'HTTP/1.1 400 Bad Request\r\n\r\n' }],
    ['answers 10,000 lines', manyLines],
    ['answers a line of 1 MB', longLine],
    ['answers a byte a time', { dribble: '250 2.0.0 this takes very long\r\n', everyMs: 40 }],
  ] as [string, Action][])('%s: uncertain, and never sent again', async (_what, action) => {
    const { result, found } = await sendTo({ script: { dot: only(unlucky, action) } }, 12)
    expect(result.state).toBe('complete')
    expect(found).toEqual({ accepted: 11, uncertain: 1 })
  })

  it('but with its 250: accepted', async () => {
    const { result, found } = await sendTo({ script: { dot: ['250 ok', { do: 'drop' }] } }, 6)
    expect(result.state).toBe('complete')
    expect(found).toEqual({ accepted: 6 })
  })
})

describe('a server that fails before the dot', () => {
  it.each([
    ['drops at DATA', 'data', { do: 'drop' }],
    ['answers garbage at MAIL', 'mail', { raw: 'nonsense\r\n' }],
    ['answers RCPT with 10,000 lines', 'rcpt', { raw: '250-again\r\n'.repeat(10_000) }],
    ['answers DATA with a line of 1 MB', 'data', { raw: `354 ${'x'.repeat(1024 * 1024)}\r\n` }],
  ] as [string, 'data' | 'mail' | 'rcpt', Action][])(
    'once, and %s: accepted, once',
    async (_what, point, action) => {
      let times = 0
      const once: Action = () =>
        times++ === 2 ? (action as Exclude<Action, (...asked: never) => unknown>) : undefined
      const { result, found } = await sendTo({ script: { [point]: once } }, 10)
      expect(result.state).toBe('complete')
      expect(found).toEqual({ accepted: 10 })
    },
  )

  it('with each letter: the send pauses, everything waits', async () => {
    const { result, found } = await sendTo({ script: { data: { do: 'drop' } } }, 10)
    expect(result.state).toBe('paused')
    expect(found).toEqual({ waiting: 10 })
  })
})

describe('a server that offers less', () => {
  const large: LetterMaker = async (delivery) => {
    const letter = await plainLetter(delivery)
    return delivery.address === unlucky
      ? { ...letter, chunks: [Buffer.alloc(5000, 'x\r\n')], size: 5000 }
      : letter
  }
  it('takes no letter as large as this one: refused; the others are accepted', async () => {
    const { result, found } = await sendTo({ extensions: ['SIZE 1000'] }, 40, {}, { letters: large })
    expect(result.state).toBe('complete')
    expect(found).toEqual({ accepted: 39, refused: 1 })
    expect(server.dots.has(unlucky)).toBe(false)
  })

  it.each([
    ['no PIPELINING and no 8BITMIME', { extensions: ['SIZE 100000'] }],
    ['a PIPELINING that lies', { losesPipelined: true }],
    ['nothing at all', { extensions: [] }],
  ])('%s: accepted', async (_what, options) => {
    const { result, found } = await sendTo(options, 10)
    expect(result.state).toBe('complete')
    expect(found).toEqual({ accepted: 10 })
  })
})
