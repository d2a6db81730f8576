import type { z } from 'zod'
import type { Report } from '../../diagnostics/index.ts'
import type { MailedRecord } from '../../model/mailed.ts'
import type { SourceFile } from '../../workspace/files/index.ts'
import { readMailedText, reportUnreadable, type MailedFile } from './mailed-files.ts'
import { recordSchema } from './mailed-schema.ts'

/** An issue as it was mailed. */
export interface Mailing {
  record: MailedRecord
  /** From the workspace's root. */
  folder: string
  /** Of the record: what is kept of a mailing never changes, so this stands for all of it. */
  hash: string
}

/** The record of a mailing; reports one that is not as Tidings wrote it. */
export function readRecord(file: MailedFile, report: Report): MailedRecord | undefined {
  return parseMailed(file, recordSchema, report)
}

/** One file of a mailing; reports what is not as Tidings wrote it. */
export function readMailedJson<T>(
  root: string,
  file: string,
  schema: z.ZodType<T>,
  report: Report,
): T | undefined {
  const source = readMailedText(root, file, report)
  return source && parseMailed(source, schema, report)
}

function parseMailed<T>({ file, source }: SourceFile, schema: z.ZodType<T>, report: Report): T | undefined {
  const result = schema.safeParse(parse(source))
  if (result.success) return result.data
  const [first] = result.error.issues
  const found = first && first.path.length > 0 ? `\`${first.path.join('.')}\`` : 'text'
  reportUnreadable(file, `Unexpected ${found}`, report)
  return undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
