import { connect } from './connection.ts'
import type { Queries } from './database.ts'
import { migrate } from './migrate.ts'

/** The one connection that writes, in this thread or in one of its own. */
export interface Writer {
  queries: Queries
  /** BEGIN, COMMIT. */
  exec: (sql: string) => Promise<void>
  /** Takes a transaction back, if there still is one: some failures have ended it. */
  rollback: () => Promise<void>
  close: () => Promise<void>
}

/** A statement blocks its thread for no longer than this; then it is tried again, and other work goes on between. */
export const blockMs = 50

/** Opens the file for writing and brings its schema up to date. */
export function openWriter(file: string): Writer {
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
  return {
    queries: connection.queries,
    exec: async (sql) => connection.exec(sql),
    rollback: async () => {
      if (connection.raw.isTransaction) connection.exec('ROLLBACK')
    },
    close: async () => connection.close(),
  }
}
