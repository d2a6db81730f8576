import { randomInt } from 'node:crypto'
import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import {
  DatabaseProblem,
  closeForGood,
  giveLike,
  highestIds,
  isOurs,
  logOf,
  makePrivate,
  openDatabase,
  privateMode,
  raiseIds,
  type Database,
  type HighestIds,
  type Queries,
} from '../../database/index.ts'
import type { Keys } from '../../members/index.ts'
import type { Who } from '../control-send.ts'
import { forgetPerson } from '../forget-person.ts'
import type { SendRecord } from '../send-record.ts'
import { makeDurable, syncFolder } from './backup-database.ts'
import type { CarriedOver } from './carry-over.ts'
import { holdPresent, type HeldPresent } from './hold-present.ts'
import { heldByAnother, lookAtPresent, type Found, type Refusal } from './look-at-present.ts'
import { markRestored } from './mark-restored.ts'

export interface RestoreInput {
  /** The backup. It is only read. */
  backup: string
  /** The database's file, which it takes the place of. */
  databaseFile: string
  who: Who
  /** Even where the present database has sends that the backup does not know. */
  force: boolean
  /** To know those again who were forgotten since the backup. */
  keys?: Keys | undefined
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
  /** How many members were erased again, because they were forgotten since the backup. */
  forgotten: number
}

export type RestoreResult = Restored | { ok: false; reason: 'backup' | Refusal['reason']; message: string }

/**
 * Puts a backup in the place of the database. The backup is copied, looked through and marked first; the database of
 * before is kept aside; and the change is one renaming. Sends that were open go nowhere until they are reconciled, and
 * suppressions that the backup does not know are taken over where the old database can still be read.
 */
export async function restoreDatabase(input: RestoreInput): Promise<RestoreResult> {
  const { backup, databaseFile } = input
  if (!existsSync(backup))
    return { ok: false, reason: 'backup', message: `Unexpected missing file ${backup}, expected a backup` }
  const staged = `${databaseFile}.restoring`
  mkdirSync(path.dirname(databaseFile), { recursive: true })
  removeAll(staged)
  try {
    copyPrivate(backup, staged, databaseFile)
    if (!isOurs(staged)) return { ok: false, reason: 'backup', message: notOurs }
    return await restoreStaged(staged, input)
  } finally {
    removeAll(staged)
  }
}

/**
 * A copy for those who work with the database whose place it takes; where there is none, as a new one. That one may be
 * of a time when databases were made for everybody to read: the copy is not. Where something else than `tidings backup`
 * copied the database, the last of what is in it may be in a log beside it.
 */
function copyPrivate(backup: string, staged: string, databaseFile: string): void {
  makePrivate(staged)
  const users = statSync(existsSync(databaseFile) ? databaseFile : staged)
  copyFileSync(backup, staged)
  if (existsSync(logOf(backup))) {
    makePrivate(logOf(staged))
    copyFileSync(logOf(backup), logOf(staged))
  }
  giveLike(staged, users, privateMode(users.mode))
  const problem = existsSync(logOf(staged)) ? closeForGood(staged) : undefined
  if (problem === 'disk')
    throw new DatabaseProblem(problem, 'the log beside the backup could not be taken in')
}

async function restoreStaged(staged: string, input: RestoreInput): Promise<RestoreResult> {
  const copy = await openCopy(staged)
  if ('message' in copy) return { ok: false, reason: 'backup', message: copy.message }
  let present: HeldPresent | undefined
  try {
    const held = await holdPresent(input)
    if ('message' in held) return { ok: false, ...held }
    present = held
    const result = await prepareCopy(copy.database, held.database, input)
    if (!result.ok) return result
    await copy.database.close()
    const problem = closeForGood(staged)
    if (problem) throw new DatabaseProblem(problem, 'the copy of the backup could not be closed')
    makeDurable(staged)
    await held.letGo()
    return swap(staged, input, result)
  } finally {
    await copy.database.close()
    await present?.letGo()
  }
}

