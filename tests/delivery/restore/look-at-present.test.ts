import { closeSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  closeForGood,
  openDatabase,
  type Database,
  type DatabaseProblem,
} from '../../../src/database/index.ts'
import { forgetPerson } from '../../../src/delivery/forget-person.ts'
import { backupDatabase } from '../../../src/delivery/restore/backup-database.ts'
import { restoreDatabase } from '../../../src/delivery/restore/restore-database.ts'
import { findMember, suppress, suppressionsOf } from '../../../src/members/index.ts'
import { makeFolder } from '../../made-folders.ts'
import { keysOf } from '../../members/roster-fixture.ts'
import { start } from '../report/filled-ledger.ts'
import { makeRestoring, type Restoring } from './restoring.ts'

let office: Restoring
const keys = keysOf('k')

beforeEach(async () => {
  office = await makeRestoring()
})
afterEach(() => office.remove())

/** Breaks one table's first page, as a bad disk does, in a database that nobody has open. */
async function breakTable(name: string): Promise<void> {
  const database = office.database()
  const { page, size } = (await database.get<{ page: number; size: number }>(
    `SELECT rootpage AS page, (SELECT page_size FROM pragma_page_size) AS size FROM sqlite_schema WHERE name = ?`,
    name,
  ))!
  await database.close()
  closeForGood(office.file)
  const handle = openSync(office.file, 'r+')
  writeSync(handle, Buffer.alloc(size, 0xee), 0, size, (page - 1) * size)
  closeSync(handle)
}

async function leave(addressKey: string): Promise<void> {
  await suppress(office.database(), { addressKey, scope: 'newsletter', reason: 'left', since: start })
}

describe('an id that was given since the backup', () => {
  it('is never given to somebody else', async () => {
    await office.add('ann@example.org')
    await office.backUp()
    const xena = await office.add('xena@example.org')
    await office.restored()
    expect((await office.add('yves@example.org')).id).toBeGreaterThan(xena.id)
  })

  it('is not given where the backup had no member yet', async () => {
    await office.backUp()
    const ann = await office.add('ann@example.org')
    await office.restored()
    expect((await office.add('bob@example.org')).id).toBeGreaterThan(ann.id)
  })

  it('is not given after the restore of an older and then of a newer backup', async () => {
    await office.backUp('older')
    const ann = await office.add('ann@example.org')
    await office.backUp('newer')
    await office.restored('older')
    const bob = await office.add('bob@example.org')
    await office.restored('newer')
    const cleo = await office.add('cleo@example.org')
    expect(new Set([ann.id, bob.id, cleo.id]).size).toBe(3)
  })

  it.each([
    ['is missing', (file: string) => rmSync(file)],
    ['is no database any more', (file: string) => writeFileSync(file, 'no database at all')],
  ])('is not given where the database %s, and not after a second such restore', async (_, spoil) => {
    await office.add('ann@example.org')
    await office.backUp()
    const ids: number[] = []
    for (const address of ['xena@example.org', 'yves@example.org', 'zoe@example.org']) {
      ids.push((await office.add(address)).id)
      await office.database().close()
      spoil(office.file)
      await office.restored()
    }
    expect(new Set(ids).size).toBe(3)
    expect(Math.max(...ids)).toBeLessThan(2 ** 42)
  })

  it('is not given where the database is damaged in places', async () => {
    await office.backUp()
    const ann = await office.add('ann@example.org')
    await breakTable('preferences')
    expect(await office.restored()).toMatchObject({ carried: undefined })
    expect((await office.add('bob@example.org')).id).toBeGreaterThan(ann.id + 2 ** 29)
  })
})

describe('of a database that is damaged in places', () => {
  it('who left is taken over as far as it can be read, and it is not said to be all', async () => {
    await office.add('ann@example.org')
    await office.backUp()
    await leave('ann@example.org')
    await breakTable('members')
    expect(await office.restored()).toMatchObject({ carried: undefined })
    expect(await suppressionsOf(office.database(), 'ann@example.org')).toMatchObject([{ reason: 'left' }])
  })

  it('who was forgotten is known by the hash alone', async () => {
    const ann = await office.add('ann@example.org')
    await office.backUp()
    await office.database().transaction((queries) => forgetPerson(queries, keys, ann, start))
    await breakTable('members')
    expect(await office.restored('one', { keys })).toMatchObject({ carried: undefined, forgotten: 1 })
    expect(await findMember(office.database(), { id: ann.id })).toBeUndefined()
  })

  it('who left is taken over where the sends cannot be read', async () => {
    await office.backUp()
    await leave('ann@example.org')
    await breakTable('sends')
    expect(await office.restored()).toMatchObject({ carried: undefined })
    expect(await suppressionsOf(office.database(), 'ann@example.org')).toHaveLength(1)
  })

  it('nothing is taken where the suppressions cannot be read, and the restore is done', async () => {
    await office.add('ann@example.org')
    await office.backUp()
    await leave('ann@example.org')
    await breakTable('suppressions')
    expect(await office.restored()).toMatchObject({ carried: undefined, forgotten: 0 })
    expect(await findMember(office.database(), { address: 'ann@example.org' })).toBeDefined()
  })
})

