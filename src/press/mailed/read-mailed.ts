import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { z } from 'zod'
import type { Report } from '../../diagnostics/index.ts'
import { mailedFolder, type MailedRecord } from '../../model/mailed.ts'
import { readSource, type SourceFile } from '../../workspace/index.ts'
import { compare } from '../archive/order.ts'
import { recordSchema } from './mailed-schema.ts'

/** An issue as it was mailed. */
export interface Mailing {
  record: MailedRecord
  /** From the workspace's root. */
  folder: string
  /** Of the record: what is kept of a mailing never changes, so this stands for all of it. */
  hash: string
}

/** Every mailing that the workspace keeps, oldest first. Reports a record that cannot be read, and leaves it out. */
export function readMailed(root: string, report: Report): Mailing[] {
  const folders = foldersIn(root, mailedFolder).flatMap((issue) => foldersIn(root, issue))
  return folders
    .flatMap((folder) => readMailing(root, folder, report))
    .sort(
      (one, other) =>
        compare(one.record.mailedAt, other.record.mailedAt) || compare(one.folder, other.folder),
    )
}

/** Hidden folders are those of a send that was cut off while it wrote. */
function foldersIn(root: string, folder: string): string[] {
  try {
    return readdirSync(path.join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => `${folder}/${name}`)
  } catch {
    return []
  }
}

function readMailing(root: string, folder: string, report: Report): Mailing[] {
  const read = readMailedJson(root, `${folder}/mailed.json`, recordSchema, report)
  return read ? [{ record: read.data, folder, hash: read.hash }] : []
}

/** One file of a mailing and its hash; reports what is not as Tidings wrote it. */
export function readMailedJson<T>(
  root: string,
  file: string,
  schema: z.ZodType<T>,
  report: Report,
): { data: T; hash: string } | undefined {
  const source = readMailedText(root, file, report)
  if (!source) return undefined
  const result = schema.safeParse(parse(source.source))
  if (result.success) return { data: result.data, hash: source.hash }
  const [first] = result.error.issues
  const found = first && first.path.length > 0 ? `\`${first.path.join('.')}\`` : 'text'
  unreadable(file, `Unexpected ${found}`, report)
  return undefined
}

/** A file of a mailing as text. What is wrong with it concerns the past, and stops no issue of today. */
export function readMailedText(root: string, file: string, report: Report): SourceFile | undefined {
  return readSource(root, file, ({ message }) =>
    unreadable(file, message.split(', expected')[0] ?? '', report),
  )
}

function unreadable(file: string, found: string, report: Report): void {
  const message = `${found}, expected the record of a mailing as Tidings wrote it`
  report({ rule: 'press/mailed-unreadable', message, file })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
