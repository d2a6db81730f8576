import { connect } from './connection.ts'
import type { Procedure, Queries } from './database.ts'
import { DatabaseProblem } from './database-problem.ts'
import { watchPlace } from './file-place.ts'
import { migrate } from './migrate.ts'

/** The one connection that writes, in this thread or in one of its own. */
export interface Writer {
  queries: Queries
  /** BEGIN, COMMIT. */
  exec: (sql: string) => Promise<void>
  /** Takes a transaction back, if there still is one: some failures have ended it. */
  rollback: () => Promise<void>
  /** A whole transaction: BEGIN, the procedure's work, COMMIT. */
  call: <Input, Output>(procedure: Procedure<Input, Output>, input: Input) => Promise<Output>
  close: () => Promise<void>
}

/** A statement blocks its thread for no longer than this; then it is tried again, and other work goes on between. */
export const blockMs = 50

/** Opens the file for writing and brings its schema up to date. */
export function openWriter(file: string): Writer {
  const isInPlace = watchPlace(file)
  const connection = connect(file, { readOnly: false, timeoutMs: blockMs })
  try {
    // FULL: a commit is on the disk when it returns. The write-ahead log lets others read meanwhile.
    connection.exec('PRAGMA journal_mode = WAL')
    connection.exec('PRAGMA synchronous = FULL')
    connection.exec('PRAGMA foreign_keys = ON')
    connection.exec('PRAGMA temp_store = FILE')
    // Whoever is forgotten is gone from the file too: what is deleted is overwritten.
    connection.exec('PRAGMA secure_delete = ON')
    migrate(connection)
  } catch (error) {
    connection.close()
    throw error
  }
  const writer: Writer = {
    queries: connection.queries,
    exec: async (sql) => {
      if (sql === commit && !isInPlace()) throw moved(file)
      connection.exec(sql)
    },
    rollback: async () => {
      if (connection.raw.isTransaction) connection.exec('ROLLBACK')
    },
    call: async ({ work }, input) => {
      await writer.exec(begin)
      return commitOrTakeBack(writer, () => work(writer.queries, input))
    },
    close: async () => connection.close(),
  }
  return writer
}

/** Begins a transaction that writes, or fails at once as locked. */
export const begin = 'BEGIN IMMEDIATE'

const commit = 'COMMIT'

function moved(file: string): DatabaseProblem {
  return new DatabaseProblem('moved', `${file} was moved, replaced or removed while it was open`)
}

/** Does the work of a transaction that has begun, and ends it. */
export async function commitOrTakeBack<T>(
  writer: Pick<Writer, 'exec' | 'rollback'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    const result = await work()
    await writer.exec(commit)
    return result
  } catch (error) {
    await writer.rollback()
    throw error
  }
}
