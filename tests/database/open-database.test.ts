import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DatabaseProblem, openDatabase, type Database, type Procedure } from '../../src/database/index.ts'
import { addAndThrow, addLimits } from './procedures.ts'

let folder: string
let file: string
const open: Database[] = []

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tidings-database-'))
  file = path.join(folder, 'data', 'tidings.db')
})

afterEach(async () => {
  for (const database of open.splice(0)) await database.close()
  rmSync(folder, { recursive: true })
})

async function openedWith(options: Parameters<typeof openDatabase>[1] = {}): Promise<Database> {
  const database = await openDatabase(file, options)
  open.push(database)
  return database
}

const limit = `INSERT INTO limits (key, period, count) VALUES (?, 1, 1)`
const count = async (database: Database): Promise<number> =>
  Number((await database.get<{ count: number }>('SELECT count(*) AS count FROM limits'))?.count)
const proceduresModule = new URL('procedures.ts', import.meta.url).href
const kindOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'fine',
    (error: unknown) => (error instanceof DatabaseProblem ? error.kind : error),
  )

const procedures = { addLimits, addAndThrow }
const procedure = (name: keyof typeof procedures): Procedure<{ keys: string[] }, Set<string>> => ({
  module: proceduresModule,
  name,
  work: procedures[name],
})

