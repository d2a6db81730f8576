import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../../../src/database/index.ts'
import { createMessageIds } from '../../../src/delivery/letters/message-ids.ts'
import { writeProofCsv } from '../../../src/delivery/report/write-proof-csv.ts'
import { resolveUncertain } from '../../../src/delivery/resolve.ts'
import { backupDatabase } from '../../../src/delivery/restore/backup-database.ts'
import { readProof } from '../../../src/delivery/restore/read-proof.ts'
import { reconcileSend } from '../../../src/delivery/restore/reconcile.ts'
import { resolveFromProof } from '../../../src/delivery/restore/resolve-from-proof.ts'
import { restoreDatabase, type RestoreResult } from '../../../src/delivery/restore/restore-database.ts'
import type { ProofRow } from '../../../src/delivery/restore/which-letters.ts'
import { dueSends } from '../../../src/delivery/schedule.ts'
import { findSend } from '../../../src/delivery/send-record.ts'
import { joinSenders } from '../../../src/delivery/senders.ts'
import { suppress, suppressionsOf } from '../../../src/members/index.ts'
import { addDeliveries, addSend, makeLedger, start, type TestLedger } from '../report/filled-ledger.ts'

let ledger: TestLedger
let backup: string
const open: Database[] = []
const who = { by: 'Ann Example', at: start + 10_000 }

beforeEach(async () => {
  ledger = await makeLedger()
  backup = path.join(ledger.folder, 'backups', 'one.db')
})
afterEach(async () => {
  for (const database of open.splice(0)) await database.close()
  await ledger.remove().catch(() => undefined)
})

const letters = [
  { address: 'done@example.org', state: 'accepted', settledAt: start },
  { address: 'wait@example.org', state: 'waiting' },
  { address: 'later@example.org', state: 'deferred' },
  { address: 'wire@example.org', state: 'claimed' },
  { address: 'off@example.org', state: 'suppressed', reason: 'left' },
]

async function backUp(): Promise<void> {
  expect(await backupDatabase(ledger.database, backup, who)).toMatchObject({ ok: true })
}

/** Restores as a process of its own does: nobody has the database open. */
async function restore(force = false): Promise<RestoreResult> {
  await ledger.database.close()
  return restoreDatabase({ backup, databaseFile: ledger.file, who: { by: 'Ben', at: start + 99_000 }, force })
}

async function reopened(): Promise<Database> {
  const database = await openDatabase(ledger.file, { create: false })
  open.push(database)
  return database
}

async function statesIn(database: Database, issue: string): Promise<string[]> {
  const rows = await database.all<{ state: string }>(
    'SELECT d.state FROM deliveries d JOIN sends s ON s.id = d.send_id WHERE s.issue = ? ORDER BY d.id',
    issue,
  )
  return rows.map(({ state }) => state)
}

describe('a backup', () => {
  it('is one whole file that knows when it was taken, and leaves nothing else behind', async () => {
    await addDeliveries(ledger.database, await addSend(ledger.database), letters)
    await backUp()
    expect(readdirSync(path.dirname(backup))).toEqual(['one.db'])
    const copy = await openDatabase(backup, { create: false })
    open.push(copy)
    expect(await statesIn(copy, '2026-03')).toEqual(letters.map(({ state }) => state))
    const row = await copy.get('SELECT made_at, made_by, restored_at FROM backups')
    expect({ ...row }).toEqual({ made_at: who.at, made_by: 'Ann Example', restored_at: null })
  })

  it('that cannot be written says so, and leaves nothing behind', async () => {
    const result = await backupDatabase(ledger.database, '/proc/tidings-backup.db', who)
    expect(result).toMatchObject({ ok: false, reason: 'file' })
  })

  it('is its owner’s alone', async () => {
    await backUp()
    expect(statSync(backup).mode & 0o777).toBe(0o600)
  })

  it('never overwrites a file', async () => {
    await backUp()
    const before = readFileSync(backup)
    expect(await backupDatabase(ledger.database, backup, who)).toMatchObject({ ok: false, reason: 'file' })
    expect(readFileSync(backup).equals(before)).toBe(true)
  })

  it('can be taken while another process writes', async () => {
    const other = await ledger.again()
    const id = await addSend(ledger.database)
    const writing = addDeliveries(
      other,
      id,
      Array.from({ length: 5000 }, (_, index) => ({ address: `m${index}@example.org`, state: 'waiting' })),
    )
    await backUp()
    await writing
    const copy = await openDatabase(backup, { create: false })
    open.push(copy)
    expect([0, 5000]).toContain((await statesIn(copy, '2026-03')).length)
  })
})

