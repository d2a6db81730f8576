import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import type { SmtpSettings } from '../../../src/delivery/smtp/smtp-settings.ts'
import { ConnectionFailed } from '../../../src/delivery/transport.ts'
import { startSmtpServer, type Action, type SmtpServer, type SmtpServerOptions } from '../smtp-server.ts'
import { makeTestCertificate } from '../test-certificate.ts'
import { needs } from '../../services/needs.ts'
import { hastyOpening, makeLetter, openGate, patientTimeouts, transportTo, withServer } from './delivering.ts'

const canEncrypt = needs('openssl')
const certificate = canEncrypt ? makeTestCertificate('localhost') : { key: '', cert: '' }
const encrypted = { host: 'localhost', tls: { ca: certificate.cert } }
const login = { user: 'ada', password: 'correct horse' }

/** Opens a line that can not be opened, and sees to it that nothing stays open. */
async function failToOpen(
  server: SmtpServer,
  settings: Partial<SmtpSettings> = {},
): Promise<ConnectionFailed> {
  const failure: unknown = await transportTo(server, settings)
    .open()
    .then(
      () => 'opened',
      (error: unknown) => error,
    )
  expect(failure).toBeInstanceOf(ConnectionFailed)
  await server.idle()
  expect(server.letters).toEqual([])
  return failure as ConnectionFailed
}

/** Opens a line and sends a letter over it. */
async function expectSentOver(server: SmtpServer, settings: Partial<SmtpSettings>): Promise<void> {
  const line = await transportTo(server, settings).open()
  expect((await line.deliver(makeLetter(), openGate)).kind).toBe('accepted')
  await line.close()
  await server.idle()
  expect(server.accepted.get('ada@example.org')).toBe(1)
}

describe('a server that does not let a letter in', () => {
  it('because nobody listens', async () => {
    const server = await startSmtpServer()
    await server.close()
    expect(await failToOpen(server)).toMatchObject({ kind: 'refused', temporary: true })
  })

  it('because its name leads nowhere', async () => {
    await withServer({}, async (server) => {
      const failure = await failToOpen(server, { host: 'nowhere.invalid' })
      expect(['unreachable', 'timeout']).toContain(failure.kind)
      expect(failure.temporary).toBe(true)
      expect(server.connections()).toBe(0)
    })
  })

  it.each<[string, SmtpServerOptions['script'], Partial<ConnectionFailed>]>([
    ['greets with 421', { greeting: '421 4.3.2 busy' }, { kind: 'greeting', temporary: true, code: 421 }],
    ['greets with 554', { greeting: '554 5.7.1 go away' }, { kind: 'greeting', temporary: false, code: 554 }],
    ['closes without a greeting', { greeting: { do: 'drop' } }, { kind: 'dropped', temporary: true }],
    ['resets without a greeting', { greeting: { do: 'reset' } }, { kind: 'dropped', temporary: true }],
    ['says nothing', { greeting: { do: 'silence' } }, { kind: 'timeout', temporary: true }],
    ['greets in another protocol', { greeting: '* OK IMAP4rev1' }, { kind: 'protocol', temporary: false }],
    ['greets with 1 MB', { greeting: { raw: 'x'.repeat(1 << 20) } }, { kind: 'protocol', temporary: false }],
    [
      'greets with 100,000 lines',
      { greeting: { raw: '220-x\r\n'.repeat(100_000) } },
      { kind: 'protocol', temporary: false },
    ],
    ['closes at EHLO', { ehlo: { do: 'drop' } }, { kind: 'dropped', temporary: true }],
    ['says 421 to EHLO', { ehlo: '421 4.3.2 busy' }, { kind: 'greeting', temporary: true, code: 421 }],
    ['refuses EHLO and HELO', { ehlo: '550 5.7.1 no' }, { kind: 'greeting', temporary: false, code: 550 }],
    ['says nothing to EHLO', { ehlo: { do: 'silence' } }, { kind: 'timeout', temporary: true }],
    [
      'says a byte a time to EHLO',
      { ehlo: { dribble: `250-${'x'.repeat(60)}\n`, everyMs: 50 } },
      { kind: 'timeout', temporary: true },
    ],
  ])('because it %s', async (_what, script, expected) => {
    await withServer({ script: script ?? {} }, async (server) => {
      const timeouts = expected.kind === 'timeout' ? hastyOpening : patientTimeouts
      expect(await failToOpen(server, { timeouts })).toMatchObject(expected)
      expect(server.open()).toBe(0)
    })
  })

  it.each<[string, Action]>([
    ['a whole reply', { raw: '250 test.example.org\r\n250 and more\r\n' }],
    ['a part of one', { raw: '250 test.example.org\r\n25' }],
  ])('because it says %s that nobody asked for', async (_what, ehlo) => {
    await withServer({ script: { ehlo } }, async (server) => {
      expect(await failToOpen(server)).toMatchObject({ kind: 'protocol', temporary: true })
    })
  })
})

