import { statSync } from 'node:fs'
import { DatabaseProblem } from './database-problem.ts'

/** The write-ahead log that SQLite keeps beside a database: what was committed last may be in it alone. */
export function logOf(file: string): string {
  return `${file}-wal`
}

/**
 * Throws where a log has lost its database, or that is empty. SQLite would delete the log and begin an empty roster, of
 * which nobody has left.
 */
export function refuseLogLeftAlone(file: string): void {
  // The log first: whoever makes a database at this moment has written to the file before.
  if (sizeOf(logOf(file)) === 0 || sizeOf(file) > 0) return
  throw new DatabaseProblem('moved', `there is no database at ${file}, but its log ${logOf(file)}`)
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
