import type { Report } from '../diagnostics/index.ts'
import type { AttributeDeclaration } from '../model/settings.ts'
import type { ImportEncoding } from './import-text.ts'
import type { Keys } from './keys.ts'
import type { ImportSummary } from './write-import.ts'

export interface ImportOptions {
  /** The declared attributes: columns of their names fill them, and their values are checked. */
  attributes: Record<string, AttributeDeclaration>
  /** Column → field, attribute, or `-` to leave it out. */
  map: Readonly<Record<string, string>>
  /** Whether the file is the truth: active members who are not in it lapse, lapsed ones who are in it return. */
  authoritative: boolean
  /** Whether more than a fifth of the active members may lapse for not being in the file. */
  allowMany: boolean
  /** What to take the encoding for, and the sign between cells. Default: what the file looks like. */
  encoding?: ImportEncoding | undefined
  delimiter?: string | undefined
  keys: Keys | undefined
  /** Milliseconds since 1970. */
  now: number
  report: Report
  /** Asked when all is read and nothing is written: whether to write. */
  confirm: (summary: ImportSummary) => boolean | Promise<boolean>
  /** Told how many rows have been read. */
  onProgress?: (rows: number) => void
}

export interface ImportResult {
  /** Nothing where the file could not be read to its end. */
  summary: ImportSummary | undefined
  written: boolean
}

/** The options within an import. */
export interface RowOptions extends ImportOptions {
  /** Takes findings of single rows. */
  reportRow: Report
}
