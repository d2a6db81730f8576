import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  addMember,
  addressHeldBack,
  editMember,
  findMember,
  forgetMember,
  giveConsent,
  heldBack,
  liftSuppressions,
  listMembers,
  preferencesOf,
  setPreference,
  suppress,
  suppressionsOf,
} from '../../src/members/index.ts'
import type { Member } from '../../src/model/member.ts'
import { addressOf, keysOf, now, openRoster, type Fixture } from './roster-fixture.ts'

let roster: Fixture
const bare = { keys: undefined, now }

beforeEach(async () => {
  roster = await openRoster()
})

afterEach(async () => {
  await roster[Symbol.asyncDispose]()
})

async function added(address: string, number?: string): Promise<Member> {
  const input = { address: addressOf(address), ...(number !== undefined && { number }) }
  const member = await addMember(roster.database, input, bare)
  if ('fault' in member) throw new Error(member.fault)
  return member
}

describe('a member', () => {
  it('is found by id, by number, and by any spelling of the address', async () => {
    const ann = await added('Ann@Example.org', '007')
    for (const handle of [{ id: ann.id }, { number: '007' }, { address: 'aNN@example.ORG' }])
      expect(await findMember(roster.database, handle)).toEqual(ann)
    for (const handle of [
      { id: 99 },
      { number: '7' },
      { address: 'ann+x@example.org' },
      { address: 'no address' },
    ])
      expect(await findMember(roster.database, handle)).toBeUndefined()
  })

  it('has a number and an address that nobody else has', async () => {
    const ann = await added('ann@example.org', '1')
    const bob = await added('bob@example.org')
    const { database } = roster
    expect(await addMember(database, { address: addressOf('ANN@example.org') }, bare)).toEqual({
      fault: 'address-taken',
      owner: ann,
    })
    expect(await addMember(database, { address: addressOf('c@example.org'), number: '1' }, bare)).toEqual({
      fault: 'number-taken',
      owner: ann,
    })
    expect(await editMember(database, bob.id, { number: '1' }, bare)).toEqual({
      fault: 'number-taken',
      owner: ann,
    })
    expect(await editMember(database, bob.id, { address: addressOf('Ann@example.org') }, bare)).toEqual({
      fault: 'address-taken',
      owner: ann,
    })
    expect(await editMember(database, 99, {}, bare)).toEqual({ fault: 'unknown' })
    expect(await editMember(database, ann.id, { address: addressOf('ANN@example.org') }, bare)).toMatchObject(
      { address: 'ANN@example.org' },
    )
  })

  it('keeps what an edit does not name, and loses what it empties', async () => {
    const input = {
      address: addressOf('ann@example.org'),
      number: '1',
      name: 'Ann',
      attributes: { role: 'officer', region: 'Wales' },
    }
    const ann = (await addMember(roster.database, input, bare)) as Member
    const edited = await editMember(
      roster.database,
      ann.id,
      { attributes: { role: undefined, hours: 3 }, number: undefined },
      { ...bare, now: now + 1 },
    )
    const { number: _number, ...kept } = ann
    expect(edited).toEqual({ ...kept, attributes: { region: 'Wales', hours: 3 }, changedAt: now + 1 })
  })

  it('has equal attributes as equal text, in whatever order they came', async () => {
    const attributes = [
      { b: 1, a: 'x' },
      { a: 'x', b: 1 },
      { b: 1, a: 'x', c: '' },
    ]
    for (const [index, values] of attributes.entries())
      await addMember(
        roster.database,
        { address: addressOf(`m${index}@example.org`), attributes: values },
        bare,
      )
    expect(await roster.database.all('SELECT DISTINCT attributes FROM members')).toEqual([
      { attributes: '{"a":"x","b":1}' },
    ])
  })

  it('never gets the id of somebody forgotten', async () => {
    const ann = await added('ann@example.org')
    await forgetMember(roster.database, keysOf('k'), ann, now)
    const bob = (await addMember(
      roster.database,
      { address: addressOf('bob@example.org') },
      { keys: keysOf('k'), now },
    )) as Member
    expect(bob.id).not.toBe(ann.id)
  })

  it('chooses series, and gives a newer consent', async () => {
    const ann = await added('ann@example.org')
    await setPreference(roster.database, ann.id, 'branch', false, now)
    await setPreference(roster.database, ann.id, 'reforms', true, now)
    await setPreference(roster.database, ann.id, 'branch', false, now + 5)
    expect(await preferencesOf(roster.database, ann.id)).toEqual(
      new Map([
        ['branch', false],
        ['reforms', true],
      ]),
    )
    expect(await roster.database.get(`SELECT since FROM preferences WHERE series = 'branch'`)).toEqual({
      since: now,
    })
    const consent = { at: now, how: 'double opt-in', from: '192.0.2.1' }
    await giveConsent(roster.database, ann.id, consent, now)
    expect(await findMember(roster.database, { id: ann.id })).toMatchObject({ consent })
  })
})

