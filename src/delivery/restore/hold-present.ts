import { existsSync } from 'node:fs'
import { DatabaseProblem, openDatabase, type Database } from '../../database/index.ts'
import { heldByAnother, type Refusal } from './look-at-present.ts'
import type { RestoreInput } from './restore-database.ts'

/** The database of before, into which nobody else writes until it is let go. */
export interface HeldPresent {
  /** Nothing where there is none, or none that can be read. */
  database: Database | undefined
  letGo: () => Promise<void>
}

/**
 * Opens the database of before and keeps others from writing: whoever leaves while a backup is restored would be told
 * so, and be forgotten.
 */
export async function holdPresent({
  databaseFile,
  force,
}: Pick<RestoreInput, 'databaseFile' | 'force'>): Promise<HeldPresent | Refusal> {
  const nothing: HeldPresent = { database: undefined, letGo: async () => undefined }
  if (!existsSync(databaseFile)) return nothing
  let database: Database | undefined
  try {
    database = await openDatabase(databaseFile, { create: false, waitMs: 1000 })
    const release = await holdWriters(database)
    const held = database
    return {
      database: held,
      letGo: async () => {
        await release()
        await held.close()
      },
    }
  } catch (error) {
    await database?.close()
    return whyUnread(error, force) ?? nothing
  }
}

/** Begins a transaction that writes nothing; gives what ends it. One that cannot be written needs none. */
async function holdWriters(database: Database): Promise<() => Promise<void>> {
  const begun = Promise.withResolvers<void>()
  const end = Promise.withResolvers<void>()
  const done = database.transaction(async () => {
    begun.resolve()
    await end.promise
  })
  done.catch(begun.reject)
  try {
    await begun.promise
  } catch (error) {
    if (!(error instanceof DatabaseProblem) || error.kind !== 'read-only') throw error
  }
  return async () => {
    end.resolve()
    // Whatever became of it: there was nothing to write.
    await done.catch(() => undefined)
  }
}

/**
 * Why one that does not open may not be replaced: it knows who left, but a newer program made it, or another user's. Only
 * one that is damaged, or gone but for its log, can tell nobody anything.
 */
function whyUnread(error: unknown, force: boolean): Refusal | undefined {
  if (!(error instanceof DatabaseProblem)) throw error
  if (error.kind === 'locked') return { reason: 'in-use', message: heldByAnother }
  if (['damaged', 'moved'].includes(error.kind) || force) return undefined
  const message = `Unexpected database that cannot be read (${error.message}), expected to see who left, and what was sent, since the backup`
  return { reason: 'newer', message }
}
