import { DatabaseSync } from 'node:sqlite'
import { problemOf, type ProblemKind } from './database-problem.ts'

/**
 * Folds the write-ahead log into the file, which only works while nobody else has the database open, so that the file
 * is whole by itself and can be put aside. Gives what was in the way: `locked` where somebody has it open. Where nothing
 * was, nobody else opens it before `meanwhile` is done.
 */
export function closeForGood(file: string, meanwhile: () => void = () => undefined): ProblemKind | undefined {
  let database: DatabaseSync | undefined
  try {
    try {
      database = new DatabaseSync(file, { timeout: 0 })
      // What is locked from now on stays so.
      database.exec('PRAGMA locking_mode = EXCLUSIVE')
      const row = database.prepare('PRAGMA journal_mode = DELETE').get() as { journal_mode: string }
      if (row.journal_mode !== 'delete') return 'locked'
      database.exec('BEGIN EXCLUSIVE')
    } catch (error) {
      return problemOf(error).kind
    }
    meanwhile()
    return undefined
  } finally {
    database?.close()
  }
}
