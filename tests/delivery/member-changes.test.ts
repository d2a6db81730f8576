import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  cancelSend,
  planSend,
  resolveUncertain,
  resumeSend,
  sendAgain,
  type Plan,
} from '../../src/delivery/index.ts'
import { editMember, normaliseAddress, suppress } from '../../src/members/index.ts'
import { leaveMember } from '../../src/server/leave-member.ts'
import { memoryServer, ok, unknown } from './memory-transport.ts'
import { addMembers, confirmedSend, openLedger, planInput, send, states, type Ledger } from './sending.ts'

let ledger: Ledger

beforeEach(async () => {
  ledger = await openLedger()
})

afterEach(async () => {
  await ledger.close()
})

const who = { by: 'officer', at: 1 }

/** A send to ten members that is cut off after four letters, to `m1@…` to `m4@…`. */
async function cutOff(): Promise<{ sendId: number; server: ReturnType<typeof memoryServer> }> {
  await addMembers(ledger.database, 10)
  const sendId = await confirmedSend(ledger.database)
  const server = memoryServer()
  const stop = { note: () => (server.dots.size === 4 ? 'enough' : undefined) }
  await send(ledger, sendId, { transport: server.transport, connections: 1, stop })
  expect(server.dots.size).toBe(4)
  return { sendId, server }
}

async function goOn(sendId: number, server: ReturnType<typeof memoryServer>): Promise<void> {
  await resumeSend(ledger.database, sendId, who)
  expect(await send(ledger, sendId, { transport: server.transport })).toMatchObject({ state: 'complete' })
}

async function move(id: number, text: string): Promise<void> {
  const address = normaliseAddress(text)
  if ('fault' in address) throw new Error(address.message)
  await ledger.database.transaction((queries) =>
    editMember(queries, id, { address }, { keys: undefined, now: 1 }),
  )
}

async function lapse(id: number): Promise<void> {
  await editMember(ledger.database, id, { status: 'lapsed' }, { keys: undefined, now: 1 })
}

async function heldFor(sendId: number): Promise<unknown[]> {
  return ledger.database.all(
    `SELECT address, reason FROM deliveries WHERE send_id = ? AND state = 'suppressed' ORDER BY id`,
    sendId,
  )
}

