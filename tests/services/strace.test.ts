import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addMembers, confirmedSend, openLedger, states, type Ledger } from '../delivery/sending.ts'
import { startSmtpServer, type SmtpServer } from '../delivery/smtp-server.ts'
import { needs } from './needs.ts'

const calls = 'fdatasync,fsync,pwrite64,write,writev,sendto,sendmsg'
const members = 40

/** What the kernel saw, in order: only what matters here. */
type Seen = { what: 'body' | 'dot'; socket: string } | { what: 'ledger written' | 'ledger on disk' }

/**
 * Reads a trace of `strace -y`, which names the file of each descriptor. A call during which another thread does one is
 * on two lines; the ledger is on the disk at the second.
 */
function readTrace(text: string): Seen[] {
  const syncing = new Set<string>()
  return text.split('\n').flatMap((line): Seen[] => {
    const [, resumed = ''] = /^(\d+) +<\.\.\. f(?:data)?sync resumed>.*= 0/.exec(line) ?? []
    if (syncing.delete(resumed)) return [{ what: 'ledger on disk' }]
    const call = /^(\d+) +(\w+)\((\d+)<([^>]*)>?(.*)$/.exec(line)
    if (!call) return []
    const [, thread = '', name = '', descriptor = '', file = '', rest = ''] = call
    if (file.endsWith('tidings.db-wal')) {
      if (name === 'pwrite64') return [{ what: 'ledger written' }]
      if (!name.endsWith('sync') || rest.includes('= -1')) return []
      if (!rest.includes('unfinished')) return [{ what: 'ledger on disk' }]
      syncing.add(thread)
      return []
    }
    if (!/write|send/.test(name) || (!file.includes('socket') && !file.includes('TCP'))) return []
    if (rest.includes('Hello')) return [{ what: 'body', socket: descriptor }]
    // The dot begins what is written; the next letter’s commands may follow it.
    return /"\.\\r\\n/.test(rest) ? [{ what: 'dot', socket: descriptor }] : []
  })
}

describe.skipIf(!needs('strace'))('the calls that a sender makes', () => {
  let ledger: Ledger
  let server: SmtpServer

  beforeEach(async () => {
    ledger = await openLedger()
    server = await startSmtpServer({ script: { dot: [{ waitMs: 3 }, '250 queued'] } })
    await addMembers(ledger.database, members)
  })

  afterEach(async () => {
    await server.close()
    await ledger.close()
  })

  async function trace(connections: number): Promise<Seen[]> {
    const sendId = await confirmedSend(ledger.database)
    const output = path.join(ledger.folder, 'trace')
    const program = path.resolve('tests/delivery/crash-sender.ts')
    const order = JSON.stringify({ file: ledger.file, sendId, port: server.port, connections })
    const options = ['-f', '-y', '-s', '64', '-e', `trace=${calls}`, '-o', output]
    const child = spawn('strace', [...options, process.execPath, program, order], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    await once(child, 'close')
    expect(await states(ledger.database, sendId)).toEqual({ accepted: members })
    return readTrace(readFileSync(output, 'utf8'))
  }

  it.each([1, 5])('put the ledger on the disk before each dot (%i connections)', async (connections) => {
    const seen = await trace(connections)
    const dots = seen.flatMap((one, index) => (one.what === 'dot' ? [{ index, socket: one.socket }] : []))
    expect(dots).toHaveLength(members)
    for (const { index, socket } of dots) {
      const before = seen.slice(0, index)
      const body = before.findLastIndex((one) => one.what === 'body' && one.socket === socket)
      expect(body).toBeGreaterThan(-1)
      // The hand-over is written after the letter's data, reaches the disk, and only then the dot goes.
      const since = before.slice(body).map(({ what }) => what)
      expect(since).toContain('ledger written')
      expect(since.lastIndexOf('ledger on disk')).toBeGreaterThan(since.indexOf('ledger written'))
    }
  })
})
