import { unzipSync } from 'fflate'

/** The parts of a document by their names in the archive. */
export type Parts = Map<string, Uint8Array>

/** A part may be much larger than packed; together they are held in memory. */
const mostBytes = 300 * 1024 * 1024

/** Unpacks a document (ECMA-376 part 2); says in words what it is instead where it is none. */
export function unpack(bytes: Uint8Array): Parts | string {
  let total = 0
  try {
    const parts = unzipSync(bytes, {
      filter: ({ originalSize }) => {
        total += originalSize
        if (total > mostBytes) throw new TooLarge()
        return true
      },
    })
    return new Map(Object.entries(parts))
  } catch (error) {
    return error instanceof TooLarge ? 'document of more than 300 MB when it is unpacked' : 'damaged document'
  }
}

class TooLarge extends Error {}
