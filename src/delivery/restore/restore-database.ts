import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import {
  DatabaseProblem,
  closeForGood,
  giveLike,
  isOurs,
  makePrivate,
  openDatabase,
  privateMode,
  type Database,
  type Queries,
} from '../../database/index.ts'
import type { Who } from '../control-send.ts'
import { liveSenders } from '../senders.ts'
import { listSends } from '../send-record.ts'
import { makeDurable, syncFolder } from './backup-database.ts'
import { carryOver, type CarriedOver } from './carry-over.ts'
import { markRestored } from './mark-restored.ts'
import { newerSends } from './newer-sends.ts'

export interface RestoreInput {
  /** The backup. It is only read. */
  backup: string
  /** The database's file, which it takes the place of. */
  databaseFile: string
  who: Who
  /** Even where the present database has sends that the backup does not know. */
  force: boolean
  /** What other rooms change in the copy before it takes the database's place; nothing by default. */
  prepare?: (queries: Queries) => Promise<void>
}

export interface Restored {
  ok: true
  /** When the backup was taken; by the file's time where it does not say itself. */
  backupAt: number
  isDated: boolean
  /** Where the database of before lies now; nothing where there was none. */
  aside: string | undefined
  /** Issues whose sends have to be reconciled. */
  open: string[]
  /** What was taken over of the database of before; nothing where that could not be read. */
  carried: CarriedOver | undefined
}

export type RestoreResult = Restored | { ok: false; reason: 'backup' | 'in-use' | 'newer'; message: string }

/**
 * Puts a backup in the place of the database. The backup is copied, looked through and marked first; the database of
 * before is kept aside; and the change is one renaming. Sends that were open go nowhere until they are reconciled, and
 * suppressions made since the backup are taken over where the old database can still be read.
 */
export async function restoreDatabase(input: RestoreInput): Promise<RestoreResult> {
  const { backup, databaseFile } = input
  if (!existsSync(backup))
    return { ok: false, reason: 'backup', message: `Unexpected missing file ${backup}, expected a backup` }
  const staged = `${databaseFile}.restoring`
  mkdirSync(path.dirname(databaseFile), { recursive: true })
  removeAll(staged)
  if (!isOurs(backup)) return { ok: false, reason: 'backup', message: notOurs }
  try {
    copyPrivate(backup, staged, databaseFile)
    return await restoreStaged(staged, input)
  } finally {
    removeAll(staged)
  }
}

/**
 * A copy for those who work with the database whose place it takes; where there is none, as a new one. That one may be
 * of a time when databases were made for everybody to read: the copy is not.
 */
function copyPrivate(backup: string, staged: string, databaseFile: string): void {
  makePrivate(staged)
  const users = statSync(existsSync(databaseFile) ? databaseFile : staged)
  copyFileSync(backup, staged)
  giveLike(staged, users, privateMode(users.mode))
}

async function restoreStaged(staged: string, input: RestoreInput): Promise<RestoreResult> {
  const copy = await openCopy(staged)
  if ('message' in copy) return { ok: false, reason: 'backup', message: copy.message }
  let result: Restored
  try {
    const taken = await copy.database.get<{ at: number | null }>('SELECT max(made_at) AS at FROM backups')
    const backupAt = taken?.at ?? Math.trunc(statSync(input.backup).mtimeMs)
    const present = await lookAtPresent(copy.database, backupAt, input)
    if ('message' in present) return { ok: false, ...present }
    const { by, at } = input.who
    const open = await copy.database.transaction(async (queries) => {
      await queries.run(
        'UPDATE backups SET restored_at = ?, restored_by = ? WHERE id = (SELECT max(id) FROM backups)',
        at,
        by,
      )
      await input.prepare?.(queries)
      return markRestored(queries, { backupAt, by, at })
    })
    const isDated = typeof taken?.at === 'number'
    const issues = open.map(({ issue }) => issue)
    result = { ok: true, backupAt, isDated, aside: undefined, open: issues, carried: present.carried }
  } finally {
    await copy.database.close()
  }
  closeForGood(staged)
  makeDurable(staged)
  const inUse = existsSync(input.databaseFile) && closeForGood(input.databaseFile) === 'locked'
  if (inUse) return { ok: false, reason: 'in-use', message: heldByAnother }
  return { ...result, aside: swap(staged, input.databaseFile, input.who.at) }
}

const heldByAnother =
  'Unexpected program that has the database open, expected none: stop tidings serve and every tidings send'

const notOurs = 'Unexpected content of the file, expected a backup that tidings backup made'

async function openCopy(file: string): Promise<{ database: Database } | { message: string }> {
  try {
    const database = await openDatabase(file, { create: false })
    const [finding] = await database.check()
    if (finding === undefined) return { database }
    await database.close()
    return { message: `Unexpected damage in the backup (${finding}), expected none: take another one` }
  } catch (error) {
    if (!(error instanceof DatabaseProblem) || error.kind === 'disk') throw error
    return { message: `Unexpected file (${error.message}), expected a backup that tidings backup made` }
  }
}

type Present = { carried: CarriedOver | undefined } | { reason: 'in-use' | 'newer'; message: string }

/** What the database of before has that the backup does not. One that cannot be read has nothing to say. */
async function lookAtPresent(copy: Database, backupAt: number, input: RestoreInput): Promise<Present> {
  const { databaseFile, force } = input
  if (!existsSync(databaseFile)) return { carried: undefined }
  let present: Database
  try {
    present = await openDatabase(databaseFile, { create: false, waitMs: 1000 })
  } catch (error) {
    if (error instanceof DatabaseProblem && error.kind === 'locked')
      return { reason: 'in-use', message: heldByAnother }
    return { carried: undefined }
  }
  try {
    for (const { id } of await listSends(present))
      if ((await liveSenders(present, databaseFile, id)) > 0)
        return { reason: 'in-use', message: heldByAnother }
    const newer = await newerSends(present, copy)
    if (newer.length > 0 && !force)
      return {
        reason: 'newer',
        message: `Unexpected sends since the backup was taken (${newer.join(', ')}), expected none: with the backup they would be forgotten, and could go to members again`,
      }
    return { carried: await carryOver(present, copy, backupAt, input.who) }
  } catch (error) {
    // Damaged where it matters; it is why a backup is restored.
    if (error instanceof DatabaseProblem && error.kind === 'damaged') return { carried: undefined }
    throw error
  } finally {
    await present.close()
  }
}

/** Gives the copy the database's name in one step, after the old one has got another. */
function swap(staged: string, databaseFile: string, at: number): string | undefined {
  let aside: string | undefined
  if (existsSync(databaseFile)) {
    const stamp = new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')
    aside = freeName(`${databaseFile}.before-restore-${stamp}`)
    keepAside(databaseFile, aside)
  }
  renameSync(staged, databaseFile)
  syncFolder(path.dirname(databaseFile))
  return aside
}

function keepAside(file: string, aside: string): void {
  // What a damaged database could not fold into its file must not be taken for the new one's.
  for (const end of ['-wal', '-shm', '-journal'])
    if (existsSync(`${file}${end}`)) renameSync(`${file}${end}`, `${aside}${end}`)
  try {
    linkSync(file, aside)
  } catch {
    // A file system without links.
    copyFileSync(file, aside)
    makeDurable(aside)
  }
}

function freeName(name: string): string {
  let free = name
  for (let count = 2; existsSync(free); count++) free = `${name}-${count}`
  return free
}

function removeAll(file: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true })
}
