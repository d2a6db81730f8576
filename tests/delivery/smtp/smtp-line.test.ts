import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import {
  deliverTo,
  dotsOf,
  makeLetter,
  openGate,
  patientTimeouts,
  transportTo,
  withServer,
} from './delivering.ts'

const plain = ['SIZE 52428800']
const pipelining = ['PIPELINING', 'SIZE 52428800']

describe.each([
  ['with PIPELINING', pipelining],
  ['without PIPELINING', plain],
])('a letter %s', (_name, extensions) => {
  it('is accepted with the server’s words, as it was given', async () => {
    const { outcome, server, dots, reusable } = await deliverTo({ extensions })
    expect(outcome).toEqual({ kind: 'accepted', code: 250, reply: '2.0.0 queued' })
    expect(server.letters).toHaveLength(1)
    expect(dots).toBe(1)
    expect(server.letters[0]!.wire.toString()).toBe('Subject: News\r\n\r\nDear Ada,\r\nhere is the news.\r\n')
    expect(server.commands.slice(1)).toEqual([
      'MAIL FROM:<bounces+1@example.org> SIZE=47',
      'RCPT TO:<ada@example.org>',
      'DATA',
      'QUIT',
    ])
    expect(reusable).toBe(true)
  })

  it('goes after one that was refused on the same line, with RSET before it', async () => {
    const refuseFirst = ({ letter }: { letter: number }) =>
      letter === 1 ? '550 5.1.1 no such user' : undefined
    await withServer({ extensions, script: { rcpt: refuseFirst, data: noRecipient } }, async (server) => {
      const line = await transportTo(server).open()
      const first = await line.deliver(makeLetter({ to: 'gone@example.org' }), openGate)
      expect(first).toEqual({
        kind: 'refused',
        code: 550,
        enhanced: '5.1.1',
        reply: '5.1.1 no such user',
        phase: 'rcpt',
      })
      expect(dotsOf(server)).toBe(0)
      expect((await line.deliver(makeLetter(), openGate)).kind).toBe('accepted')
      await line.close()
      expect(server.commands.filter((command) => command === 'RSET')).toHaveLength(1)
      expect([...server.accepted]).toEqual([['ada@example.org', 1]])
      expect(server.connections()).toBe(1)
    })
  })

  it('shares its line with many others, without RSET after success', async () => {
    await withServer({ extensions }, async (server) => {
      const line = await transportTo(server).open()
      for (let index = 0; index < 50; index += 1) {
        const outcome = await line.deliver(makeLetter({ to: `m${index}@example.org` }), openGate)
        expect(outcome.kind).toBe('accepted')
      }
      await line.close()
      expect(server.accepted.size).toBe(50)
      expect(server.commands).not.toContain('RSET')
      expect(server.connections()).toBe(1)
    })
  })

  it('never has its dot written before the gate has said so', async () => {
    await withServer({ extensions }, async (server) => {
      const line = await transportTo(server).open()
      const { promise, resolve } = Promise.withResolvers<boolean>()
      const entered = Promise.withResolvers<void>()
      const delivering = line.deliver(makeLetter(), {
        handOver: () => {
          entered.resolve()
          return promise
        },
      })
      await entered.promise
      await sleep(50)
      expect(server.letters).toEqual([])
      resolve(true)
      expect((await delivering).kind).toBe('accepted')
      expect(dotsOf(server)).toBe(1)
      await line.close()
    })
  })

  it.each([
    ['says no', () => Promise.resolve(false)],
    ['fails', () => Promise.reject(new Error('disk full'))],
    [
      'throws',
      () => {
        throw new Error('disk full')
      },
    ],
  ])('is withheld when the gate %s: no dot, and the line is dropped', async (_how, handOver) => {
    const { outcome, server, dots, reusable } = await deliverTo({ extensions }, { gate: { handOver } })
    expect(outcome).toEqual({ kind: 'withheld' })
    expect(server.letters).toHaveLength(1)
    expect(dots).toBe(0)
    expect(server.accepted.size).toBe(0)
    expect(server.commands).not.toContain('QUIT')
    expect(reusable).toBe(false)
  })

  it('has its gate asked only when the server waits for a message', async () => {
    const { outcome, asked, dots } = await deliverTo({ extensions, script: { data: '451 4.3.0 not now' } })
    expect(outcome).toMatchObject({ kind: 'deferred', code: 451, phase: 'data' })
    expect({ asked, dots }).toEqual({ asked: 0, dots: 0 })
  })
})