it('members are listed page by page, each once', async () => {
  for (let index = 0; index < 7; index++) await added(`m${index}@example.org`)
  const seen: number[] = []
  for (let after = 0; ; after = seen.at(-1)!) {
    const page = await listMembers(roster.database, { after, limit: 3 })
    seen.push(...page.map(({ id }) => id))
    if (page.length < 3) break
  }
  expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7])
})

describe('a suppression', () => {
  const addressKey = 'ann@example.org'
  const left = { addressKey, scope: 'newsletter', reason: 'left', since: now } as const

  it('stays as it was when it is said again', async () => {
    expect(await suppress(roster.database, { ...left, evidence: 'issue 7' })).toBe(true)
    expect(await suppress(roster.database, { ...left, reason: 'officer', since: now + 1 })).toBe(false)
    expect(await suppressionsOf(roster.database, addressKey)).toEqual([
      { id: 1, scope: 'newsletter', reason: 'left', evidence: 'issue 7', since: now },
    ])
  })

  it('is lifted by somebody, and may come again', async () => {
    await suppress(roster.database, left)
    await suppress(roster.database, { ...left, scope: 'address', reason: 'bounced' })
    const lifting = { addressKey, by: 'officer', at: now + 1 }
    expect(await liftSuppressions(roster.database, { ...lifting, scope: 'newsletter' })).toBe(1)
    expect(await suppress(roster.database, { ...left, since: now + 2 })).toBe(true)
    expect(await liftSuppressions(roster.database, { ...lifting, at: now + 3 })).toBe(2)
    expect(
      (await suppressionsOf(roster.database, addressKey)).map(({ reason, liftedAt, liftedBy }) => [
        reason,
        liftedAt,
        liftedBy,
      ]),
    ).toEqual([
      ['left', now + 3, 'officer'],
      ['bounced', now + 3, 'officer'],
      ['left', now + 1, 'officer'],
    ])
  })

  it('holds back a letter at the last moment; the weightier reason counts', async () => {
    const [ann, bob, cleo, dora] = [
      await added(addressKey),
      await added('bob@example.org'),
      await added('cleo@example.org'),
      await added('dora@example.org'),
    ]
    const candidates = [ann, bob, cleo, dora].map(({ id, addressKey: key }) => ({
      memberId: id,
      addressKey: key,
    }))
    expect(await heldBack(roster.database, candidates, 'branch')).toEqual(new Map())
    await suppress(roster.database, left)
    await suppress(roster.database, { ...left, scope: 'address', reason: 'complained' })
    await setPreference(roster.database, bob.id, 'branch', false, now)
    await forgetMember(roster.database, keysOf('k'), cleo, now)
    const reasons = [
      [ann.id, 'complained'],
      [bob.id, 'series'],
      [cleo.id, 'forgotten'],
    ] as const
    expect(await heldBack(roster.database, candidates, 'branch')).toEqual(new Map(reasons))
    expect(await heldBack(roster.database, candidates)).toEqual(new Map([reasons[0], reasons[2]]))
  })

  it('of a series does not outlast that the member chose it again', async () => {
    const { id: memberId } = await added(addressKey)
    const held = () => heldBack(roster.database, [{ memberId, addressKey }], 'branch')
    await setPreference(roster.database, memberId, 'branch', false, now)
    expect(await held()).toEqual(new Map([[memberId, 'series']]))
    await setPreference(roster.database, memberId, 'branch', true, now + 1)
    expect(await held()).toEqual(new Map())
  })

  it('holds back whoever left at another address than the one that a plan froze, or lapsed', async () => {
    const [ann, bob, cleo] = [
      await added('ann.before@example.org'),
      await added('bob@example.org'),
      await added('cleo@example.org'),
    ]
    await editMember(roster.database, ann.id, { address: addressOf(addressKey) }, bare)
    await suppress(roster.database, left)
    await editMember(roster.database, bob.id, { status: 'lapsed' }, bare)
    const candidates = [ann, bob, cleo].map(({ id, addressKey: key }) => ({ memberId: id, addressKey: key }))
    const reasons = [
      [ann.id, 'left'],
      [bob.id, 'lapsed'],
    ] as const
    expect(await heldBack(roster.database, candidates, 'branch')).toEqual(new Map(reasons))
  })

  it('goes with its member to a new address, but for what the mailbox did', async () => {
    const ann = await added(addressKey)
    await suppress(roster.database, left)
    await suppress(roster.database, { ...left, scope: 'address', reason: 'bounced' })
    await editMember(roster.database, ann.id, { address: addressOf('new@example.org') }, bare)
    expect(await suppressionsOf(roster.database, 'new@example.org')).toMatchObject([
      { scope: 'newsletter', reason: 'left', since: now },
    ])
    expect(await suppressionsOf(roster.database, addressKey)).toHaveLength(2)
  })

  it('goes along as the one that a member cannot take back, whatever else there is', async () => {
    const ann = await added(addressKey)
    const moved = async (address: string) => {
      await editMember(roster.database, ann.id, { address: addressOf(address) }, bare)
      return (await suppressionsOf(roster.database, address)).map(({ scope, reason }) => `${scope} ${reason}`)
    }
    await suppress(roster.database, left)
    await suppress(roster.database, { ...left, scope: 'address', reason: 'complained', evidence: 'report' })
    expect(await moved('new@example.org')).toEqual(['newsletter complained'])
    await suppress(roster.database, { ...left, addressKey: 'newer@example.org' })
    await suppress(roster.database, {
      ...left,
      addressKey: 'new@example.org',
      scope: 'address',
      reason: 'officer',
    })
    expect(await moved('newer@example.org')).toEqual(['address officer', 'newsletter complained'])
  })

  it('holds back a confirmation only where the address itself is bad', async () => {
    await suppress(roster.database, left)
    expect(await addressHeldBack(roster.database, addressKey)).toBe(false)
    await suppress(roster.database, { ...left, scope: 'address', reason: 'bounced' })
    expect(await addressHeldBack(roster.database, addressKey)).toBe(true)
    await liftSuppressions(roster.database, { addressKey, by: 'officer', at: now })
    expect(await addressHeldBack(roster.database, addressKey)).toBe(false)
  })
})

