import path from 'node:path'
import { openDatabase, type Database } from '../../../src/database/index.ts'
import { backupDatabase } from '../../../src/delivery/restore/backup-database.ts'
import {
  restoreDatabase,
  type Restored,
  type RestoreInput,
  type RestoreResult,
} from '../../../src/delivery/restore/restore-database.ts'
import { addMember, normaliseAddress } from '../../../src/members/index.ts'
import type { Member } from '../../../src/model/member.ts'
import { makeLedger, start } from '../report/filled-ledger.ts'

/** A database of which backups are taken and restored, as processes of their own do it. */
export interface Restoring {
  /** The database as it is now. */
  database: () => Database
  file: string
  add: (address: string, at?: number) => Promise<Member>
  backUp: (name?: string, at?: number) => Promise<void>
  /** Where that put the backup. */
  backupFile: (name?: string) => string
  restore: (name?: string, input?: Partial<RestoreInput>) => Promise<RestoreResult>
  /** The same, where it must do it. */
  restored: (name?: string, input?: Partial<RestoreInput>) => Promise<Restored>
  remove: () => Promise<void>
}

export async function makeRestoring(): Promise<Restoring> {
  const ledger = await makeLedger()
  let { database } = ledger
  const fileOf = (name = 'one'): string => path.join(ledger.folder, 'backups', `${name}.db`)
  const restore: Restoring['restore'] = async (name, input = {}) => {
    await database.close().catch(() => undefined)
    const who = { by: 'Ben Example', at: start + 99_000 }
    const options = { backup: fileOf(name), databaseFile: ledger.file, who, force: true }
    const result = await restoreDatabase({ ...options, ...input })
    database = await openDatabase(ledger.file, { create: false })
    return result
  }
  return {
    database: () => database,
    file: ledger.file,
    add: async (text, at = start) => {
      const address = normaliseAddress(text)
      if ('fault' in address) throw new Error(address.message)
      const member = await addMember(database, { address }, { keys: undefined, now: at })
      if ('fault' in member) throw new Error(member.fault)
      return member
    },
    backupFile: fileOf,
    backUp: async (name, at = start) => {
      const result = await backupDatabase(database, fileOf(name), { by: 'Ann Example', at })
      if (!result.ok) throw new Error(result.message)
    },
    restore,
    restored: async (name, input) => {
      const result = await restore(name, input)
      if (!result.ok) throw new Error(result.message)
      return result
    },
    remove: async () => {
      await database.close().catch(() => undefined)
      await ledger.remove().catch(() => undefined)
    },
  }
}
