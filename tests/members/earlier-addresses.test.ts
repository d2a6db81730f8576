import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  addMember,
  addressHeldBack,
  earlierAddressesOf,
  editMember,
  findMember,
  forgetMember,
  suppress,
  suppressionsOf,
} from '../../src/members/index.ts'
import type { Member } from '../../src/model/member.ts'
import { addressOf, keysOf, now, openRoster, type Fixture } from './roster-fixture.ts'

let roster: Fixture
const keys = keysOf('k')

beforeEach(async () => {
  roster = await openRoster()
})
afterEach(async () => {
  await roster[Symbol.asyncDispose]()
})

async function added(address: string): Promise<Member> {
  return (await addMember(roster.database, { address: addressOf(address) }, { keys, now })) as Member
}

async function move({ id }: Member, address: string): Promise<void> {
  const changes = { address: addressOf(address) }
  expect(await editMember(roster.database, id, changes, { keys, now })).toMatchObject({ address })
}

async function forget({ id }: Member, knownAt: readonly string[] = []): Promise<void> {
  const member = (await findMember(roster.database, { id }))!
  await roster.database.transaction((queries) => forgetMember(queries, keys, member, now, knownAt))
}

const leave = (addressKey: string): Promise<boolean> =>
  suppress(roster.database, { addressKey, scope: 'newsletter', reason: 'left', since: now })

/** The roster's tables as text. */
async function everything(): Promise<string> {
  const tables = ['members', 'suppressions', 'applications', 'earlier_addresses']
  return JSON.stringify(await Promise.all(tables.map((name) => roster.database.all(`SELECT * FROM ${name}`))))
}

it('a member who moves is forgotten at every address, and no list brings them back by one', async () => {
  const ann = await added('first.ann@example.org')
  await leave('first.ann@example.org')
  await move(ann, 'second.ann@example.org')
  await move(ann, 'first.ann@example.org')
  await move(ann, 'third.ann@example.org')
  expect(await earlierAddressesOf(roster.database, ann.id)).toEqual([
    'first.ann@example.org',
    'second.ann@example.org',
  ])
  await forget(ann, ['zero.ann@example.org'])
  expect(await everything()).not.toMatch(/ann@/)
  for (const name of ['zero', 'first', 'second', 'third'])
    expect(await addressHeldBack(roster.database, `${name}.ann@example.org`, keys)).toBe(true)
  const { summary } = await roster.import('email\nfirst.ann@example.org\nzero.ann@example.org\n', { keys })
  expect(summary).toMatchObject({ new: 2, forgotten: 2 })
})

it('a list that moves a member notes the address of before', async () => {
  await roster.import('number,email\n1,old.ann@example.org\n2,bob@example.org\n')
  await roster.import('number,email,status\n1,new.ann@example.org,lapsed\n2,bob@example.org,active\n')
  const ann = (await findMember(roster.database, { number: '1' }))!
  expect(await earlierAddressesOf(roster.database, ann.id)).toEqual(['old.ann@example.org'])
  await forget(ann)
  expect(await everything()).not.toMatch(/ann@/)
  expect(await addressHeldBack(roster.database, 'old.ann@example.org', keys)).toBe(true)
})

it('an address that is another member’s by now stays theirs, with what they said', async () => {
  const ann = await added('shared@example.org')
  await move(ann, 'ann@example.org')
  await added('shared@example.org')
  await leave('shared@example.org')
  await forget(ann)
  expect(await findMember(roster.database, { address: 'shared@example.org' })).toBeDefined()
  expect(await suppressionsOf(roster.database, 'shared@example.org', keys)).toMatchObject([
    { reason: 'left' },
  ])
})
