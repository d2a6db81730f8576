import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSmtpTransport } from '../../src/delivery/smtp/smtp-transport.ts'
import type { Line, Outcome } from '../../src/delivery/transport.ts'
import { needs } from './needs.ts'
import { startPostfix, type PostfixServer } from './postfix-server.ts'

const canRun = needs('postfix', 'postconf') && process.getuid?.() === 0

describe.skipIf(!canRun)('a real Postfix', () => {
  let server: PostfixServer
  let line: Line

  beforeAll(async () => {
    server = await startPostfix()
    line = await createSmtpTransport({ host: '127.0.0.1', port: server.port, security: 'none' }).open()
  })

  afterAll(async () => {
    await line.close()
    await server.close()
  })

  const letter = (words: string): string =>
    [
      'From: Side by Side <news@example.org>',
      'To: ann@example.org',
      'Subject: A letter',
      'Message-ID: <one@example.org>',
      '',
      words,
      '',
    ].join('\r\n')

  const deliver = (to: string, words: string, goes = true): Promise<Outcome> => {
    const bytes = Buffer.from(letter(words))
    return line.deliver(
      { from: 'bounces+7@example.org', to, chunks: [bytes], size: bytes.length, needsUtf8: false },
      { handOver: async () => goes },
    )
  }

  const arrived = async (count: number): Promise<void> => {
    for (let tries = 0; tries < 400 && server.count() < count; tries++) await wait(25)
  }

  it('gets each letter once, with every dot and line as it was', async () => {
    const words = [
      '.',
      '..',
      '.a line that begins with a dot',
      'a line of 998 octets: '.padEnd(998, 'x'),
      'end.',
    ].join('\r\n')
    const outcomes = await Array.from({ length: 30 }).reduce<Promise<Outcome[]>>(
      async (before, _, index) => [...(await before), await deliver(`ann${index}@example.org`, words)],
      Promise.resolve([]),
    )
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array.from({ length: 30 }, () => 'accepted'))
    await arrived(30)
    expect(server.count()).toBe(30)
    for (let index = 0; index < 30; index++) {
      const [got, ...more] = server.lettersOf(`ann${index}@example.org`)
      expect(more).toEqual([])
      expect(got?.slice(got.indexOf('\n\n') + 2).trimEnd()).toBe(words.replaceAll('\r\n', '\n'))
      expect(got).toMatch(/^Return-Path: <bounces\+7@example\.org>$/m)
    }
  })

  it('refuses a mailbox that there is not, and the line goes on', async () => {
    const before = server.count()
    expect(await deliver('nobody-here@example.org', 'Hello')).toMatchObject({
      kind: 'refused',
      code: 550,
      phase: 'rcpt',
    })
    expect(await deliver('carys@example.org', 'Hello')).toMatchObject({ kind: 'accepted' })
    await arrived(before + 1)
    expect(server.lettersOf('carys@example.org')).toHaveLength(1)
  })

  it('takes nothing whose dot was withheld', async () => {
    const before = server.count()
    expect(await deliver('dafydd@example.org', 'Hello', false)).toEqual({ kind: 'withheld' })
    await wait(300)
    expect(server.count()).toBe(before)
    expect(server.log()).toMatch(/lost connection after DATA/)
  })
})
