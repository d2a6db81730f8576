import { createSourceNoter } from './read-source.ts'

/** The hashes of files that are fit to be text, by their names; the others are for who reads them to report. */
export type KnownHashes = ReadonlyMap<string, string>

/** So many files are taken at a time. */
const share = 16

/**
 * Reads and hashes files, some at a time, until none is left: several threads at once may do so, and none takes what
 * another has taken. `taken` counts for all of them, in memory that they share.
 */
export function hashShare(root: string, files: readonly string[], taken: Int32Array): KnownHashes {
  const note = createSourceNoter(root, () => undefined)
  const hashes = new Map<string, string>()
  for (;;) {
    const first = Atomics.add(taken, 0, share)
    if (first >= files.length) return hashes
    for (const file of files.slice(first, first + share)) {
      const hash = note(file)?.hash
      if (hash !== undefined) hashes.set(file, hash)
    }
  }
}
