import { rmSync } from 'node:fs'
import path from 'node:path'
import { openDatabase, type Database, type Value } from '../../../src/database/index.ts'
import { makeFolder } from '../../made-folders.ts'

/** A database in a folder of its own. */
export interface TestLedger {
  database: Database
  file: string
  folder: string
  /** Another connection to the same file, as another process has. */
  again: () => Promise<Database>
  remove: () => Promise<void>
}

export async function makeLedger(): Promise<TestLedger> {
  const folder = makeFolder()
  const file = path.join(folder, 'data', 'tidings.db')
  const open = [await openDatabase(file)]
  return {
    database: open[0]!,
    file,
    folder,
    again: async () => {
      const database = await openDatabase(file)
      open.push(database)
      return database
    },
    remove: async () => {
      for (const database of open) await database.close()
      rmSync(folder, { recursive: true })
    },
  }
}

export const start = Date.UTC(2026, 2, 3, 9, 0, 0)

/** A send with its columns' usual values; gives its id. */
export async function addSend(database: Database, columns: Record<string, Value> = {}): Promise<number> {
  const row: Record<string, Value> = {
    issue: '2026-03',
    state: 'complete',
    plan_hash: 'a1b2c3d4e5f60718',
    content_hash: '99aa88bb77cc66dd',
    recipients_hash: '0',
    planned: 0,
    manifest: JSON.stringify({ issue: '2026-03', subject: 'What the reforms mean for you', series: null }),
    planned_at: start - 86_400_000,
    planned_by: 'Ann Example',
    confirmed_at: start - 3_600_000,
    confirmed_by: 'Ben Example',
    started_at: start,
    started_by: 'Ann Example',
    ...columns,
  }
  const names = Object.keys(row)
  const made = await database.transaction((queries) =>
    queries.get<{ id: number }>(
      `INSERT INTO sends (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')}) RETURNING id`,
      ...Object.values(row),
    ),
  )
  return made!.id
}

export interface TestDelivery {
  address: string
  state: string
  member?: number
  number?: string | null
  variant?: string
  reason?: string
  code?: number
  reply?: string
  handedAt?: number
  settledAt?: number
  againOf?: number
}

const insertDelivery = `INSERT INTO deliveries (send_id, member_id, member_number, address, address_key, domain,
  variant, state, reason, code, reply, handed_at, settled_at, again_of)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** Rows of a send, and their number as planned. */
export async function addDeliveries(
  database: Database,
  sendId: number,
  deliveries: Iterable<TestDelivery>,
): Promise<void> {
  function* rows(): Generator<Value[]> {
    let member = 0
    for (const one of deliveries) {
      member++
      const domain = one.address.slice(one.address.lastIndexOf('@') + 1)
      const number = one.number === undefined ? `M${one.member ?? member}` : one.number
      yield [sendId, one.member ?? member, number, one.address, one.address.toLowerCase(), domain,
        one.variant ?? 'all', one.state, one.reason ?? null, one.code ?? null, one.reply ?? null,
        one.handedAt ?? null, one.settledAt ?? null, one.againOf ?? null] // prettier-ignore
    }
  }
  await database.transaction(async (queries) => {
    await queries.runMany(insertDelivery, rows())
    await queries.run(
      'UPDATE sends SET planned = (SELECT count(*) FROM deliveries WHERE send_id = ? AND again_of IS NULL) WHERE id = ?',
      sendId,
      sendId,
    )
  })
}

/** The ids of a send's deliveries, in order. */
export async function idsOf(database: Database, sendId: number): Promise<number[]> {
  const rows = await database.all<{ id: number }>(
    'SELECT id FROM deliveries WHERE send_id = ? ORDER BY id',
    sendId,
  )
  return rows.map(({ id }) => id)
}

/** A send of two thousand letters with everything that can become of one. */
export async function addRichSend(database: Database): Promise<number> {
  const id = await addSend(database, { segment: 'wales', ended_at: start + 2_520_000 })
  const domains = [
    'example.org',
    'example.net',
    'mail.example.com',
    'example.edu',
    'union.example',
    'xn--bcher-kva.example',
  ]
  function* letters(): Generator<TestDelivery> {
    for (let index = 0; index < 2000; index++) {
      const domain = index % 97 === 0 ? `small-${index}.example` : domains[(index * index) % domains.length]!
      const base = { address: `member.${index}@${domain}`, variant: index % 3 === 0 ? 'wales' : 'elsewhere' }
      const settledAt = start + 4_000 + index * 800 + (index > 1100 ? 780_000 : 0)
      if (index % 61 === 7) yield { ...base, state: 'suppressed', reason: index % 2 ? 'left' : 'bounced' }
      else if (index % 53 === 9)
        yield {
          ...base,
          state: 'refused',
          code: 550,
          settledAt,
          reply: `5.1.1 <${base.address}>: Recipient address rejected: User unknown`,
        }
      else if (index === 700)
        yield {
          ...base,
          state: 'refused',
          code: 554,
          settledAt,
          reply: '5.7.1 Message <script>alert(1)</script> looks like "spam" & more',
        }
      else if (index % 499 === 3)
        yield {
          ...base,
          state: 'uncertain',
          handedAt: settledAt,
          settledAt,
          reason: 'the connection was lost before an answer to the letter',
        }
      else if (index > 1990) yield { ...base, state: 'deferred', code: 450, reply: '4.2.0 Busy' }
      else
        yield {
          ...base,
          state: 'accepted',
          code: 250,
          reply: '2.0.0 Ok',
          handedAt: settledAt - 90,
          settledAt,
        }
    }
  }
  await addDeliveries(database, id, letters())
  const events: [number, string, string | null, string][] = [
    [start - 86_400_000, 'planned', 'Ann Example', ''],
    [start - 3_600_000, 'confirmed', 'Ben Example', 'plan a1b2c3d4e5f60718'],
    [start, 'started', 'Ann Example', ''],
    [
      start + 884_000,
      'paused',
      null,
      '10 letters in a row were blocked for policy or spam. The server’s last words: “554 5.7.1 spam”.',
    ],
    [start + 1_640_000, 'resumed', 'Ben Example', 'asked <the provider> & waited'],
    [start + 2_520_000, 'complete', null, ''],
  ]
  await database.runMany(
    'INSERT INTO events (send_id, at, kind, by, detail) VALUES (?, ?, ?, ?, ?)',
    events.map((event) => [id, ...event]),
  )
  await database.runMany(
    `INSERT INTO suppressions (address_key, scope, reason, since) VALUES (?, 'newsletter', ?, ?)`,
    [
      ['member.1@example.net', 'left', start + 60_000],
      ['member.2@example.net', 'left', start - 60_000],
      ['nobody@example.org', 'left', start + 60_000],
    ],
  )
  return id
}