describe('the commands', () => {
  it('declare SIZE and SMTPUTF8 only where the server knows them and the letter needs them', async () => {
    const letter = makeLetter({ to: 'zoë@example.org', needsUtf8: true })
    const { outcome, server } = await deliverTo({ extensions: ['SMTPUTF8'] }, { letter })
    expect(outcome.kind).toBe('accepted')
    expect(server.commands).toContain('MAIL FROM:<bounces+1@example.org> SMTPUTF8')
    expect(server.commands).toContain('RCPT TO:<zoë@example.org>')
    expect(server.accepted.get('zoë@example.org')).toBe(1)
  })

  it.each([
    ['a recipient that needs SMTPUTF8', { to: 'zoë@example.org' }],
    ['a header that needs SMTPUTF8', { needsUtf8: true }],
  ])('are not sent for %s where the server does not offer it', async (_what, changes) => {
    const { outcome, server, reusable } = await deliverTo(
      { extensions: plain },
      { letter: makeLetter(changes) },
    )
    expect(outcome).toMatchObject({ kind: 'refused', code: 553, enhanced: '5.6.7', phase: 'mail' })
    expect(server.commands).toEqual(['EHLO client.example.org', 'QUIT'])
    expect(reusable).toBe(true)
  })

  it('are not sent for a letter larger than the server’s SIZE', async () => {
    const { outcome, server } = await deliverTo({ extensions: ['SIZE 40', 'PIPELINING'] })
    expect(outcome).toMatchObject({ kind: 'refused', code: 552, enhanced: '5.3.4', phase: 'mail' })
    expect(server.commands).toEqual(['EHLO client.example.org', 'QUIT'])
  })

  it.each(['SIZE', 'SIZE 0', 'SIZE 47', 'SIZE all'])(
    'are sent to a server that announces %s',
    async (size) => {
      const { outcome } = await deliverTo({ extensions: [size] })
      expect(outcome.kind).toBe('accepted')
    },
  )

  it.each(['a\r\nRCPT TO:<x@example.org>', 'a@example.org> SIZE=1', '<a@example.org', 'a\0@example.org', ''])(
    'are not sent for the recipient %j',
    async (to) => {
      const { outcome, server, reusable } = await deliverTo({}, { letter: makeLetter({ to }) })
      expect(outcome).toMatchObject({ kind: 'refused', code: 553, enhanced: '5.1.3', phase: 'rcpt' })
      expect(server.commands).toEqual(['EHLO client.example.org', 'QUIT'])
      expect(reusable).toBe(true)
    },
  )

  it('are not sent for a sender with a line break, and are sent for the empty one', async () => {
    const broken = await deliverTo({}, { letter: makeLetter({ from: 'a\r\nDATA' }) })
    expect(broken.outcome).toMatchObject({ kind: 'refused', code: 553, enhanced: '5.1.7', phase: 'mail' })
    expect(broken.server.commands).not.toContain('DATA')
    const empty = await deliverTo({}, { letter: makeLetter({ from: '' }) })
    expect(empty.outcome.kind).toBe('accepted')
    expect(empty.server.commands[1]).toMatch(/^MAIL FROM:<> /)
  })
})

