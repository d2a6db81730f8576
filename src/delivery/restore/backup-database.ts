import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { DatabaseProblem, closeForGood, openDatabase, type Database } from '../../database/index.ts'
import type { Who } from '../control-send.ts'

export type BackupResult =
  | { ok: true; file: string; members: number; sends: number }
  | { ok: false; reason: 'file' | 'damaged'; message: string }

/**
 * Copies the database, as it is at one moment, to a new file: written beside it, looked through for damage, made
 * durable, and only then given its name. The copy knows when it was taken. A send may go on meanwhile.
 */
export async function backupDatabase(
  database: Database,
  file: string,
  { by, at }: Who,
): Promise<BackupResult> {
  if (existsSync(file))
    return { ok: false, reason: 'file', message: `Unexpected file at ${file}, expected a name that is free` }
  mkdirSync(path.dirname(file), { recursive: true })
  const partial = `${file}.partial`
  rmSync(partial, { force: true })
  try {
    await database.run('INSERT INTO backups (made_at, made_by) VALUES (?, ?)', at, by)
    const trouble = await copyTo(database, partial)
    if (trouble !== undefined) return { ok: false, reason: 'file', message: trouble }
    const counts = await lookThrough(partial)
    if ('message' in counts) return { ok: false, reason: 'damaged', ...counts }
    makeDurable(partial)
    renameSync(partial, file)
    syncFolder(path.dirname(file))
    return { ok: true, file, ...counts }
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${partial}${end}`, { force: true })
  }
}

async function copyTo(database: Database, file: string): Promise<string | undefined> {
  try {
    await database.backup(file)
    return undefined
  } catch (error) {
    if (!(error instanceof DatabaseProblem)) throw error
    return `Unexpected trouble with the copy (${error.message}), expected to write it`
  }
}

async function lookThrough(file: string): Promise<{ members: number; sends: number } | { message: string }> {
  const copy = await openDatabase(file, { create: false })
  let counts: { members: number; sends: number } | undefined
  try {
    const findings = await copy.check()
    if (findings.length > 0)
      return {
        message: `Unexpected damage in the copy (${findings[0]}), expected none: the database may be damaged too`,
      }
    counts = await copy.get<{ members: number; sends: number }>(
      'SELECT (SELECT count(*) FROM members) AS members, (SELECT count(*) FROM sends) AS sends',
    )
  } finally {
    await copy.close()
  }
  const problem = closeForGood(file)
  if (problem) throw new DatabaseProblem(problem, 'the copy could not be closed')
  return { members: counts?.members ?? 0, sends: counts?.sends ?? 0 }
}

/** Has a file's content on the disk before it gets the name that others trust. */
export function makeDurable(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Has a folder's names on the disk. Where the system cannot, it does it in its own time. */
export function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r')
    fsyncSync(handle)
    closeSync(handle)
  } catch {
    // Windows has no such call.
  }
}