describe('a member whose address changed after the plan', () => {
  it('gets no letter of it after leaving, or after the officer took them out by number', async () => {
    const { sendId, server } = await cutOff()
    await move(9, 'new9@example.org')
    await move(10, 'new10@example.org')
    await ledger.database.transaction((queries) =>
      leaveMember(queries, { memberId: 10, reason: 'left', evidence: 'one click', at: 2 }),
    )
    await suppress(ledger.database, {
      addressKey: 'new9@example.org',
      scope: 'address',
      reason: 'officer',
      since: 2,
    })
    await goOn(sendId, server)
    expect(await states(ledger.database, sendId)).toEqual({ accepted: 8, suppressed: 2 })
    expect(await heldFor(sendId)).toEqual([
      { address: 'm9@example.org', reason: 'officer' },
      { address: 'm10@example.org', reason: 'left' },
    ])
    expect([...server.dots.keys()].filter((address) => /9|10/.test(address))).toEqual([])
  })

  it('is held back at the gate too, when they leave after the data of their letter was written', async () => {
    await addMembers(ledger.database, 5)
    const sendId = await confirmedSend(ledger.database)
    await move(3, 'new3@example.org')
    const server = memoryServer()
    await send(ledger, sendId, {
      transport: {
        promise: 'one-letter',
        open: async () => {
          const line = await server.transport.open()
          return {
            ...line,
            deliver: (letter, gate) =>
              line.deliver(letter, {
                handOver: async () => {
                  const leaving = { memberId: 3, reason: 'left', evidence: '', at: 2 } as const
                  if (letter.to === 'm3@example.org') await leaveMember(ledger.database, leaving)
                  return gate.handOver()
                },
              }),
          }
        },
      },
    })
    expect(server.dots.has('m3@example.org')).toBe(false)
    expect(await states(ledger.database, sendId)).toEqual({ accepted: 4, suppressed: 1 })
  })

  it('gets what was planned at the old address, if nothing else changed', async () => {
    const { sendId, server } = await cutOff()
    await move(10, 'new10@example.org')
    await goOn(sendId, server)
    expect(server.dots.get('m10@example.org')).toBe(1)
    expect(server.dots.has('new10@example.org')).toBe(false)
  })

  it('does not get the issue again from another plan, whichever address had it', async () => {
    const { sendId, server } = await cutOff()
    await cancelSend(ledger.database, sendId, who)
    await move(1, 'new1@example.org')
    expect(await replanned()).toMatchObject({ toSend: 6, suppressed: [{ reason: 'had-it', members: 4 }] })
    const other = await confirmedSend(ledger.database)
    await send(ledger, other, { transport: server.transport })
    expect(server.dots.has('new1@example.org')).toBe(false)
    expect(server.dots.size).toBe(10)
  })

  it('does not get it again where only the second letter, to the new address, was accepted', async () => {
    await addMembers(ledger.database, 30)
    const sendId = await confirmedSend(ledger.database)
    const server = memoryServer((letter) => (letter.to === 'm1@example.org' ? unknown : ok))
    await send(ledger, sendId, { transport: server.transport })
    await move(1, 'new1@example.org')
    const again = await sendAgain(ledger.database, sendId, { member: '1', who, databaseFile: ledger.file })
    expect(again).toMatchObject({ ok: true, address: 'new1@example.org' })
    await send(ledger, sendId, { transport: server.transport })
    // Only a send that is not complete can be cancelled.
    await ledger.database.run(`UPDATE sends SET state = 'paused' WHERE id = ?`, sendId)
    await cancelSend(ledger.database, sendId, who)
    expect(await replanned()).toMatchObject({ toSend: 0, suppressed: [{ reason: 'had-it', members: 30 }] })
  })

  async function replanned(): Promise<Plan> {
    const result = await planSend(ledger.database, planInput())
    if (!result.ok) throw new Error(result.message)
    return result.plan
  }
})

describe('a member who lapsed after the plan', () => {
  it('gets no letter of it that is not on its way, and the ledger says why', async () => {
    const { sendId, server } = await cutOff()
    await lapse(8)
    await goOn(sendId, server)
    expect(server.dots.has('m8@example.org')).toBe(false)
    expect(await heldFor(sendId)).toEqual([{ address: 'm8@example.org', reason: 'lapsed' }])
  })

  it('gets no uncertain letter once more', async () => {
    await addMembers(ledger.database, 3)
    const sendId = await confirmedSend(ledger.database)
    await ledger.database.run(`UPDATE deliveries SET state = 'uncertain' WHERE id = 2`)
    await lapse(2)
    await resolveUncertain(ledger.database, sendId, {
      decision: 'resend',
      which: 'all',
      who,
      databaseFile: ledger.file,
    })
    const server = memoryServer()
    await send(ledger, sendId, { transport: server.transport })
    expect([...server.dots.keys()].sort()).toEqual(['m1@example.org', 'm3@example.org'])
  })

  it('gets no second letter while lapsed, and a first one by name when that was a mistake', async () => {
    const { sendId, server } = await cutOff()
    const again = (member: string) =>
      sendAgain(ledger.database, sendId, { member, who, databaseFile: ledger.file })
    await lapse(1)
    await lapse(8)
    await goOn(sendId, server)
    expect(await again('1')).toMatchObject({
      ok: false,
      message: expect.stringContaining('lapsed') as string,
    })
    expect(await again('8')).toMatchObject({
      ok: false,
      message: expect.stringContaining('lapsed') as string,
    })
    await editMember(ledger.database, 8, { status: 'active' }, { keys: undefined, now: 3 })
    expect(await again('8')).toMatchObject({ ok: true })
    await send(ledger, sendId, { transport: server.transport })
    expect(server.dots.get('m8@example.org')).toBe(1)
    expect(await states(ledger.database, sendId)).toEqual({ accepted: 10, suppressed: 1 })
  })
})
