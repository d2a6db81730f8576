import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openDatabase } from '../../../src/database/index.ts'
import { createStopRule, openPace, type Clock } from '../../../src/delivery/index.ts'
import type { Pace as PaceSettings } from '../../../src/model/settings.ts'
import { memoryServer, ok, type Answer } from '../memory-transport.ts'
import { addMembers, confirmedSend, fastClock, openLedger, send, states, type Ledger } from '../sending.ts'

let ledger: Ledger

beforeEach(async () => {
  ledger = await openLedger()
})
afterEach(() => ledger.close())

const hour = 3_600_000

function mostWithin(times: readonly number[], spanMs: number): number {
  const sorted = times.toSorted((one, other) => one - other)
  return Math.max(...sorted.map((from) => sorted.filter((at) => at >= from && at < from + spanMs).length))
}

/** A server that notes when it took which letter. */
function notingServer(clock: Clock): {
  times: Map<string, number>
  transport: ReturnType<typeof memoryServer>
} {
  const times = new Map<string, number>()
  const transport = memoryServer(({ to }) => {
    times.set(to, clock.now())
    return ok
  })
  return { times, transport }
}

const limits = (pace: Partial<PaceSettings>): PaceSettings => ({ domains: {}, warmUp: [], ...pace })

describe('the pace of a send', () => {
  it('of two processes together stays within the hour’s limit, and all letters go', async () => {
    await addMembers(ledger.database, 90)
    const sendId = await confirmedSend(ledger.database)
    const clock = fastClock(2500)
    const { times, transport } = notingServer(clock)
    const other = await openDatabase(ledger.file)
    const results = await Promise.all(
      [ledger.database, other].map(async (database) => {
        const pace = await openPace({ database, pace: limits({ perHour: 40 }), route: 'r', clock })
        return send({ ...ledger, database }, sendId, { transport: transport.transport, pace, clock })
      }),
    )
    await other.close()
    expect(results.map(({ state }) => state)).toEqual(['complete', 'complete'])
    expect(await states(ledger.database, sendId)).toEqual({ accepted: 90 })
    expect([...transport.dots.values()].every((count) => count === 1)).toBe(true)
    expect(mostWithin([...times.values()], hour)).toBeLessThanOrEqual(40)
    const took = Math.max(...times.values()) - Math.min(...times.values())
    expect(took).toBeGreaterThan(2 * hour)
    expect(took).toBeLessThan(3.5 * hour)
  }, 30_000)

  it('lets the letters to other domains go while one domain waits', async () => {
    await addMembers(ledger.database, 400, (n) => ({ domain: n <= 200 ? 'slow.example' : 'fast.example' }))
    const sendId = await confirmedSend(ledger.database)
    const clock = fastClock(20)
    const { times, transport } = notingServer(clock)
    const ender = new AbortController()
    const pace = await openPace({
      database: ledger.database,
      pace: limits({ domains: { 'slow.example': { perHour: 5 } } }),
      route: 'r',
      clock,
    })
    const ended = vi
      .waitUntil(() => times.size >= 205, 30_000)
      .then(() => sleep(300))
      .then(() => ender.abort())
    const result = await send(ledger, sendId, {
      transport: transport.transport,
      pace,
      clock,
      signal: ender.signal,
    })
    await ended
    expect(result.state).toBe('stopped')
    const domains = [...times.keys()].map((to) => to.split('@')[1])
    expect(domains.filter((domain) => domain === 'fast.example')).toHaveLength(200)
    expect(domains.filter((domain) => domain === 'slow.example')).toHaveLength(5)
    expect(await states(ledger.database, sendId)).toEqual({ accepted: 205, waiting: 195 })
  })

  it('is kept when the send is taken up again', async () => {
    await addMembers(ledger.database, 50)
    const sendId = await confirmedSend(ledger.database)
    const clock = fastClock(20)
    const { times, transport } = notingServer(clock)
    for (let round = 0; round < 3; round++) {
      const ender = new AbortController()
      setTimeout(() => ender.abort(), 300)
      const pace = await openPace({
        database: ledger.database,
        pace: limits({ perHour: 20 }),
        route: 'r',
        clock,
      })
      await send(ledger, sendId, { transport: transport.transport, pace, clock, signal: ender.signal })
      await pace.close()
    }
    expect(times.size).toBe(20)
  }, 30_000)
})

describe('a server that blocks', () => {
  it('stops the send with its words, before every letter is refused', async () => {
    await addMembers(ledger.database, 300)
    const sendId = await confirmedSend(ledger.database)
    const spam: Answer = {
      kind: 'refused',
      code: 554,
      reply: '5.7.1 looks like spam',
      enhanced: '5.7.1',
      phase: 'dot',
    }
    const server = memoryServer((_, nth) => (nth <= 20 ? ok : spam))
    const stop = createStopRule({ refusedShare: 0.5, refusedAfter: 200, blocks: 10, connectionTries: 3 })
    const result = await send(ledger, sendId, { transport: server.transport, stop })
    expect(result.state).toBe('paused')
    expect(result.reason).toContain('“554 5.7.1 looks like spam”')
    const { refused = 0, waiting = 0 } = await states(ledger.database, sendId)
    expect(refused).toBeGreaterThanOrEqual(10)
    expect(refused).toBeLessThan(20)
    expect(waiting).toBeGreaterThan(250)
  }, 30_000)
})
