import { accessSync, constants } from 'node:fs'
import path from 'node:path'

/** Where Debian puts servers, which is often outside the `PATH` of a person. */
const serverFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/lib/postfix/sbin']

/** The whole path of a program of the machine, or `undefined`. */
export function programPath(program: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), ...serverFolders]
  return folders.map((folder) => path.join(folder, program)).find(isProgram)
}

/**
 * Whether a test that runs these programs can run here: `describe.skipIf(!needs('postfix', 'postmap'))(…)`. Where one
 * is missing the test is left out, but with `CI=true` this throws, so that a run of the checks never passes by leaving
 * out what it should have shown.
 */
export function needs(...programs: string[]): boolean {
  const missing = programs.filter((program) => programPath(program) === undefined)
  if (missing.length > 0 && process.env['CI'] === 'true') {
    throw new Error(`Unexpected machine without ${missing.join(', ')}, expected every program the tests need`)
  }
  return missing.length === 0
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
