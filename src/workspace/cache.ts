import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { crc32 } from 'node:zlib'

/** What is kept between builds: values by kind and name, each with the key under which it was made. */
export interface Cache {
  get: (kind: string, name: string) => CacheEntry | undefined
  put: (kind: string, name: string, entry: CacheEntry) => void
  /** The same for a value that is bytes. */
  getBytes: (kind: string, name: string) => CacheEntry<Uint8Array> | undefined
  putBytes: (kind: string, name: string, entry: CacheEntry<Uint8Array>) => void
  /** Forgets the entries of a kind whose name is not among `names`. */
  keepOnly: (kind: string, names: ReadonlySet<string>) => void
  /** Forgets the entries of every kind that have one of these names. */
  forget: (names: readonly string[]) => void
  /** Keeps what was put, where it can be written; without it nothing is kept. */
  save: () => void
  close: () => void
}

export interface CacheEntry<Value = string> {
  key: string
  value: Value
}

/** The folder of the cache; it may be deleted at any time. */
export const cacheFolder = '.tidings'

const layout = 6

/** A `check` that reads is done soon; a build waits for it. */
const waitMs = 10_000

/**
 * Opens the workspace's cache. One that is damaged or of another layout is made anew; where none can be written
 * (a workspace that is read-only) the cache lives in memory for this run.
 */
export function openCache(root: string): Cache {
  const file = path.join(root, cacheFolder, 'cache.db')
  try {
    mkdirSync(path.dirname(file), { recursive: true })
  } catch {
    return cacheOn(prepare(new DatabaseSync(':memory:')))
  }
  try {
    return cacheOn(prepare(new DatabaseSync(file, { timeout: waitMs })))
  } catch {
    forgetCache(root)
    try {
      return cacheOn(prepare(new DatabaseSync(file, { timeout: waitMs })))
    } catch {
      return cacheOn(prepare(new DatabaseSync(':memory:')))
    }
  }
}

/** Removes the cache of the workspace. */
export function forgetCache(root: string): void {
  const file = path.join(root, cacheFolder, 'cache.db')
  for (const ending of ['', '-journal']) rmSync(file + ending, { force: true })
}

/** SQLite's codes for a file that is damaged (11), cut short (522) or no database (26). */
const damageCodes = new Set([11, 26, 522])

/** Whether an error means that the cache is damaged: forget it, and begin again. */
export function isCacheDamage(error: unknown): boolean {
  if (error instanceof DamagedEntry) return true
  const { code, errcode } = error as { code?: string; errcode?: number }
  return code === 'ERR_SQLITE_ERROR' && errcode !== undefined && damageCodes.has(errcode)
}

/** A cache for a command that writes nothing: what an earlier build kept, and beside it what is put in this run. */
export function openCacheForReading(root: string): Cache {
  const own = cacheOn(prepare(new DatabaseSync(':memory:')))
  const kept = keptRows(path.join(root, cacheFolder, 'cache.db'))
  if (!kept) return own
  return {
    ...own,
    get: (kind, name) => own.get(kind, name) ?? kept.get(kind, name),
    getBytes: (kind, name) => own.getBytes(kind, name) ?? kept.getBytes(kind, name),
    close: () => {
      own.close()
      kept.close()
    },
  }
}

type Rows = Pick<Cache, 'get' | 'getBytes' | 'close'>

/** What is kept on disk, read only; nothing if there is none, or it cannot be read just now. */
function keptRows(file: string): Rows | undefined {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file, { readOnly: true })
    if (database.prepare('PRAGMA user_version').get()?.['user_version'] !== layout)
      throw new Error('Another layout')
    const rows = rowsOf(database)
    return {
      get: (kind, name) => orNothing(() => rows.get(kind, name)),
      getBytes: (kind, name) => orNothing(() => rows.getBytes(kind, name)),
      close: () => database?.close(),
    }
  } catch {
    database?.close()
    return undefined
  }
}

/** What is kept saves time and no more: while a build writes it, or where it is damaged, there is none. */
function orNothing<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

function prepare(database: DatabaseSync): DatabaseSync {
  try {
    return prepareTables(database)
  } catch (error) {
    database.close()
    throw error
  }
}

