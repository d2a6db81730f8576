import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { renameSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/database/index.ts'
import type { Progress } from '../../src/delivery/index.ts'
import type { CrashOrder } from './crash-sender.ts'
import { memoryServer, ok } from './memory-transport.ts'
import { addMembers, confirmedSend, fastClock, openLedger, send, states, type Ledger } from './sending.ts'
import { needs, programPath } from '../services/needs.ts'
import { startSmtpServer, type SmtpServer } from './smtp-server.ts'

let ledger: Ledger

beforeEach(async () => {
  ledger = await openLedger()
})

afterEach(async () => {
  await ledger.close()
})

const onlyOnce = (map: Map<string, number>): boolean => [...map.values()].every((count) => count === 1)

describe('a ledger that another process holds', () => {
  it('withholds letters until it can be written, and everything goes once', async () => {
    await addMembers(ledger.database, 300)
    const sendId = await confirmedSend(ledger.database)
    const impatient = await openDatabase(ledger.file, { waitMs: 100 })
    const server = memoryServer(
      () => ok,
      () => 2,
    )
    const seen: Progress['state'][] = []
    const sending = send({ ...ledger, database: impatient }, sendId, {
      transport: server.transport,
      clock: fastClock(10),
      onProgress: ({ state }) => seen.push(state),
    })
    while (server.dots.size < 50) await sleep(5)
    let during = 0
    await ledger.database.transaction(async () => {
      do {
        during = server.dots.size
        await sleep(200)
      } while (server.dots.size > during)
      await sleep(700)
      expect(server.dots.size).toBe(during)
    })
    expect(await sending).toMatchObject({ state: 'complete' })
    await impatient.close()
    expect(await states(ledger.database, sendId)).toEqual({ accepted: 300 })
    expect(during).toBeLessThan(300)
    expect(onlyOnce(server.dots)).toBe(true)
    expect(seen).toContain('trouble')
  })
})

describe.skipIf(!needs('prlimit'))('a disk that is full', () => {
  let server: SmtpServer

  beforeEach(async () => {
    server = await startSmtpServer({ keepsBytes: false })
  })

  afterEach(async () => {
    await server.close()
  })

  /** A limit on the size of files does to SQLite what a full disk does. */
  function spawnWithLimit(order: CrashOrder, limitBytes: number) {
    const program = path.join(import.meta.dirname, 'crash-sender.ts')
    const script = `trap '' XFSZ; ulimit -S -f ${Math.ceil(limitBytes / 1024)}; exec "$0" "$@"`
    return spawn('bash', ['-c', script, process.execPath, program, JSON.stringify(order)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
  }

  /** Waits until letters have begun and then stopped. */
  async function untilStill(): Promise<number> {
    let before = -1
    while (server.dots.size === 0 || server.dots.size !== before) {
      before = server.dots.size
      await sleep(1500)
    }
    return before
  }

  it('stops the letters, and when there is room again everything goes once', async () => {
    await addMembers(ledger.database, 1500)
    const sendId = await confirmedSend(ledger.database)
    // The last one to close a database empties its log.
    await ledger.database.close()
    const order = { file: ledger.file, sendId, port: server.port, connections: 5 }
    const child = spawnWithLimit(order, statSync(ledger.file).size + 300_000)
    const closed = once(child, 'close')
    const still = await untilStill()
    expect(still).toBeLessThan(1500)
    expect(child.exitCode).toBe(null)
    spawnSync(programPath('prlimit') ?? '', ['--pid', String(child.pid), '--fsize=unlimited:unlimited'])
    await closed
    ledger.database = await openDatabase(ledger.file)
    expect(await states(ledger.database, sendId)).toEqual({ accepted: 1500 })
    expect(onlyOnce(server.dots)).toBe(true)
    expect(server.dots.size).toBe(1500)
  })
})

describe('a ledger whose file is moved away', () => {
  it('lets no letter more go, and once it is back no letter goes twice', async () => {
    await addMembers(ledger.database, 300)
    const sendId = await confirmedSend(ledger.database)
    const server = memoryServer(
      () => ok,
      () => 2,
    )
    const sending = send(ledger, sendId, { transport: server.transport, clock: fastClock(10) })
    await expect.poll(() => server.dots.size, { timeout: 10_000 }).toBeGreaterThan(20)
    renameSync(ledger.file, `${ledger.file}.moved`)
    expect(await sending).toMatchObject({
      state: 'stopped',
      reason: expect.stringContaining('was moved, replaced or removed') as string,
    })
    const before = server.dots.size
    expect(before).toBeLessThan(300)
    renameSync(`${ledger.file}.moved`, ledger.file)
    expect(await send(ledger, sendId, { transport: server.transport })).toMatchObject({ state: 'complete' })
    const { accepted = 0, uncertain = 0 } = await states(ledger.database, sendId)
    expect([accepted + uncertain, server.dots.size]).toEqual([300, 300])
    expect(uncertain).toBeLessThanOrEqual(4)
    expect(onlyOnce(server.dots)).toBe(true)
  })
})
