import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { problemOf } from './database-problem.ts'
import { makePrivate } from './make-private.ts'

/** A lock that is held; the system takes it back when the process ends, however it ends. */
export interface HeldLock {
  release: () => void
}

/**
 * Takes the lock that a file stands for, or gives nothing where a living process holds it. The lock is a database's
 * file lock, so it needs no clock and no process numbers, and cannot be left behind.
 */
export function holdLock(file: string): HeldLock | undefined {
  let database: DatabaseSync | undefined
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    if (!existsSync(file)) makePrivate(file)
    database = new DatabaseSync(file, { timeout: 0 })
    database.exec('BEGIN EXCLUSIVE')
    const held = database
    return { release: () => held.close() }
  } catch (error) {
    database?.close()
    const problem = problemOf(error)
    if (problem.kind === 'locked') return undefined
    throw problem
  }
}
