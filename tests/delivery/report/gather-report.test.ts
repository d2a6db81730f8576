import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commonWords, enhancedCodeOf } from '../../../src/delivery/report/group-refusals.ts'
import { gatherReport } from '../../../src/delivery/report/gather-report.ts'
import { otherSends } from '../../../src/delivery/report/other-sends.ts'
import { sendReportSchema, type SendReport } from '../../../src/delivery/report/send-report.ts'
import { sendsBegun } from '../../../src/delivery/send-record.ts'
import { addDeliveries, addRichSend, addSend, makeLedger, start, type TestLedger } from './filled-ledger.ts'

let ledger: TestLedger

beforeEach(async () => {
  ledger = await makeLedger()
})
afterEach(() => ledger.remove())

async function gather(sendId: number, options: object = {}): Promise<SendReport> {
  const all = { now: start + 90_000_000, publication: 'Side by Side', ...options }
  return (await gatherReport(ledger.database, sendId, all))!
}

describe('a report', () => {
  it('of no send is nothing', async () => {
    expect(await gatherReport(ledger.database, 9, { now: 0, publication: '' })).toBeUndefined()
  })

  it('holds to its schema and reconciles', async () => {
    const report = await gather(await addRichSend(ledger.database))
    expect(sendReportSchema.parse(report)).toEqual(report)
    const { planned, ...rest } = report.totals
    expect(planned).toBe(2000)
    expect(Object.values(rest).reduce((sum, count) => sum + count, 0)).toBe(2000)
    expect(report.reconciles).toBe(true)
    expect(report.steady).toBe(true)
  })

  it('counts each section to the same totals', async () => {
    const report = await gather(await addRichSend(ledger.database), { domains: 3 })
    const { domains, rest } = report.byDomain
    const sum = (rows: readonly { accepted: number; total: number }[], key: 'accepted' | 'total'): number =>
      rows.reduce((total, row) => total + row[key], 0)
    expect(domains).toHaveLength(3)
    expect(sum([...domains, rest!], 'total')).toBe(2000)
    expect(sum([...domains, rest!], 'accepted')).toBe(report.totals.accepted)
    expect(sum(report.byVariant, 'total')).toBe(2000)
    expect(report.refusals.reduce((total, { count }) => total + count, 0)).toBe(report.totals.refused)
    expect(report.acceptance.buckets.at(-1)?.acceptedSoFar).toBe(report.totals.accepted)
    expect(report.suppressed.reduce((total, { count }) => total + count, 0)).toBe(report.totals.suppressed)
    expect(report.acceptance.buckets.length).toBeLessThanOrEqual(96)
  })

  it('says plainly that the totals do not reconcile', async () => {
    const id = await addSend(ledger.database)
    await addDeliveries(ledger.database, id, [
      { address: 'a@example.org', state: 'accepted', settledAt: start },
    ])
    await ledger.database.run('UPDATE sends SET planned = 3 WHERE id = ?', id)
    const report = await gather(id)
    expect(report.reconciles).toBe(false)
    expect(report.reconciliation).toContain('3 were planned, but 1 accepted = 1')
  })

  it('counts a letter that was sent again apart, so that the totals still hold', async () => {
    const id = await addSend(ledger.database)
    const letter = { address: 'a@example.org', state: 'accepted', settledAt: start }
    await addDeliveries(ledger.database, id, [letter])
    const [first] = await ledger.database.all<{ id: number }>('SELECT id FROM deliveries')
    await addDeliveries(ledger.database, id, [{ ...letter, againOf: first!.id }])
    const report = await gather(id)
    expect(report.totals).toMatchObject({ planned: 1, accepted: 1 })
    expect(report.repeats).toBe(1)
    expect(report.reconciles).toBe(true)
  })

  it('tells of every send of the issue, and what was accepted in all of them', async () => {
    const accepted = { state: 'accepted', settledAt: start }
    const first = await addSend(ledger.database, { state: 'cancelled' })
    await addDeliveries(ledger.database, first, [
      { ...accepted, address: 'a@example.org' },
      { address: 'b@example.org', state: 'cancelled' },
    ])
    const none = { started_at: null, started_by: null, confirmed_at: null, confirmed_by: null }
    await addSend(ledger.database, { state: 'cancelled', ...none })
    const last = await addSend(ledger.database)
    await addDeliveries(ledger.database, last, [
      { address: 'a@example.org', state: 'suppressed', reason: 'had-it' },
      { ...accepted, address: 'b@example.org' },
    ])
    await addSend(ledger.database, { issue: 'another' })
    const report = await gather(last)
    expect(sendReportSchema.parse(report)).toEqual(report)
    expect(report.acceptedOfIssue).toBe(2)
    expect(report.sends).toMatchObject([
      { id: first, state: 'cancelled', began: true, totals: { planned: 2, accepted: 1, cancelled: 1 } },
      { state: 'cancelled', began: false },
      { id: last, state: 'complete', began: true, totals: { accepted: 1, suppressed: 1 } },
    ])
    expect(otherSends(report)).toEqual([
      `This is send ${last} of the issue.`,
      `Send ${first} was cancelled, with 1 letter accepted.`,
      'Accepted in all sends of the issue together: 2 letters.',
    ])
    expect(await sendsBegun(ledger.database, '2026-03')).toMatchObject([{ id: first }, { id: last }])
  })

  it('of the only send says nothing of others', async () => {
    const report = await gather(await addRichSend(ledger.database))
    expect(otherSends(report)).toEqual([])
    expect(report).toMatchObject({ acceptedOfIssue: report.totals.accepted, sends: [{ began: true }] })
  })

  it('names uncertain ones, as many as it is asked to, and counts the others', async () => {
    const report = await gather(await addRichSend(ledger.database), { uncertain: 2 })
    expect(report.uncertain.listed).toHaveLength(2)
    expect(report.uncertain.listed[0]).toMatchObject({ member: 'M4', address: 'member.3@example.edu' })
    expect(report.uncertain.more).toBe(3)
  })

  it('counts those of this send who left after it began, and nobody else', async () => {
    const report = await gather(await addRichSend(ledger.database))
    expect(report.unsubscribes).toEqual({ total: 1, byReason: [{ reason: 'left', count: 1 }] })
  })

  it('of a send that has not begun has no time and no pace', async () => {
    const none = { started_at: null, started_by: null, confirmed_at: null, confirmed_by: null }
    const id = await addSend(ledger.database, { state: 'planned', ...none })
    await addDeliveries(ledger.database, id, [{ address: 'a@example.org', state: 'waiting' }])
    const report = await gather(id)
    expect(report.acceptance).toEqual({ bucketSeconds: 0, buckets: [] })
    expect(report.pace).toEqual({ perSecond: 0, busiestMinute: null, activeMinutes: 0 })
    expect(report.send).toMatchObject({ confirmed: null, started: null })
  })

  it('stands times that a wrong clock wrote', async () => {
    const id = await addSend(ledger.database)
    await addDeliveries(ledger.database, id, [
      { address: 'a@example.org', state: 'accepted', settledAt: -5 },
      { address: 'b@example.org', state: 'accepted', settledAt: 8e15 },
    ])
    const report = await gather(id)
    expect(sendReportSchema.parse(report)).toEqual(report)
    expect(report.acceptance.buckets.length).toBeLessThanOrEqual(200)
  })

  it('says when letters went while it was counted', async () => {
    const id = await addSend(ledger.database, { state: 'sending' })
    await addDeliveries(ledger.database, id, [
      { address: 'a@example.org', state: 'waiting' },
      { address: 'b@example.org', state: 'waiting' },
    ])
    let isAccepted = false
    const flip = `UPDATE deliveries SET state = ?, settled_at = ${start} WHERE address = 'a@example.org'`
    const get: typeof ledger.database.get = async (sql, ...values) => {
      isAccepted = !isAccepted
      await ledger.database.run(flip, isAccepted ? 'accepted' : 'waiting')
      return ledger.database.get(sql, ...values)
    }
    const moving = { ...ledger.database, get }
    const report = await gatherReport(moving, id, { now: start, publication: '' })
    expect(report?.reconciles).toBe(true)
  })

  it('lists events in order, with those left out counted', async () => {
    const report = await gather(await addRichSend(ledger.database), { events: 4 })
    expect(report.events.map(({ kind }) => kind)).toEqual(['planned', 'confirmed', 'started', 'paused'])
    expect(report.moreEvents).toBe(2)
  })
})

