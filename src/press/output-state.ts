import { statSync } from 'node:fs'
import path from 'node:path'
import { once } from './once.ts'
import {
  outputFolder,
  presentOutput,
  type Cache,
  type KnownFolder,
  type OutputChanges,
} from '../workspace/files/index.ts'
import { toolHash } from './tool.ts'

/** Parts of `out/` that a build brings up to date or leaves as they are. */
export const outputParts = ['archive', 'email', 'report.json'] as const

/** What the last build left in `out/`: for each file the key it was made under, and how to know it again. */
export interface OutputState {
  get: (file: string) => FileState | undefined
  /** Whether the file was still there as it was made, when it was first asked for. */
  isIntact: (file: string) => boolean
  files: () => Iterable<string>
  /** The folders of these files. */
  folders: () => ReadonlyMap<string, KnownFolder>
  /** The files of all parts of `out/` that were there when this was first asked for, whoever made them. */
  present: () => ReadonlySet<string>
  /** Whether there is a last build and every file of it is as it was made. */
  allIntact: () => boolean
}

export interface FileState {
  key: string
  size: number
  mtimeMs: number
}

/** The files and what is known of each, as columns of one length: that is read in half the time of many objects. */
interface KeptState {
  files: string[]
  keys: string[]
  sizes: number[]
  mtimes: number[]
  /** When each folder was changed last, in milliseconds; of those whose files are all among `files`. */
  folders: Record<string, number>
}

interface LastState {
  files: ReadonlyMap<string, FileState>
  folders: Record<string, number>
}

/** What another version of the tool kept may have another form, and is not read. */
function readState(cache: Cache): LastState {
  const kept = cache.get('state', 'outputs')
  if (kept?.key !== toolHash()) return { files: new Map(), folders: {} }
  const { files, keys, sizes, mtimes, folders } = JSON.parse(kept.value) as KeptState
  const known = files.map((file, place): [string, FileState] => {
    return [file, { key: keys[place]!, size: sizes[place]!, mtimeMs: mtimes[place]! }]
  })
  return { files: new Map(known), folders }
}

/** Reads what the last build left, when it is first asked for. */
export function loadOutputState(root: string, cache: Cache): OutputState {
  const last = once(() => readState(cache))
  const intact = new Map<string, boolean>()
  const folders = once(() => foldersOf(last().files.keys(), (folder) => last().folders[folder]))
  const isIntact = (file: string): boolean => {
    const known = intact.get(file)
    if (known !== undefined) return known
    const state = last().files.get(file)
    const now = state && lookAt(root, file)
    const isSame = now !== undefined && now.size === state?.size && now.mtimeMs === state.mtimeMs
    intact.set(file, isSame)
    return isSame
  }
  return {
    get: (file) => last().files.get(file),
    files: () => last().files.keys(),
    folders,
    present: once(() => presentOutput(root, outputParts, folders())),
    isIntact,
    allIntact: () => last().files.size > 0 && [...last().files.keys()].every(isIntact),
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
  const written = new Set([...changes.added, ...changes.changed])
  const files = new Map<string, FileState>()
  for (const file of last.files()) {
    if (keys.has(file) || (!removed.has(file) && last.isIntact(file))) files.set(file, last.get(file)!)
  }
  for (const [file, key] of keys) {
    const before = files.get(file)
    const known = written.has(file) || !last.isIntact(file) ? lookAt(root, file) : before
    if (known && !(known === before && before.key === key)) files.set(file, { ...known, key })
  }
  const folders = foldersNow(root, files.keys(), last, keys, changes)
  const states = [...files.values()]
  const state: KeptState = {
    files: [...files.keys()],
    keys: states.map(({ key }) => key),
    sizes: states.map(({ size }) => size),
    mtimes: states.map(({ mtimeMs }) => mtimeMs),
    folders,
  }
  cache.put('state', 'outputs', { key: toolHash(), value: JSON.stringify(state) })
}

/** When the folders were changed last; looks again at those in which this build changed something. */
function foldersNow(
  root: string,
  files: Iterable<string>,
  last: OutputState,
  keys: ReadonlyMap<string, string>,
  { added, changed, removed }: OutputChanges,
): Record<string, number> {
  const before = last.folders()
  const touched = namesOfFolders([...added, ...changed, ...removed])
  // Of a part that was not brought up to date it is not known what else is in it.
  const complete = namesOfFolders(keys.keys())
  const now: Record<string, number> = {}
  for (const folder of namesOfFolders(files)) {
    const known = touched.has(folder) ? undefined : before.get(folder)?.mtimeMs
    const mtimeMs = known ?? (complete.has(folder) ? lookAt(root, folder)?.mtimeMs : undefined)
    if (mtimeMs !== undefined) now[folder] = mtimeMs
  }
  return now
}

/** The folders that files are in, at any depth. */
function namesOfFolders(files: Iterable<string>): Set<string> {
  const folders = new Set<string>()
  for (const file of files) {
    for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
      const folder = file.slice(0, end)
      if (folders.has(folder)) break
      folders.add(folder)
    }
  }
  return folders
}

/** What is in each folder, going by its files. */
function foldersOf(
  files: Iterable<string>,
  mtimeOf: (folder: string) => number | undefined = () => undefined,
): Map<string, KnownFolder> {
  const folders = new Map<string, { mtimeMs: number | undefined; files: string[]; folders: string[] }>()
  const enter = (folder: string): { files: string[]; folders: string[] } => {
    const known = folders.get(folder)
    if (known) return known
    const entry = { mtimeMs: mtimeOf(folder), files: [], folders: [] }
    folders.set(folder, entry)
    const above = path.posix.dirname(folder)
    if (above !== '.') enter(above).folders.push(folder)
    return entry
  }
  for (const file of files) {
    const folder = path.posix.dirname(file)
    if (folder !== '.') enter(folder).files.push(file)
  }
  return folders
}

function lookAt(root: string, file: string): Omit<FileState, 'key'> | undefined {
  // Joined by hand: for thousands of files `path` takes a fifth of the time.
  const found = statSync(`${root}/${outputFolder}/${file}`, { throwIfNoEntry: false })
  return found && { size: found.size, mtimeMs: found.mtimeMs }
}
