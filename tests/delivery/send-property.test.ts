import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Database } from '../../src/database/index.ts'
import {
  countDeliveries,
  findSend,
  recoverSenders,
  resumeSend,
  type Clock,
  type SendResult,
  type Transport,
} from '../../src/delivery/index.ts'
import { addMembers, confirmedSend, fastClock, openLedger, send, type Ledger } from './sending.ts'

/** What a server does with a letter, and what it means for another letter to the same recipient. */
const answers = [
  'accepted',
  'accepted',
  'accepted',
  'accepted',
  'deferred at RCPT',
  'deferred at the dot',
  'refused at RCPT',
  'refused at the dot',
  'dropped before the gate',
  'dropped after the gate',
  'dropped after the dot',
] as const

type Answer = (typeof answers)[number]

/** A process that can be killed: from then on nothing that it waits for comes. */
interface Process {
  /** Goes on unless it is killed here or was before. */
  step: () => Promise<void>
  killed: Promise<'killed'>
}

const never = new Promise<never>(() => undefined)

function createProcess(stepsToLive: number): Process {
  const { promise, resolve } = Promise.withResolvers<'killed'>()
  let steps = 0
  return {
    killed: promise,
    step: async () => {
      steps += 1
      if (steps === stepsToLive) resolve('killed')
      if (steps >= stepsToLive) await never
      await new Promise((next) => setImmediate(next))
    },
  }
}

class Killed extends Error {}

/** The database as a process sees it that may die before or after each commit. */
function seenBy(process: Process, database: Database): Database {
  const transaction: Database['transaction'] = async (work) => {
    await process.step()
    const result = await database
      .transaction(async (queries) => {
        const written = await work(queries)
        const isAlive = await Promise.race([
          process.step().then(() => true),
          process.killed.then(() => false),
        ])
        if (!isAlive) throw new Killed()
        return written
      })
      .catch((error: unknown) => (error instanceof Killed ? never : Promise.reject(error)))
    await process.step()
    return result
  }
  return {
    ...database,
    transaction,
    call: ({ work }, input) => transaction((queries) => work(queries, input)),
    run: (sql, ...values) => transaction((queries) => queries.run(sql, ...values)),
    get: async (sql, ...values) => process.step().then(() => database.get(sql, ...values)),
    all: async (sql, ...values) => process.step().then(() => database.all(sql, ...values)),
  }
}

/** Remembers every dot; a second one is right only when each before it was answered with "not now". */
interface World {
  answer: (to: string) => Answer
  open: Map<string, number>
  twice: string[]
  accepted: Map<string, number>
}

function transportOf(process: Process, world: World): Transport {
  const open: Transport['open'] = async () => {
    let isOpen = true
    const drop = (): void => void (isOpen = false)
    return {
      isOpen: () => isOpen,
      close: async () => drop(),
      deliver: async ({ to }, gate) => {
        const answer = world.answer(to)
        await process.step()
        if (answer === 'deferred at RCPT')
          return { kind: 'deferred', code: 450, reply: 'later', phase: 'rcpt' }
        if (answer === 'refused at RCPT') return { kind: 'refused', code: 550, reply: 'no', phase: 'rcpt' }
        const granted = answer !== 'dropped before the gate' && (await gate.handOver())
        await process.step()
        if (!granted || answer === 'dropped after the gate') drop()
        if (answer.endsWith('the gate')) return { kind: 'lost', reason: 'dropped', phase: 'data' }
        if (!granted) return { kind: 'withheld' }
        if ((world.open.get(to) ?? 0) > 0) world.twice.push(to)
        world.open.set(to, (world.open.get(to) ?? 0) + 1)
        if (answer === 'accepted') world.accepted.set(to, (world.accepted.get(to) ?? 0) + 1)
        await process.step()
        if (answer === 'dropped after the dot') drop()
        if (answer === 'dropped after the dot') return { kind: 'uncertain', reason: 'dropped' }
        if (answer === 'accepted') return { kind: 'accepted', code: 250, reply: 'ok' }
        // The sender sees it now: only from here on may another letter go.
        world.open.set(to, 0)
        if (answer === 'refused at the dot') return { kind: 'refused', code: 554, reply: 'no', phase: 'dot' }
        return { kind: 'deferred', code: 451, reply: 'later', phase: 'dot' }
      },
    }
  }
  return { promise: 'one-letter', open }
}

