import type { z } from 'zod'
import type { Report } from '../../diagnostics/index.ts'
import type { MailedRecord } from '../../model/mailed.ts'
import type { SourceFile } from '../../workspace/index.ts'
import { compare } from '../archive/order.ts'
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

/** Every mailing of which the workspace keeps a record, oldest first. Reports a record that cannot be read, and leaves it out. */
export function readMailed(files: readonly MailedFile[], report: Report): Mailing[] {
  return files
    .flatMap((file): Mailing[] => {
      const record = parseMailed(file, recordSchema, report)
      return record ? [{ record, folder: file.folder, hash: file.hash }] : []
    })
    .sort(
      (one, other) =>
        compare(one.record.mailedAt, other.record.mailedAt) || compare(one.folder, other.folder),
    )
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