describe('the message', () => {
  it('has the dots at its lines’ starts doubled, wherever the chunks were cut', async () => {
    const text = '.first\r\na\r\n.\r\n..two\r\nb.c\r\n.\r\n'
    const chunks = [...text].map((character) => Buffer.from(character))
    const { outcome, server } = await deliverTo({}, { letter: makeLetter({ chunks }) })
    expect(outcome.kind).toBe('accepted')
    expect(server.letters).toHaveLength(1)
    expect(server.letters[0]!.wire.toString()).toBe('..first\r\na\r\n..\r\n...two\r\nb.c\r\n..\r\n')
    expect(server.commands.at(-1)).toBe('QUIT')
  })

  it('gets the line break that its dot needs', async () => {
    const { outcome, server } = await deliverTo({}, { letter: makeLetter({ text: 'no end' }) })
    expect(outcome.kind).toBe('accepted')
    expect(server.letters[0]!.wire.toString()).toBe('no end\r\n')
  })

  it('of several megabytes arrives whole', async () => {
    const block = Buffer.from(`${'x'.repeat(74)}\r\n`.repeat(20_000))
    const { outcome, server } = await deliverTo({}, { letter: makeLetter({ chunks: [block, block, block] }) })
    expect(outcome.kind).toBe('accepted')
    expect(server.letters[0]!.wire.equals(Buffer.concat([block, block, block]))).toBe(true)
  })
})

describe('a line', () => {
  it('refuses a second letter while one is under way', async () => {
    await withServer({ script: { dot: [{ waitMs: 50 }, '250 ok'] } }, async (server) => {
      const line = await transportTo(server).open()
      const first = line.deliver(makeLetter(), openGate)
      expect(line.isOpen()).toBe(false)
      await expect(line.deliver(makeLetter(), openGate)).rejects.toThrow('one letter at a time')
      expect((await first).kind).toBe('accepted')
      expect(line.isOpen()).toBe(true)
      await line.close()
      expect(dotsOf(server)).toBe(1)
    })
  })

  it('says goodbye when it is closed, once, and takes no letter after', async () => {
    await withServer({}, async (server) => {
      const line = await transportTo(server).open()
      await line.close()
      await line.close()
      expect(line.isOpen()).toBe(false)
      expect(server.commands).toEqual(['EHLO client.example.org', 'QUIT'])
      expect(await line.deliver(makeLetter(), openGate)).toMatchObject({ kind: 'lost', phase: 'connect' })
      expect(server.letters).toEqual([])
    })
  })

  it('drops a letter whose gate is still closed when it is closed itself', async () => {
    await withServer({}, async (server) => {
      const line = await transportTo(server).open()
      const gate = Promise.withResolvers<boolean>()
      const entered = Promise.withResolvers<void>()
      const delivering = line.deliver(makeLetter(), {
        handOver: () => {
          entered.resolve()
          return gate.promise
        },
      })
      await entered.promise
      let settled = false
      void delivering.then(() => (settled = true))
      await line.close()
      expect(settled).toBe(false)
      gate.resolve(true)
      expect(await delivering).toMatchObject({ kind: 'lost', phase: 'data' })
      await server.idle()
      expect(server.letters.map(({ dot }) => dot)).toEqual([false])
    })
  })

  it('leaves a letter uncertain whose answer it does not wait for', async () => {
    await withServer({ script: { dot: { do: 'silence' } } }, async (server) => {
      const line = await transportTo(server).open()
      const delivering = line.deliver(makeLetter(), openGate)
      while (dotsOf(server) === 0) await sleep(2)
      await line.close()
      expect((await delivering).kind).toBe('uncertain')
      expect(dotsOf(server)).toBe(1)
    })
  })

  it('does not wait for the answer to its goodbye for long', async () => {
    await withServer({ script: { quit: [{ do: 'stop reading' }, { waitMs: 300 }] } }, async (server) => {
      const line = await transportTo(server, { timeouts: { ...patientTimeouts, quitMs: 50 } }).open()
      await line.close()
      expect(line.isOpen()).toBe(false)
    })
  })
})

/** A server answers DATA without a recipient so (RFC 5321 §3.3). */
function noRecipient({ letter }: { letter: number }): string | undefined {
  return letter === 1 ? '554 5.5.1 no valid recipients' : undefined
}
