import { renameSync, rmSync, writeFileSync } from 'node:fs'

/** Writes a file whole or not at all: to a temporary file beside it, then renamed. Throws the system's error. */
export function writeFileWhole(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.${process.pid}.tmp`
  try {
    writeFileSync(temporary, content)
    renameSync(temporary, file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
