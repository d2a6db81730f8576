import { closeSync, lstatSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs'

/** What a file holds, whole or piece by piece. */
export type FileContent = string | Uint8Array | Iterable<string | Uint8Array>

/** Writes a file unless the present one has the same content; returns whether it was written. */
export function writeOther(target: string, content: FileContent, present: string | undefined): boolean {
  if (typeof content === 'string' || content instanceof Uint8Array) {
    if (present && holds(present, content)) return false
    writeFileSync(target, content)
    return true
  }
  writePieces(target, content)
  if (!present || !isSame(present, target)) return true
  rmSync(target)
  return false
}

/** Whether this is still a file (not a link to one) with exactly this content. */
function holds(file: string, content: string | Uint8Array): boolean {
  const stats = lstatSync(file, { throwIfNoEntry: false })
  if (!stats?.isFile() || stats.size !== Buffer.byteLength(content)) return false
  return readFileSync(file).equals(Buffer.from(content))
}

/** Whether two files have the same content, without holding either in memory; a link is no file. */
function isSame(one: string, other: string): boolean {
  const stats = lstatSync(one, { throwIfNoEntry: false })
  if (!stats?.isFile() || stats.size !== lstatSync(other).size) return false
  const handles = [openSync(one, 'r'), openSync(other, 'r')] as const
  try {
    const [first, second] = handles.map(() => Buffer.alloc(1 << 20)) as [Buffer, Buffer]
    for (;;) {
      const length = readSync(handles[0], first)
      if (length !== readSync(handles[1], second)) return false
      if (length === 0) return true
      if (first.compare(second, 0, length, 0, length) !== 0) return false
    }
  } finally {
    handles.forEach(closeSync)
  }
}

function writePieces(file: string, pieces: Iterable<string | Uint8Array>): void {
  const handle = openSync(file, 'w')
  try {
    for (const piece of pieces) writeFileSync(handle, piece)
  } finally {
    closeSync(handle)
  }
}
