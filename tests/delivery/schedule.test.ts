import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { beginSend } from '../../src/delivery/begin-send.ts'
import { parseSendTime } from '../../src/delivery/send-time.ts'
import { dueSends, scheduleSend } from '../../src/delivery/schedule.ts'
import { readSend } from '../../src/delivery/send-record.ts'
import { addSend, makeLedger, start, type TestLedger } from './report/filled-ledger.ts'

const london = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeZoneName: 'longOffset' })

/** Minutes that London is ahead of UTC. */
function londonOffset(at: number): number {
  const name = london.formatToParts(new Date(at)).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, hours = '0', minutes = '0'] = /GMT\+(\d+):(\d+)/.exec(name) ?? []
  return Number(hours) * 60 + Number(minutes)
}

const now = Date.UTC(2026, 2, 3, 12, 0)
const read = (text: string): string => {
  const time = parseSendTime(text, now, londonOffset)
  return time.ok ? new Date(time.at).toISOString() : time.message
}

describe('the time of a send', () => {
  it.each([
    ['2026-03-04T09:00Z', '2026-03-04T09:00:00.000Z'],
    ['2026-03-04T09:00:30+01:00', '2026-03-04T08:00:30.000Z'],
    ['2026-03-04T00:30-0130', '2026-03-04T02:00:00.000Z'],
    ['2026-03-04 09:00', '2026-03-04T09:00:00.000Z'],
    ['2026-06-04 09:00', '2026-06-04T08:00:00.000Z'],
    ['2026-03-29 00:59', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29 02:00', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25T01:30+00:00', '2026-10-25T01:30:00.000Z'],
  ])('%s is %s', (text, at) => expect(read(text)).toBe(at))

  it.each([
    ['2026-03-29 01:30', 'go forward over this one'],
    ['2026-10-25 01:30', 'go back over this one'],
    ['2026-03-03T11:59Z', 'a time to come'],
    ['2026-03-03T12:00Z', 'a time to come'],
    ['2027-12-01 09:00', 'within a year'],
    ['2026-02-30 09:00', 'a time such as'],
    ['2026-03-04 24:00', 'a time such as'],
    ['2026-03-04 09:60', 'a time such as'],
    ['2026-03-04T09:00+25:00', 'a zone'],
    ['04.03.2026 09:00', 'a time such as'],
    ['tomorrow', 'a time such as'],
    ['2026-03-04', 'a time such as'],
    ['', 'a time such as'],
    ['2026-03-04 09:00 --force', 'a time such as'],
  ])('%s is refused', (text, words) => expect(read(text)).toContain(words))
})

describe('a scheduled send', () => {
  let ledger: TestLedger
  const who = { by: 'Ann Example', at: start }
  const hour = 3_600_000

  beforeEach(async () => {
    ledger = await makeLedger()
  })
  afterEach(() => ledger.remove())

  const stateOf = async (id: number): Promise<string | undefined> =>
    (await readSend(ledger.database, id))?.state
  const ids = (sends: readonly { id: number }[]): number[] => sends.map(({ id }) => id)

  it('is due from its time on, and not before', async () => {
    const id = await addSend(ledger.database, { state: 'planned' })
    const times = { at: start + hour, expiresAt: start + 3 * hour, who }
    expect(await scheduleSend(ledger.database, id, times)).toEqual({ ok: true })
    expect(await dueSends(ledger.database, start + hour - 1)).toEqual({ due: [], expired: [] })
    expect(ids((await dueSends(ledger.database, start + hour)).due)).toEqual([id])
    expect(await stateOf(id)).toBe('scheduled')
  })

  it('that is too late does not go out by itself, and says so once', async () => {
    const id = await addSend(ledger.database, { state: 'planned' })
    await scheduleSend(ledger.database, id, { at: start + hour, expiresAt: start + 3 * hour, who })
    const found = await dueSends(ledger.database, start + 3 * hour)
    expect([found.due, ids(found.expired)]).toEqual([[], [id]])
    expect(await dueSends(ledger.database, start + 3 * hour)).toEqual({ due: [], expired: [] })
    expect(await stateOf(id)).toBe('expired')
    const events = await ledger.database.all<{ kind: string }>('SELECT kind FROM events ORDER BY id')
    expect(events.map(({ kind }) => kind)).toEqual(['scheduled', 'expired'])
  })

  it('that was due when it was looked for does not begin once it is too late', async () => {
    const id = await addSend(ledger.database, { state: 'planned', started_at: null })
    await scheduleSend(ledger.database, id, { at: start + hour, expiresAt: start + 3 * hour, who })
    expect(ids((await dueSends(ledger.database, start + 3 * hour - 1)).due)).toEqual([id])
    const begin = (at: number) => beginSend(ledger.database, id, { by: who.by, at, promise: 'one-letter' })
    expect(await begin(start + 3 * hour)).toMatchObject({
      ok: false,
      message: expect.stringContaining('was to begin before 2026-03-03T12:00:00.000Z') as string,
    })
    expect(await stateOf(id)).toBe('scheduled')
    expect(await begin(start + 3 * hour - 1)).toMatchObject({ ok: true, send: { state: 'sending' } })
  })

  it('is expired once by two processes', async () => {
    const id = await addSend(ledger.database, { state: 'planned' })
    await scheduleSend(ledger.database, id, { at: start + hour, expiresAt: start + 2 * hour, who })
    const other = await ledger.again()
    const found = await Promise.all([ledger.database, other].map((one) => dueSends(one, start + 9 * hour)))
    expect(found.flatMap(({ expired }) => expired)).toHaveLength(1)
  })

  it('can be given another time', async () => {
    const id = await addSend(ledger.database, { state: 'planned' })
    await scheduleSend(ledger.database, id, { at: start + hour, expiresAt: start + 2 * hour, who })
    await scheduleSend(ledger.database, id, { at: start + 5 * hour, expiresAt: start + 6 * hour, who })
    expect(await dueSends(ledger.database, start + 3 * hour)).toEqual({ due: [], expired: [] })
  })

  it('is refused where it is not confirmed, past, or of no use', async () => {
    const id = await addSend(ledger.database, { state: 'planned', confirmed_at: null, confirmed_by: null })
    const confirmed = await addSend(ledger.database, { state: 'planned', issue: 'other' })
    const refused = [
      await scheduleSend(ledger.database, id, { at: start + hour, expiresAt: start + 2 * hour, who }),
      await scheduleSend(ledger.database, confirmed, { at: start, expiresAt: start + hour, who }),
      await scheduleSend(ledger.database, confirmed, { at: start + hour, expiresAt: start + hour, who }),
      await scheduleSend(ledger.database, 99, { at: start + hour, expiresAt: start + 2 * hour, who }),
    ]
    expect(refused.map(({ ok }) => ok)).toEqual([false, false, false, false])
    expect(await stateOf(confirmed)).toBe('planned')
  })

  it('is refused where the issue has gone already', async () => {
    await addSend(ledger.database, { state: 'complete' })
    const id = await addSend(ledger.database, { state: 'planned' })
    const times = { at: start + hour, expiresAt: start + 2 * hour, who }
    expect(await scheduleSend(ledger.database, id, times)).toMatchObject({ ok: false })
  })
})
