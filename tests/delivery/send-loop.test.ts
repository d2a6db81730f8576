import { symlinkSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/database/index.ts'
import {
  cancelSend,
  ConnectionFailed,
  findSend,
  forgetPerson,
  liveSenders,
  pauseSend,
  recoverSenders,
  resumeSend,
  type Line,
  type Pace,
  type Transport,
} from '../../src/delivery/index.ts'
import { findMember, suppress, suppressionsOf } from '../../src/members/index.ts'
import { keysOf } from '../members/roster-fixture.ts'
import { memoryServer, ok, unknown, type Answer } from './memory-transport.ts'
import {
  addMembers,
  confirmedSend,
  fastClock,
  noPace,
  openLedger,
  plainLetter,
  send,
  states,
  type Ledger,
} from './sending.ts'

let ledger: Ledger

beforeEach(async () => {
  ledger = await openLedger()
})

afterEach(async () => {
  await ledger.close()
})

const who = { by: 'officer', at: 1 }
const issue = '2023-11'
const notNow: Answer = { kind: 'deferred', code: 450, reply: 'busy', enhanced: '4.3.2', phase: 'rcpt' }
const spam: Answer = { kind: 'refused', code: 554, reply: 'spam', enhanced: '5.7.1', phase: 'dot' }

const onlyOnce = (map: Map<string, number>): boolean => [...map.values()].every((count) => count === 1)

async function confirmed(members: number): Promise<number> {
  await addMembers(ledger.database, members)
  return confirmedSend(ledger.database)
}

async function eventKinds(sendId: number): Promise<string[]> {
  const rows = await ledger.database.all<{ kind: string }>(
    'SELECT kind FROM events WHERE send_id = ? ORDER BY id',
    sendId,
  )
  return rows.map(({ kind }) => kind)
}

describe('a send', () => {
  it('gives every member one letter and is complete', async () => {
    const sendId = await confirmed(500)
    const server = memoryServer()
    const result = await send(ledger, sendId, { transport: server.transport })
    expect(result.state).toBe('complete')
    expect(await states(ledger.database, sendId)).toEqual({ accepted: 500 })
    expect(onlyOnce(server.dots)).toBe(true)
    expect(server.dots.size).toBe(500)
    expect(server.linesOpen()).toBe(0)
    expect(server.mostLines()).toBe(4)
    expect(await findSend(ledger.database, issue)).toMatchObject({ state: 'complete', startedBy: 'officer' })
    expect(await eventKinds(sendId)).toEqual(['planned', 'confirmed', 'started', 'complete'])
    expect(await ledger.database.all('SELECT * FROM senders')).toEqual([])
  })

  it('that nobody confirmed, that is paused, cancelled or of a restored ledger does not go', async () => {
    const sendId = await confirmed(3)
    const server = memoryServer()
    const attempt = async (): Promise<string> =>
      (await send(ledger, sendId, { transport: server.transport })).state
    const set = (sql: string): Promise<number> => ledger.database.run(`UPDATE sends SET ${sql}`)
    await set('must_reconcile = 1')
    expect(await attempt()).toBe('refused')
    await set(`must_reconcile = 0, state = 'paused'`)
    expect(await attempt()).toBe('refused')
    await set(`state = 'planned', confirmed_at = NULL`)
    expect(await attempt()).toBe('refused')
    await set(`state = 'scheduled', confirmed_at = 1, expires_at = 5`)
    expect(await attempt()).toBe('refused')
    await cancelSend(ledger.database, sendId, who)
    expect(await attempt()).toBe('refused')
    expect(server.dots.size).toBe(0)
  })

  it('keeps code and words of what is not accepted, and an event for each attempt', async () => {
    const sendId = await confirmed(40)
    const server = memoryServer((letter) => (letter.to === 'm7@example.org' ? spam : ok))
    await send(ledger, sendId, { transport: server.transport })
    expect(await states(ledger.database, sendId)).toEqual({ accepted: 39, refused: 1 })
    const row = await ledger.database.get(
      `SELECT address, code, reply, attempts FROM deliveries WHERE state = 'refused'`,
    )
    expect(row).toEqual({ address: 'm7@example.org', code: 554, reply: 'spam', attempts: 1 })
    expect(await suppressionsOf(ledger.database, 'm7@example.org')).toEqual([])
    expect(await eventKinds(sendId)).toContain('refused')
  })

  it('suppresses unknown addresses when it ends, unless more than 5 % were refused', async () => {
    const sendId = await confirmed(40)
    const few = memoryServer((letter) => (/^m[12]@/.test(letter.to) ? unknown : ok))
    await send(ledger, sendId, { transport: few.transport })
    expect(await states(ledger.database, sendId)).toEqual({ accepted: 38, refused: 2 })
    expect(await suppressionsOf(ledger.database, 'm2@example.org')).toMatchObject([
      { scope: 'address', reason: 'refused', evidence: expect.stringContaining('no such user') as string },
    ])
    expect(await eventKinds(sendId)).toContain('suppressed-addresses')
  })

  it('suppresses nobody whose server refused the sender, or the letter, and gave no code for it', async () => {
    const sendId = await confirmed(60)
    const replies = [
      'Sender address rejected: not allowed from this network',
      'Your IP address is not allowed, account disabled',
    ]
    const server = memoryServer((letter) => {
      const reply = replies[Number(/^m([12])@/.exec(letter.to)?.[1] ?? 0) - 1]
      return reply === undefined ? ok : { kind: 'refused', code: 550, reply, phase: 'rcpt' }
    })
    await send(ledger, sendId, { transport: server.transport })
    expect(await states(ledger.database, sendId)).toEqual({ accepted: 58, refused: 2 })
    expect(await ledger.database.all('SELECT * FROM suppressions')).toEqual([])
    expect(await eventKinds(sendId)).not.toContain('suppressed-addresses')
  })

  it('suppresses nobody where more than 5 % were refused, and says so', async () => {
    const sendId = await confirmed(40)
    const many = memoryServer((letter) => (/^m[123]@/.test(letter.to) ? unknown : ok))
    await send(ledger, sendId, { transport: many.transport })
    expect(await states(ledger.database, sendId)).toEqual({ accepted: 37, refused: 3 })
    expect(await ledger.database.all('SELECT * FROM suppressions')).toEqual([])
    expect(await eventKinds(sendId)).toContain('not-suppressed')
  })

  it('stops for the stop rule, with its reason, and goes on when resumed', async () => {
    const sendId = await confirmed(60)
    const server = memoryServer()
    const stop = { note: () => (server.dots.size >= 10 ? 'too many blocks' : undefined) }
    const result = await send(ledger, sendId, { transport: server.transport, stop })
    expect(result).toMatchObject({ state: 'paused', reason: 'too many blocks' })
    expect(server.dots.size).toBeLessThan(20)
    expect(await findSend(ledger.database, issue)).toMatchObject({ pauseReason: 'too many blocks' })
    expect(result.counts.byState.claimed).toBe(0)
    await resumeSend(ledger.database, sendId, who)
    expect(await send(ledger, sendId, { transport: server.transport })).toMatchObject({ state: 'complete' })
    expect(onlyOnce(server.dots)).toBe(true)
  })

  it('pauses where a letter cannot be made, and sends nothing of it', async () => {
    const sendId = await confirmed(5)
    const server = memoryServer()
    const letters = (): never => {
      throw new Error('the key does not sign')
    }
    const result = await send(ledger, sendId, { transport: server.transport, letters })
    expect(result.reason).toContain('the key does not sign')
    expect(await states(ledger.database, sendId)).toEqual({ waiting: 5 })
    expect(server.dots.size).toBe(0)
  })

  it('tells how it stands, and ends with what the ledger says', async () => {
    const sendId = await confirmed(300)
    const seen: number[] = []
    await send(ledger, sendId, {
      transport: memoryServer().transport,
      onProgress: ({ counts }) => {
        expect(counts.reconciles).toBe(true)
        seen.push(counts.byState.accepted)
      },
    })
    expect(seen.at(-1)).toBe(300)
    expect(seen).toEqual(seen.toSorted((one, other) => one - other))
  })
})

describe('letters that are put off', () => {
  it('go again when their time has come: 450, then 250 an hour later, is accepted once', async () => {
    const sendId = await confirmed(3)
    const clock = fastClock(3600)
    const began = clock.now()
    const server = memoryServer((letter) =>
      letter.to === 'm1@example.org' && clock.now() < began + 3_600_000 ? notNow : ok,
    )
    const result = await send(ledger, sendId, { transport: server.transport, clock })
    expect(result.state).toBe('complete')
    expect(server.accepted).toEqual(new Map([1, 2, 3].map((n) => [`m${n}@example.org`, 1])))
    expect(server.dots.get('m1@example.org')).toBe(1)
    const row = await ledger.database.get<{ attempts: number }>(
      'SELECT attempts FROM deliveries WHERE id = 1',
    )
    expect(row?.attempts).toBeGreaterThan(2)
    expect(clock.now() - began).toBeGreaterThan(3_600_000)
    expect((await eventKinds(sendId)).filter((kind) => kind === 'deferred')).toHaveLength(
      (row?.attempts ?? 0) - 1,
    )
  })

  it('are given up when their waits come to the limit, and count as refused', async () => {
    const sendId = await confirmed(2)
    const server = memoryServer((letter) => (letter.to === 'm1@example.org' ? notNow : ok))
    const result = await send(ledger, sendId, {
      transport: server.transport,
      clock: fastClock(20_000),
      retry: { firstMinutes: 10, mostHours: 1, giveUpHours: 2 },
    })
    expect(result.state).toBe('complete')
    expect(await states(ledger.database, sendId)).toEqual({ accepted: 1, refused: 1 })
    expect(
      await ledger.database.get('SELECT state, reason, code, reply, attempts FROM deliveries WHERE id = 1'),
    ).toEqual({ state: 'refused', reason: 'given-up', code: 450, reply: 'busy', attempts: 5 })
    expect(await ledger.database.all('SELECT * FROM suppressions')).toEqual([])
  })

  it('neither go twice nor wait for ever when the clock jumps back', async () => {
    const sendId = await confirmed(20)
    const clock = fastClock(2000)
    let jumped = false
    const server = memoryServer((letter, nth) => {
      if (nth === 15 && !jumped) {
        jumped = true
        clock.set(-30 * 24 * 3_600_000)
      }
      return letter.to === 'm3@example.org' && nth < 16 ? notNow : ok
    })
    const result = await send(ledger, sendId, { transport: server.transport, clock, connections: 1 })
    expect(result.state).toBe('complete')
    expect(jumped).toBe(true)
    expect(await states(ledger.database, sendId)).toEqual({ accepted: 20 })
    expect(onlyOnce(server.accepted)).toBe(true)
  })

  it('hold back their domain after five in a row, and other domains go on', async () => {
    await addMembers(ledger.database, 60, (n) => ({ domain: n <= 30 ? 'slow.example' : 'example.org' }))
    const sendId = await confirmedSend(ledger.database)
    let tried = 0
    const transport: Transport = memoryServer((letter) => {
      if (!letter.to.endsWith('slow.example')) return ok
      tried += 1
      return notNow
    }).transport
    const ender = new AbortController()
    const result = await send(ledger, sendId, {
      transport,
      clock: fastClock(1),
      signal: ender.signal,
      onProgress: ({ counts }) => {
        if (counts.byState.accepted === 30) ender.abort()
      },
    })
    expect(result.state).toBe('stopped')
    expect(await states(ledger.database, sendId)).toMatchObject({ accepted: 30 })
    expect(tried).toBeLessThan(10)
  })
})

describe('a server that puts everything off', () => {
  it('is left alone after fifty letters, for longer and longer', async () => {
    await addMembers(ledger.database, 400, (n) => ({ domain: `d${n}.example` }))
    const sendId = await confirmedSend(ledger.database)
    const ender = new AbortController()
    let tried = 0
    const server = memoryServer(() => {
      tried += 1
      return notNow
    })
    const clock = fastClock(60)
    const began = clock.now()
    const result = await send(ledger, sendId, {
      transport: server.transport,
      clock,
      signal: ender.signal,
      onProgress: () => {
        if (clock.now() > began + 50_000) ender.abort()
      },
    })
    expect(result.state).toBe('stopped')
    expect(tried).toBeGreaterThanOrEqual(50)
    expect(tried).toBeLessThan(60)
  })
})

describe('the gate', () => {
  it('withholds a letter whose member leaves after its data was written', async () => {
    const sendId = await confirmed(30)
    const server = memoryServer()
    const elsewhere = await openDatabase(ledger.file)
    const left = { addressKey: 'm5@example.org', scope: 'newsletter', reason: 'left', since: 1 } as const
    const transport: Transport = {
      promise: 'one-letter',
      open: async () => {
        const line = await server.transport.open()
        return {
          ...line,
          deliver: (letter, gate) =>
            line.deliver(letter, {
              handOver: async () => {
                if (letter.to === left.addressKey) await suppress(elsewhere, left)
                return gate.handOver()
              },
            }),
        }
      },
    }
    const result = await send(ledger, sendId, { transport })
    await elsewhere.close()
    expect(result.state).toBe('complete')
    expect(server.dots.has('m5@example.org')).toBe(false)
    expect(await states(ledger.database, sendId)).toEqual({ accepted: 29, suppressed: 1 })
    expect(await ledger.database.get(`SELECT reason FROM deliveries WHERE state = 'suppressed'`)).toEqual({
      reason: 'left',
    })
  })

  it('lets nothing more go when another process pauses the send', async () => {
    const sendId = await confirmed(2000)
    const server = memoryServer(
      () => ok,
      () => 5,
    )
    const elsewhere = await openDatabase(ledger.file)
    const sending = send(ledger, sendId, { transport: server.transport, clock: fastClock(1) })
    while (server.dots.size < 50) await new Promise((resolve) => setTimeout(resolve, 5))
    await pauseSend(elsewhere, sendId, { ...who, reason: 'a mistake in the subject' })
    const result = await sending
    expect(result).toMatchObject({ state: 'paused', reason: 'a mistake in the subject' })
    const { accepted, waiting } = await states(ledger.database, sendId)
    expect(accepted).toBe(server.dots.size)
    expect((accepted ?? 0) + (waiting ?? 0)).toBe(2000)
    expect(await resumeSend(elsewhere, sendId, who)).toEqual({ ok: true })
    expect(await resumeSend(elsewhere, sendId, who)).toMatchObject({ ok: false })
    await elsewhere.close()
  })

  it('hears of a pause also while nothing may go', async () => {
    const sendId = await confirmed(300)
    const pace: Pace = { ...noPace, waitForAny: () => 3_600_000 }
    const elsewhere = await openDatabase(ledger.file)
    const sending = send(ledger, sendId, { transport: memoryServer().transport, pace, clock: fastClock(1) })
    await new Promise((resolve) => setTimeout(resolve, 600))
    await pauseSend(elsewhere, sendId, who)
    expect(await sending).toMatchObject({ state: 'paused', reason: 'paused by officer' })
    expect(await states(ledger.database, sendId)).toEqual({ waiting: 300 })
    await elsewhere.close()
  })

  it('lets letters that were handed over come to their end when the send is cancelled', async () => {
    const sendId = await confirmed(400)
    const server = memoryServer(
      (_, nth) => (nth % 9 === 0 ? { ...notNow, phase: 'dot' } : ok),
      () => 10,
    )
    const sending = send(ledger, sendId, { transport: server.transport, clock: fastClock(1) })
    while (server.dots.size < 30) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await cancelSend(ledger.database, sendId, who)).toEqual({ ok: true })
    const result = await sending
    expect(result.state).toBe('cancelled')
    const { accepted, cancelled } = await states(ledger.database, sendId)
    expect(accepted).toBe(server.accepted.size)
    expect((accepted ?? 0) + (cancelled ?? 0)).toBe(400)
    expect(await cancelSend(ledger.database, sendId, who)).toMatchObject({ ok: false })
  })

  it('withholds letters of a weaker transport too, before any of it goes', async () => {
    const sendId = await confirmed(10)
    const server = memoryServer()
    await send(ledger, sendId, { transport: { ...server.transport, promise: 'weaker' } })
    expect(await ledger.database.get('SELECT promise FROM sends')).toEqual({ promise: 'weaker' })
  })
})