/** Makes of the copy, with what the database of before knows, what is to take its place. */
async function prepareCopy(
  copy: Database,
  present: Database | undefined,
  input: RestoreInput,
): Promise<RestoreResult> {
  const taken = await copy.get<{ at: number }>(
    // Each backup has the rows of those before it, and a clock may have been ahead when one was taken.
    'SELECT made_at AS at FROM backups ORDER BY id DESC LIMIT 1',
  )
  const backupAt = taken?.at ?? Math.trunc(statSync(input.backup).mtimeMs)
  const found = await lookAtPresent(present, copy, input)
  if ('message' in found) return { ok: false, ...found }
  const open = await copy.transaction((queries) => change(queries, backupAt, found, input))
  return {
    ok: true,
    backupAt,
    isDated: taken !== undefined,
    aside: undefined,
    open: open.map(({ issue }) => issue),
    carried: found.carried,
    forgotten: found.forgotten.length,
  }
}

/** Makes of the copy what takes the database's place; gives the sends that are to be reconciled. */
async function change(
  queries: Queries,
  backupAt: number,
  { forgotten, ids }: Found,
  { who: { by, at }, keys, prepare }: RestoreInput,
): Promise<SendRecord[]> {
  await queries.run(
    'UPDATE backups SET restored_at = ?, restored_by = ? WHERE id = (SELECT max(id) FROM backups)',
    at,
    by,
  )
  await raiseIds(queries, ids ?? (await beyond(queries)))
  await prepare?.(queries)
  const open = await markRestored(queries, { backupAt, by, at })
  // After that no letter is under way, which would be in the way of forgetting.
  if (keys) for (const member of forgotten) await forgetPerson(queries, keys, member, at)
  return open
}

/**
 * Where nobody knows which ids were given since the backup: an old link must not mean somebody else. By chance, so that
 * two restores of one backup do not give the same.
 */
async function beyond(queries: Queries): Promise<HighestIds> {
  const { members, applications } = await highestIds(queries)
  const by = randomInt(2 ** 30, 2 ** 40)
  return { members: members + by, applications: applications + by }
}

const notOurs = 'Unexpected content of the file, expected a backup that tidings backup made'

async function openCopy(file: string): Promise<{ database: Database } | { message: string }> {
  try {
    const database = await openDatabase(file, { create: false })
    const [finding] = await database.check()
    if (finding === undefined) return { database }
    await database.close()
    return { message: `Unexpected damage in the backup (${finding}), expected none` }
  } catch (error) {
    if (!(error instanceof DatabaseProblem) || error.kind === 'disk') throw error
    return { message: `Unexpected file (${error.message}), expected a backup that tidings backup made` }
  }
}

/** What SQLite puts beside a database. */
const besides = ['-wal', '-shm', '-journal']

/** Puts the copy into the database's place, while nobody has that open or opens it. */
function swap(staged: string, { databaseFile, who: { at } }: RestoreInput, result: Restored): RestoreResult {
  if (!existsSync(databaseFile)) return { ...result, aside: rename(staged, databaseFile, at) }
  let aside: string | undefined
  let isDone = false
  const go = (): void => {
    aside = rename(staged, databaseFile, at)
    isDone = true
  }
  const problem = closeForGood(databaseFile, go)
  if (problem === 'locked') return { ok: false, reason: 'in-use', message: heldByAnother }
  // A damaged one cannot be held.
  if (!isDone) go()
  return { ...result, aside }
}

/** Gives the copy the database's name in one step, after the old one has got another. */
function rename(staged: string, databaseFile: string, at: number): string | undefined {
  const stamp = new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')
  const aside = freeName(`${databaseFile}.before-restore-${stamp}`)
  const isThere = existsSync(databaseFile)
  keepAside(databaseFile, aside, isThere)
  renameSync(staged, databaseFile)
  syncFolder(path.dirname(databaseFile))
  return isThere ? aside : undefined
}

/** Also what is left of a database that is gone itself. */
function keepAside(file: string, aside: string, isThere: boolean): void {
  // What could not be folded into the file must not be taken for the new one's.
  for (const end of besides) if (existsSync(`${file}${end}`)) renameSync(`${file}${end}`, `${aside}${end}`)
  if (!isThere) return
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
  for (let count = 2; isTaken(free); count++) free = `${name}-${count}`
  return free
}

function isTaken(name: string): boolean {
  return ['', ...besides].some((end) => existsSync(`${name}${end}`))
}

function removeAll(file: string): void {
  for (const end of ['', ...besides]) rmSync(`${file}${end}`, { force: true })
}
