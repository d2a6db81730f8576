import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { UsageError } from '../diagnostics/terminal/index.ts'
import { settingsFile } from './known-files.ts'

/** The folder that paths in arguments start from: where npm was called, else the current folder. */
export function startingFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env['INIT_CWD'] ?? process.cwd()
}

/**
 * The root of the workspace: `given`, else the nearest folder with a `tidings.yaml`, from `start` upwards.
 * Throws a `UsageError` if there is none.
 */
export function findWorkspace(given: string | undefined, start: string): string {
  if (given !== undefined) return checkedFolder(path.resolve(start, given))
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, settingsFile))) return folder
    if (folder === path.dirname(folder)) {
      throw new UsageError(
        `No ${settingsFile} in ${start} or above it. Name the workspace with --workspace DIR, or make one with: tidings init DIR`,
      )
    }
  }
}

function checkedFolder(folder: string): string {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new UsageError(`There is no folder ${folder}.`)
  return folder
}
