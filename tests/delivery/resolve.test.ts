import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sendAgain } from '../../src/delivery/again.ts'
import { gatherReport } from '../../src/delivery/report/gather-report.ts'
import { resolveUncertain, type Decision } from '../../src/delivery/resolve.ts'
import { joinSenders } from '../../src/delivery/senders.ts'
import { readSend } from '../../src/delivery/send-record.ts'
import { addMember, normaliseAddress, suppress, type Address } from '../../src/members/index.ts'
import { addDeliveries, addSend, idsOf, makeLedger, start, type TestLedger } from './report/filled-ledger.ts'

let ledger: TestLedger
let sendId: number
const who = { by: 'Ann Example', at: start + 1_000_000 }

beforeEach(async () => {
  ledger = await makeLedger()
  sendId = await addSend(ledger.database)
})
afterEach(() => ledger.remove())

async function states(): Promise<string[]> {
  const rows = await ledger.database.all<{ state: string }>('SELECT state FROM deliveries ORDER BY id')
  return rows.map(({ state }) => state)
}

function resolve(decision: Decision, which: 'all' | string[]): ReturnType<typeof resolveUncertain> {
  return resolveUncertain(ledger.database, sendId, { decision, which, who, databaseFile: ledger.file })
}

const everyState = [
  'accepted',
  'refused',
  'suppressed',
  'cancelled',
  'deferred',
  'waiting',
  'uncertain',
  'uncertain',
]

async function addEveryState(): Promise<void> {
  await addDeliveries(
    ledger.database,
    sendId,
    everyState.map((state, index) => ({
      address: `M${index}@example.org`,
      state,
      ...(state === 'uncertain' && { handedAt: start + index, settledAt: start + index + 9 }),
    })),
  )
}

describe('an uncertain letter', () => {
  it('counts as accepted when the officer says so by name, at the time it was handed over', async () => {
    await addEveryState()
    expect(await resolve('accept', ['m6@EXAMPLE.org'])).toEqual({ ok: true, resolved: 1 })
    expect(await states()).toEqual(everyState.with(6, 'accepted'))
    const row = await ledger.database.get(
      'SELECT reason, settled_at FROM deliveries WHERE address_key = ?',
      'm6@example.org',
    )
    expect({ ...row }).toEqual({ reason: 'resolved by Ann Example', settled_at: start + 6 })
  })

  it('waits again when the officer says so by number, and the send goes on', async () => {
    await addEveryState()
    expect(await resolve('resend', ['M8'])).toEqual({ ok: true, resolved: 1 })
    expect(await states()).toEqual(everyState.with(7, 'waiting'))
    expect((await readSend(ledger.database, sendId))?.state).toBe('sending')
  })

  it('is the only thing that can be resolved, also where all are meant', async () => {
    await addEveryState()
    expect(await resolve('resend', 'all')).toEqual({ ok: true, resolved: 2 })
    expect(await states()).toEqual(everyState.with(6, 'waiting').with(7, 'waiting'))
    const report = await gatherReport(ledger.database, sendId, { now: start, publication: '' })
    expect(report?.reconciles).toBe(true)
  })

  it('is left alone where one of the names means another letter', async () => {
    await addEveryState()
    const result = await resolve('accept', [
      'M7',
      'm0@example.org',
      'nobody@example.org',
      "x'; DROP TABLE sends; --",
    ])
    expect(result).toMatchObject({
      ok: false,
      unknown: ['m0@example.org', 'nobody@example.org', "x'; DROP TABLE sends; --"],
    })
    expect(await states()).toEqual(everyState)
  })

  it('is not resolved while a process sends', async () => {
    await addEveryState()
    const sender = await joinSenders(ledger.database, ledger.file, {
      id: 's1',
      sendId,
      since: start,
      lines: 1,
    })
    expect(await resolve('accept', 'all')).toMatchObject({ ok: false })
    expect(await states()).toEqual(everyState)
    await sender.leave(true)
    expect(await resolve('accept', 'all')).toEqual({ ok: true, resolved: 2 })
  })

  it('of a sender that died is found and resolved', async () => {
    await addDeliveries(ledger.database, sendId, [
      { address: 'a@example.org', state: 'handed-over', handedAt: start },
    ])
    await ledger.database.run(`UPDATE deliveries SET sender_id = 'dead'`)
    await ledger.database.run(
      `INSERT INTO senders (id, send_id, since, lines) VALUES ('dead', ?, 0, 1)`,
      sendId,
    )
    expect(await resolve('accept', 'all')).toEqual({ ok: true, resolved: 1 })
    expect(await states()).toEqual(['accepted'])
  })

  it('of a cancelled send is not sent again', async () => {
    await addEveryState()
    await ledger.database.run(`UPDATE sends SET state = 'cancelled'`)
    expect(await resolve('resend', 'all')).toMatchObject({ ok: false })
    expect(await resolve('accept', 'all')).toMatchObject({ ok: true })
  })

  it('keeps a paused send paused', async () => {
    await addEveryState()
    await ledger.database.run(`UPDATE sends SET state = 'paused'`)
    await resolve('resend', 'all')
    expect((await readSend(ledger.database, sendId))?.state).toBe('paused')
  })

  it('is resolved once by two officers at the same time, and who did it is kept', async () => {
    await addEveryState()
    const other = await ledger.again()
    const both = await Promise.all([
      resolve('accept', 'all'),
      resolveUncertain(other, sendId, {
        decision: 'resend',
        which: 'all',
        who: { by: 'Ben', at: who.at },
        databaseFile: ledger.file,
      }),
    ])
    expect(both.map((result) => (result.ok ? result.resolved : -1)).toSorted()).toEqual([0, 2])
    const events = await ledger.database.all<{ delivery_id: number | null }>(
      `SELECT delivery_id FROM events WHERE kind = 'resolved'`,
    )
    expect(events).toHaveLength(3)
  })
})

