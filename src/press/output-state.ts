import { statSync } from 'node:fs'
import path from 'node:path'
import { outputFolder, type Cache } from '../workspace/files/index.ts'

/** What the last build left in `out/`: for each file the key it was made under, and how to know it again. */
export interface OutputState {
  get: (file: string) => FileState | undefined
  /** Whether the file is still there as it was made. */
  isIntact: (file: string) => boolean
  files: () => Iterable<string>
  /** Whether there is a last build and every file of it is as it was made. */
  allIntact: () => boolean
}

export interface FileState {
  key: string
  size: number
  mtimeMs: number
}

/** Reads what the last build left. */
export function loadOutputState(root: string, cache: Cache): OutputState {
  const kept = cache.get('state', 'outputs')
  const files = new Map(Object.entries(kept ? (JSON.parse(kept.value) as Record<string, FileState>) : {}))
  const isIntact = (file: string): boolean => {
    const state = files.get(file)
    const now = statSync(path.join(root, outputFolder, file), { throwIfNoEntry: false })
    return state !== undefined && now?.size === state.size && now.mtimeMs === state.mtimeMs
  }
  return {
    get: (file) => files.get(file),
    files: () => files.keys(),
    isIntact,
    allIntact: () => files.size > 0 && [...files.keys()].every(isIntact),
  }
}

/** Keeps what this build left in place; of parts that it did not replace, what the last one left. */
export function saveOutputState(
  root: string,
  cache: Cache,
  last: OutputState,
  keys: ReadonlyMap<string, string>,
): void {
  const state: Record<string, FileState> = {}
  for (const file of last.files()) state[file] = last.get(file)!
  for (const [file, key] of keys) {
    const found = statSync(path.join(root, outputFolder, file), { throwIfNoEntry: false })
    if (found) state[file] = { key, size: found.size, mtimeMs: found.mtimeMs }
  }
  for (const file of Object.keys(state)) if (!keys.has(file) && !last.isIntact(file)) delete state[file]
  cache.put('state', 'outputs', { key: '', value: JSON.stringify(state) })
}
