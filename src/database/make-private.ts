import {
  chownSync,
  chmodSync,
  closeSync,
  fchmodSync,
  fstatSync,
  openSync,
  statSync,
  type Stats,
} from 'node:fs'

/**
 * Makes the file of a database before SQLite does, which would let everybody read it. It is its owner's; its group's
 * too where the umask leaves a group the right to write, as where two users work on one roster. The files that SQLite
 * puts beside it have the same mode. A file that is there already gets that mode.
 */
export function makePrivate(file: string): void {
  const handle = openSync(file, 'a', 0o660)
  try {
    fchmodSync(handle, privateMode(fstatSync(handle).mode))
  } finally {
    closeSync(handle)
  }
}

/** The mode that a database should have: its owner's alone, or its group's too where that may write it. */
export function privateMode(mode: number): number {
  return (mode & 0o020) === 0 ? 0o600 : 0o660
}

/**
 * Gives a file or folder that this process made to those who work with another file, as SQLite does with what it puts
 * beside a database: its group, as root its owner too, and a mode. Where the group cannot be given, the one that the
 * file has instead gets no right.
 */
export function giveLike(made: string, { uid, gid }: Pick<Stats, 'uid' | 'gid'>, mode: number): void {
  const present = statSync(made)
  let group = present.gid
  try {
    chownSync(made, process.geteuid?.() === 0 ? uid : present.uid, gid)
    group = gid
  } catch {
    // Not one of our groups, or a file system without owners.
  }
  chmodSync(made, group === gid ? mode : mode & ~0o070)
}
