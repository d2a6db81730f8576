import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { Report } from '../../diagnostics/index.ts'
import { mailedFolder } from '../../model/mailed.ts'
import { readSource, type SourceFile } from '../../workspace/files/index.ts'

/** The record of a mailing as it stands in the workspace. */
export interface MailedFile extends SourceFile {
  /** The mailing's folder, from the workspace's root. */
  folder: string
}

/** The record of every mailing that the workspace keeps. Reports one that cannot be read as text, and leaves it out. */
export function readMailedFiles(root: string, report: Report): MailedFile[] {
  const folders = foldersIn(root, mailedFolder).flatMap((issue) => foldersIn(root, issue))
  return folders.flatMap((folder) => {
    const source = readMailedText(root, `${folder}/mailed.json`, report)
    return source ? [{ ...source, folder }] : []
  })
}

/** Hidden folders are those of a send that was cut off while it wrote. */
function foldersIn(root: string, folder: string): string[] {
  try {
    return readdirSync(path.join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => `${folder}/${name}`)
      .sort()
  } catch {
    return []
  }
}

/** A file of a mailing as text. What is wrong with it concerns the past, and stops no issue of today. */
export function readMailedText(root: string, file: string, report: Report): SourceFile | undefined {
  return readSource(root, file, ({ message }) =>
    reportUnreadable(file, message.split(', expected')[0] ?? '', report),
  )
}

/** Reports that a file of a mailing is not as Tidings wrote it: `found` says what it is. */
export function reportUnreadable(file: string, found: string, report: Report): void {
  const message = `${found}, expected the record of a mailing as Tidings wrote it`
  report({ rule: 'press/mailed-unreadable', message, file })
}
