import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeProofCsv } from '../../../src/delivery/report/write-proof-csv.ts'
import {
  addDeliveries,
  addSend,
  makeLedger,
  start,
  type TestDelivery,
  type TestLedger,
} from './filled-ledger.ts'

let ledger: TestLedger

beforeEach(async () => {
  ledger = await makeLedger()
})
afterEach(() => ledger.remove())

const messageIdOf = ({ id }: { id: number }): string => `<${id}@example.org>`

async function proofOf(...sendIds: number[]): Promise<string> {
  let text = ''
  await writeProofCsv(ledger.database, sendIds, { write: (piece) => void (text += piece), messageIdOf })
  return text
}

describe('the proof', () => {
  it('has a row for each delivery in the order of the plan, as RFC 4180 wants it', async () => {
    const id = await addSend(ledger.database)
    await addDeliveries(ledger.database, id, [
      {
        address: 'zoe@example.org',
        state: 'accepted',
        code: 250,
        reply: '2.0.0 Ok: queued as "7", yes',
        handedAt: start,
        settledAt: start + 5,
      },
      {
        address: 'adam@example.org',
        state: 'refused',
        code: 550,
        reply: '5.1.1 no\r\nsuch user',
        settledAt: start,
      },
      { address: 'left@example.org', state: 'suppressed', reason: 'left', number: null },
    ])
    const text = await proofOf(id)
    expect(text).toMatch(/^email,member,variant,state,code,reply,at,message_id,send,issue\r\n/)
    expect(text.endsWith('\r\n')).toBe(true)
    expect(parse(text, { columns: true, record_delimiter: '\r\n' })).toEqual([
      {
        email: 'zoe@example.org',
        member: 'M1',
        variant: 'all',
        state: 'accepted',
        code: '250',
        reply: '2.0.0 Ok: queued as "7", yes',
        at: '2026-03-03T09:00:00.005Z',
        message_id: '<1@example.org>',
        send: String(id),
        issue: '2026-03',
      },
      {
        email: 'adam@example.org',
        member: 'M2',
        variant: 'all',
        state: 'refused',
        code: '550',
        reply: '5.1.1 no\r\nsuch user',
        at: '2026-03-03T09:00:00.000Z',
        message_id: '<2@example.org>',
        send: String(id),
        issue: '2026-03',
      },
      {
        email: 'left@example.org',
        member: '#3',
        variant: 'all',
        state: 'suppressed',
        code: '',
        reply: 'left',
        at: '',
        message_id: '',
        send: String(id),
        issue: '2026-03',
      },
    ])
  })

  it('has no cell that a spreadsheet would run', async () => {
    const id = await addSend(ledger.database)
    const bad = ['=cmd|1', '+1+1', '-2', '@SUM(A1)', '\t=1', "'=1", '\uFF1D1']
    await addDeliveries(
      ledger.database,
      id,
      bad.map((reply, index) => ({
        address: `=a${index}@example.org`,
        state: 'refused',
        number: reply,
        reply,
      })),
    )
    const rows = parse(await proofOf(id), { columns: true }) as Record<string, string>[]
    expect(rows).toHaveLength(bad.length)
    for (const row of rows)
      for (const cell of Object.values(row))
        expect(cell).not.toMatch(/^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/u)
  })

  it('has only the rows of its send, also when sends are mixed', async () => {
    const [one, other] = [
      await addSend(ledger.database),
      await addSend(ledger.database, { issue: '2026-04' }),
    ]
    for (let round = 0; round < 3; round++)
      for (const id of [one, other])
        await addDeliveries(ledger.database, id, [{ address: `r${round}@s${id}.example`, state: 'waiting' }])
    const text = await proofOf(other)
    expect(
      text
        .split('\r\n')
        .slice(1, -1)
        .map((line) => line.split(',')[0]),
    ).toEqual([0, 1, 2].map((round) => `r${round}@s${other}.example`))
  })

  it('of several sends has each one’s rows, and says which they are of', async () => {
    const one = await addSend(ledger.database, { state: 'cancelled' })
    const other = await addSend(ledger.database)
    await addDeliveries(ledger.database, one, [
      { address: 'ann@example.org', state: 'accepted', settledAt: start },
      { address: 'bob@example.org', state: 'cancelled' },
    ])
    await addDeliveries(ledger.database, other, [
      { address: 'ann@example.org', state: 'suppressed', reason: 'had-it' },
      { address: 'bob@example.org', state: 'accepted', settledAt: start },
    ])
    const rows = parse<Record<string, string>>(await proofOf(one, other), { columns: true })
    expect(rows.map(({ email, state, send }) => [email, state, send])).toEqual([
      ['ann@example.org', 'accepted', String(one)],
      ['bob@example.org', 'cancelled', String(one)],
      ['ann@example.org', 'suppressed', String(other)],
      ['bob@example.org', 'accepted', String(other)],
    ])
  })

  it('of a send without members is its header', async () => {
    expect((await proofOf(await addSend(ledger.database))).split('\r\n')).toHaveLength(2)
  })

  it('of a long list is written in pieces, and waits for whoever takes them', async () => {
    const id = await addSend(ledger.database)
    function* many(): Generator<TestDelivery> {
      for (let index = 0; index < 30_000; index++)
        yield { address: `m${index}@example.org`, state: 'accepted', settledAt: start }
    }
    await addDeliveries(ledger.database, id, many())
    let [longest, open, most, lines] = [0, 0, 0, 0]
    const count = await writeProofCsv(ledger.database, [id], {
      messageIdOf,
      write: async (piece) => {
        most = Math.max(most, ++open)
        longest = Math.max(longest, piece.length)
        lines += piece.split('\r\n').length - 1
        await new Promise((resolve) => setImmediate(resolve))
        open--
      },
    })
    expect(count).toBe(30_000)
    expect(lines).toBe(30_001)
    expect(most).toBe(1)
    expect(longest).toBeLessThan(300_000)
  })
})