describe('a server that fails', () => {
  const failing = (tries: () => void, failure: ConnectionFailed): Transport => ({
    promise: 'one-letter',
    open: async () => {
      tries()
      throw failure
    },
  })

  it('pauses the send after the configured tries, and every letter waits', async () => {
    const sendId = await confirmed(50)
    let tries = 0
    const refused = new ConnectionFailed('refused', 'connection refused by smtp.example.org', true)
    const result = await send(ledger, sendId, {
      transport: failing(() => (tries += 1), refused),
      connections: 1,
      connectionTries: 4,
    })
    expect(result).toMatchObject({ state: 'paused', reason: 'connection refused by smtp.example.org' })
    expect(tries).toBe(4)
    expect(await states(ledger.database, sendId)).toEqual({ waiting: 50 })
    expect(await findSend(ledger.database, issue)).toMatchObject({ state: 'paused' })
  })

  it('pauses at once where trying again cannot help', async () => {
    const sendId = await confirmed(50)
    let tries = 0
    const wrong = new ConnectionFailed('login', 'the password is wrong', false)
    const transport = failing(() => (tries += 1), wrong)
    const result = await send(ledger, sendId, { transport, connections: 1, patienceMs: 60_000 })
    expect(result).toMatchObject({ state: 'paused', reason: 'the password is wrong' })
    expect(tries).toBe(1)
  })

  it('for a minute: the send pauses, and goes on by itself', async () => {
    const sendId = await confirmed(100)
    const clock = fastClock(100)
    const began = clock.now()
    const isGone = (): boolean => clock.now() > began + 500 && clock.now() < began + 60_500
    const server = memoryServer(
      () => (isGone() ? { kind: 'dropped', at: 'before-gate' } : ok),
      () => 1,
    )
    const pauses: string[] = []
    const transport: Transport = {
      promise: 'one-letter',
      open: async () => {
        if (isGone()) throw new ConnectionFailed('unreachable', 'no route to host', true)
        return server.transport.open()
      },
    }
    const result = await send(ledger, sendId, {
      transport,
      clock,
      patienceMs: 300_000,
      letters: async (delivery) => {
        await clock.sleep(200)
        return plainLetter(delivery)
      },
    })
    pauses.push(...(await eventKinds(sendId)).filter((kind) => kind === 'paused' || kind === 'resumed'))
    expect(result.state).toBe('complete')
    expect(pauses).toEqual(['paused', 'resumed'])
    expect(onlyOnce(server.dots)).toBe(true)
    expect(await states(ledger.database, sendId)).toEqual({ accepted: 100 })
  })

  it('is not waited for any longer once the officer has paused the send', async () => {
    const sendId = await confirmed(10)
    let isGone = true
    const server = memoryServer()
    const transport: Transport = {
      promise: 'one-letter',
      open: async () => {
        if (isGone) throw new ConnectionFailed('unreachable', 'no route to host', true)
        return server.transport.open()
      },
    }
    const clock = fastClock(200)
    const sending = send(ledger, sendId, { transport, clock, patienceMs: 600_000 })
    const stateOf = async (): Promise<unknown> => (await findSend(ledger.database, issue))?.pauseReason
    await expect.poll(stateOf, { timeout: 10_000 }).toBe('no route to host')
    expect(await pauseSend(ledger.database, sendId, { ...who, reason: 'the date is wrong' })).toEqual({
      ok: true,
    })
    isGone = false
    expect(await sending).toMatchObject({ state: 'paused', reason: 'the date is wrong' })
    expect(await states(ledger.database, sendId)).toEqual({ waiting: 10 })
    expect(await findSend(ledger.database, issue)).toMatchObject({ pauseReason: 'the date is wrong' })
  })

  it('that drops each letter before its dot pauses the send; nothing is lost', async () => {
    const sendId = await confirmed(50)
    const server = memoryServer(() => ({ kind: 'dropped', at: 'after-gate' }))
    const result = await send(ledger, sendId, { transport: server.transport })
    expect(result).toMatchObject({ state: 'paused', reason: 'dropped' })
    expect(await states(ledger.database, sendId)).toEqual({ waiting: 50 })
  })

  it('that never answers after the dot pauses the send, with few uncertain, and none goes again', async () => {
    const sendId = await confirmed(200)
    const server = memoryServer(() => ({ kind: 'dropped', at: 'after-dot' }))
    const result = await send(ledger, sendId, { transport: server.transport, patienceMs: 60_000 })
    expect(result.state).toBe('paused')
    const { uncertain } = result.counts.byState
    // As many as there are lines, for each of the three tries.
    expect(uncertain).toBeGreaterThan(0)
    expect(uncertain).toBeLessThanOrEqual(12)
    await resumeSend(ledger.database, sendId, who)
    const well = memoryServer()
    await send(ledger, sendId, { transport: well.transport })
    expect(await states(ledger.database, sendId)).toEqual({ accepted: 200 - uncertain, uncertain })
    expect([...server.dots.keys()].filter((to) => well.dots.has(to))).toEqual([])
  })

  it.each([
    ['after', { state: 'complete' }, { uncertain: 1 }],
    ['before', { state: 'paused', reason: 'the socket is gone' }, { waiting: 1 }],
  ] as const)(
    'by a transport that throws %s the hand-over never gets a letter twice',
    async (when, ended, found) => {
      const sendId = await confirmed(1)
      const server = memoryServer()
      let handedOver = 0
      const deliver: Line['deliver'] = async (_letter, gate) => {
        if (when === 'after' && (await gate.handOver())) handedOver += 1
        throw new Error('the socket is gone')
      }
      const transport: Transport = {
        promise: 'one-letter',
        open: async () => ({ ...(await server.transport.open()), deliver }),
      }
      const result = await send(ledger, sendId, { transport })
      expect(result).toMatchObject(ended)
      expect(await states(ledger.database, sendId)).toEqual(found)
      expect(handedOver).toBe(when === 'after' ? 1 : 0)
    },
  )

  it('that takes only two lines of ten delivers everything over those', async () => {
    const sendId = await confirmed(200)
    const server = memoryServer(
      () => ok,
      () => 2,
    )
    const transport: Transport = {
      promise: 'one-letter',
      open: async () => {
        if (server.linesOpen() >= 2) throw new ConnectionFailed('greeting', '421 too many', true, 421)
        return server.transport.open()
      },
    }
    const result = await send(ledger, sendId, { transport, connections: 10 })
    expect(result.state).toBe('complete')
    expect(server.mostLines()).toBe(2)
  })
})

