import type { Connection } from './connection.ts'
import { DatabaseProblem } from './database-problem.ts'
import { rosterAndLedger } from './migrations/001-roster-and-ledger.ts'
import { signIn } from './migrations/002-sign-in.ts'
import { earlierAddresses } from './migrations/003-earlier-addresses.ts'

/** In order; a released one never changes. The number of those done is the file's `user_version`. */
const migrations: readonly string[] = [rosterAndLedger, signIn, earlierAddresses]

/** Tells our files from other SQLite databases: the letters TIDE. */
const applicationId = 0x54494445

/** Brings a file's schema up to date, all of it or nothing. */
export function migrate(connection: Connection): void {
  if (pragma(connection, 'user_version') === migrations.length) return checkOwner(connection)
  connection.exec('BEGIN IMMEDIATE')
  try {
    // Another process may have done it while we waited.
    const done = pragma(connection, 'user_version')
    if (done > 0 || !isEmpty(connection)) checkOwner(connection)
    if (done > migrations.length) throw newer(done)
    for (const sql of migrations.slice(done)) connection.exec(sql)
    connection.exec(`PRAGMA application_id = ${applicationId}`)
    connection.exec(`PRAGMA user_version = ${migrations.length}`)
    connection.exec('COMMIT')
  } catch (error) {
    if (connection.raw.isTransaction) connection.exec('ROLLBACK')
    throw error
  }
}

function newer(version: number): DatabaseProblem {
  return new DatabaseProblem(
    'newer',
    `the database has version ${version} and this program knows ${migrations.length}: use the newer program`,
  )
}

function checkOwner(connection: Connection): void {
  if (pragma(connection, 'application_id') === applicationId) return
  throw new DatabaseProblem('damaged', 'the file is a database of another program')
}

function isEmpty(connection: Connection): boolean {
  return connection.raw.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined
}

function pragma(connection: Connection, name: string): number {
  return Number(Object.values(connection.raw.prepare(`PRAGMA ${name}`).get() ?? {})[0] ?? 0)
}
