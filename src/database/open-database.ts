import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import path from 'node:path'
import { backup } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { attempt, connect, type Connection } from './connection.ts'
import type { Database, Queries } from './database.ts'
import { DatabaseProblem, problemOf } from './database-problem.ts'
import { watchPlace } from './file-place.ts'
import { refuseLogLeftAlone } from './log-left-alone.ts'
import { makePrivate } from './make-private.ts'
import { openThreadedWriter } from './threaded-writer.ts'
import { begin, blockMs, commitOrTakeBack, openWriter, type Writer } from './writer.ts'

export interface OpenOptions {
  /** Whether to make the file where there is none. Default: yes. */
  create?: boolean
  /** How long a transaction waits for other processes, in milliseconds. */
  waitMs?: number
  /** Whether a thread of its own writes, so that this one goes on while the disk is waited for. Default: no. */
  ownThread?: boolean
}

const defaultWaitMs = 15_000

/**
 * Opens the roster and the ledger in a file and brings its schema up to date. Throws `DatabaseProblem` where the file
 * is missing and not to be made, damaged, somebody else's, newer than this program, or cannot be written.
 */
export async function openDatabase(file: string, options: OpenOptions = {}): Promise<Database> {
  const { create = true, waitMs = defaultWaitMs, ownThread = false } = options
  refuseLogLeftAlone(file)
  if (file !== ':memory:' && !existsSync(file)) {
    if (!create) throw new DatabaseProblem('other', `there is no database at ${file}`)
    attempt(() => mkdirSync(path.dirname(file), { recursive: true }))
    attempt(() => makePrivate(file))
  }
  const isInPlace = watchPlace(file)
  const writer = await retry(waitMs, () => (ownThread ? openThreadedWriter(file) : openWriter(file)))
  try {
    const reader = connect(file, { readOnly: true, timeoutMs: blockMs })
    return { ...databaseOn(writer, reader, waitMs), isInPlace }
  } catch (error) {
    await writer.close()
    throw problemOf(error)
  }
}

function databaseOn(writer: Writer, reader: Connection, waitMs: number): Omit<Database, 'isInPlace'> {
  let last: Promise<unknown> = Promise.resolve()
  let closing: Promise<void> | undefined
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }
  const transaction = <T>(work: (queries: Queries) => Promise<T>): Promise<T> =>
    inTurn(async () => {
      await retry(waitMs, () => writer.exec(begin))
      return await commitOrTakeBack(writer, () => work(writer.queries))
    })
  return {
    transaction,
    call: (procedure, input) => inTurn(() => retry(waitMs, () => writer.call(procedure, input))),
    run: (sql, ...values) => transaction((queries) => queries.run(sql, ...values)),
    runMany: (sql, rows) => transaction((queries) => queries.runMany(sql, rows)),
    runEach: (sql, rows) => transaction((queries) => queries.runEach(sql, rows)),
    getEach: (sql, rows) => retry(waitMs, () => reader.queries.getEach(sql, rows)),
    get: (sql, ...values) => retry(waitMs, () => reader.queries.get(sql, ...values)),
    all: (sql, ...values) => retry(waitMs, () => reader.queries.all(sql, ...values)),
    backup: (target) => copyTo(reader, target),
    check: async () => integrityOf(reader),
    close: () =>
      (closing ??= inTurn(async () => {
        reader.close()
        await writer.close()
      })),
  }
}

/** Tries again while another process holds the database. */
async function retry<T>(waitMs: number, action: () => T | Promise<T>): Promise<T> {
  const until = performance.now() + waitMs
  for (;;) {
    try {
      return await action()
    } catch (error) {
      if (!isLocked(error) || performance.now() >= until) throw error
      await sleep(10)
    }
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof DatabaseProblem && error.kind === 'locked'
}

/**
 * Pages that are copied in a step: all. Between two steps others write, as a send does all the time, and then SQLite
 * begins the copy again from its start.
 */
const allAtOnce = 2 ** 31 - 1

async function copyTo(reader: Connection, target: string): Promise<void> {
  if (existsSync(target)) throw new DatabaseProblem('other', `there is a file at ${target} already`)
  try {
    // SQLite would make it for everybody to read.
    closeSync(openSync(target, 'wx', 0o600))
    await backup(reader.raw, target, { rate: allAtOnce })
  } catch (error) {
    throw problemOf(error)
  }
}

function integrityOf({ raw }: Connection): string[] {
  try {
    const rows = raw.prepare('PRAGMA integrity_check(20)').all() as { integrity_check: string }[]
    const strays = raw.prepare('PRAGMA foreign_key_check').all()
    const findings = rows.map((row) => row.integrity_check).filter((line) => line !== 'ok')
    return strays.length > 0
      ? [...findings, `${strays.length} rows point to rows that are not there`]
      : findings
  } catch (error) {
    return [problemOf(error).message]
  }
}