describe('a mistake of ours', () => {
  it('is thrown, not hidden; what was under way is settled as that of a process that died', async () => {
    const sendId = await confirmed(60)
    const server = memoryServer()
    const pace: Pace = {
      ...noPace,
      countsOf: () => (server.dots.size > 10 ? (undefined as never) : []),
    }
    await expect(send(ledger, sendId, { transport: server.transport, pace })).rejects.toThrow(TypeError)
    expect(await ledger.database.all('SELECT * FROM senders')).toHaveLength(1)
    await send(ledger, sendId, { transport: server.transport })
    const { accepted = 0, uncertain = 0 } = await states(ledger.database, sendId)
    expect(accepted + uncertain).toBe(60)
    expect(uncertain).toBeLessThanOrEqual(4)
    expect(onlyOnce(server.dots)).toBe(true)
  })
})

describe('two processes', () => {
  it('share one send: every letter goes once, and the lines are never more than configured', async () => {
    const sendId = await confirmed(600)
    const server = memoryServer(
      () => ok,
      () => 2,
    )
    const other = await openDatabase(ledger.file)
    const options = { transport: server.transport, connections: 6, clock: fastClock(4) }
    const most: number[] = []
    const watching = setInterval(
      () => void liveSenders(ledger.database, ledger.file, sendId).then((n) => most.push(n)),
      20,
    )
    const results = await Promise.all([
      send(ledger, sendId, options),
      send({ ...ledger, database: other }, sendId, options),
    ])
    clearInterval(watching)
    await other.close()
    expect(results.map(({ state }) => state)).toEqual(['complete', 'complete'])
    expect(await states(ledger.database, sendId)).toEqual({ accepted: 600 })
    expect(onlyOnce(server.dots)).toBe(true)
    expect(Math.max(...most)).toBe(2)
  })

  it('know each other as alive, also where they reach the database by different names', async () => {
    const sendId = await confirmed(300)
    const server = memoryServer(
      () => ok,
      () => 3,
    )
    const alias = `${ledger.file}-alias`
    symlinkSync(ledger.file, alias)
    const sending = send(ledger, sendId, { transport: server.transport, clock: fastClock(1) })
    while (server.dots.size < 20) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await liveSenders(ledger.database, alias, sendId)).toBe(1)
    expect(await recoverSenders(ledger.database, alias, 1)).toEqual({ senders: 0, waiting: 0, uncertain: 0 })
    expect(await sending).toMatchObject({ state: 'complete' })
    expect(await liveSenders(ledger.database, alias, sendId)).toBe(0)
  })

  it('of two sends share the connections fairly', async () => {
    await addMembers(ledger.database, 700)
    const first = await confirmedSend(ledger.database)
    const manifest = {
      issue: '2023-12',
      contentHash: 'e'.repeat(64),
      audience: null,
      variants: [{ id: 'everyone', conditions: [] }],
    }
    const second = await confirmedSend(ledger.database, { manifest })
    const one = memoryServer(
      () => ok,
      () => 4,
    )
    const two = memoryServer(
      () => ok,
      () => 4,
    )
    const other = await openDatabase(ledger.file)
    let late = 0
    const settled = setTimeout(() => (late = 1), 500)
    const lines: [number, number][] = []
    const watching = setInterval(() => {
      if (late) lines.push([one.linesOpen(), two.linesOpen()])
    }, 10)
    const clock = fastClock(8)
    await Promise.all([
      send(ledger, first, { transport: one.transport, connections: 8, clock }),
      send({ ...ledger, database: other }, second, { transport: two.transport, connections: 8, clock }),
    ])
    clearInterval(watching)
    clearTimeout(settled)
    await other.close()
    const both = lines.filter(([mine, theirs]) => mine > 0 && theirs > 0)
    expect(both.length).toBeGreaterThan(5)
    const fair = both.filter(([mine, theirs]) => mine <= 5 && theirs <= 5)
    expect(fair.length / both.length).toBeGreaterThan(0.8)
  })
})