describe('a log beside a database that is damaged', () => {
  it('is kept aside with it, and not taken for the log of the restored one', async () => {
    await office.backUp()
    await office.database().close()
    closeForGood(office.file)
    const before = await openDatabase(office.file)
    await before.run(`INSERT INTO limits (key, period, count) VALUES ('a', 1, 1)`)
    const log = readFileSync(`${office.file}-wal`)
    await before.close()
    // As a kill leaves it, with a file that has lost what it was.
    writeFileSync(office.file, 'no database at all')
    writeFileSync(`${office.file}-wal`, log)
    const { aside } = await office.restored()
    expect(readFileSync(`${aside}-wal`).equals(log)).toBe(true)
    expect(await office.database().all('SELECT * FROM limits')).toEqual([])
    expect(await office.database().check()).toEqual([])
  })
})

describe('a backup of a database that is damaged', () => {
  it('is refused, and leaves no file', async () => {
    await office.add('ann@example.org')
    await breakTable('sessions_of_member')
    const database = await openDatabase(office.file)
    const folder = makeFolder()
    const file = path.join(folder, 'copy.db')
    expect(await backupDatabase(database, file, { by: 'Ann Example', at: start })).toMatchObject({
      ok: false,
      reason: 'damaged',
    })
    expect(readdirSync(folder)).toEqual([])
    await database.close()
  })
})

describe('a database that only a newer program can read', () => {
  const versionOf = (file: string): number => {
    const raw = new DatabaseSync(file)
    const { user_version: version } = raw.prepare('PRAGMA user_version').get() as { user_version: number }
    raw.close()
    return version
  }
  const setVersion = (version: number): void => {
    const raw = new DatabaseSync(office.file)
    raw.exec(`PRAGMA user_version = ${version}`)
    raw.close()
  }

  it('is not replaced unless that is wanted, for it knows who left', async () => {
    await office.add('ann@example.org')
    await office.backUp()
    await leave('ann@example.org')
    await office.database().close()
    const version = versionOf(office.file)
    setVersion(version + 1)
    const options = { backup: office.backupFile(), databaseFile: office.file, who: { by: 'Ben', at: start } }
    const refused = await restoreDatabase({ ...options, force: false })
    expect(refused).toMatchObject({ ok: false, reason: 'newer' })
    expect(refused).toHaveProperty('message', expect.stringContaining('use the newer program'))
    setVersion(version)
    expect(await restoreDatabase({ ...options, force: false })).toMatchObject({
      carried: { suppressions: 1 },
    })
    setVersion(version + 1)
    expect(await restoreDatabase({ ...options, force: true })).toMatchObject({ ok: true, carried: undefined })
  })
})

describe('while a backup is restored', () => {
  const other = async (file: string, work: (database: Database) => Promise<unknown>): Promise<unknown> => {
    const database = await openDatabase(file, { create: false, waitMs: 50 })
    try {
      return await work(database).catch((error: unknown) => (error as DatabaseProblem).kind)
    } finally {
      await database.close()
    }
  }

  it('nobody is told that they have left and is forgotten', async () => {
    await office.add('ann@example.org')
    await office.backUp()
    let answer: unknown
    const prepare = async (): Promise<void> => {
      const leaving = {
        addressKey: 'ann@example.org',
        scope: 'newsletter',
        reason: 'left',
        since: start,
      } as const
      answer = await other(office.file, (database) => suppress(database, leaving))
    }
    expect((await office.restored('one', { prepare })).carried).toEqual({ suppressions: 0, choices: 0 })
    expect(answer).toBe('locked')
  })

  it('nothing takes the place of the database where the copy is not whole', async () => {
    await office.add('ann@example.org')
    await office.backUp()
    await office.add('bob@example.org')
    let opened: Database | undefined
    const prepare = async (): Promise<void> => {
      opened = await openDatabase(`${office.file}.restoring`, { create: false })
    }
    // Its log cannot be folded in, as on a full disk.
    await expect(office.restore('one', { prepare })).rejects.toThrow('could not be closed')
    await opened?.close()
    const present = await openDatabase(office.file, { create: false })
    expect(await findMember(present, { address: 'bob@example.org' })).toBeDefined()
    await present.close()
  })
})
