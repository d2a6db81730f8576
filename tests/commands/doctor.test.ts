import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/database/index.ts'
import type { CheckResult } from '../../src/delivery/index.ts'
import { tidings } from './in-process.ts'

let root: string
beforeEach(() => void (root = mkdtempSync(path.join(tmpdir(), 'tidings-doctor-'))))
afterEach(() => rmSync(root, { recursive: true }))

const env = { TIDINGS_KEYS: `a:${'abcdefghij'.repeat(8)}` }

/** Lays the settings of a publication; by default they are no example's. */
function lay(more: readonly string[], domain = 'lantern.org'): void {
  const lines = [
    'title: The Lantern',
    'organisation: Lantern Society',
    `baseUrl: https://news.${domain}`,
    `serviceUrl: https://members.${domain}`,
    `sender: { name: The Lantern, address: news@${domain} }`,
    'postalAddress: [1 Lamp Street]',
    'listId: lantern.example.org',
    ...more,
  ]
  writeFileSync(path.join(root, 'tidings.yaml'), lines.join('\n'))
}

const doctor = (...words: string[]): ReturnType<typeof tidings> =>
  tidings(['doctor', ...words], { env: { ...env, INIT_CWD: root } })

/** A mail server that greets, and knows EHLO and QUIT; notes what it was told. */
async function mailServer(): Promise<{ server: Server; port: number; told: string[] }> {
  const told: string[] = []
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.write('220 mail ESMTP\r\n')
    socket.on('data', (data) => {
      for (const line of data.toString().split('\r\n').filter(Boolean)) {
        told.push(line.split(' ')[0]!)
        socket.write(line.startsWith('QUIT') ? '221 bye\r\n' : '250 mail\r\n')
        if (line.startsWith('QUIT')) socket.end()
      }
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return { server, port: (server.address() as AddressInfo).port, told }
}

describe('tidings doctor', () => {
  it('ends with 0 where nothing keeps a send from going out', async () => {
    lay(['delivery: { smtp: { host: 127.0.0.1, security: none } }'])
    await (await openDatabase(path.join(root, 'data/tidings.db'))).close()
    const { code, out, err } = await doctor('--offline')
    expect(code).toBe(0)
    expect(out).toBe('')
    expect(err).toMatch(/^ok +TIDINGS_KEYS: one key$/m)
    expect(err).toMatch(/^warning +DKIM keys: .+\n +\S/m)
    expect(err).toMatch(/^skipped +log-in: left out: --offline$/m)
  })

  it('ends with 1 where something does, and says what to do', async () => {
    lay(['delivery: { smtp: { host: 127.0.0.1, security: none } }'])
    const { code, err } = await doctor('--offline')
    expect(code).toBe(1)
    expect(err).toMatch(/^error +database: there is no database.+\n +See /m)
  })

  it('prints a list for scripts, and nothing else', async () => {
    lay(['delivery: { smtp: { host: 127.0.0.1, security: none } }'])
    const { out, err } = await doctor('--offline', '--json')
    const { checks, diagnostics } = JSON.parse(out) as { checks: CheckResult[]; diagnostics: unknown[] }
    expect([err, diagnostics]).toEqual(['', []])
    expect(checks.find(({ check }) => check === 'database')).toMatchObject({ state: 'error' })
  })

  it('says what is wrong with settings that cannot be read', async () => {
    lay(['delivery: { smtp: { port: 0 } }'])
    const { code, err } = await doctor('--offline')
    expect(code).toBe(1)
    expect(err).toContain('workspace/invalid-setting')
    expect(err).not.toContain('sender:')
  })

  it('opens a line to the mail server and sends nothing', async () => {
    const { server, port, told } = await mailServer()
    // Nobody outside is asked about a domain that cannot be.
    lay([`delivery: { smtp: { host: 127.0.0.1, port: ${port}, security: none } }`], 'lantern.invalid')
    const { err } = await doctor()
    await new Promise((resolve) => void server.close(resolve))
    expect(err).toMatch(/^ok +log-in: 127\.0\.0\.1:\d+ takes letters$/m)
    expect(told).toEqual(['EHLO', 'QUIT'])
  })

  it('says what would keep members from signing in to an archive that is for them', async () => {
    lay(['archive: { access: members }'])
    const { code, err } = await doctor('--offline')
    expect([code, err.includes('server/gate-address')]).toEqual([1, true])
    lay([])
    expect((await doctor('--offline')).err).not.toContain('server/gate-address')
  })
})
