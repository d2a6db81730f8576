import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createSmtpTransport } from '../../../src/delivery/smtp/smtp-transport.ts'
import type { Line } from '../../../src/delivery/transport.ts'
import { needs, programPath } from '../../services/needs.ts'
import { makeLetter, openGate, patientTimeouts } from './delivering.ts'
import { answers, freePort } from '../../services/ports.ts'

async function startSink(port: number, options: string[]): Promise<ChildProcess> {
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  const sink = spawn(programPath('smtp-sink') ?? '', [...user, ...options, `127.0.0.1:${port}`, '100'], {
    stdio: 'ignore',
  })
  for (let tries = 0; tries < 200 && !(await answers(port)); tries += 1) await sleep(10)
  return sink
}

/** Runs a test with a line to postfix's own test server. */
async function withSink(options: string[], run: (line: Line) => Promise<void>): Promise<void> {
  const port = await freePort()
  const sink = await startSink(port, options)
  try {
    const settings = { host: '127.0.0.1', port, security: 'none', timeouts: patientTimeouts } as const
    const line = await createSmtpTransport(settings).open()
    await run(line)
    await line.close()
  } finally {
    const gone = once(sink, 'exit')
    sink.kill()
    await gone
  }
}

const accepted = { kind: 'accepted', code: 250 }

describe.skipIf(!needs('smtp-sink'))('postfix’s smtp-sink', () => {
  it.each([
    ['as it is', []],
    ['without PIPELINING', ['-p']],
    ['without any extension', ['-e']],
    ['that disturbs as a PIX firewall does', ['-P']],
  ])('%s takes letters, one after another', async (_what, options) => {
    await withSink(options, async (line) => {
      const chunks = [Buffer.from('Subject: x\r\n\r\n'), Buffer.from('.line\r\n'.repeat(20_000))]
      for (let count = 0; count < 20; count += 1) {
        expect(await line.deliver(makeLetter({ chunks }), openGate)).toMatchObject(accepted)
      }
      expect(line.isOpen()).toBe(true)
    })
  })

  it.each([
    ['-r', 'MAIL', { kind: 'deferred', phase: 'mail' }],
    ['-r', 'RCPT', { kind: 'deferred', phase: 'rcpt' }],
    ['-r', 'DATA', { kind: 'deferred', phase: 'data' }],
    ['-r', '.', { kind: 'deferred', phase: 'dot' }],
    ['-f', 'MAIL', { kind: 'refused', phase: 'mail' }],
    ['-f', 'RCPT', { kind: 'refused', phase: 'rcpt' }],
    ['-f', 'DATA', { kind: 'refused', phase: 'data' }],
    ['-f', '.', { kind: 'refused', phase: 'dot' }],
    ['-Q', 'MAIL', { kind: 'deferred', code: 421, phase: 'mail' }],
    ['-Q', 'RCPT', { kind: 'deferred', code: 421, phase: 'rcpt' }],
    ['-Q', '.', { kind: 'deferred', code: 421, phase: 'dot' }],
    ['-q', 'MAIL', { kind: 'lost', phase: 'mail' }],
    ['-q', 'RCPT', { kind: 'lost', phase: 'rcpt' }],
    ['-q', 'DATA', { kind: 'lost', phase: 'data' }],
    ['-q', '.', { kind: 'uncertain' }],
  ])('with %s %s', async (option, command, expected) => {
    for (const more of [[], ['-p']]) {
      await withSink([...more, option, command], async (line) => {
        expect(await line.deliver(makeLetter(), openGate)).toMatchObject(expected)
        const stays = option === '-r' || option === '-f'
        expect(line.isOpen()).toBe(stays)
        if (stays) expect(await line.deliver(makeLetter(), openGate)).toMatchObject(expected)
      })
    }
  })
})
