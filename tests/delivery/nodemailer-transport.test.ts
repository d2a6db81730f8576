import nodemailer from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { createNodemailerTransport, type Mailer } from '../../src/delivery/nodemailer-transport.ts'
import type { Gate, Outcome } from '../../src/delivery/transport.ts'
import type { Action, SmtpServerOptions } from './smtp-server.ts'
import { dotsOf, makeLetter, openGate, withServer } from './smtp/delivering.ts'

async function deliver(mailer: Mailer, gate: Gate = openGate, letter = makeLetter()): Promise<Outcome> {
  const line = await createNodemailerTransport(mailer).open()
  return await line.deliver(letter, gate)
}

function failWith(error: unknown): Mailer {
  return {
    sendMail: async () => {
      throw error
    },
  }
}

function smtpMailer(port: number) {
  return nodemailer.createTransport({ host: '127.0.0.1', port, ignoreTLS: true, socketTimeout: 300 })
}

describe('createNodemailerTransport', () => {
  it('says that its promise is the weaker one', () => {
    expect(createNodemailerTransport(failWith(new Error('no'))).promise).toBe('weaker')
  })

  it('asks the gate before anything is sent', async () => {
    await withServer({}, async (server) => {
      let seen = -1
      const handOver = (): Promise<boolean> => {
        seen = server.connections()
        return Promise.resolve(true)
      }
      const outcome = await deliver(smtpMailer(server.port), { handOver })
      expect(seen).toBe(0)
      expect(outcome).toEqual({ kind: 'accepted', code: 250, reply: '2.0.0 queued' })
      expect([...server.accepted]).toEqual([['ada@example.org', 1]])
      expect(server.letters[0]!.wire.toString()).toBe(
        'Subject: News\r\n\r\nDear Ada,\r\nhere is the news.\r\n',
      )
    })
  })

  it.each([
    ['says no', () => Promise.resolve(false)],
    ['fails', () => Promise.reject(new Error('disk full'))],
  ])('sends nothing when the gate %s', async (_how, handOver) => {
    await withServer({}, async (server) => {
      expect(await deliver(smtpMailer(server.port), { handOver })).toEqual({ kind: 'withheld' })
      expect(server.connections()).toBe(0)
    })
  })

  it.each<[string, SmtpServerOptions['script'], object, number]>([
    ['450 at RCPT', { rcpt: '450 4.2.1 later' }, { kind: 'deferred', code: 450, phase: 'rcpt' }, 0],
    [
      '550 at RCPT',
      { rcpt: '550 5.1.1 no such user', data: '554 no' },
      { kind: 'refused', code: 550, enhanced: '5.1.1', reply: '5.1.1 no such user', phase: 'rcpt' },
      0,
    ],
    ['550 at MAIL', { mail: '550 5.7.1 not you' }, { kind: 'refused', code: 550, phase: 'mail' }, 0],
    ['554 after the dot', { dot: '554 5.7.1 spam' }, { kind: 'refused', code: 554, phase: 'dot' }, 1],
    ['451 after the dot', { dot: '451 4.3.0 full' }, { kind: 'deferred', code: 451, phase: 'dot' }, 1],
    ['a drop at MAIL', { mail: { do: 'drop' } }, { kind: 'uncertain' }, 0],
    ['a drop after the dot', { dot: { do: 'drop' } }, { kind: 'uncertain' }, 1],
    ['silence after the dot', { dot: { do: 'silence' } }, { kind: 'uncertain' }, 1],
  ])('takes %s for what it certainly is', async (_what, script, expected, dots) => {
    const extensions = ['SIZE']
    await withServer({ extensions, script: script as Record<string, Action> }, async (server) => {
      expect(await deliver(smtpMailer(server.port))).toMatchObject(expected)
      await server.idle()
      expect(dotsOf(server)).toBe(dots)
    })
  })

  it('knows that a server which nobody runs has got nothing', async () => {
    await withServer({}, async (server) => {
      await server.close()
      expect(await deliver(smtpMailer(server.port))).toMatchObject({ kind: 'lost', phase: 'connect' })
    })
  })

  it('knows that a program which is not there has got nothing', async () => {
    const mailer = nodemailer.createTransport({ sendmail: true, path: '/nowhere/sendmail' })
    expect(await deliver(mailer)).toMatchObject({ kind: 'lost', phase: 'connect' })
  })

  it('hands the message to a program as it is', async () => {
    const mailer = nodemailer.createTransport({ streamTransport: true, buffer: true })
    let sent = ''
    const spying: Mailer = {
      sendMail: async (mail) => {
        const info = await mailer.sendMail(mail)
        sent = String(info.message as Buffer)
        return info
      },
    }
    expect((await deliver(spying)).kind).toBe('accepted')
    expect(sent).toBe('Subject: News\r\n\r\nDear Ada,\r\nhere is the news.\r\n')
  })

  it.each([
    ['an error without a code', new Error('who knows')],
    ['something that is no error', 'who knows'],
    ['nothing', undefined],
    ['a lost connection', Object.assign(new Error('closed'), { code: 'ECONNECTION', command: 'CONN' })],
    ['a code of the wrong kind', Object.assign(new Error('x'), { code: 'EMESSAGE', responseCode: 250 })],
  ])('leaves a letter uncertain after %s', async (_what, error) => {
    const outcome = await deliver(failWith(error))
    expect(outcome).toEqual({ kind: 'uncertain', reason: expect.any(String) })
  })

  it('leaves a letter uncertain whose recipient is not among the accepted', async () => {
    const mailer = { sendMail: () => Promise.resolve({ accepted: [], rejected: ['ada@example.org'] }) }
    expect((await deliver(mailer)).kind).toBe('uncertain')
  })

  it('hands nothing over for an address that can not be one', async () => {
    const outcome = await deliver(
      failWith(new Error('sent')),
      openGate,
      makeLetter({ to: 'a\r\nb@example.org' }),
    )
    expect(outcome).toMatchObject({ kind: 'refused', code: 553 })
  })

  it('takes one letter at a time, and none after it is closed', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const line = await createNodemailerTransport({ sendMail: () => promise }).open()
    const first = line.deliver(makeLetter(), openGate)
    expect(line.isOpen()).toBe(false)
    await expect(line.deliver(makeLetter(), openGate)).rejects.toThrow('one letter at a time')
    resolve()
    expect((await first).kind).toBe('accepted')
    await line.close()
    expect(await line.deliver(makeLetter(), openGate)).toMatchObject({ kind: 'lost', phase: 'connect' })
  })
})