describe('reasons of refusal', () => {
  it('that differ in addresses and numbers only are one', async () => {
    const { refusals } = await gather(await addRichSend(ledger.database))
    expect(refusals[0]).toMatchObject({
      code: 550,
      enhanced: '5.1.1',
      words: 'Recipient address rejected: User unknown',
    })
    expect(refusals).toHaveLength(2)
  })

  it('are no more than can be read, however servers word them', async () => {
    const id = await addSend(ledger.database)
    const letters = Array.from('abcdefghijklmnopqrstuvwxyz').flatMap((one) =>
      Array.from('abcdefgh').map((other) => ({
        address: `${one}${other}@example.org`,
        state: 'refused',
        code: 550,
        reply: `no ${one} ${other}`,
        settledAt: start,
      })),
    )
    await addDeliveries(ledger.database, id, letters)
    const { refusals } = await gather(id)
    expect(refusals.length).toBe(101)
    expect(refusals.reduce((sum, { count }) => sum + count, 0)).toBe(208)
  })

  it.each([
    ['5.1.1 <bob@example.org>: User unknown', '5.1.1', 'User unknown'],
    ['550-5.7.1 [192.0.2.1] blocked, see https://x.example/123', '5.7.1', 'blocked, see …'],
    ['User unknown', null, 'User unknown'],
    ['5.1.12345 odd', null, 'odd'],
  ])('%s', (reply, code, words) => {
    expect(enhancedCodeOf(reply)).toBe(code)
    expect(commonWords(reply).replace(/^… /, '')).toBe(words)
  })
})