describe('a restore', () => {
  it('marks what may have gone since as uncertain, and holds every open send', async () => {
    for (const state of ['sending', 'paused', 'scheduled', 'planned', 'complete', 'cancelled']) {
      const columns = state === 'scheduled' ? { scheduled_for: start, expires_at: start + 9e9 } : {}
      await addDeliveries(
        ledger.database,
        await addSend(ledger.database, { issue: state, state, ...columns }),
        letters,
      )
    }
    await backUp()
    const result = await restore()
    expect(result).toMatchObject({ ok: true, backupAt: who.at, isDated: true })
    const database = await reopened()
    for (const issue of ['sending', 'paused', 'scheduled', 'planned']) {
      expect(await statesIn(database, issue)).toEqual([
        'accepted',
        'uncertain',
        'uncertain',
        'uncertain',
        'suppressed',
      ])
      expect(await findSend(database, issue)).toMatchObject({ state: 'paused', mustReconcile: true })
    }
    for (const issue of ['complete', 'cancelled']) {
      expect(await statesIn(database, issue)).toEqual(letters.map(({ state }) => state))
      expect(await findSend(database, issue)).toMatchObject({ state: issue, mustReconcile: false })
    }
    expect(await dueSends(database, start + 1e6)).toEqual({ due: [], expired: [] })
  })

  it('keeps the database of before aside, whole', async () => {
    await backUp()
    await addSend(ledger.database, { issue: 'newer', state: 'planned', confirmed_at: null })
    const result = await restore()
    if (!result.ok) throw new Error(result.message)
    const before = await openDatabase(result.aside!, { create: false })
    open.push(before)
    expect(await findSend(before, 'newer')).toBeDefined()
    expect(await findSend(await reopened(), 'newer')).toBeUndefined()
  })

  it.each([
    ['a new send', (id: number) => addSend(ledger.database, { issue: `after-${id}` })],
    [
      'letters that went since',
      (id: number) => ledger.database.run(`UPDATE deliveries SET state = 'accepted' WHERE send_id = ?`, id),
    ],
    [
      'another state',
      (id: number) => ledger.database.run(`UPDATE sends SET state = 'complete' WHERE id = ?`, id),
    ],
  ])('refuses to forget %s, unless it is told to', async (_, change) => {
    const id = await addSend(ledger.database, { state: 'sending' })
    await addDeliveries(ledger.database, id, letters)
    await backUp()
    await change(id)
    const before = await ledger.database.all('SELECT state FROM deliveries ORDER BY id')
    expect(await restore()).toMatchObject({ ok: false, reason: 'newer' })
    const untouched = await reopened()
    expect(await untouched.all('SELECT state FROM deliveries ORDER BY id')).toEqual(before)
    await untouched.close()
    open.pop()
    expect(await restoreDatabase({ backup, databaseFile: ledger.file, who, force: true })).toMatchObject({
      ok: true,
    })
  })

  it('takes over who left after the backup', async () => {
    await suppress(ledger.database, {
      addressKey: 'old@example.org',
      scope: 'newsletter',
      reason: 'left',
      since: 5,
    })
    await backUp()
    const later = { scope: 'newsletter', reason: 'left', since: who.at + 5 } as const
    await suppress(ledger.database, { addressKey: 'new@example.org', ...later })
    expect(await restore()).toMatchObject({ ok: true, carried: { suppressions: 1 } })
    const database = await reopened()
    expect(await suppressionsOf(database, 'new@example.org')).toMatchObject([
      { reason: 'left', since: who.at + 5 },
    ])
    expect(await suppressionsOf(database, 'old@example.org')).toHaveLength(1)
  })

  it('takes over who moved and then left after the backup, at the address of the backup too', async () => {
    const { database: before } = ledger
    const member = async (address: string, createdAt: number): Promise<void> =>
      void (await before.run(
        `INSERT INTO members (address, address_key, domain, status, created_at, changed_at)
         VALUES (?, ?, 'example.org', 'active', ?, 0)`,
        address,
        address,
        createdAt,
      ))
    await member('ann@example.org', 1)
    await member('bob@example.org', 2)
    await backUp()
    await before.run(
      `UPDATE members SET address = 'new@example.org', address_key = 'new@example.org' WHERE id = 1`,
    )
    // As after an earlier restore: the id was given to somebody else.
    await before.run(
      `UPDATE members SET address_key = 'cleo@example.org', created_at = ? WHERE id = 2`,
      who.at + 1,
    )
    const later = { scope: 'newsletter', reason: 'left', since: who.at + 5 } as const
    await suppress(before, { addressKey: 'new@example.org', ...later })
    await suppress(before, { addressKey: 'cleo@example.org', ...later })
    expect(await restore()).toMatchObject({ ok: true, carried: { suppressions: 2 } })
    const database = await reopened()
    expect(await suppressionsOf(database, 'ann@example.org')).toMatchObject([{ reason: 'left' }])
    expect(await suppressionsOf(database, 'bob@example.org')).toEqual([])
  })

  it('says that nothing could be taken over from a damaged database, and keeps that too', async () => {
    await backUp()
    await ledger.database.close()
    writeFileSync(ledger.file, 'no database at all')
    const result = await restoreDatabase({ backup, databaseFile: ledger.file, who, force: false })
    expect(result).toMatchObject({ ok: true, carried: undefined })
    expect(result.ok && readFileSync(result.aside!, 'utf8')).toBe('no database at all')
    expect(await (await reopened()).check()).toEqual([])
  })

  it.each([
    [0o600, 0o600],
    [0o660, 0o660],
    [0o664, 0o660],
    [0o640, 0o600],
    [0o644, 0o600],
  ])(
    'gives the database to those who could work with the one of before (%i), and nobody else',
    async (before, after) => {
      await backUp()
      chmodSync(backup, 0o644)
      chmodSync(ledger.file, before)
      expect(await restore()).toMatchObject({ ok: true })
      expect(statSync(ledger.file).mode & 0o777).toBe(after)
    },
  )

  it.skipIf(process.geteuid?.() !== 0)('by root leaves the database its owner’s (needs root)', async () => {
    await backUp()
    chownSync(ledger.file, 65_534, 65_534)
    expect(await restore()).toMatchObject({ ok: true })
    expect(statSync(ledger.file)).toMatchObject({ uid: 65_534, gid: 65_534 })
  })

  it('works where there is no database', async () => {
    await backUp()
    chmodSync(backup, 0o644)
    const databaseFile = path.join(ledger.folder, 'elsewhere', 'tidings.db')
    expect(await restoreDatabase({ backup, databaseFile, who, force: false })).toMatchObject({
      ok: true,
      aside: undefined,
    })
    expect(readdirSync(path.dirname(databaseFile))).toEqual(['tidings.db'])
    expect(statSync(databaseFile).mode & 0o777).toBe(0o600)
  })

  it('leaves the database of before aside and nothing else', async () => {
    await backUp()
    const result = await restore(true)
    const names = readdirSync(path.dirname(ledger.file))
    expect(names.sort()).toEqual(['tidings.db', path.basename((result.ok && result.aside) || '')])
  })

  it('is refused while a program has the database open', async () => {
    await backUp()
    const result = await restoreDatabase({ backup, databaseFile: ledger.file, who, force: true })
    expect(result).toMatchObject({ ok: false, reason: 'in-use' })
    expect(existsSync(`${ledger.file}.restoring`)).toBe(false)
    expect(await ledger.database.check()).toEqual([])
  })

  it('is refused while a process sends', async () => {
    const id = await addSend(ledger.database, { state: 'sending' })
    await backUp()
    const sender = await joinSenders(ledger.database, ledger.file, {
      id: 's',
      sendId: id,
      since: 0,
      lines: 1,
    })
    expect(await restoreDatabase({ backup, databaseFile: ledger.file, who, force: true })).toMatchObject({
      reason: 'in-use',
    })
    await sender.leave(true)
  })

  it.each([
    ['is missing', () => undefined],
    ['is no database', () => writeFileSync(backup, 'Dear diary, '.repeat(100))],
    ['is cut short', () => truncateSync(backup, 20_000)],
    ['is empty', () => writeFileSync(backup, '')],
  ])('from a file that %s changes nothing', async (what, spoil) => {
    await addDeliveries(ledger.database, await addSend(ledger.database), letters)
    if (what !== 'is missing') await backUp()
    spoil()
    expect(await restore(true)).toMatchObject({ ok: false, reason: 'backup' })
    expect(await statesIn(await reopened(), '2026-03')).toHaveLength(letters.length)
    expect(readdirSync(path.dirname(ledger.file)).filter((name) => /restor/.test(name))).toEqual([])
  })

  it('leaves the backup as it was, so that it can be used again', async () => {
    await addSend(ledger.database, { state: 'sending' })
    await backUp()
    const before = readFileSync(backup)
    expect(await restore()).toMatchObject({ ok: true })
    expect(readFileSync(backup).equals(before)).toBe(true)
    expect(await restoreDatabase({ backup, databaseFile: ledger.file, who, force: true })).toMatchObject({
      ok: true,
    })
  })

  it('of a plain copy takes the file’s time for its own, and says so', async () => {
    await addSend(ledger.database, { state: 'sending' })
    await ledger.database.close()
    copyFileSync(ledger.file, `${ledger.file}.copy`)
    const result = await restoreDatabase({
      backup: `${ledger.file}.copy`,
      databaseFile: ledger.file,
      who,
      force: true,
    })
    expect(result).toMatchObject({ ok: true, isDated: false, open: ['2026-03'] })
  })

  it('of a copy that a log lies beside takes what is in the log alone', async () => {
    const copy = path.join(ledger.folder, 'copy.db')
    const addressKey = 'ann@example.org'
    await suppress(ledger.database, { addressKey, scope: 'newsletter', reason: 'left', since: start })
    for (const end of ['', '-wal']) copyFileSync(`${ledger.file}${end}`, `${copy}${end}`)
    const log = readFileSync(`${copy}-wal`)
    expect(log.length).toBeGreaterThan(0)
    await ledger.database.close()
    for (const name of readdirSync(path.dirname(ledger.file))) rmSync(path.join(ledger.file, '..', name))
    expect(
      await restoreDatabase({ backup: copy, databaseFile: ledger.file, who, force: false }),
    ).toMatchObject({
      ok: true,
    })
    expect(await suppressionsOf(await reopened(), addressKey)).toMatchObject([{ reason: 'left' }])
    expect(readFileSync(`${copy}-wal`).equals(log)).toBe(true)
  })

  it('takes nothing of a log whose database is gone, and keeps that aside', async () => {
    await backUp()
    await addSend(ledger.database)
    const log = readFileSync(`${ledger.file}-wal`)
    await ledger.database.close()
    rmSync(ledger.file)
    writeFileSync(`${ledger.file}-wal`, log)
    const result = await restoreDatabase({ backup, databaseFile: ledger.file, who, force: false })
    expect(result).toMatchObject({ ok: true, aside: undefined })
    expect(await findSend(await reopened(), '2026-03')).toBeUndefined()
    const kept = readdirSync(path.dirname(ledger.file)).filter((name) => /before-restore-.*-wal$/.test(name))
    expect(kept.map((name) => readFileSync(path.join(ledger.file, '..', name)).equals(log))).toEqual([true])
  })
})