describe.each([false, true])('a database (thread of its own: %s)', (ownThread) => {
  const opened = (options: Parameters<typeof openDatabase>[1] = {}): Promise<Database> =>
    openedWith({ ownThread, ...options })

  it('is made with its schema and its folder, and found again', async () => {
    const database = await opened()
    await database.run(limit, 'a')
    await database.close()
    open.splice(0)
    expect(await count(await opened({ create: false }))).toBe(1)
  })

  it.each([
    [0o022, 0o600],
    [0o002, 0o660],
    [0o077, 0o600],
  ])('is nobody else’s to read, and its group’s only to work on (umask %i)', async (umask, mode) => {
    const before = process.umask(umask)
    try {
      await (await opened()).run(limit, 'a')
    } finally {
      process.umask(before)
    }
    for (const name of [file, `${file}-wal`]) expect(statSync(name).mode & 0o777).toBe(mode)
  })

  it('is not made where that is not wanted', async () => {
    expect(await kindOf(opened({ create: false }))).toBe('other')
  })

  it('commits durably, and lets others read meanwhile', async () => {
    await opened()
    const plain = new DatabaseSync(file)
    expect(plain.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    plain.close()
  })

  it('does all of a transaction or nothing', async () => {
    const database = await opened()
    const failing = database.transaction(async (queries) => {
      await queries.run(limit, 'a')
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await count(database)).toBe(0)
    await database.run(limit, 'b')
    expect(await count(database)).toBe(1)
  })

  it('shows others nothing of a transaction that is under way', async () => {
    const database = await opened()
    await database.transaction(async (queries) => {
      await queries.run(limit, 'a')
      expect(await count(database)).toBe(0)
    })
    expect(await count(database)).toBe(1)
  })

  it('does transactions one after another, in one process and in two', async () => {
    const [one, other] = [await opened(), await opened()]
    const add = (database: Database): Promise<void> =>
      database.transaction(async (queries) => {
        const row = await queries.get<{ count: number }>('SELECT count FROM limits WHERE key = ?', 'a')
        await new Promise((resolve) => setTimeout(resolve, 2))
        if (row) await queries.run('UPDATE limits SET count = ? WHERE key = ?', row.count + 1, 'a')
        else await queries.run(limit, 'a')
      })
    await Promise.all(Array.from({ length: 20 }, (_, index) => add(index % 2 ? one : other)))
    expect(await one.get('SELECT count FROM limits')).toEqual({ count: 20 })
  })

  it('says that it is locked when it waited long enough', async () => {
    const [patient, other] = [await opened({ waitMs: 100 }), await opened()]
    let kind: unknown
    await other.transaction(async () => {
      kind = await kindOf(patient.run(limit, 'a'))
    })
    expect(kind).toBe('locked')
    await patient.run(limit, 'a')
  })

  it('says that a row breaks a rule', async () => {
    const database = await opened()
    await database.run(limit, 'a')
    expect(await kindOf(database.run(limit, 'a'))).toBe('constraint')
  })

  it('copies itself while it is written to', async () => {
    const database = await opened()
    await database.run(limit, 'a')
    const copy = path.join(folder, 'copy.db')
    await database.backup(copy)
    await database.run(limit, 'b')
    file = copy
    expect(await count(await opened({ create: false }))).toBe(1)
    expect(await kindOf(database.backup(copy))).toBe('other')
  })

  it('copies itself also while another process never stops writing', async () => {
    const [database, other] = [await opened(), await opened()]
    const rows = Array.from({ length: 5000 }, (_, index) => [`a key that fills pages ${index}`.padEnd(400)])
    await database.runMany(limit, rows)
    let isCopied = false
    const copying = database.backup(path.join(folder, 'copy.db')).finally(() => (isCopied = true))
    for (let written = 0; written < 2000 && !isCopied; written += 1) {
      await other.run(limit, `${written}`)
      await nextTurn()
    }
    expect(isCopied).toBe(true)
    await copying
  })

  it('runs a procedure as one transaction, begun again where another process is in the way', async () => {
    const database = await opened()
    expect(await database.call(procedure('addLimits'), { keys: ['a', 'b'] })).toEqual(new Set(['a', 'b']))
    const other = new DatabaseSync(file)
    other.exec('BEGIN IMMEDIATE')
    const called = database.call(procedure('addLimits'), { keys: ['c'] })
    await sleep(100)
    other.exec('COMMIT')
    other.close()
    expect(await called).toEqual(new Set(['c']))
    expect(await count(database)).toBe(3)
  })

  it('takes a procedure back that fails, and says whether the database or we were wrong', async () => {
    const database = await opened()
    expect(await kindOf(database.call(procedure('addLimits'), { keys: ['a', 'a'] }))).toBe('constraint')
    const mistake = await kindOf(database.call(procedure('addAndThrow'), { keys: ['b'] }))
    expect(mistake).toBeInstanceOf(TypeError)
    expect(await count(database)).toBe(0)
    await database.run(limit, 'c')
    expect(await count(database)).toBe(1)
  })

  it('commits nothing more once its file was moved, replaced or removed, until it is back', async () => {
    const database = await opened()
    await database.run(limit, 'a')
    expect(database.isInPlace()).toBe(true)
    const elsewhere = `${file}.moved`
    renameSync(file, elsewhere)
    expect([database.isInPlace(), await kindOf(database.run(limit, 'b'))]).toEqual([false, 'moved'])
    copyFileSync(elsewhere, file)
    expect(await kindOf(database.call(procedure('addLimits'), { keys: ['c'] }))).toBe('moved')
    renameSync(elsewhere, file)
    expect(database.isInPlace()).toBe(true)
    await database.run(limit, 'd')
    expect(await count(database)).toBe(2)
  })

  it('finds itself healthy', async () => {
    expect(await (await opened()).check()).toEqual([])
  })
})

describe.each([false, true])('a file that is not fit (thread of its own: %s)', (ownThread) => {
  const opened = (options: Parameters<typeof openDatabase>[1] = {}): Promise<Database> =>
    openedWith({ ownThread, ...options })

  it('of a newer version is refused, and left as it is', async () => {
    await (await openDatabase(file)).close()
    const raw = new DatabaseSync(file)
    raw.exec('PRAGMA user_version = 999')
    raw.close()
    const before = readFileSync(file)
    expect(await kindOf(opened())).toBe('newer')
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('that is no database is refused, and left as it is', async () => {
    file = path.join(folder, 'notes.db')
    writeFileSync(file, 'Dear diary, '.repeat(100))
    expect(await kindOf(opened())).toBe('damaged')
    expect(readFileSync(file, 'utf8')).toContain('Dear diary')
  })

  it.each([
    ['is gone', () => rmSync(file)],
    ['is empty', () => truncateSync(file, 0)],
  ])('that %s while its log is there is refused, and the log is kept', async (_, spoil) => {
    const log = `${file}-wal`
    const database = await openDatabase(file)
    await database.run(limit, 'a')
    const kept = readFileSync(log)
    await database.close()
    spoil()
    writeFileSync(log, kept)
    expect(await kindOf(opened())).toBe('moved')
    expect(readFileSync(log).equals(kept)).toBe(true)
  })

  it('of another program is refused', async () => {
    file = path.join(folder, 'other.db')
    const raw = new DatabaseSync(file)
    raw.exec('CREATE TABLE recipes (name TEXT)')
    raw.close()
    expect(await kindOf(opened())).toBe('damaged')
  })

  it('that was cut short is refused or found damaged', async () => {
    const database = await openDatabase(file)
    await database.runMany(
      limit,
      Array.from({ length: 5000 }, (_, index) => [`key ${index}`]),
    )
    await database.close()
    const short = path.join(folder, 'short.db')
    copyFileSync(file, short)
    truncateSync(short, 20_000)
    file = short
    const result = await opened().then(
      (one) => one.check(),
      (error: unknown) => [String(error)],
    )
    expect(result.length).toBeGreaterThan(0)
  })

  it('on a disk with no room says so and keeps what was committed', async () => {
    const database = await opened()
    await database.run(limit, 'a')
    await database.close()
    open.splice(0)
    const script = `
      import { openDatabase } from ${JSON.stringify(path.resolve('src/database/index.ts'))}
      const database = await openDatabase(${JSON.stringify(file)}, { ownThread: ${ownThread} })
      const rows = Array.from({ length: 20000 }, (_, index) => ['a key that is long enough to fill pages ' + index])
      await database.runMany(${JSON.stringify(limit)}, rows).catch((error) => console.log(error.kind))
    `
    const program = path.join(folder, 'fill.mjs')
    writeFileSync(program, script)
    // A limit on the size of files does to SQLite what a full disk does.
    const limited = spawnSync(
      'bash',
      ['-c', `ulimit -f 400; trap '' XFSZ; exec "$0" "$1"`, process.execPath, program],
      {
        encoding: 'utf8',
      },
    )
    expect(limited.stdout.trim()).toBe('disk')
    expect(await count(await opened())).toBe(1)
  })
})
