import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../../../src/database/index.ts'
import { openPace, type OpenPace } from '../../../src/delivery/pace/open-pace.ts'
import { addLetters, sumOf } from '../../../src/delivery/pace/pace-rows.ts'
import type { Pace as PaceSettings } from '../../../src/model/settings.ts'

const minute = 60_000
const hour = 60 * minute
const start = Date.UTC(2026, 2, 3, 9, 0, 30)

let folder: string
let file: string
let databases: Database[]
let now: number
const clock = { now: () => now, sleep: async () => undefined }

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tidings-pace-'))
  file = path.join(folder, 'tidings.db')
  databases = []
  now = start
})

afterEach(async () => {
  for (const database of databases) await database.close()
  rmSync(folder, { recursive: true })
})

async function opened(): Promise<Database> {
  const database = await openDatabase(file)
  databases.push(database)
  return database
}

async function paced(pace: Partial<PaceSettings>, database?: Database): Promise<OpenPace> {
  const settings = { domains: {}, warmUp: [], ...pace }
  return openPace({
    database: database ?? (await opened()),
    pace: settings,
    route: 'example.org smtp',
    clock,
  })
}

/** Lets the pace's own transactions run, then tries to send one letter, as the loop does. */
async function trySend(pace: OpenPace, domain = 'example.org'): Promise<number> {
  for (let asked = 0; ; asked++) {
    const wait = Math.max(pace.waitForAny(now), pace.waitFor(domain, now))
    if (wait === 0) break
    if (wait > 5 || asked >= 20) return wait
    await turn()
  }
  pace.begin(domain, now)
  pace.handedOver(domain, now)
  pace.end(domain, true)
  return 0
}

/** Writes what so many letters add to the counts, as the commit of their hand-over does. */
async function count(pace: OpenPace, database: Database, letters: number): Promise<void> {
  const counts = Array.from({ length: letters }, () => pace.countsOf('example.org', now)).flat()
  await addLetters(database, sumOf(counts))
}

/** Sends as much as it may until the time is over, and says when. */
async function sendUntil(pace: OpenPace, end: number, domain?: string): Promise<number[]> {
  const times: number[] = []
  while (now < end) {
    const wait = await trySend(pace, domain)
    if (wait === 0) times.push(now)
    else now += wait
  }
  return times
}

function mostWithin(times: readonly number[], spanMs: number): number {
  const sorted = times.toSorted((one, other) => one - other)
  let first = 0
  let most = 0
  sorted.forEach((time, index) => {
    while ((sorted[first] ?? 0) <= time - spanMs) first++
    most = Math.max(most, index - first + 1)
  })
  return most
}

describe('no limits', () => {
  it('hold nothing up, and letters are counted all the same', async () => {
    const database = await opened()
    const pace = await paced({}, database)
    for (let index = 0; index < 5; index++) expect(await trySend(pace)).toBe(0)
    await count(pace, database, 3)
    await count(pace, database, 2)
    const rows = await database.all('SELECT domain, letters FROM pace ORDER BY domain')
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { domain: '*', letters: 5 },
      { domain: '@day example.org smtp', letters: 5 },
    ])
  })
})