function prepareTables(database: DatabaseSync): DatabaseSync {
  // What is lost in a power cut is made again. No write-ahead log: a reader must be able to leave no trace.
  database.exec('PRAGMA synchronous = OFF')
  const version = database.prepare('PRAGMA user_version').get()?.['user_version']
  if (version !== layout) {
    // Values of many kilobytes: in large pages, and not in the index, they take a quarter of the time.
    database.exec(`
      DROP TABLE IF EXISTS entry;
      PRAGMA page_size = 32768;
      VACUUM;
      CREATE TABLE entry (kind TEXT, name TEXT, key TEXT, value TEXT, sum INTEGER, PRIMARY KEY (kind, name));
      PRAGMA user_version = ${layout}`)
  }
  database.exec('BEGIN')
  return database
}

function rowsOf(database: DatabaseSync): Pick<Cache, 'get' | 'getBytes'> {
  const select = database.prepare('SELECT key, value, sum FROM entry WHERE kind = ? AND name = ?')
  const get = <Value extends string | Uint8Array>(kind: string, name: string) => {
    const row = select.get(kind, name) as unknown as Row<Value> | undefined
    return row && whole(kind, name, row)
  }
  return { get: get<string>, getBytes: get<Uint8Array> }
}

interface Row<Value> extends CacheEntry<Value> {
  sum: number
}

/** SQLite does not know whether a power cut left half of a value: publish nothing that is not as it was put. */
function whole<Value extends string | Uint8Array>(
  kind: string,
  name: string,
  { key, value, sum }: Row<Value>,
): CacheEntry<Value> {
  if (sumOf(kind, name, { key, value }) !== sum) throw new DamagedEntry(`Damaged cache entry ${kind} ${name}`)
  return { key, value }
}

function sumOf(kind: string, name: string, { key, value }: CacheEntry<string | Uint8Array>): number {
  return crc32(value, crc32(`${kind}\n${name}\n${key}`))
}

class DamagedEntry extends Error {}

/** In characters: what a thousand long articles put. */
const mostFresh = 75_000_000

/**
 * What was put in this run. Most of it is asked for once, and need not be read back and looked through for that; where
 * it comes to more than memory should hold, none of it is kept.
 */
function freshEntries() {
  const entries = new Map<string, CacheEntry>()
  let length = 0
  const take = (kind: string, name: string): CacheEntry | undefined => {
    const id = `${kind}\n${name}`
    const entry = entries.get(id)
    entries.delete(id)
    return entry
  }
  const put = (kind: string, name: string, entry: CacheEntry): void => {
    length += entry.value.length
    if (length > mostFresh) entries.clear()
    else entries.set(`${kind}\n${name}`, entry)
  }
  const drop = (names: ReadonlySet<string>): void => {
    for (const id of entries.keys()) if (names.has(id.slice(id.indexOf('\n') + 1))) entries.delete(id)
  }
  return { take, put, drop }
}

function cacheOn(database: DatabaseSync): Cache {
  const rows = rowsOf(database)
  const fresh = freshEntries()
  const insert = database.prepare('INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?)')
  const remove = database.prepare('DELETE FROM entry WHERE kind = ? AND name = ?')
  const names = database.prepare('SELECT name FROM entry WHERE kind = ?')
  const write = (kind: string, name: string, entry: CacheEntry<string | Uint8Array>): void => {
    insert.run(kind, name, entry.key, entry.value, sumOf(kind, name, entry))
  }
  const removeNamed = database.prepare('DELETE FROM entry WHERE name IN (SELECT value FROM json_each(?))')
  return {
    ...rows,
    get: (kind, name) => fresh.take(kind, name) ?? rows.get(kind, name),
    put: (kind, name, entry) => {
      write(kind, name, entry)
      fresh.put(kind, name, entry)
    },
    putBytes: write,
    keepOnly: (kind, keep) => {
      for (const { name } of names.all(kind) as unknown as { name: string }[]) {
        if (keep.has(name)) continue
        remove.run(kind, name)
        fresh.take(kind, name)
      }
    },
    forget: (gone) => {
      // No index helps here: all names are looked through.
      if (gone.length === 0) return
      removeNamed.run(JSON.stringify(gone))
      fresh.drop(new Set(gone))
    },
    save: () => {
      try {
        database.exec('COMMIT')
      } catch {
        // A full disk, or a reader that does not end: what is not kept is made again.
        if (database.isTransaction) database.exec('ROLLBACK')
      }
      database.exec('BEGIN')
    },
    close: () => {
      if (database.isTransaction) database.exec('ROLLBACK')
      database.close()
    },
  }
}
