import { renameSync, rmSync, writeFileSync } from 'node:fs'

/** Writes a file whole or not at all: to a temporary file beside it, then renamed. Throws the system's error. */
export function writeFileWhole(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.${process.pid}.tmp`
  try {
    writeFileSync(temporary, content)
    renameSync(temporary, file)
  } catch (error) {
    removeTemporary(temporary)
    throw error
  }
}

/** Removes what was not finished. What cannot be removed either is not what is to be told. */
export function removeTemporary(temporary: string): void {
  try {
    rmSync(temporary, { force: true })
  } catch {
    // It stays.
  }
}
