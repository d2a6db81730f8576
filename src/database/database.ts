/** What a statement can be given and can give back. Booleans are 0 and 1, times are milliseconds since 1970 in UTC. */
export type Value = string | number | bigint | null | Uint8Array

export type Row = Record<string, Value>

/**
 * Statements in the SQL that SQLite and PostgreSQL both understand, with `?` for each value. Everything is
 * asynchronous, because another database will be; whoever needs several statements to hold together uses
 * `transaction`. All of it throws `DatabaseProblem` and nothing else.
 */
export interface Queries {
  /** Rows changed. */
  run: (sql: string, ...values: Value[]) => Promise<number>
  /** The same statement for many rows; gives the number of rows changed. */
  runMany: (sql: string, rows: Iterable<readonly Value[]>) => Promise<number>
  /** The same statement for a few rows; gives the number of rows changed by each. */
  runEach: (sql: string, rows: readonly (readonly Value[])[]) => Promise<number[]>
  /** The same question for a few things; gives the first row for each. */
  getEach: <R extends object = Row>(
    sql: string,
    rows: readonly (readonly Value[])[],
  ) => Promise<(R | undefined)[]>
  /** The first row. */
  get: <R extends object = Row>(sql: string, ...values: Value[]) => Promise<R | undefined>
  /** Every row: for results that are bounded; walk a long table by its key instead. */
  all: <R extends object = Row>(sql: string, ...values: Value[]) => Promise<R[]>
}

/**
 * A transaction's work that runs where the writer lives. In a thread of its own it costs one call there and back,
 * whatever the number of its statements; input and output are copied as structured clones.
 */
export interface Procedure<Input, Output> {
  /** The address of the module that has it: its `import.meta.url`. */
  module: string
  /** The name under which that module exports `work`. */
  name: string
  work: (queries: Queries, input: Input) => Promise<Output>
}

/**
 * The roster and the ledger. Outside a transaction `get` and `all` see what is committed, and `run` is a transaction
 * of its own.
 */
export interface Database extends Queries {
  /**
   * Runs `work` so that all of it holds or nothing. Write transactions come one after another, across processes too;
   * when this resolves, what was written survives a power cut. `work` must use the queries it is given.
   */
  transaction: <T>(work: (queries: Queries) => Promise<T>) => Promise<T>
  /** The same with a procedure. It may be begun again from its start, where another process holds the database. */
  call: <Input, Output>(procedure: Procedure<Input, Output>, input: Input) => Promise<Output>
  /** Copies the database as it is at one moment into a new file. */
  backup: (file: string) => Promise<void>
  /** What is wrong with it; nothing for a healthy one. Reads all of it. */
  check: () => Promise<string[]>
  /** Whether its file is still there under its name: otherwise no transaction commits any more. */
  isInPlace: () => boolean
  /** Waits for the transactions under way. Twice is the same as once. */
  close: () => Promise<void>
}
