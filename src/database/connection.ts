import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Queries, Value } from './database.ts'
import { problemOf } from './database-problem.ts'

/** One SQLite connection with its prepared statements. */
export interface Connection {
  queries: Queries
  exec: (sql: string) => void
  raw: DatabaseSync
  close: () => void
}

/** Opens a connection; `timeoutMs` is how long a statement blocks the process for another's lock. */
export function connect(file: string, options: { readOnly: boolean; timeoutMs: number }): Connection {
  const raw = attempt(
    () => new DatabaseSync(file, { readOnly: options.readOnly, timeout: options.timeoutMs }),
  )
  const statements = new Map<string, StatementSync>()
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql)
    if (known) return known
    const statement = raw.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  return {
    raw,
    exec: (sql) => attempt(() => raw.exec(sql)),
    queries: queriesOn(prepare),
    close: () => {
      statements.clear()
      attempt(() => raw.close())
    },
  }
}

function queriesOn(prepare: (sql: string) => StatementSync): Queries {
  return {
    run: async (sql, ...values) => attempt(() => Number(prepare(sql).run(...values).changes)),
    runMany: async (sql, rows) =>
      attempt(() => {
        const statement = prepare(sql)
        let changes = 0
        for (const row of rows) changes += Number(statement.run(...row).changes)
        return changes
      }),
    runEach: async (sql, rows) =>
      attempt(() => {
        const statement = prepare(sql)
        return rows.map((row) => Number(statement.run(...row).changes))
      }),
    getEach: async <R extends object>(sql: string, rows: readonly (readonly Value[])[]) =>
      attempt(() => {
        const statement = prepare(sql)
        return rows.map((row) => statement.get(...row) as R | undefined)
      }),
    get: async <R extends object>(sql: string, ...values: Value[]) =>
      attempt(() => prepare(sql).get(...values) as R | undefined),
    all: async <R extends object>(sql: string, ...values: Value[]) =>
      attempt(() => prepare(sql).all(...values) as R[]),
  }
}

/** Throws whatever goes wrong as a `DatabaseProblem`. */
export function attempt<T>(action: () => T): T {
  try {
    return action()
  } catch (error) {
    throw problemOf(error)
  }
}
