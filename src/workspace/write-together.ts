import { existsSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Report } from '../diagnostics/index.ts'
import { reportUnwritable } from './unwritable-file.ts'
import { writeFileWhole } from './write-file.ts'

/** A file that is to be written, its name from the workspace's root. */
export interface FileToWrite {
  file: string
  content: string | Uint8Array
}

/**
 * Writes files that belong together, one after another, with the folders that they need: where the system refuses one,
 * which is reported, those that are new go away again. Returns whether all are there.
 */
export function writeTogether(root: string, files: readonly FileToWrite[], report: Report): boolean {
  const fresh: string[] = []
  for (const { file, content } of files) {
    const target = path.join(root, file)
    try {
      mkdirSync(path.dirname(target), { recursive: true })
      if (!existsSync(target)) fresh.push(target)
      writeFileWhole(target, content)
    } catch (error) {
      for (const written of fresh) rmSync(written, { force: true })
      reportUnwritable(error, file, report)
      return false
    }
  }
  return true
}
