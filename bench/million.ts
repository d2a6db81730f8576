import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openDatabase, type Database } from '../src/database/index.ts'
import {
  boundYoungGeneration,
  confirmPlan,
  planSend,
  runSend,
  systemClock,
  type Line,
  type Transport,
} from '../src/delivery/index.ts'
import { median } from './median.ts'
import { noPace, noStop } from '../tests/delivery/sending.ts'

const memberCount = 1_000_000
const regions = ['England', 'Wales', 'Scotland', 'Northern Ireland']
const roles = ['member', 'representative', 'officer', 'retired', 'student']
const condition = 'region in [Wales, "Northern Ireland"]'

/** What the process of the bench prints for the one that started it. */
interface Measured {
  plan: number[]
  insert: number[]
  rate: number
  megabytes: number
}

/** A send to a million members: planning beside a bare INSERT … SELECT, and the memory of all of it. */
export function benchMillion(): void {
  const text = execFileSync(process.execPath, [import.meta.filename], { encoding: 'utf8', maxBuffer: 1e7 })
  const { plan, insert, rate, megabytes } = JSON.parse(text) as Measured
  const ratio = median(plan.map((took, round) => took / (insert[round] as number)))
  console.log(
    `A send to ${memberCount.toLocaleString('en')} members, two variants, medians of ${plan.length} rounds`,
  )
  console.log(`  bare INSERT … SELECT ${Math.round(median(insert)).toLocaleString('en').padStart(8)} ms`)
  console.log(`  planning             ${Math.round(median(plan)).toLocaleString('en').padStart(8)} ms`)
  console.log(`  planning / bare      ${ratio.toFixed(2).padStart(8)}      (bar: at most 5)`)
  console.log(`  sent, no network     ${Math.round(rate).toLocaleString('en').padStart(8)} letters a second`)
  console.log(
    `  memory at its peak   ${Math.round(megabytes).toLocaleString('en').padStart(8)} MB   (bar: under 250 MB)`,
  )
}

async function measure(): Promise<void> {
  boundYoungGeneration()
  const folder = mkdtempSync(path.join(tmpdir(), 'tidings-million-'))
  const file = path.join(folder, 'tidings.db')
  const database = await openDatabase(file, { ownThread: true })
  await enrol(database)
  const measured: Measured = { plan: [], insert: [], rate: 0, megabytes: 0 }
  for (let round = 0; round < 3; round++) {
    measured.insert.push(await bareInsert(database))
    measured.plan.push(await timed(() => plan(database)))
  }
  measured.rate = await send(database, file)
  // In kilobytes on Linux.
  measured.megabytes = process.resourceUsage().maxRSS / 1000
  await database.close()
  rmSync(folder, { recursive: true })
  console.log(JSON.stringify(measured))
}

async function enrol(database: Database): Promise<void> {
  const sql = `INSERT INTO members (number, address, address_key, domain, name, status, attributes, created_at, changed_at)
    VALUES (?, ?, ?, ?, ?, 'active', ?, 0, 0)`
  await database.runMany(sql, rows())
}

function* rows(): Generator<string[]> {
  for (let index = 1; index <= memberCount; index++) {
    const domain = `post${index % 50}.example.org`
    const address = `member${index}@${domain}`
    const attributes = { region: regions[index % 4], role: roles[index % 5] }
    yield [`M${index}`, address, address, domain, `Member ${index}`, JSON.stringify(attributes)]
  }
}

/** As many rows into a table of the ledger's kind, with its two indexes, and nothing thought about. */
async function bareInsert(database: Database): Promise<number> {
  await database.run(
    `CREATE TABLE bare (id INTEGER PRIMARY KEY, send_id INTEGER NOT NULL, member_id INTEGER NOT NULL, member_number TEXT,
      address TEXT NOT NULL, address_key TEXT NOT NULL, domain TEXT NOT NULL, variant TEXT NOT NULL, state TEXT NOT NULL,
      not_before INTEGER NOT NULL DEFAULT 0) STRICT`,
  )
  await database.run('CREATE UNIQUE INDEX bare_once ON bare (send_id, address_key)')
  await database.run('CREATE INDEX bare_by_state ON bare (send_id, state, not_before)')
  const took = await timed(() =>
    database.run(
      `INSERT INTO bare (send_id, member_id, member_number, address, address_key, domain, variant, state)
       SELECT 1, id, number, address, address_key, domain, 'everyone', 'waiting' FROM members WHERE status = 'active'`,
    ),
  )
  await database.run('DROP TABLE bare')
  return took
}

const settings = { segments: {}, attributes: { region: { type: 'text' as const, values: [...regions] } } }
const manifest = {
  issue: 'bench',
  contentHash: 'bench',
  audience: null,
  series: null,
  variants: [
    { id: 'west', conditions: [{ when: condition, holds: true }] },
    { id: 'otherwise', conditions: [{ when: condition, holds: false }] },
  ],
}
const input = { manifest, settings, report: () => undefined, by: 'bench', at: Date.now() }

async function plan(database: Database): Promise<string> {
  const planned = await planSend(database, input)
  if (!planned.ok) throw new Error(planned.message)
  return planned.send.planHash
}

async function send(database: Database, databaseFile: string): Promise<number> {
  const confirmed = await confirmPlan(database, { ...input, hash: await plan(database) })
  if (!confirmed.ok) throw new Error(confirmed.message)
  const chunks = [Buffer.from('Subject: A letter\r\n\r\nIt has few words.\r\n')]
  const start = performance.now()
  const { counts } = await runSend({
    database,
    databaseFile,
    sendId: confirmed.send.id,
    by: 'bench',
    transport: nowhere,
    letters: ({ address }) => ({
      from: 'bounces@example.org',
      to: address,
      chunks,
      size: 40,
      needsUtf8: false,
    }),
    pace: noPace,
    stop: noStop,
    clock: systemClock,
    connections: 20,
    retry: { firstMinutes: 1, mostHours: 1, giveUpHours: 1 },
    connectionTries: 1,
  })
  if (counts.byState.accepted !== memberCount) throw new Error(JSON.stringify(counts))
  return (memberCount / (performance.now() - start)) * 1000
}

/** Takes every letter at once, so that what is measured is the sender and its ledger. */
const nowhere: Transport = {
  promise: 'one-letter',
  open: async (): Promise<Line> => ({
    deliver: async (_letter, gate) =>
      (await gate.handOver()) ? { kind: 'accepted', code: 250, reply: 'OK' } : { kind: 'withheld' },
    isOpen: () => true,
    close: async () => undefined,
  }),
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await action()
  return performance.now() - start
}

if (import.meta.main) await measure()
