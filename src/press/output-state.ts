import path from 'node:path'
import {
  folderTime,
  lookAtFile,
  presentOutput,
  type Cache,
  type KnownFolder,
  type LookAhead,
  type OutputChanges,
} from '../workspace/files/index.ts'
import { once } from './once.ts'
import { toolHash } from './tool.ts'

/** Parts of `out/` that a build brings up to date or leaves as they are. */
export const outputParts = ['archive', 'email', 'report.json'] as const

/** What the last build left in `out/`: for each file the key it was made under, and how to know it again. */
export interface OutputState {
  get: (file: string) => FileState | undefined
  /** Whether the file was still there as it was made, when it was first looked at. */
  isIntact: (file: string) => boolean
  files: () => Iterable<string>
  /** When a folder of these files was changed last, as far as it is known, in milliseconds. */
  mtimeOfFolder: (folder: string) => number | undefined
  /** Looks which files all parts of `out/` have now, whoever made them. */
  present: () => ReadonlySet<string>
  /** Whether there is a last build and every file of it is as it was made. */
  allIntact: () => boolean
  /** Has another thread look at all of its files. */
  lookAhead: (thread: LookAhead) => Promise<void>
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
  /** When each folder was changed last, in milliseconds; of those in which there was nothing but `files`. */
  folders: Record<string, number>
}

const nothingKept: KeptState = { files: [], keys: [], sizes: [], mtimes: [], folders: {} }

/** What another version of the tool kept may have another form, and is not read. */
function readState(cache: Cache): KeptState {
  const kept = cache.get('state', 'outputs')
  return kept?.key === toolHash() ? (JSON.parse(kept.value) as KeptState) : nothingKept
}

/** Reads what the last build left, when it is first asked for. */
export function loadOutputState(root: string, cache: Cache): OutputState {
  const last = once(() => readState(cache))
  const places = once(() => new Map(last().files.map((file, place) => [file, place])))
  const get = (file: string): FileState | undefined => {
    const place = places().get(file)
    if (place === undefined) return undefined
    const { keys, sizes, mtimes } = last()
    return { key: keys[place]!, size: sizes[place]!, mtimeMs: mtimes[place]! }
  }
  const isAsLeft = (place: number, size?: number, mtimeMs?: number): boolean =>
    size === last().sizes[place] && mtimeMs === last().mtimes[place]
  const intact = new Map<string, boolean>()
  const isIntact = (file: string): boolean => {
    const known = intact.get(file)
    if (known !== undefined) return known
    const place = places().get(file)
    const now = place === undefined ? undefined : lookAtFile(root, file)
    const isSame = place !== undefined && isAsLeft(place, now?.size, now?.mtimeMs)
    intact.set(file, isSame)
    return isSame
  }
  const present = (): ReadonlySet<string> => {
    const { files, folders } = last()
    if (!areAsTheyWere(root, files, folders))
      return presentOutput(
        root,
        outputParts,
        foldersOf(files, (folder) => folders[folder]),
      )
    const others = outputParts.filter((part) => folders[part] === undefined)
    return new Set([...files.filter((file) => file.includes('/')), ...presentOutput(root, others)])
  }
  const lookAhead = async (thread: LookAhead): Promise<void> => {
    const { files } = last()
    const looks = await thread.look({ root, files })
    if (!looks) return
    for (const [place, file] of files.entries())
      intact.set(file, isAsLeft(place, looks.sizes[place], looks.mtimes[place]))
  }
  return {
    get,
    files: () => last().files,
    mtimeOfFolder: (folder) => last().folders[folder],
    present,
    isIntact,
    allIntact: () => last().files.length > 0 && last().files.every(isIntact),
    lookAhead,
  }
}

/** Whether every folder of these files is known, and has not been changed since: then they are all that is in them. */
function areAsTheyWere(root: string, files: readonly string[], folders: KeptState['folders']): boolean {
  const names = Object.keys(folders)
  return (
    names.length === namesOfFolders(files).size &&
    names.every((name) => folderTime(root, name) === folders[name])
  )
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
  const state: KeptState = { files: [], keys: [], sizes: [], mtimes: [], folders: {} }
  const add = (file: string, key: string, known: Omit<FileState, 'key'> | undefined): void => {
    if (!known) return
    state.files.push(file)
    state.keys.push(key)
    state.sizes.push(known.size)
    state.mtimes.push(known.mtimeMs)
  }
  const others: string[] = []
  const dropped: string[] = []
  for (const file of last.files()) {
    if (keys.has(file) || removed.has(file)) continue
    if (!last.isIntact(file)) {
      dropped.push(file)
      continue
    }
    const known = last.get(file)!
    add(file, known.key, known)
    others.push(file)
  }
  for (const [file, key] of keys) {
    const isAsItWas = !written.has(file) && last.isIntact(file)
    add(file, key, isAsItWas ? last.get(file) : lookAtFile(root, file))
  }
  state.folders = foldersNow({ root, last, keys, changes }, others, dropped)
  cache.put('state', 'outputs', { key: toolHash(), value: JSON.stringify(state) })
}

/**
 * When the folders were changed last; looks again at those in which this build changed something. Of a part that was not
 * brought up to date there are `others` as the last build left them, and files that are `dropped` because they are not:
 * what else is in their folders is not known.
 */
function foldersNow(
  { root, last, keys, changes }: Omit<OutputResult, 'cache'>,
  others: readonly string[],
  dropped: readonly string[],
): Record<string, number> {
  const { added, changed, removed } = changes
  const touched = namesOfFolders([...added, ...changed, ...removed])
  const now: Record<string, number> = {}
  const note = (folder: string, mtimeMs: number | undefined): void => {
    if (mtimeMs !== undefined) now[folder] = mtimeMs
  }
  const lastOf = (folder: string): number | undefined =>
    touched.has(folder) ? undefined : last.mtimeOfFolder(folder)
  const complete = namesOfFolders(keys.keys())
  for (const folder of complete) note(folder, lastOf(folder) ?? folderTime(root, folder))
  const strange = namesOfFolders(dropped)
  for (const folder of namesOfFolders(others))
    if (!complete.has(folder) && !strange.has(folder)) note(folder, lastOf(folder))
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
  files: readonly string[],
  mtimeOf: (folder: string) => number | undefined,
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