describe('a server without extensions', () => {
  it('takes letters after HELO', async () => {
    const ehlo: Action = ({ command }) =>
      command.startsWith('EHLO') ? '502 5.5.1 what?' : '250 old.example.org'
    await withServer({ script: { ehlo } }, async (server) => {
      await expectSentOver(server, {})
      expect(server.commands.slice(0, 3)).toEqual([
        'EHLO client.example.org',
        'HELO client.example.org',
        'MAIL FROM:<bounces+1@example.org>',
      ])
    })
  })
})

describe.skipIf(!canEncrypt)('encryption', () => {
  it.each([
    ['from the start', 'start', 'tls'],
    ['by STARTTLS', 'starttls', 'starttls'],
    ['by STARTTLS where it is offered', 'starttls', 'opportunistic'],
  ] as const)('%s carries a letter', async (_how, from, security) => {
    await withServer({ tls: { ...certificate, from } }, async (server) => {
      await expectSentOver(server, { security, ...encrypted })
      expect(server.letters[0]!.wire.toString()).toContain('here is the news.')
      if (from === 'starttls') expect(server.commands.slice(0, 2)).toEqual([expect.any(String), 'STARTTLS'])
    })
  })

  it('takes the server name of the settings for the certificate', async () => {
    await withServer({ tls: { ...certificate, from: 'start' } }, async (server) => {
      await expectSentOver(server, {
        security: 'tls',
        tls: { ca: certificate.cert, servername: 'localhost' },
      })
    })
  })

  it.each([
    ['that nobody vouches for', 'tls', { host: 'localhost', tls: {} }],
    ['that nobody vouches for', 'starttls', { host: 'localhost', tls: {} }],
    ['of another host', 'tls', { tls: { ca: certificate.cert } }],
    [
      'of another host',
      'starttls',
      { host: 'localhost', tls: { ca: certificate.cert, servername: 'a.example.org' } },
    ],
  ] as const)('with a certificate %s fails (%s)', async (_what, security, settings) => {
    const from = security === 'tls' ? 'start' : 'starttls'
    await withServer({ tls: { ...certificate, from } }, async (server) => {
      expect(await failToOpen(server, { security, ...settings })).toMatchObject({
        kind: 'certificate',
        temporary: false,
      })
      expect(server.commands.filter((command) => command.startsWith('MAIL'))).toEqual([])
    })
  })

  it('goes without checking a certificate only when told so', async () => {
    await withServer({ tls: { ...certificate, from: 'start' } }, async (server) => {
      await expectSentOver(server, { security: 'tls', tls: { rejectUnauthorized: false } })
    })
  })

  it('that is required is not done without', async () => {
    await withServer({ script: { starttls: '502 5.5.1 what?' } }, async (server) => {
      const failure = await failToOpen(server, { security: 'starttls', auth: login })
      expect(failure).toMatchObject({ kind: 'tls', temporary: false, code: 502 })
      expect(server.commands.join()).not.toContain('AUTH')
    })
  })

  it.each<[string, SmtpServerOptions, 'tls' | 'starttls', Partial<ConnectionFailed>]>([
    [
      'STARTTLS is off for now',
      { script: { starttls: '454 4.7.0 not now' }, tls: { ...certificate, from: 'starttls' } },
      'starttls',
      { kind: 'tls', temporary: true, code: 454 },
    ],
    [
      'the server closes in the handshake',
      { script: { starttls: ['220 ready', { do: 'drop' }] }, tls: { ...certificate, from: 'starttls' } },
      'starttls',
      { kind: 'dropped', temporary: true },
    ],
    ['the server speaks in clear', {}, 'tls', { kind: 'tls', temporary: false }],
    [
      'the server answers STARTTLS and goes on in clear',
      { script: { starttls: ['220 ready', { raw: '250 go on in clear, please, as before\r\n' }] } },
      'starttls',
      { kind: 'tls', temporary: false },
    ],
  ])('fails when %s', async (_what, options, security, expected) => {
    await withServer(options, async (server) => {
      expect(await failToOpen(server, { security, ...encrypted })).toMatchObject(expected)
    })
  })

  it('fails in time when the server never answers the handshake', async () => {
    const server = createServer((socket) => socket.on('error', () => {}).resume())
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const transport = transportTo({ port } as SmtpServer, {
      security: 'tls',
      timeouts: hastyOpening,
    })
    await expect(transport.open()).rejects.toMatchObject({ kind: 'timeout', temporary: true })
    await new Promise((resolve) => server.close(resolve))
  })
})