describe('letters an hour', () => {
  it('are never more in any sliding hour, in two processes, over restarts, with any requests', async () => {
    const step = fc.record({
      gap: fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 20 * minute })),
      which: fc.integer({ min: 0, max: 1 }),
      letters: fc.integer({ min: 1, max: 30 }),
      fails: fc.boolean(),
      restart: fc.integer({ min: 0, max: 19 }),
    })
    const random = fc.asyncProperty(
      fc.integer({ min: 1, max: 60 }),
      fc.array(step, { minLength: 10, maxLength: 50 }),
      async (perHour, steps) => {
        // A file of its own: what an earlier run still writes must not count.
        file = path.join(folder, `run-${databases.length}.db`)
        const database = await opened()
        const other = await opened()
        now = start
        const paces = [await paced({ perHour }, database), await paced({ perHour }, other)] as const
        const current: OpenPace[] = [...paces]
        const times: number[] = []
        for (const { gap, which, letters, fails, restart } of steps) {
          now += gap
          if (restart === 0) current[which] = await paced({ perHour }, which ? other : database)
          const pace = current[which]!
          for (let count = 0; count < letters; count++) {
            if (fails && count % 2) {
              if (Math.max(pace.waitForAny(now), pace.waitFor('x.example', now)) > 0) continue
              pace.begin('x.example', now)
              pace.end('x.example', false)
            } else if ((await trySend(pace)) === 0) times.push(now)
          }
        }
        expect(mostWithin(times, hour)).toBeLessThanOrEqual(perHour)
      },
    )
    await fc.assert(random, { numRuns: 25 })
  }, 60_000)

  it('reach the limit when there are always letters', async () => {
    for (const perHour of [7, 100, 2500]) {
      const database = await opened()
      await database.run('DELETE FROM pace')
      const pace = await paced({ perHour }, database)
      const from = now
      const times = await sendUntil(pace, from + 20 * hour)
      expect(mostWithin(times, hour)).toBeLessThanOrEqual(perHour)
      expect(times.length).toBeGreaterThanOrEqual(0.95 * perHour * 20)
    }
  }, 60_000)

  it('are given back when a letter was not handed over, also in a later minute', async () => {
    const pace = await paced({ perHour: 3 })
    for (let count = 0; count < 10; count++) {
      while (pace.waitForAny(now) > 0) await turn()
      pace.begin('a.example', now)
      now += 70_000
      pace.end('a.example', false)
    }
    for (let count = 0; count < 3; count++) expect(await trySend(pace)).toBe(0)
    expect(await trySend(pace)).toBeGreaterThan(0)
  })

  it('count for the minute in which the letter was handed over', async () => {
    const database = await opened()
    const pace = await paced({ perHour: 1 }, database)
    while (pace.waitForAny(now) > 0) await turn()
    pace.begin('a.example', now)
    now += 10 * minute
    pace.handedOver('a.example', now)
    pace.end('a.example', true)
    await pace.close()
    const rows = await database.all<{ minute: number }>(
      `SELECT minute FROM pace WHERE domain = '*' AND letters > 0`,
    )
    expect(rows.map((row) => row.minute)).toEqual([Math.floor(now / minute)])
  })

  it('are kept by a new process after the old one was killed', async () => {
    const first = await paced({ perHour: 50 })
    for (let count = 0; count < 50; count++) expect(await trySend(first)).toBe(0)
    const second = await paced({ perHour: 50 })
    expect(await trySend(second)).toBeGreaterThan(5)
    now += 61 * minute
    expect(await trySend(second)).toBe(0)
  })

  it('that a process had on loan go to others when it ends', async () => {
    const first = await paced({ perHour: 20 })
    expect(await trySend(first)).toBe(0)
    await first.close()
    const second = await paced({ perHour: 20 })
    for (let count = 0; count < 19; count++) expect(await trySend(second)).toBe(0)
    expect(await trySend(second)).toBeGreaterThan(5)
  })

  it('hold for an hour and not for longer when the clock jumps back', async () => {
    const pace = await paced({ perHour: 10 })
    now += 48 * hour
    for (let count = 0; count < 10; count++) expect(await trySend(pace)).toBe(0)
    now -= 48 * hour
    const again = await paced({ perHour: 10 })
    let waited = 0
    while ((await trySend(again)) > 0) {
      now += minute
      waited += minute
      expect(waited).toBeLessThanOrEqual(62 * minute)
    }
    expect(waited).toBeGreaterThanOrEqual(59 * minute)
  })

  it('are not forgotten when the clock jumps ahead and back', async () => {
    const pace = await paced({ perHour: 10 })
    for (let count = 0; count < 10; count++) expect(await trySend(pace)).toBe(0)
    now += 24 * hour
    expect(await trySend(pace)).toBe(0)
    now -= 24 * hour
    expect(await trySend(await paced({ perHour: 10 }))).toBeGreaterThan(5)
  })

  it('of real processes at once are no more than the limit, and all of it', async () => {
    await (await opened()).check()
    const source = (name: string): string => JSON.stringify(path.resolve('src', name))
    const program = path.join(folder, 'send.mjs')
    writeFileSync(
      program,
      `import { openDatabase } from ${source('database/index.ts')}
       import { openPace } from ${source('delivery/pace/open-pace.ts')}
       const database = await openDatabase(${JSON.stringify(file)})
       const clock = { now: () => Date.now() }
       const pace = await openPace({ database, pace: { perHour: 60, domains: {}, warmUp: [] }, route: 'r', clock })
       let sent = 0
       const end = performance.now() + 1500
       while (performance.now() < end) {
         const wait = pace.waitForAny(Date.now())
         if (wait > 0) { await new Promise((go) => setTimeout(go, Math.min(wait, 20))); continue }
         pace.begin('a.example', Date.now())
         pace.handedOver('a.example', Date.now())
         pace.end('a.example', true)
         sent++
       }
       process.stdout.write(String(sent))`,
    )
    const sent = await Promise.all([program, program].map(outputOf))
    const sum = sent.reduce((total, one) => total + Number(one), 0)
    expect(sum).toBeLessThanOrEqual(60)
    expect(sum).toBeGreaterThanOrEqual(55)
  }, 30_000)
})

function outputOf(program: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', reject).on('close', () => resolve(output))
  })
}

