import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { spelledOnDisk } from '../workspace/files/index.ts'

/** Knows pictures by their content, reading each at most once a build. */
export interface ImageHasher {
  /** SHA-256 of the file's bytes, hexadecimal; nothing if it cannot be read. */
  hash: (image: string) => string | null
  /** Tells of a picture that was read elsewhere in this build. */
  note: (image: string, hash: string | null) => void
  /** What has been asked or told so far. */
  known: () => Record<string, string | null>
}

export function createImageHasher(root: string): ImageHasher {
  const known = new Map<string, string | null>()
  return {
    hash: (image) => {
      const found = known.get(image)
      if (found !== undefined) return found
      const hash = hashFile(path.join(root, spelledOnDisk(root, image)))
      known.set(image, hash)
      return hash
    },
    note: (image, hash) => {
      if (!known.has(image)) known.set(image, hash)
    },
    known: () => Object.fromEntries(known),
  }
}

function hashFile(file: string): string | null {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex')
  } catch {
    return null
  }
}
