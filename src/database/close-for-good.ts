import { DatabaseSync } from 'node:sqlite'
import { problemOf, type ProblemKind } from './database-problem.ts'

/**
 * Folds the write-ahead log into the file, which only works while nobody else has the database open, so that the file
 * is whole by itself and can be put aside. Gives what was in the way: `locked` where somebody has it open.
 */
export function closeForGood(file: string): ProblemKind | undefined {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file, { timeout: 0 })
    const row = database.prepare('PRAGMA journal_mode = DELETE').get() as { journal_mode: string }
    return row.journal_mode === 'delete' ? undefined : 'locked'
  } catch (error) {
    return problemOf(error).kind
  } finally {
    database?.close()
  }
}