describe('the pace', () => {
  it('is asked before each letter and told of each hand-over', async () => {
    await addMembers(ledger.database, 300, (n) => ({ domain: n % 2 ? 'slow.example' : 'example.org' }))
    const sendId = await confirmedSend(ledger.database)
    const clock = fastClock(100)
    let nextSlow = 0
    const told = { begun: 0, handed: 0, ended: 0 }
    const pace: Pace = {
      ...noPace,
      waitFor: (domain, now) => (domain === 'slow.example' ? Math.max(0, nextSlow - now) : 0),
      spacing: (domain) => (domain === 'slow.example' ? 200 : 0),
      begin: (domain, now) => {
        told.begun += 1
        if (domain === 'slow.example') nextSlow = now + 200
      },
      handedOver: () => void (told.handed += 1),
      end: () => void (told.ended += 1),
    }
    const order: string[] = []
    const server = memoryServer((letter) => {
      order.push(letter.to.split('@')[1]!)
      return ok
    })
    const result = await send(ledger, sendId, { transport: server.transport, pace, clock })
    expect(result.state).toBe('complete')
    expect(told).toEqual({ begun: 300, handed: 300, ended: 300 })
    // The others need not wait for the slow domain.
    expect(order.slice(0, 150).filter((domain) => domain === 'example.org').length).toBeGreaterThan(100)
    expect(onlyOnce(server.dots)).toBe(true)
  })
})

