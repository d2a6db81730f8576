import { rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { forgetPerson } from '../../../src/delivery/forget-person.ts'
import {
  addMember,
  editMember,
  findMember,
  heldBack,
  liftSuppressions,
  suppress,
  suppressionsOf,
} from '../../../src/members/index.ts'
import type { Member } from '../../../src/model/member.ts'
import { addressOf, keysOf } from '../../members/roster-fixture.ts'
import { addDeliveries, addSend, start } from '../report/filled-ledger.ts'
import { makeRestoring, type Restoring } from './restoring.ts'

let office: Restoring
const keys = keysOf('old')

beforeEach(async () => {
  office = await makeRestoring()
})
afterEach(() => office.remove())

async function forget(member: Member, at = start + 5): Promise<void> {
  const database = office.database()
  const current = (await findMember(database, { id: member.id }))!
  expect(await database.transaction((queries) => forgetPerson(queries, keys, current, at))).toMatchObject({
    ok: true,
  })
}

async function move(member: Member, address: string): Promise<void> {
  const changes = { address: addressOf(address) }
  const edited = await office
    .database()
    .transaction((queries) => editMember(queries, member.id, changes, { keys, now: start }))
  expect(edited).toMatchObject({ id: member.id })
}

const find = (address: string): Promise<Member | undefined> => findMember(office.database(), { address })

/** All that the database has in words, to look for what must not be there. */
async function everything(): Promise<string> {
  const tables = ['members', 'suppressions', 'deliveries', 'events', 'applications', 'earlier_addresses']
  const all = await Promise.all(tables.map((table) => office.database().all(`SELECT * FROM ${table}`)))
  return JSON.stringify(all)
}

describe('who was forgotten since the backup', () => {
  it('is erased again from roster and ledger, and stays suppressed', async () => {
    const ann = await office.add('ann@example.org')
    await office.add('bob@example.org')
    const states = ['accepted', 'claimed'].map((state) => ({
      address: 'ann@example.org',
      state,
      member: ann.id,
    }))
    await addDeliveries(
      office.database(),
      await addSend(office.database(), { issue: '1' }),
      states.slice(0, 1),
    )
    const open = await addSend(office.database(), { issue: '2', state: 'sending' })
    await addDeliveries(office.database(), open, states.slice(1))
    const cancelled = await addSend(office.database(), { issue: '3', state: 'cancelled' })
    await addDeliveries(office.database(), cancelled, [{ ...states[0]!, state: 'handed-over' }])
    await office.backUp()
    await office.database().run(`UPDATE deliveries SET state = 'accepted'`)
    await forget(ann)
    expect(await office.restored('one', { keys })).toMatchObject({
      carried: { suppressions: 1 },
      forgotten: 1,
    })
    expect(await everything()).not.toContain('ann@')
    expect(await find('bob@example.org')).toBeDefined()
    expect(await suppressionsOf(office.database(), 'ann@example.org', keys)).toMatchObject([
      { scope: 'address', reason: 'forgotten' },
    ])
    const rows = await office.database().all('SELECT state FROM deliveries ORDER BY id')
    expect(rows.map(({ state }) => state)).toEqual(['accepted', 'uncertain', 'uncertain'])
  })

  it('is erased at each restore, and also where keys have changed since', async () => {
    const ann = await office.add('ann@example.org')
    await office.backUp()
    await forget(ann)
    for (const known of [keys, keysOf('new', 'old')]) {
      expect(await office.restored('one', { keys: known })).toMatchObject({ forgotten: 1 })
      expect(await find('ann@example.org')).toBeUndefined()
      expect(await office.database().all('SELECT id FROM suppressions')).toHaveLength(1)
    }
  })

  it.each([
    ['no keys', undefined],
    ['only another key', keysOf('new')],
  ])('stops a restore with %s, and nothing is changed', async (_, known) => {
    const ann = await office.add('ann@example.org')
    await office.backUp()
    await forget(ann)
    expect(await office.restore('one', { keys: known })).toMatchObject({ ok: false, reason: 'keys' })
    expect(await find('ann@example.org')).toBeUndefined()
    expect(await office.database().all('SELECT id FROM suppressions')).toHaveLength(1)
  })

  it('is erased where they came in again by a list, as one who is suppressed', async () => {
    const ann = await office.add('ann@example.org')
    await office.backUp()
    await forget(ann)
    await addMember(office.database(), { address: addressOf('ann@example.org') }, { keys, now: start + 9 })
    expect(await office.restored('one', { keys })).toMatchObject({ forgotten: 1 })
    expect(await everything()).not.toContain('ann@')
  })

  it('is a member where they came back with the officer’s word', async () => {
    const ann = await office.add('ann@example.org')
    await office.backUp()
    await forget(ann)
    await liftSuppressions(office.database(), {
      addressKey: ann.addressKey,
      keys,
      by: 'Carol',
      at: start + 9,
    })
    expect(await office.restored('one', { keys })).toMatchObject({ forgotten: 0 })
    expect(await find('ann@example.org')).toBeDefined()
  })

  it('and had been forgotten before the backup too is erased', async () => {
    await forget(await office.add('ann@example.org'))
    const input = { address: addressOf('ann@example.org') }
    const ann = await addMember(office.database(), input, { keys, now: start })
    await office.backUp()
    await forget(ann as Member, start + 9)
    expect(await office.restored('one', { keys })).toMatchObject({ forgotten: 1 })
    expect(await find('ann@example.org')).toBeUndefined()
  })

  it('is erased where they had moved before that', async () => {
    const ann = await office.add('ann@example.org')
    await office.backUp()
    await move(ann, 'new.ann@example.org')
    await forget(ann)
    expect(await office.restored('one', { keys })).toMatchObject({ forgotten: 1 })
    expect(await everything()).not.toContain('ann@')
  })

  it('and had moved before the backup is erased at the addresses of before too', async () => {
    const ann = await office.add('ann@example.org')
    const send = await addSend(office.database())
    await addDeliveries(office.database(), send, [
      { address: 'oldest.ann@example.org', state: 'accepted', member: ann.id },
    ])
    await move(ann, 'new.ann@example.org')
    await office.backUp()
    await forget(ann)
    await office.restored('one', { keys })
    expect(await everything()).not.toContain('ann@')
    expect(await suppressionsOf(office.database(), 'oldest.ann@example.org', keys)).toHaveLength(1)
  })

  it('after the restore is forgotten at an address too that only the database of before knew', async () => {
    const ann = await office.add('ann@example.org')
    await office.backUp()
    await move(ann, 'new.ann@example.org')
    await suppress(office.database(), {
      addressKey: 'new.ann@example.org',
      scope: 'newsletter',
      reason: 'left',
      since: start,
    })
    await office.restored()
    await forget(ann)
    expect(await everything()).not.toContain('ann@')
  })

  it('loses what they asked for as a stranger too', async () => {
    await office.database().run(
      `INSERT INTO applications (address, address_key, asked_at, asked_from)
       VALUES ('ann@example.org', 'ann@example.org', ?, '192.0.2.0/24')`,
      start,
    )
    await office.backUp()
    await office.database().run('DELETE FROM applications')
    await forget(await office.add('ann@example.org'))
    expect(await office.restored('one', { keys })).toMatchObject({ forgotten: 0 })
    expect(await everything()).not.toContain('ann@')
  })
})

describe('a member who was forgotten before the backup and came in again by a list', () => {
  it('stays, suppressed, and a restore needs no keys', async () => {
    await forget(await office.add('ann@example.org'))
    const input = { address: addressOf('ann@example.org') }
    const ann = (await addMember(office.database(), input, { keys, now: start })) as Member
    await office.backUp()
    for (const known of [undefined, keys]) {
      expect(await office.restored('one', { keys: known })).toMatchObject({ forgotten: 0 })
      const { id: memberId, addressKey } = ann
      expect(await heldBack(office.database(), [{ memberId, addressKey }])).toEqual(
        new Map([[ann.id, 'forgotten']]),
      )
    }
  })
})

describe('a member who has moved since the backup', () => {
  it('gets nothing at the old address where whoever had it next was forgotten', async () => {
    const ann = await office.add('first@example.org')
    const bob = await office.add('bob@example.org')
    await office.backUp()
    await move(ann, 'ann@example.org')
    await move(bob, 'first@example.org')
    await forget(bob)
    await office.restored('one', { keys })
    expect(await find('first@example.org')).toMatchObject({ id: ann.id })
    expect(await suppressionsOf(office.database(), 'first@example.org')).toMatchObject([
      { reason: 'forgotten', scope: 'address' },
    ])
  })
})

describe('where there is nothing to compare with', () => {
  it.each([
    ['the database is missing', (file: string) => rmSync(file)],
    ['the database is damaged', (file: string) => writeFileSync(file, 'no database at all')],
  ])('says that nothing is known: %s', async (_, spoil) => {
    const ann = await office.add('ann@example.org')
    await office.backUp()
    await forget(ann)
    await office.database().close()
    spoil(office.file)
    expect(await office.restored('one', { keys })).toMatchObject({ carried: undefined, forgotten: 0 })
  })
})