describe('a forgotten person', () => {
  const keys = keysOf('k')

  async function forgetAnn(): Promise<{ pseudonym: string }> {
    const ann = await added('Ann.Secret@example.org', 'N-1')
    await setPreference(roster.database, ann.id, 'branch', false, now)
    await suppress(roster.database, {
      addressKey: ann.addressKey,
      scope: 'newsletter',
      reason: 'left',
      evidence: 'ann.secret wrote',
      since: now,
    })
    await roster.database.run(
      `INSERT INTO applications (address, address_key, name, asked_at, asked_from) VALUES (?, ?, 'Ann', 0, '192.0.2.9')`,
      ann.address,
      ann.addressKey,
    )
    return roster.database.transaction((queries) => forgetMember(queries, keys, ann, now))
  }

  it('leaves no trace in the tables of the roster but a keyed hash', async () => {
    const { pseudonym } = await forgetAnn()
    expect(pseudonym).toMatch(/^forgotten-[0-9a-f]{16}$/)
    const tables = await Promise.all(
      ['members', 'preferences', 'suppressions', 'applications'].map((table) =>
        roster.database.all(`SELECT * FROM ${table}`),
      ),
    )
    expect(JSON.stringify(tables)).not.toMatch(/secret|N-1|192\.0\.2/i)
    expect(tables.map((rows) => rows.length)).toEqual([0, 0, 1, 0])
    expect(tables[2]).toMatchObject([
      { address_key: null, scope: 'address', reason: 'forgotten', evidence: '' },
    ])
  })

  it('is known again by whoever has the key, under an older one too', async () => {
    await forgetAnn()
    const { database } = roster
    const again = { address: addressOf('ann.SECRET@example.org') }
    expect(await addMember(database, again, bare)).toEqual({ fault: 'keys-needed' })
    expect(await addMember(database, again, { keys: keysOf('other'), now })).toEqual({ fault: 'keys-needed' })
    expect(await addressHeldBack(database, 'ann.secret@example.org', keys)).toBe(true)
    const both = keysOf('fresh', 'k')
    const member = (await addMember(database, again, { keys: both, now })) as Member
    const reasons = await heldBack(database, [{ memberId: member.id, addressKey: member.addressKey }])
    expect(reasons).toEqual(new Map([[member.id, 'forgotten']]))
    expect(
      await liftSuppressions(database, { addressKey: member.addressKey, keys: both, by: 'officer', at: now }),
    ).toBe(2)
    expect(await addressHeldBack(database, member.addressKey, both)).toBe(false)
  })

  it('is forgotten for good again who was allowed again in between', async () => {
    await forgetAnn()
    const { database } = roster
    const addressKey = 'ann.secret@example.org'
    await liftSuppressions(database, { addressKey, keys, by: 'officer', at: now })
    const again = (await addMember(database, { address: addressOf(addressKey) }, { keys, now })) as Member
    expect(await heldBack(database, [{ memberId: again.id, addressKey }])).toEqual(new Map())
    await forgetMember(database, keys, again, now + 1)
    expect(await addressHeldBack(database, addressKey, keys)).toBe(true)
  })

  it('is known when an edit gives somebody the address', async () => {
    await forgetAnn()
    const bob = (await addMember(
      roster.database,
      { address: addressOf('bob@example.org') },
      { keys, now },
    )) as Member
    const change = { address: addressOf('ann.secret@example.org') }
    expect(await editMember(roster.database, bob.id, change, bare)).toEqual({ fault: 'keys-needed' })
    await editMember(roster.database, bob.id, change, { keys, now })
    expect(await suppressionsOf(roster.database, 'ann.secret@example.org')).toMatchObject([
      { reason: 'forgotten' },
    ])
  })
})
