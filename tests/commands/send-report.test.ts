import path from 'node:path'
import { parse } from 'csv-parse/sync'
import PostalMime from 'postal-mime'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { openDatabase } from '../../src/database/index.ts'
import type { SendReport } from '../../src/delivery/index.ts'
import { givenASend } from './given-a-send.ts'
import { issue, planHashIn, tidingsIn, totalsIn } from './send-workspace.ts'

const given = givenASend()
const tidings = (args: string[]) => tidingsIn(given.workspace, args)
const planHash = (): Promise<string> => planHashIn(given.workspace, issue)
const totals = (): Promise<Record<string, number>> => totalsIn(given.workspace)

describe('the proof', () => {
  it('names each letter by the Message-ID that it went with, whoever is the sender now', async () => {
    await tidings(['send', issue, '--offline', '--confirm', await planHash()])
    const settings = given.workspace.read('tidings.yaml').replace('news@example.org', 'news@guild.example')
    given.workspace.write('tidings.yaml', settings)
    const { out } = await tidings(['send', 'report', issue, '--csv'])
    const rows = parse<Record<string, string>>(`${out}\n`, { columns: true })
    const mailed = await Promise.all(
      given.server.letters.map(async ({ to, wire }) => [to, (await PostalMime.parse(wire)).messageId]),
    )
    expect(rows.map(({ email, message_id }) => [email, message_id])).toEqual(mailed.toSorted())
  })
})

describe('an issue that was cancelled and planned again', () => {
  let isClosed = true
  const parsed = (out: string): Record<string, string>[] => parse(`${out}\n`, { columns: true })
  const reported = async (...more: string[]): Promise<SendReport> =>
    JSON.parse((await tidings(['send', 'report', issue, '--json', ...more])).out) as SendReport

  /** Ann has it when the send is cancelled. */
  beforeEach(async () => {
    isClosed = true
    await given.open({
      script: { rcpt: ({ to }) => (isClosed && !to.startsWith('ann') ? '450 4.2.0 later' : undefined) },
    })
    const sending = tidings(['send', issue, '--offline', '--confirm', await planHash()])
    await vi.waitUntil(async () => (await totals())['accepted'] === 1, 60_000)
    const cancelled = await tidings(['send', 'cancel', issue])
    if (cancelled.code !== 0) throw new Error(cancelled.err)
    await sending
    isClosed = false
  })

  it('is reported as it went, whatever was planned since', async () => {
    await planHash()
    expect(await reported()).toMatchObject({
      send: { id: 1, state: 'cancelled' },
      totals: { accepted: 1, cancelled: 2 },
      sends: [{ id: 1 }, { id: 2, state: 'planned', began: false }],
    })
    const proof = await tidings(['send', 'report', issue, '--csv'])
    expect(parsed(proof.out).map(({ state }) => state)).toEqual(['accepted', 'cancelled', 'cancelled'])
    const status = await tidings(['send', 'status', issue])
    expect(status.out).toMatch(/\(send 2\) {2}planned[^]*\(send 1\) {2}cancelled/)
    expect((await reported('--send', '2')).totals).toMatchObject({ suppressed: 1, waiting: 2 })
    const unknown = await tidings(['send', 'report', issue, '--send', '9'])
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('has no send 9')])
  })

  it('is proved over both sends, with each letter that went', async () => {
    expect((await tidings(['send', issue, '--offline', '--confirm', await planHash()])).code).toBe(0)
    expect(await reported()).toMatchObject({
      send: { id: 2, state: 'complete' },
      totals: { accepted: 2, suppressed: 1 },
      acceptedOfIssue: 3,
    })
    const { out } = await tidings(['send', 'report', issue])
    expect(out).toContain('Send 1 was cancelled, with 1 letter accepted.')
    const { out: proof } = await tidings(['send', 'report', issue, '--csv'])
    const accepted = parsed(proof).filter(({ state }) => state === 'accepted')
    const mailed = given.server.letters
      .filter(({ wire }) => wire.length > 0)
      .map(async ({ to, wire }) => [to, (await PostalMime.parse(wire)).messageId])
    expect(accepted.map(({ email, message_id }) => [email, message_id]).toSorted()).toEqual(
      (await Promise.all(mailed)).toSorted(),
    )
    expect(accepted.map(({ email, send }) => `${email} ${send}`)).toEqual([
      'ann@example.org 1',
      'bob@example.net 2',
      'carys@example.org 2',
    ])
  })

  it('sends one more letter to who had it from the first send', async () => {
    await planHash()
    const early = await tidings(['send', 'again', issue, '--member', '1'])
    expect([early.code, early.err]).toEqual([1, expect.stringContaining('expected one that is under way')])
    await tidings(['send', issue, '--offline', '--confirm', await planHash()])
    expect((await tidings(['send', 'again', issue, '--member', '1'])).code).toBe(0)
    expect(given.server.dots.get('ann@example.org')).toBe(2)
    expect(await reported()).toMatchObject({ repeats: 1, acceptedOfIssue: 3 })
  })

  it('lets uncertain letters of the first send be decided on', async () => {
    const database = await openDatabase(path.join(given.workspace.root, 'data/tidings.db'))
    await database.run(`UPDATE deliveries SET state = 'uncertain' WHERE state = 'accepted'`)
    await database.close()
    await tidings(['send', issue, '--offline', '--confirm', await planHash()])
    const again = await tidings(['send', 'again', issue, '--member', '1'])
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('is uncertain: resolve it')])
    const { code, err } = await tidings(['send', 'resolve', issue, '--accept', '--all'])
    expect([code, err]).toEqual([0, '1 resolved in send 1.\n'])
    expect(await reported()).toMatchObject({ acceptedOfIssue: 3 })
  })
})

describe('a report that cannot be written', () => {
  it.each([
    ['--csv', 'lost/proof.csv', 'ENOENT'],
    ['--csv', '.', 'EISDIR'],
    ['--csv', '/dev/full', 'ENOSPC'],
    ['--html', '.', 'EISDIR'],
    ['--html', 'members.csv/report.html', 'EEXIST'],
    ['--html', '/dev/full', 'ENOSPC'],
  ])('to %s %s says so, and leaves nothing', async (option, file, reason) => {
    await planHash()
    const before = given.workspace.tree()
    const { code, err } = await tidings(['send', 'report', issue, option, file])
    expect([code, err]).toEqual([1, expect.stringContaining(`, ${reason})`)])
    expect(err).toContain(`${file}:1:1 error Unexpected refusal to write`)
    expect(err).toContain('workspace/unwritable-file')
    expect(given.workspace.tree()).toEqual(before)
  })
})
