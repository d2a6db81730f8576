import { statSync } from 'node:fs'
import path from 'node:path'
import { outputFolder, type Cache } from '../workspace/index.ts'

/** What the last build left in `out/`: for each file the key it was made under, and how to know it again. */
export interface OutputState {
  get: (file: string) => FileState | undefined
  /** Whether the file is still there as it was made. */
  isIntact: (file: string) => boolean
  files: () => Iterable<string>
}

export interface FileState {
  key: string
  hash: string
  size: number
  mtimeMs: number
}

/** Reads what the last build left. */
export function loadOutputState(root: string, cache: Cache): OutputState {
  const kept = cache.get('state', 'outputs')
  const files = new Map(Object.entries(kept ? (JSON.parse(kept.value) as Record<string, FileState>) : {}))
  return {
    get: (file) => files.get(file),
    files: () => files.keys(),
    isIntact: (file) => {
      const state = files.get(file)
      const now = statSync(path.join(root, outputFolder, file), { throwIfNoEntry: false })
      return state !== undefined && now?.size === state.size && now.mtimeMs === state.mtimeMs
    },
  }
}

/** Keeps what this build left; the files must be in place. */
export function saveOutputState(root: string, cache: Cache, files: Map<string, { key: string; hash: string }>): void {
  const state: Record<string, FileState> = {}
  for (const [file, { key, hash }] of files) {
    const { size, mtimeMs } = statSync(path.join(root, outputFolder, file))
    state[file] = { key, hash, size, mtimeMs }
  }
  cache.put('state', 'outputs', { key: '', value: JSON.stringify(state) })
}
