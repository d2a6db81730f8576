import { closeSync, openSync, readSync } from 'node:fs'

/** Whether a file is a database of ours by its head (https://sqlite.org/fileformat2.html, section 1.3). */
export function isOurs(file: string): boolean {
  const head = Buffer.alloc(100)
  const handle = openSync(file, 'r')
  try {
    const length = readSync(handle, head, 0, head.length, 0)
    return (
      length === head.length &&
      head.toString('latin1', 0, 15) === 'SQLite format 3' &&
      head.toString('latin1', 68, 72) === 'TIDE'
    )
  } finally {
    closeSync(handle)
  }
}
