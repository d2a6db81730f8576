import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const folders: string[] = []

/** A new empty folder that goes when the test file ends. */
export function makeFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tidings-test-'))
  folders.push(folder)
  return folder
}

/** Removes what `makeFolder` made. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}