describe('the log-in', () => {
  it.each(['PLAIN', 'LOGIN', undefined] as const)('by %s lets a letter through', async (method) => {
    await withServer({ login }, async (server) => {
      await expectSentOver(server, { auth: { ...login, ...(method === undefined ? {} : { method }) } })
      expect(server.commands[1]).toMatch(method === 'LOGIN' ? /^AUTH LOGIN/ : /^AUTH PLAIN/)
    })
  })

  it.skipIf(!canEncrypt)('goes over an encrypted line', async () => {
    await withServer({ login, tls: { ...certificate, from: 'starttls' } }, async (server) => {
      await expectSentOver(server, { security: 'starttls', auth: login, ...encrypted })
    })
  })

  it('that is wrong fails for good, and its password is in no reason', async () => {
    await withServer({ login }, async (server) => {
      const failure = await failToOpen(server, { auth: { user: 'ada', password: 'wrong battery' } })
      expect(failure).toMatchObject({ kind: 'login', temporary: false, code: 535 })
      expect(failure.message).not.toContain('battery')
    })
  })

  it('keeps its password to itself even if the server says it aloud', async () => {
    const spoken = Buffer.from('\0ada\0correct horse').toString('base64')
    const answers = [`535 5.7.8 correct horse is wrong`, `535 5.7.8 ${spoken}`]
    for (const auth of answers) {
      await withServer({ login, script: { auth } }, async (server) => {
        const failure = await failToOpen(server, { auth: login })
        const shown = `${failure.message}${failure.stack}${JSON.stringify(failure)}`
        expect(shown).not.toContain('correct horse')
        expect(shown).not.toContain(spoken)
      })
    }
  })

  it.each<[string, Action, Partial<ConnectionFailed>]>([
    ['is off for now', '454 4.7.0 not now', { kind: 'login', temporary: true, code: 454 }],
    ['is cut off by 421', '421 4.3.2 busy', { kind: 'login', temporary: true, code: 421 }],
    ['is cut off', { do: 'drop' }, { kind: 'dropped', temporary: true }],
    ['gets no answer', { do: 'silence' }, { kind: 'timeout', temporary: true }],
  ])('that %s fails for now', async (_what, auth, expected) => {
    await withServer({ login, script: { auth } }, async (server) => {
      const timeouts = expected.kind === 'timeout' ? hastyOpening : patientTimeouts
      expect(await failToOpen(server, { auth: login, timeouts })).toMatchObject(expected)
    })
  })

  it('that the server does not offer fails for good', async () => {
    await withServer({}, async (server) => {
      expect(await failToOpen(server, { auth: login })).toMatchObject({ kind: 'no-login', temporary: false })
    })
  })

  it('is not sent in clear unless that was chosen', async () => {
    await withServer({ login }, async (server) => {
      const failure = await failToOpen(server, { auth: login, security: 'opportunistic' })
      expect(failure).toMatchObject({ kind: 'tls', temporary: false })
      expect(server.commands).toEqual(['EHLO client.example.org'])
    })
  })

  it('followed by bytes that nobody asked for opens no line', async () => {
    const auth: Action = { raw: '235 2.7.0 welcome\r\n250 as' }
    await withServer({ login, script: { auth } }, async (server) => {
      expect(await failToOpen(server, { auth: login })).toMatchObject({ kind: 'protocol' })
    })
  })
})

