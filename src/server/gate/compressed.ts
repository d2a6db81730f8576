import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

/** Keeps what was compressed, as long as there is room. */
export interface Compressed {
  /** The content under this mark, compressed; `read` gives it where it is not kept. */
  get: (mark: string, read: () => Promise<Uint8Array>) => Promise<Uint8Array>
}

const compress = promisify(gzip)
const mostBytes = 16 * 1024 * 1024

/** Compressing a page takes longer than all else that an answer needs, and pages change with a build only. */
export function createCompressed(roomBytes = mostBytes): Compressed {
  const kept = new Map<string, Uint8Array>()
  let usedBytes = 0
  const keep = (mark: string, bytes: Uint8Array): void => {
    if (kept.has(mark)) return
    kept.set(mark, bytes)
    usedBytes += bytes.length
    for (const [oldest, { length }] of kept) {
      if (usedBytes <= roomBytes) break
      kept.delete(oldest)
      usedBytes -= length
    }
  }
  return {
    get: async (mark, read) => {
      const known = kept.get(mark)
      if (known) {
        // The one that was asked for last is the last to go.
        kept.delete(mark)
        kept.set(mark, known)
        return known
      }
      const bytes = await compress(await read())
      keep(mark, bytes)
      return bytes
    },
  }
}
