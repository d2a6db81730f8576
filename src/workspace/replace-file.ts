import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { removeTemporary } from './write-file.ts'

/**
 * Writes a file that a person works on, whole or not at all, also where the power fails: to a temporary file beside it
 * that is renamed once the disk has it. A link is followed, and the mode stays; a new file gets `mode`. Throws the
 * system's error, also for a file that is marked as read-only, which a rename would not mind.
 */
export function replaceFile(file: string, content: string | Uint8Array, mode = 0o666): void {
  const target = realPath(file)
  const present = statSync(target, { throwIfNoEntry: false })
  if (present && (present.mode & 0o222) === 0) throw refusal('EACCES', target)
  if (present?.isDirectory()) throw refusal('EISDIR', target)
  const temporary = `${target}.${process.pid}.tmp`
  try {
    const handle = openSync(temporary, 'w', mode)
    try {
      if (present) fchmodSync(handle, present.mode & 0o7777)
      writeFileSync(handle, content)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(temporary, target)
  } catch (error) {
    removeTemporary(temporary)
    throw error
  }
}

function realPath(file: string): string {
  try {
    return realpathSync.native(file)
  } catch {
    return file
  }
}

function refusal(code: string, file: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: ${file} cannot be written`), { code })
}