describe('a way of its own', () => {
  const proxies: { close: () => void }[] = []
  afterAll(() => proxies.forEach((proxy) => proxy.close()))

  /** A proxy that knows CONNECT; returns its address and what it was asked. */
  async function startProxy(answer: string): Promise<{ url: string; asked: string[] }> {
    const asked: string[] = []
    const proxy = createServer((client: Socket) => {
      client.on('error', () => {})
      client.once('data', (bytes) => {
        asked.push(bytes.toString('latin1'))
        const [, host = '', port = ''] = /^CONNECT ([^:]+):(\d+)/.exec(bytes.toString('latin1')) ?? []
        client.write(`HTTP/1.1 ${answer}\r\n\r\n`)
        if (!answer.startsWith('200')) return client.end()
        const server = connect(Number(port), host)
        server.on('error', () => {})
        client.pipe(server).pipe(client)
        return undefined
      })
    })
    proxies.push(proxy)
    proxy.listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    return { url: `http://user:word@127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked }
  }

  /** Carries a letter through a proxy that asks who we are. */
  async function expectSentThroughProxy(
    settings: Partial<SmtpSettings>,
    options: SmtpServerOptions,
  ): Promise<void> {
    const { url, asked } = await startProxy('200 OK')
    await withServer(options, async (server) => {
      await expectSentOver(server, { ...settings, proxy: url })
      expect(asked).toEqual([expect.stringContaining('Proxy-Authorization: Basic dXNlcjp3b3Jk')])
    })
  }

  it('through a proxy carries a letter in clear', async () => {
    await expectSentThroughProxy({}, {})
  })

  it.skipIf(!canEncrypt)('through a proxy carries a letter with TLS from the start', async () => {
    await expectSentThroughProxy(
      { security: 'tls', ...encrypted },
      { tls: { ...certificate, from: 'start' } },
    )
  })

  it.skipIf(!canEncrypt)('through a proxy carries a letter with STARTTLS', async () => {
    const tls = { ...certificate, from: 'starttls' } as const
    await expectSentThroughProxy({ security: 'starttls', ...encrypted }, { tls })
  })

  it.each([
    ['refuses', '403 Forbidden', 'unreachable'],
    ['speaks nonsense', 'x', 'unreachable'],
  ])('fails through a proxy that %s', async (_what, answer, kind) => {
    const { url } = await startProxy(answer)
    await withServer({}, async (server) => {
      expect(await failToOpen(server, { proxy: url })).toMatchObject({ kind, temporary: true })
      expect(server.connections()).toBe(0)
    })
  })

  it.each(['socks5://127.0.0.1:1080', 'proxy.example.org:3128', 'http://['])('is not %s', async (proxy) => {
    await withServer({}, async (server) => {
      expect(await failToOpen(server, { proxy })).toMatchObject({ kind: 'settings', temporary: false })
    })
  })

  it('can be a connection that is already open', async () => {
    await withServer({}, async (server) => {
      await expectSentOver(server, {
        host: 'mail.example.org',
        connect: async () => {
          const socket = connect(server.port, '127.0.0.1')
          await once(socket, 'connect')
          return socket
        },
      })
    })
  })

  it('that never leads anywhere ends in time', async () => {
    await withServer({}, async (server) => {
      const timeouts = hastyOpening
      const failure = await failToOpen(server, { timeouts, connect: () => new Promise(() => {}) })
      expect(failure).toMatchObject({ kind: 'timeout', temporary: true })
    })
  })
})
