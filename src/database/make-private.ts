import { closeSync, fchmodSync, fstatSync, openSync } from 'node:fs'

/**
 * Makes the file of a database before SQLite does, which would let everybody read it. It is its owner's; its group's
 * too where the umask leaves a group the right to write, as where two users work on one roster. The files that SQLite
 * puts beside it have the same mode. A file that is there already gets that mode.
 */
export function makePrivate(file: string): void {
  const handle = openSync(file, 'a', 0o660)
  try {
    const { mode } = fstatSync(handle)
    fchmodSync(handle, (mode & 0o020) === 0 ? 0o600 : 0o660)
  } finally {
    closeSync(handle)
  }
}