describe('a domain', () => {
  it('at its limit does not hold up another', async () => {
    const pace = await paced({ domains: { 'slow.example': { perHour: 2, perSecond: 1 } } })
    const sent = { slow: 0, fast: 0 }
    for (let step = 0; step < 5000; step++) {
      if ((await trySend(pace, 'slow.example')) === 0) sent.slow++
      if ((await trySend(pace, 'fast.example')) === 0) sent.fast++
      now += 1
    }
    expect(sent).toEqual({ slow: 2, fast: 5000 })
  })

  it('has no more letters under way than connections', async () => {
    const pace = await paced({ domains: { 'slow.example': { connections: 2 } } })
    for (const expected of [0, 0]) {
      expect(pace.waitFor('slow.example', now)).toBe(expected)
      pace.begin('slow.example', now)
    }
    expect(pace.waitFor('slow.example', now)).toBeGreaterThan(0)
    pace.end('slow.example', false)
    expect(pace.waitFor('slow.example', now)).toBe(0)
  })

  it('that may have few connections tells how far apart its letters come', async () => {
    const pace = await paced({
      domains: { 'slow.example': { connections: 1 }, 'hourly.example': { perHour: 60 } },
    })
    for (let count = 0; count < 100; count++) {
      pace.begin('slow.example', now)
      now += 400
      pace.end('slow.example', false)
    }
    expect(pace.spacing('slow.example')).toBeGreaterThan(380)
    expect(pace.spacing('slow.example')).toBeLessThan(420)
    expect(pace.spacing('hourly.example')).toBe(minute)
    expect(pace.spacing('other.example')).toBe(0)
  })

  it('is found by its name in A-labels', async () => {
    const pace = await paced({ domains: { 'bücher.example': { perSecond: 2 } } })
    expect(pace.spacing('xn--bcher-kva.example')).toBe(500)
  })
})

describe('letters a second', () => {
  it('begin as used up where letters went a moment before a restart', async () => {
    const database = await opened()
    const pace = await paced({ perSecond: 5 }, database)
    expect(await trySend(pace)).toBe(0)
    await count(pace, database, 1)
    now += 100
    const again = await paced({ perSecond: 5 }, database)
    expect(again.waitForAny(now)).toBeGreaterThan(500)
    now += 1000
    expect(again.waitForAny(now)).toBe(0)
  })

  it('are divided where two processes send, and the second waits until the first has seen it', async () => {
    const database = await opened()
    await database.run(
      `INSERT INTO sends (id, issue, state, plan_hash, content_hash, recipients_hash, manifest, planned_at, planned_by)
       VALUES (1, '2026-03', 'sending', '', '', '', '{}', 0, 'Ann')`,
    )
    const first = await paced({ perSecond: 10 }, database)
    await database.run(`INSERT INTO senders (id, send_id, since, lines) VALUES ('one', 1, 0, 5)`)
    const second = await paced({ perSecond: 10 })
    await database.run(`INSERT INTO senders (id, send_id, since, lines) VALUES ('two', 1, 0, 5)`)
    expect(second.waitForAny(now)).toBeGreaterThan(1000)
    const times: number[] = []
    for (let step = 0; step < 6000; step++) {
      for (const pace of [first, second]) if ((await trySend(pace)) === 0) times.push(now)
      now++
      if (step % 100 === 0) await turn()
    }
    expect(
      mostWithin(
        times.filter((time) => time > start + 1500),
        1000,
      ),
    ).toBeLessThanOrEqual(12)
    expect(times.length).toBeGreaterThanOrEqual(48)
  }, 30_000)
})

describe('a warm-up', () => {
  it('allows so many letters on the first, second … day on which letters go', async () => {
    const random = fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
      fc.array(fc.integer({ min: 0, max: 30 * hour }), { minLength: 5, maxLength: 15 }),
      async (plan, gaps) => {
        file = path.join(folder, `run-${databases.length}.db`)
        const database = await opened()
        now = start
        const days = new Map<string, number>()
        for (const gap of gaps) {
          now += gap
          const pace = await paced({ warmUp: plan }, database)
          for (let count = 0; count < 60; count++) {
            if ((await trySend(pace)) > 0) break
            const day = new Date(now).toISOString().slice(0, 10)
            days.set(day, (days.get(day) ?? 0) + 1)
          }
          await pace.close()
        }
        const counts = [...days.values()]
        plan.slice(0, counts.length).forEach((most, day) => expect(counts[day]).toBeLessThanOrEqual(most))
        expect(counts[0]).toBe(Math.min(plan[0]!, counts[0]!))
      },
    )
    await fc.assert(random, { numRuns: 20 })
  }, 60_000)

  it('uses the whole of each day, waits for the next, and is over after the last', async () => {
    const pace = await paced({ warmUp: [5, 12] })
    const counts: number[] = []
    for (let day = 0; day < 3; day++) {
      const end = Date.UTC(2026, 2, 4 + day)
      let count = 0
      while (now < end && count < 500) {
        const wait = await trySend(pace)
        if (wait === 0) count++
        else now = Math.min(end, now + wait)
      }
      counts.push(count)
      now = end
    }
    expect(counts).toEqual([5, 12, 500])
  })

  it('does not count days without letters', async () => {
    const pace = await paced({ warmUp: [2, 3] })
    now += 20 * 24 * hour
    for (let count = 0; count < 2; count++) expect(await trySend(pace)).toBe(0)
    expect(await trySend(pace)).toBeGreaterThan(5)
  })

  it('begins anew with another server', async () => {
    const database = await opened()
    const pace = await paced({ warmUp: [1] }, database)
    expect(await trySend(pace)).toBe(0)
    expect(await trySend(pace)).toBeGreaterThan(5)
    const other = await openPace({
      database,
      pace: { domains: {}, warmUp: [1] },
      route: 'example.org other',
      clock,
    })
    expect(await trySend(other)).toBe(0)
  })
})
