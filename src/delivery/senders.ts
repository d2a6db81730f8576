import { existsSync, realpathSync, rmSync } from 'node:fs'
import path from 'node:path'
import { holdLock, type Database, type HeldLock, type Queries } from '../database/index.ts'
import { noteEvent } from './note-event.ts'

/** A process that sends, known to the others by its row and alive as long as its lock is held. */
export interface Sender {
  id: string
  /** Tells the others how many lines it uses; none while it only waits. */
  announce: (lines: number) => Promise<void>
  /** Takes back its lock, and its row, unless it leaves something unsettled for others to find. */
  leave: (isSettled: boolean) => Promise<void>
}

interface SenderRow {
  id: string
  sendId: number
  lines: number
}

const allSenders = 'SELECT id, send_id AS "sendId", lines FROM senders ORDER BY id'

/** The same for every process, also one that reaches the database by another name. */
function lockFile(databaseFile: string, senderId: string): string {
  const file = existsSync(databaseFile) ? realpathSync(databaseFile) : databaseFile
  return path.join(`${file}-senders`, `${senderId}.lock`)
}

/** Registers this process for a send. The lock is taken before the row is there, so a row without it is of the dead. */
export async function joinSenders(
  database: Database,
  databaseFile: string,
  sender: { id: string; sendId: number; since: number; lines: number },
): Promise<Sender> {
  const file = lockFile(databaseFile, sender.id)
  const lock = holdLock(file, databaseFile)
  if (!lock) throw new Error(`The lock of the new sender ${sender.id} is taken`)
  try {
    await database.run(
      'INSERT INTO senders (id, send_id, since, lines) VALUES (?, ?, ?, ?)',
      sender.id,
      sender.sendId,
      sender.since,
      sender.lines,
    )
  } catch (error) {
    free(lock, file)
    throw error
  }
  return {
    id: sender.id,
    announce: async (lines) => {
      await database.run('UPDATE senders SET lines = ? WHERE id = ?', lines, sender.id)
    },
    leave: async (isSettled) => {
      // Without its lock a row is a dead sender's, which the next one settles.
      if (isSettled) await database.run('DELETE FROM senders WHERE id = ?', sender.id).catch(() => undefined)
      free(lock, file)
    },
  }
}

function free(lock: HeldLock, file: string): void {
  lock.release()
  rmSync(file, { force: true })
}

/**
 * How many of the lines are this sender's: those who send share them evenly, over all sends, and each has at least
 * one.
 */
export async function shareOf(
  queries: Queries,
  databaseFile: string,
  senderId: string,
  connections: number,
): Promise<number> {
  const rows = await queries.all<SenderRow>(allSenders)
  const active = rows.filter(({ id, lines }) => id === senderId || (lines > 0 && lives(databaseFile, id)))
  const place = active.findIndex(({ id }) => id === senderId)
  const share = Math.floor(connections / active.length) + (place < connections % active.length ? 1 : 0)
  return Math.max(1, share)
}

/** The living processes that send this one. */
export async function liveSenders(queries: Queries, databaseFile: string, sendId: number): Promise<number> {
  const rows = await queries.all<SenderRow>(allSenders)
  return rows.filter((row) => row.sendId === sendId && lives(databaseFile, row.id)).length
}

/** Whether a sender's lock is held. Asking takes the lock for a moment where it is not. */
function lives(databaseFile: string, senderId: string): boolean {
  const file = lockFile(databaseFile, senderId)
  if (!existsSync(file)) return false
  const lock = holdLock(file, databaseFile)
  lock?.release()
  return lock === undefined
}

/** What was found of senders that died. */
export interface Recovered {
  senders: number
  waiting: number
  uncertain: number
}

/**
 * Settles what dead senders left: a letter that was only claimed waits again; one that was handed over is uncertain,
 * because nobody saw its answer. Safe at any time and from several processes.
 */
export async function recoverSenders(
  database: Database,
  databaseFile: string,
  at: number,
): Promise<Recovered> {
  const total: Recovered = { senders: 0, waiting: 0, uncertain: 0 }
  for (const row of await database.all<SenderRow>(allSenders)) {
    const file = lockFile(databaseFile, row.id)
    const lock = holdLock(file, databaseFile)
    if (!lock) continue
    try {
      const found = await database.transaction((queries) => recoverOne(queries, row, at))
      total.senders += found.senders
      total.waiting += found.waiting
      total.uncertain += found.uncertain
    } finally {
      free(lock, file)
    }
  }
  return total
}

async function recoverOne(queries: Queries, { id, sendId }: SenderRow, at: number): Promise<Recovered> {
  // Another process may have done it since the rows were read.
  const senders = await queries.run('DELETE FROM senders WHERE id = ?', id)
  if (senders === 0) return { senders: 0, waiting: 0, uncertain: 0 }
  const waiting = await queries.run(
    `UPDATE deliveries SET state = 'waiting', sender_id = NULL
     WHERE send_id = ? AND state = 'claimed' AND sender_id = ?`,
    sendId,
    id,
  )
  const uncertain = await queries.run(
    `UPDATE deliveries SET state = 'uncertain', reason = 'the sender stopped before the answer',
       attempts = attempts + 1, settled_at = ?
     WHERE send_id = ? AND state = 'handed-over' AND sender_id = ?`,
    at,
    sendId,
    id,
  )
  const detail = `${waiting} waiting again, ${uncertain} uncertain`
  await noteEvent(queries, { sendId, at, kind: 'recovered', detail })
  return { senders, waiting, uncertain }
}