describe('one more letter', () => {
  async function memberWith(state: string, name = 'zoe'): Promise<number> {
    const address = normaliseAddress(`${name}@example.org`) as Address
    const member = await ledger.database.transaction((queries) =>
      addMember(queries, { address, number: `N-${name}` }, { keys: undefined, now: start }),
    )
    if (!('id' in member)) throw new Error('not added')
    await addDeliveries(ledger.database, sendId, [
      {
        address: address.address,
        state,
        member: member.id,
        number: `N-${name}`,
        settledAt: start,
        variant: 'wales',
      },
    ])
    return member.id
  }
  const again = (member: string): ReturnType<typeof sendAgain> =>
    sendAgain(ledger.database, sendId, { member, who, databaseFile: ledger.file })

  it('is a row of its own, which names the one that it repeats and who wanted it', async () => {
    const member = await memberWith('accepted')
    const [original] = await idsOf(ledger.database, sendId)
    const result = await again('N-zoe')
    expect(result).toMatchObject({ ok: true, address: 'zoe@example.org' })
    const row = await ledger.database.get(
      'SELECT member_id, variant, state, again_of, again_by, domain FROM deliveries WHERE again_of IS NOT NULL',
    )
    expect({ ...row }).toEqual({
      member_id: member,
      variant: 'wales',
      state: 'waiting',
      again_of: original,
      again_by: 'Ann Example',
      domain: 'example.org',
    })
    expect((await readSend(ledger.database, sendId))?.state).toBe('sending')
  })

  it('is not planned twice, nor for somebody who has none', async () => {
    await memberWith('accepted')
    expect(await again('zoe@example.org')).toMatchObject({ ok: true })
    expect(await again('zoe@example.org')).toMatchObject({ ok: false })
    expect(await again('nobody@example.org')).toMatchObject({ ok: false })
    expect(await idsOf(ledger.database, sendId)).toHaveLength(2)
  })

  it.each(['waiting', 'claimed', 'deferred', 'handed-over', 'uncertain'])(
    'does not go where one more is %s already',
    async (state) => {
      const member = await memberWith('accepted')
      const [againOf] = await idsOf(ledger.database, sendId)
      const repeat = { address: 'zoe@example.org', state, member, number: 'N-zoe', againOf: againOf! }
      await addDeliveries(ledger.database, sendId, [repeat])
      expect(await again('N-zoe')).toMatchObject({
        message: expect.stringContaining('on its way already, or is uncertain') as string,
      })
      expect(await idsOf(ledger.database, sendId)).toHaveLength(2)
    },
  )

  it('does not go in a restored send that has not been reconciled', async () => {
    await memberWith('accepted')
    await ledger.database.run('UPDATE sends SET must_reconcile = 1')
    expect(await again('N-zoe')).toMatchObject({
      message: expect.stringContaining('restored send') as string,
    })
    expect(await idsOf(ledger.database, sendId)).toHaveLength(1)
  })

  it.each(['waiting', 'uncertain', 'suppressed', 'cancelled', 'handed-over'])(
    'does not go where the first is %s',
    async (state) => {
      await memberWith(state)
      expect(await again('N-zoe')).toMatchObject({ ok: false })
      expect(await idsOf(ledger.database, sendId)).toHaveLength(1)
    },
  )

  it('never goes to one who has left since, or whose address is suppressed', async () => {
    for (const scope of ['newsletter', 'address'] as const) {
      const name = `left-${scope}`
      await memberWith('accepted', name)
      await suppress(ledger.database, {
        addressKey: `${name}@example.org`,
        scope,
        reason: 'left',
        since: start + 1,
      })
      expect(await again(`N-${name}`)).toMatchObject({
        ok: false,
        message: expect.stringContaining('left') as string,
      })
    }
    expect(await idsOf(ledger.database, sendId)).toHaveLength(2)
  })

  describe('where an earlier send of the issue was cancelled', () => {
    async function hadIt(state: string): Promise<void> {
      const earlier = await addSend(ledger.database, { state: 'cancelled' })
      await ledger.database.run('UPDATE sends SET id = 0 WHERE id = ?', earlier)
      const member = await memberWith('suppressed')
      await ledger.database.run(`UPDATE deliveries SET reason = 'had-it', id = 100`)
      await addDeliveries(ledger.database, 0, [
        { address: 'zoe@example.org', state, member, number: 'N-zoe', settledAt: start },
      ])
      await ledger.database.run('UPDATE deliveries SET id = 1 WHERE send_id = 0')
    }

    it('goes from the present one to who had it then', async () => {
      await hadIt('accepted')
      expect(await again('N-zoe')).toMatchObject({ ok: true, address: 'zoe@example.org' })
      const row = await ledger.database.get('SELECT send_id, again_of FROM deliveries WHERE id > 100')
      expect({ ...row }).toEqual({ send_id: sendId, again_of: 100 })
      expect(await again('N-zoe')).toMatchObject({
        message: expect.stringContaining('on its way already') as string,
      })
    })

    it('does not go where that letter is uncertain', async () => {
      await hadIt('uncertain')
      expect(await again('N-zoe')).toMatchObject({
        message: expect.stringContaining('of an earlier send is uncertain') as string,
      })
    })

    it.each(['accepted', 'refused'])(
      'does not go where the repeat of one that was %s is uncertain',
      async (state) => {
        await hadIt(state)
        const [row] = await ledger.database.all<{ member_id: number }>(
          'SELECT member_id FROM deliveries WHERE id = 1',
        )
        await addDeliveries(ledger.database, 0, [
          { address: 'zoe.new@example.org', state: 'uncertain', member: row!.member_id, number: 'N-zoe' },
        ])
        await ledger.database.run(
          "UPDATE deliveries SET id = 2, again_of = 1 WHERE send_id = 0 AND state = 'uncertain'",
        )
        expect(await again('N-zoe')).toMatchObject({
          message: expect.stringContaining('of an earlier send is uncertain') as string,
        })
      },
    )
  })

  it('says why a member was left out', async () => {
    await memberWith('suppressed')
    await ledger.database.run(`UPDATE deliveries SET reason = 'series'`)
    expect(await again('N-zoe')).toMatchObject({
      message: expect.stringContaining('they are suppressed: series') as string,
    })
  })

  it('does not go to one who is not on the roster any more', async () => {
    await addDeliveries(ledger.database, sendId, [
      { address: 'gone@example.org', state: 'accepted', member: 999 },
    ])
    expect(await again('gone@example.org')).toMatchObject({ ok: false })
  })

  it.each(['planned', 'scheduled', 'cancelled', 'expired'])(
    'does not go in a send that is %s',
    async (state) => {
      await memberWith('accepted')
      await ledger.database.run('UPDATE sends SET state = ?', state)
      expect(await again('N-zoe')).toMatchObject({ ok: false })
    },
  )
})