function clockOf(process: Process): Clock {
  const clock = fastClock(200_000)
  return {
    now: clock.now,
    sleep: async (ms, signal) => {
      await clock.sleep(ms, signal)
      await process.step()
    },
  }
}

interface Life {
  stepsToLive: number
  lines: number
}

let lives = 0

/** One process, from its start to its end or its death; each has locks of its own, so the dead are known as dead. */
async function live(ledger: Ledger, sendId: number, world: World, { stepsToLive, lines }: Life) {
  const process = createProcess(stepsToLive)
  lives += 1
  const ended: Promise<SendResult> = send(
    { ...ledger, file: `${ledger.file}-${lives}`, database: seenBy(process, ledger.database) },
    sendId,
    {
      transport: transportOf(process, world),
      clock: clockOf(process),
      connections: lines,
      retry: { firstMinutes: 1, mostHours: 1, giveUpHours: 24 },
      connectionTries: 4,
    },
  )
  return Promise.race([ended, process.killed])
}

it('a letter never goes twice and none is lost, whatever servers answer and whenever senders die', async () => {
  const someLives = fc.array(
    fc.record({ stepsToLive: fc.integer({ min: 1, max: 400 }), lines: fc.integer({ min: 1, max: 4 }) }),
    { maxLength: 6 },
  )
  const someAnswers = fc.array(fc.constantFrom(...answers), { minLength: 1, maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 25 }),
      someLives,
      someAnswers,
      async (members, doomed, script) => {
        const ledger = await openLedger()
        let letters = 0
        const world: World = {
          answer: () => script[letters++ % (script.length + 5)] ?? 'accepted',
          open: new Map(),
          twice: [],
          accepted: new Map(),
        }
        try {
          await addMembers(ledger.database, members)
          const sendId = await confirmedSend(ledger.database)
          let before = 0
          const check = async (lines: number, isDead: boolean): Promise<void> => {
            if (isDead) {
              const file = `${ledger.file}-nobody`
              const { uncertain } = await recoverSenders(ledger.database, file, 1)
              expect(uncertain).toBeLessThanOrEqual(lines)
            }
            const { planned, byState, reconciles } = await countDeliveries(ledger.database, sendId)
            expect({ planned, reconciles, left: byState.claimed + byState['handed-over'] }).toEqual({
              planned: members,
              reconciles: true,
              left: 0,
            })
            expect(world.twice).toEqual([])
            expect(byState.accepted).toBeGreaterThanOrEqual(before)
            before = byState.accepted
          }
          for (const life of doomed) {
            const result = await live(ledger, sendId, world, life)
            await check(life.lines, result === 'killed')
            await resumeSend(ledger.database, sendId, { by: 'officer', at: 1 })
          }
          for (
            let tries = 0;
            (await findSend(ledger.database, '2023-11'))?.state !== 'complete';
            tries += 1
          ) {
            expect(tries).toBeLessThan(60)
            await live(ledger, sendId, world, { stepsToLive: Infinity, lines: 3 })
            await check(3, false)
            await resumeSend(ledger.database, sendId, { by: 'officer', at: 1 })
          }
          const rows = await ledger.database.all<{ address: string; state: string }>(
            'SELECT address, state FROM deliveries',
          )
          for (const { address, state } of rows) {
            expect(['accepted', 'refused', 'uncertain']).toContain(state)
            const copies = world.accepted.get(address) ?? 0
            if (state === 'accepted') expect(copies).toBe(1)
            if (state === 'refused') expect(copies).toBe(0)
            expect(copies).toBeLessThanOrEqual(1)
          }
        } finally {
          await ledger.close()
        }
      },
    ),
    {
      numRuns: Number(process.env['PROPERTY_RUNS'] ?? 40),
      timeout: 120_000,
      endOnFailure: process.env['PROPERTY_RUNS'] !== undefined,
    },
  )
}, 600_000)
