import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, statSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DatabaseProblem, problemOf } from './database-problem.ts'
import { giveLike } from './make-private.ts'

/** A lock that is held; the system takes it back when the process ends, however it ends. */
export interface HeldLock {
  release: () => void
}

/**
 * Takes the lock that a file stands for, or gives nothing where a living process holds it. The lock is a database's
 * file lock, so it needs no clock and no process numbers, and cannot be left behind. Whoever may work with the database
 * `like` may also take the lock.
 */
export function holdLock(file: string, like: string): HeldLock | undefined {
  let database: DatabaseSync | undefined
  try {
    if (!existsSync(file)) makeLock(file, like)
    database = new DatabaseSync(file, { timeout: 0 })
    database.exec('BEGIN EXCLUSIVE')
    const held = database
    return { release: () => held.close() }
  } catch (error) {
    database?.close()
    const problem = problemOf(error)
    if (problem.kind === 'locked') return undefined
    throw mayUse(file) ? problem : anothersLock(file, problem)
  }
}

/** Makes the file, and its folder where there is none, for the users of the database, whatever the umask says. */
function makeLock(file: string, like: string): void {
  const folder = path.dirname(file)
  const isNewFolder = mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined
  const users = existsSync(like) ? statSync(like) : undefined
  if (users && (isNewFolder || process.geteuid?.() === 0)) {
    const write = users.mode & 0o222
    // Who may write may also read and enter; a folder that hands on its group goes on doing so.
    giveLike(folder, users, (write << 1) | write | (write >> 1) | (statSync(folder).mode & 0o2000))
  }
  closeSync(openSync(file, 'a', 0o600))
  if (users) giveLike(file, users, users.mode & 0o666)
}

function mayUse(file: string): boolean {
  try {
    accessSync(existsSync(file) ? file : path.dirname(file), constants.R_OK | constants.W_OK)
    return true
  } catch {
    return false
  }
}

function anothersLock(file: string, cause: DatabaseProblem): DatabaseProblem {
  return new DatabaseProblem(
    'read-only',
    `the lock ${file} of a sender, which may run under another user, cannot be opened`,
    { cause },
  )
}