describe('a member who is forgotten', () => {
  it('leaves none of a server’s words in the ledger, which may quote the address', async () => {
    const sendId = await confirmed(40)
    const quoting = (to: string): Answer => ({ ...spam, reply: `<${to}> is not taken` })
    const server = memoryServer((letter) => (/^m[12]@/.test(letter.to) ? quoting(letter.to) : ok))
    await send(ledger, sendId, { transport: server.transport })
    /** How often the address stands in what a server said of a letter, and in what is kept of each attempt. */
    const quoted = async (address: string): Promise<number> => {
      const { database } = ledger
      const replies = await database.all('SELECT reply FROM deliveries')
      const told = JSON.stringify([replies, await database.all('SELECT detail FROM events')])
      return told.split(address).length - 1
    }
    expect(await quoted('m1@example.org')).toBe(2)
    const member = { id: 1, addressKey: 'm1@example.org' }
    await ledger.database.transaction((queries) => forgetPerson(queries, keysOf('k'), member, 1))
    expect(await quoted('m1@example.org')).toBe(0)
    expect(await quoted('m2@example.org')).toBe(2)
  })

  it('stays in the ledger under a pseudonym, and a letter that waits is cancelled', async () => {
    const sendId = await confirmed(3)
    const forget = (id: number) =>
      ledger.database.transaction((queries) =>
        forgetPerson(queries, keysOf('k'), { id, addressKey: `m${id}@example.org` }, 1),
      )
    await ledger.database.run(`UPDATE deliveries SET state = 'claimed' WHERE member_id = 2`)
    const forgotten = await forget(1)
    const pseudonym = forgotten.ok ? forgotten.pseudonym : ''
    expect(pseudonym).toMatch(/^forgotten-/)
    expect(await forget(2)).toMatchObject({ ok: false })
    expect(await findMember(ledger.database, { id: 2 })).toBeDefined()
    expect(await states(ledger.database, sendId)).toEqual({ cancelled: 1, claimed: 1, waiting: 1 })
    const rows = await ledger.database.all(
      'SELECT address, member_number FROM deliveries ORDER BY id LIMIT 2',
    )
    expect(rows).toEqual([
      { address: pseudonym, member_number: null },
      { address: 'm2@example.org', member_number: '2' },
    ])
  })
})