describe('reconciling', () => {
  let database: Database
  let sendId: number
  const officer = { by: 'Ann Example', at: start + 200_000 }

  async function restored(): Promise<void> {
    sendId = await addSend(ledger.database, { state: 'sending' })
    await addDeliveries(ledger.database, sendId, letters)
    await backUp()
    expect(await restore()).toMatchObject({ ok: true })
    database = await reopened()
  }
  /** As the send's letters have them; the plan hash is that of `addSend`. */
  const messageIdOf = createMessageIds('a1b2c3d4e5f60718', 'news@example.org')
  const fromRows = (rows: ProofRow[]): ReturnType<typeof resolveFromProof> =>
    resolveFromProof(database, sendId, {
      rows,
      who: officer,
      databaseFile: ledger.file,
    })

  it('from a proof settles those that it shows to be accepted, and no others', async () => {
    await restored()
    const result = await fromRows([
      { address: 'WAIT@example.org', state: 'accepted' },
      { address: 'later@example.org', state: 'refused' },
      { messageId: messageIdOf(4).slice(1, -1) },
      { address: 'nobody@example.org' },
      { address: 'done@example.org', state: 'accepted' },
    ])
    expect(result).toMatchObject({ ok: true, accepted: 2, others: 2 })
    expect(await statesIn(database, '2026-03')).toEqual([
      'accepted',
      'accepted',
      'uncertain',
      'accepted',
      'suppressed',
    ])
    expect(await findSend(database, '2026-03')).toMatchObject({ mustReconcile: true })
  })

  const address = 'wait@example.org'
  const elsewhere = createMessageIds('the plan of another issue', 'news@example.org')

  it('takes no row of another letter for one of these, whatever its address', async () => {
    await addDeliveries(
      ledger.database,
      await addSend(ledger.database, { issue: '2026-02', plan_hash: 'the plan of another issue' }),
      [{ address, state: 'accepted' }],
    )
    await restored()
    expect(
      await fromRows([
        { address, messageId: elsewhere(1), state: 'accepted' },
        { address, messageId: elsewhere(99) },
        { address, messageId: messageIdOf(2), state: 'accepted' },
      ]),
    ).toEqual({ ok: true, accepted: 0, others: 3, presumed: 0, strangers: 0 })
    // The id that a provider gave it says nothing; one of ours does, also where the sender is another by now.
    const moved = createMessageIds('a1b2c3d4e5f60718', 'news@guild.example')
    expect(
      await fromRows([
        { address, messageId: '<0100018c-5f@eu-west-1.amazonses.com>' },
        { messageId: moved(4) },
      ]),
    ).toMatchObject({ ok: true, accepted: 2, others: 0 })
  })

  it('takes no row that is of another issue, whoever planned that', async () => {
    await restored()
    const [issue, messageId] = ['2026-04', elsewhere(7)]
    expect(
      await fromRows([
        { address, issue },
        { address, issue, messageId },
        { address, issue, member: '2', messageId: '<0100018c-5f@eu-west-1.amazonses.com>' },
      ]),
    ).toEqual({ ok: true, accepted: 0, others: 3, presumed: 0, strangers: 3 })
  })

  it('takes rows of a plan that the ledger does not know by their address, and says where it had to presume', async () => {
    await restored()
    expect(
      await fromRows([
        { address, messageId: elsewhere(2) },
        { address: 'later@example.org', messageId: elsewhere(3), issue: '2026-03' },
        { messageId: elsewhere(4) },
      ]),
    ).toEqual({ ok: true, accepted: 2, others: 1, presumed: 1, strangers: 1 })
  })

  it('presumes nothing of a send that no restore has made uncertain', async () => {
    await restored()
    await database.run('UPDATE sends SET must_reconcile = 0')
    expect(await fromRows([{ address, messageId: elsewhere(2) }])).toMatchObject({
      accepted: 0,
      strangers: 1,
    })
    expect(await fromRows([{ address, messageId: elsewhere(2), issue: '2026-03' }])).toMatchObject({
      accepted: 1,
    })
  })

  it('is done when every letter has been decided on, and the send stays paused until it is resumed', async () => {
    await restored()
    await fromRows([{ address: 'wait@example.org' }])
    const input = { decision: 'resend', which: 'all', who: officer, databaseFile: ledger.file } as const
    expect(await resolveUncertain(database, sendId, input)).toEqual({ ok: true, resolved: 2 })
    expect(await findSend(database, '2026-03')).toMatchObject({ mustReconcile: false, state: 'paused' })
    expect(await statesIn(database, '2026-03')).toEqual([
      'accepted',
      'accepted',
      'waiting',
      'waiting',
      'suppressed',
    ])
  })

  it('is done at once where nothing had been left to send', async () => {
    sendId = await addSend(ledger.database, { state: 'paused' })
    await addDeliveries(ledger.database, sendId, letters.slice(0, 1))
    await backUp()
    expect(await restore()).toMatchObject({ ok: true })
    database = await reopened()
    const input = { decision: 'accept', which: 'all', who: officer, databaseFile: ledger.file } as const
    expect(await resolveUncertain(database, sendId, input)).toEqual({ ok: true, resolved: 0 })
    expect(await findSend(database, '2026-03')).toMatchObject({ mustReconcile: false })
  })

  it('can leave the rest uncertain', async () => {
    await restored()
    expect(await reconcileSend(database, sendId, { rest: 'uncertain', who: officer })).toEqual({
      ok: true,
      resolved: 0,
    })
    expect(await findSend(database, '2026-03')).toMatchObject({ mustReconcile: false, state: 'paused' })
    expect(await statesIn(database, '2026-03')).toEqual([
      'accepted',
      'uncertain',
      'uncertain',
      'uncertain',
      'suppressed',
    ])
    expect(await reconcileSend(database, sendId, { rest: 'uncertain', who: officer })).toMatchObject({
      ok: false,
    })
  })

  it('reads back the proof that was written before the loss', async () => {
    sendId = await addSend(ledger.database, { state: 'sending' })
    await addDeliveries(ledger.database, sendId, letters)
    await backUp()
    await ledger.database.run(`UPDATE deliveries SET state = 'accepted' WHERE state = 'waiting'`)
    let proof = '\uFEFF'
    await writeProofCsv(ledger.database, [sendId], {
      write: (text) => void (proof += text),
      messageIdOf: ({ id }) => `<${id}@x>`,
    })
    expect(await restore(true)).toMatchObject({ ok: true })
    database = await reopened()
    const rows = readProof(Readable.from([proof]))
    const result = await resolveFromProof(database, sendId, { rows, who: officer, databaseFile: ledger.file })
    expect(result).toEqual({ ok: true, accepted: 1, others: 1, presumed: 0, strangers: 0 })
  })

  it.each([
    ['no column that we know', 'name,town\na,b\n'],
    ['an open quote', 'email\n"a@example.org\n'],
  ])('says what is wrong with a proof that has %s', async (_, text) => {
    const read = async (): Promise<number> => {
      let count = 0
      for await (const row of readProof(Readable.from([text]))) count += row ? 1 : 0
      return count
    }
    await expect(read()).rejects.toMatchObject({ name: 'ProofFault' })
  })
})
