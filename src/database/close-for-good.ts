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
      if (modeOf(database, ' = DELETE') !== 'delete') return 'locked'
      database.exec('BEGIN EXCLUSIVE')
      // Somebody may have opened it in between, and with a log nobody is shut out.
      if (modeOf(database) !== 'delete') return 'locked'
    } catch (error) {
      return problemOf(error).kind
    }
    meanwhile()
    return undefined
  } finally {
    database?.close()
  }
}

function modeOf(database: DatabaseSync, change = ''): string {
  const row = database.prepare(`PRAGMA journal_mode${change}`).get() as { journal_mode: string }
  return row.journal_mode
}
