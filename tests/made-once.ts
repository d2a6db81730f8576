import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { inject } from 'vitest'

/**
 * The folder that `make` filled for whichever test file asked first for this name, in this process or another. It
 * belongs to all of them: take a copy of what you want to change.
 */
export async function madeOnce(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(inject('shared'), name)
  if (existsSync(folder)) return folder
  const fresh = mkdtempSync(`${folder}-`)
  await make(fresh)
  try {
    renameSync(fresh, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
    // Another process was done first.
    rmSync(fresh, { recursive: true })
  }
  return folder
}
