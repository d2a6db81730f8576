/** Why a statement could not be done. */
export type ProblemKind =
  /** Another process holds it, for longer than we wait. */
  | 'locked'
  /** The disk is full, or the file system failed. */
  | 'disk'
  /** A newer version of Tidings made it. */
  | 'newer'
  /** It is no database, is cut short or damaged. */
  | 'damaged'
  /** It may not be written. */
  | 'read-only'
  /** Its file was moved, replaced or removed: while it was open, or without its log. */
  | 'moved'
  /** A row breaks a rule of the schema. */
  | 'constraint'
  | 'other'

/** What every failure of the database is thrown as. */
export class DatabaseProblem extends Error {
  readonly kind: ProblemKind

  constructor(kind: ProblemKind, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DatabaseProblem'
    this.kind = kind
  }
}

/** SQLite's primary result codes: https://sqlite.org/rescode.html. */
const kinds: Record<number, ProblemKind> = {
  5: 'locked',
  6: 'locked',
  8: 'read-only',
  10: 'disk',
  11: 'damaged',
  13: 'disk',
  14: 'other',
  19: 'constraint',
  26: 'damaged',
}

/** A `DatabaseProblem` for whatever `node:sqlite` threw. */
export function problemOf(error: unknown): DatabaseProblem {
  if (error instanceof DatabaseProblem) return error
  const code = (error as { errcode?: number }).errcode
  const kind = kinds[(code ?? 0) & 0xff] ?? 'other'
  return new DatabaseProblem(kind, error instanceof Error ? error.message : String(error), { cause: error })
}
