import { statSync } from 'node:fs'
import path from 'node:path'
import { outputFolder, type Cache, type OutputChanges } from '../workspace/files/index.ts'

/** What the last build left in `out/`: for each file the key it was made under, and how to know it again. */
export interface OutputState {
  get: (file: string) => FileState | undefined
  /** Whether the file was still there as it was made, when it was first asked for. */
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
  const intact = new Map<string, boolean>()
  const isIntact = (file: string): boolean => {
    const known = intact.get(file)
    if (known !== undefined) return known
    const state = files.get(file)
    const now = state && lookAt(root, file)
    const isSame = now !== undefined && now.size === state?.size && now.mtimeMs === state.mtimeMs
    intact.set(file, isSame)
    return isSame
  }
  return {
    get: (file) => files.get(file),
    files: () => files.keys(),
    isIntact,
    allIntact: () => files.size > 0 && [...files.keys()].every(isIntact),
  }
}

/** What a build did to `out/`. */
export interface OutputResult {
  root: string
  cache: Cache
  /** What the last build left. */
  last: OutputState
  /** The keys of the files that are now there as they should be. */
  keys: ReadonlyMap<string, string>
  changes: OutputChanges
}

/** Keeps what this build left in place; of parts that it did not replace, what the last one left. */
export function saveOutputState({ root, cache, last, keys, changes }: OutputResult): void {
  const removed = new Set(changes.removed)
  const isStill = (file: string): boolean => keys.has(file) || (!removed.has(file) && last.isIntact(file))
  const state = new Map([...last.files()].filter(isStill).map((file) => [file, last.get(file)!]))
  const written = new Set([...changes.added, ...changes.changed])
  for (const [file, key] of keys) {
    const known = written.has(file) || !last.isIntact(file) ? lookAt(root, file) : state.get(file)
    if (known) state.set(file, { ...known, key })
  }
  cache.put('state', 'outputs', { key: '', value: JSON.stringify(Object.fromEntries(state)) })
}

function lookAt(root: string, file: string): Omit<FileState, 'key'> | undefined {
  const found = statSync(path.join(root, outputFolder, file), { throwIfNoEntry: false })
  return found && { size: found.size, mtimeMs: found.mtimeMs }
}
