import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  cancelSend,
  confirmPlan,
  findSend,
  planSend,
  plannedDeliveries,
  type PlanInput,
  type PlanResult,
} from '../../src/delivery/index.ts'
import { setPreference, suppress } from '../../src/members/index.ts'
import { memoryServer } from './memory-transport.ts'
import {
  addMembers,
  confirmedSend,
  manifest,
  openLedger,
  planInput,
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

type Planned = Extract<PlanResult, { ok: true }>

async function planned(changes: Partial<PlanInput> = {}): Promise<Planned> {
  const result = await planSend(ledger.database, planInput(changes))
  if (!result.ok) throw new Error(result.message)
  return result
}

const regions = [undefined, 'Wales', 'Scotland']
const byRegion = (n: number): { attributes: Record<string, unknown> } => {
  const region = regions[n % 3]
  return { attributes: region === undefined ? {} : { region } }
}
const inWales = 'region = Wales'
const notInWales = 'not region = Wales'
const twoVariants = {
  ...manifest,
  variants: [
    { id: 'wales', conditions: [{ when: inWales, holds: true }] },
    { id: 'otherwise', conditions: [{ when: inWales, holds: false }] },
  ],
}

describe('a plan', () => {
  it('has a row for each active member, with the variant; what is unknown of a member does not hold', async () => {
    await addMembers(ledger.database, 9, byRegion)
    const { plan, send: record } = await planned({ manifest: twoVariants })
    expect(plan).toEqual({
      members: 9,
      toSend: 9,
      suppressed: [],
      variants: [
        { id: 'otherwise', members: 6 },
        { id: 'wales', members: 3 },
      ],
    })
    expect(record.state).toBe('planned')
    const walesOnly = await plannedDeliveries(ledger.database, record.id, { variant: 'wales' })
    expect(walesOnly.map(({ memberNumber, attributes, name }) => [memberNumber, attributes, name])).toEqual([
      ['1', { region: 'Wales' }, 'Member 1'],
      ['4', { region: 'Wales' }, 'Member 4'],
      ['7', { region: 'Wales' }, 'Member 7'],
    ])
  })

  it('counts a negated condition that is unknown as one that does not hold', async () => {
    await addMembers(ledger.database, 9, byRegion)
    const variants = [
      { id: 'elsewhere', conditions: [{ when: notInWales, holds: true }] },
      { id: 'otherwise', conditions: [{ when: notInWales, holds: false }] },
    ]
    const { plan } = await planned({ manifest: { ...manifest, variants } })
    expect(plan.variants).toEqual([
      { id: 'elsewhere', members: 3 },
      { id: 'otherwise', members: 6 },
    ])
  })

  it('leaves out lapsed members, and those outside segment and audience', async () => {
    await addMembers(ledger.database, 12, (n) => ({
      ...byRegion(n),
      status: n > 9 ? 'lapsed' : 'active',
    }))
    expect((await planned()).plan.members).toBe(9)
    expect((await planned({ segment: 'wales' })).plan.members).toBe(3)
    const audience = { ...manifest, audience: 'region in [Wales, Scotland]' }
    expect((await planned({ manifest: audience })).plan.members).toBe(6)
    expect((await planned({ manifest: audience, segment: 'wales' })).plan.members).toBe(3)
  })

  it('keeps suppressed members with the reason, also those who left the series', async () => {
    await addMembers(ledger.database, 6)
    const since = 1
    const { database } = ledger
    await suppress(database, { addressKey: 'm1@example.org', scope: 'newsletter', reason: 'left', since })
    await suppress(database, { addressKey: 'm2@example.org', scope: 'address', reason: 'bounced', since })
    await setPreference(database, 3, 'digest', false, since)
    await setPreference(database, 4, 'other', false, since)
    const { plan, send: record } = await planned({ manifest: { ...manifest, series: 'digest' } })
    expect(plan.suppressed).toEqual([
      { reason: 'bounced', members: 1 },
      { reason: 'left', members: 1 },
      { reason: 'series', members: 1 },
    ])
    expect(plan.toSend).toBe(3)
    expect(await states(database, record.id)).toEqual({ waiting: 3, suppressed: 3 })
  })

  it('replaces one that nobody confirmed, and has the same hash for the same', async () => {
    await addMembers(ledger.database, 20, byRegion)
    const first = await planned({ manifest: twoVariants })
    const second = await planned({ manifest: twoVariants, at: 5, by: 'somebody else' })
    expect(second.send.planHash).toBe(first.send.planHash)
    expect(await ledger.database.get('SELECT count(*) AS count FROM sends')).toEqual({ count: 1 })
    expect(await ledger.database.get('SELECT count(*) AS count FROM deliveries')).toEqual({ count: 20 })
  })

  it('takes the place of one that was confirmed and has not begun, which stays on record', async () => {
    await addMembers(ledger.database, 3)
    const { database } = ledger
    const first = await confirmedSend(database)
    const second = await confirmedSend(database, { by: 'somebody else' })
    expect(second).toBeGreaterThan(first)
    expect(await states(database, first)).toEqual({ cancelled: 3 })
    const { transport, dots } = memoryServer()
    // A process that was about to begin the first one.
    expect(await send(ledger, first, { transport })).toMatchObject({ state: 'refused' })
    expect([...dots.keys()]).toEqual([])
    expect(await send(ledger, second, { transport })).toMatchObject({ state: 'complete' })
    expect([...dots.values()]).toEqual([1, 1, 1])
  })

  it('has another hash for other content, audience, segment, recipients, variants or suppressions', async () => {
    await addMembers(ledger.database, 6, () => ({ attributes: { region: 'Wales' } }))
    const hashes = new Set<string>()
    const add = async (changes: Partial<PlanInput>): Promise<void> =>
      void hashes.add((await planned(changes)).send.planHash)
    await add({})
    await add({ manifest: { ...manifest, contentHash: 'd'.repeat(64) } })
    await add({ manifest: { ...manifest, audience: inWales } })
    await add({ segment: 'wales' })
    await add({ manifest: twoVariants })
    await suppress(ledger.database, {
      addressKey: 'm1@example.org',
      scope: 'newsletter',
      reason: 'left',
      since: 1,
    })
    await add({})
    await ledger.database.run(`UPDATE members SET status = 'lapsed' WHERE id = 2`)
    await add({})
    await ledger.database.run(`UPDATE members SET address_key = 'x@example.org' WHERE id = 3`)
    await add({})
    expect(hashes.size).toBe(8)
  })

  it('is refused where a member would get no variant, or could get two', async () => {
    await addMembers(ledger.database, 6, byRegion)
    const [wales, otherwise] = twoVariants.variants
    const refusal = async (variants: typeof twoVariants.variants): Promise<unknown> =>
      planSend(ledger.database, planInput({ manifest: { ...manifest, variants } }))
    expect(await refusal([wales!])).toMatchObject({ ok: false, reason: 'variants' })
    expect(await refusal([wales!, otherwise!, { id: 'everyone', conditions: [] }])).toMatchObject({
      ok: false,
      reason: 'variants',
    })
    expect(await findSend(ledger.database, manifest.issue)).toBeUndefined()
  })

  it('is refused for nobody, and for a condition that cannot be read', async () => {
    await addMembers(ledger.database, 3)
    const rules: string[] = []
    const report: PlanInput['report'] = ({ rule }) => void rules.push(rule)
    const input = planInput({ segment: 'wales', report })
    expect(await planSend(ledger.database, input)).toMatchObject({ ok: false, reason: 'nobody' })
    const unknown = planInput({ segment: 'region = Wales and color = red', report })
    expect(await planSend(ledger.database, unknown)).toMatchObject({ ok: false, reason: 'conditions' })
    expect(rules).toEqual(['audience/unknown-attribute'])
  })

  it('is refused while the issue is being sent, and once it was', async () => {
    await addMembers(ledger.database, 3)
    const sendId = await confirmedSend(ledger.database)
    const again = (): Promise<PlanResult> => planSend(ledger.database, planInput())
    await ledger.database.run(`UPDATE sends SET state = 'sending' WHERE id = ?`, sendId)
    expect(await again()).toMatchObject({ ok: false, reason: 'under-way' })
    await send(ledger, sendId, { transport: memoryServer().transport })
    expect(await again()).toMatchObject({ ok: false, reason: 'under-way' })
  })

  it('after a cancelled send leaves out whoever had that issue', async () => {
    await addMembers(ledger.database, 10)
    const sendId = await confirmedSend(ledger.database)
    const server = memoryServer()
    const result = await send(ledger, sendId, {
      transport: server.transport,
      connections: 1,
      stop: { note: () => (server.dots.size === 4 ? 'enough' : undefined) },
    })
    expect(result.state).toBe('paused')
    await cancelSend(ledger.database, sendId, { by: 'officer', at: 1 })
    expect(await states(ledger.database, sendId)).toEqual({ accepted: 4, cancelled: 6 })
    const { plan } = await planned()
    expect(plan).toMatchObject({ members: 10, toSend: 6, suppressed: [{ reason: 'had-it', members: 4 }] })
    const other = await confirmedSend(ledger.database)
    await send(ledger, other, { transport: server.transport })
    expect([...server.dots.values()]).toEqual(Array.from({ length: 10 }, () => 1))
  })

  it('after a cancelled send leaves out whose letter may be on its way or is uncertain too, and nobody else', async () => {
    const others = ['waiting', 'claimed', 'deferred', 'suppressed', 'refused', 'cancelled'] as const
    const went = ['handed-over', 'accepted', 'uncertain'] as const
    await addMembers(ledger.database, others.length + went.length)
    const { database } = ledger
    const sendId = await confirmedSend(database)
    await database.runMany(
      'UPDATE deliveries SET state = ? WHERE member_id = ?',
      [...others, ...went].map((state, index) => [state, index + 1]),
    )
    await database.run(`UPDATE sends SET state = 'cancelled' WHERE id = ?`, sendId)
    const { send: record } = await planned()
    const found = await database.all(
      `SELECT e.state, d.reason FROM deliveries d JOIN deliveries e ON e.member_id = d.member_id AND e.send_id = ?
       WHERE d.send_id = ? ORDER BY d.member_id`,
      sendId,
      record.id,
    )
    expect(found).toEqual([
      ...others.map((state) => ({ state, reason: null })),
      ...went.map((state) => ({ state, reason: 'had-it' })),
    ])
  })
})

describe('confirming a plan', () => {
  async function confirm(changes: Partial<PlanInput> = {}, hash?: string) {
    const found = await findSend(ledger.database, manifest.issue)
    return confirmPlan(ledger.database, { ...planInput(changes), hash: hash ?? found?.planHash ?? '' })
  }

  it('takes the hash that was shown, and keeps who did it; twice is as once', async () => {
    await addMembers(ledger.database, 5)
    await planned()
    expect(await confirm({ by: 'ann', at: 7 })).toMatchObject({
      ok: true,
      send: { confirmedBy: 'ann', confirmedAt: 7 },
    })
    expect(await confirm({ by: 'bob', at: 8 })).toMatchObject({ ok: true, send: { confirmedBy: 'ann' } })
  })

  it('waits for the answers to letters of a cancelled send, whose members would get none', async () => {
    await addMembers(ledger.database, 5)
    const { database } = ledger
    const first = await confirmedSend(database)
    const set = (state: string) =>
      database.run(`UPDATE deliveries SET state = ? WHERE send_id = ? AND member_id = 1`, state, first)
    await set('handed-over')
    await database.run(`UPDATE sends SET state = 'cancelled' WHERE id = ?`, first)
    await planned()
    expect(await confirm()).toMatchObject({ ok: false, reason: 'on-the-wire' })
    await set('cancelled')
    expect(await confirm()).toMatchObject({ ok: false, differences: { changed: 1 } })
    const { plan } = await planned()
    expect([plan.toSend, (await confirm()).ok]).toEqual([5, true])
  })

  it('refuses a hash that is not of the last plan', async () => {
    await addMembers(ledger.database, 5)
    const old = await planned()
    await planned({ manifest: { ...manifest, contentHash: 'd'.repeat(64) } })
    expect(await confirm({}, old.send.planHash)).toMatchObject({ ok: false, reason: 'unknown-plan' })
    expect(await confirm({}, 'nonsense')).toMatchObject({ ok: false, reason: 'unknown-plan' })
  })

  it('refuses content that changed since', async () => {
    await addMembers(ledger.database, 5)
    await planned()
    expect(await confirm({ manifest: { ...manifest, contentHash: 'd'.repeat(64) } })).toMatchObject({
      ok: false,
      reason: 'changed',
      differences: { content: true, new: 0, gone: 0, changed: 0 },
    })
  })

  it('refuses recipients that changed since, and says how many', async () => {
    await addMembers(ledger.database, 10, () => ({ attributes: { region: 'Wales' } }))
    await planned({ manifest: twoVariants })
    const { database } = ledger
    await database.run(`UPDATE members SET status = 'lapsed' WHERE id IN (1, 2)`)
    await database.run(`UPDATE members SET attributes = '{}' WHERE id = 3`)
    await suppress(database, { addressKey: 'm4@example.org', scope: 'newsletter', reason: 'left', since: 1 })
    await database.run(`UPDATE members SET address_key = 'new@example.org' WHERE id = 5`)
    await database.run(
      `INSERT INTO members (address, address_key, domain, status, created_at, changed_at)
       VALUES ('n@example.org', 'n@example.org', 'example.org', 'active', 0, 0)`,
    )
    expect(await confirm({ manifest: twoVariants })).toMatchObject({
      ok: false,
      reason: 'changed',
      differences: { content: false, audience: false, new: 2, gone: 3, changed: 2 },
    })
    expect(await findSend(database, manifest.issue)).toMatchObject({ confirmedAt: null })
  })

  it('counts no longer when something changed before the send began', async () => {
    await addMembers(ledger.database, 5)
    await planned()
    expect(await confirm()).toMatchObject({ ok: true })
    await ledger.database.run(`UPDATE members SET status = 'lapsed' WHERE id = 1`)
    expect(await confirm()).toMatchObject({ ok: false, reason: 'changed', differences: { gone: 1 } })
    await ledger.database.run(`UPDATE sends SET state = 'sending', started_at = 1`)
    expect(await confirm()).toMatchObject({ ok: true })
  })

  it('refuses another segment than the plan’s', async () => {
    await addMembers(ledger.database, 4, () => ({ attributes: { region: 'Wales' } }))
    await planned()
    expect(await confirm({ segment: 'wales' })).toMatchObject({
      ok: false,
      differences: { audience: true, new: 0, gone: 0, changed: 0 },
    })
  })
})
