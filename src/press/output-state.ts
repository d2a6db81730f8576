import { statSync } from 'node:fs'
import path from 'node:path'
import {
  outputFolder,
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
  /** Whether the file was still there as it was made, when it was first asked for. */
  isIntact: (file: string) => boolean
  files: () => Iterable<string>
  /** When a folder of these files was changed last, as far as it is known, in milliseconds. */
  mtimeOfFolder: (folder: string) => number | undefined
  /** The files of all parts of `out/` that were there when this was first asked for, whoever made them. */
  present: () => ReadonlySet<string>
  /** Whether there is a last build and every file of it is as it was made. */
  allIntact: () => boolean
  /** Has another thread look at all of it. */
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
  /** When each folder was changed last, in milliseconds; of those whose files are all among `files`. */
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
  const intact = new Map<string, boolean>()
  const isIntact = (file: string): boolean => {
    const known = intact.get(file)
    if (known !== undefined) return known
    const state = get(file)
    const now = state && lookAt(root, file)
    const isSame = now !== undefined && now.size === state?.size && now.mtimeMs === state.mtimeMs
    intact.set(file, isSame)
    return isSame
  }
  let areFoldersIntact = false
  const present = once(() => {
    const { files, folders } = last()
    if (areFoldersIntact) {
      const others = outputParts.filter((part) => folders[part] === undefined)
      return new Set([...files.filter((file) => file.includes('/')), ...presentOutput(root, others)])
    }
    return presentOutput(
      root,
      outputParts,
      foldersOf(files, (folder) => folders[folder]),
    )
  })
  const lookAhead = async (thread: LookAhead): Promise<void> => {
    const { files, sizes, mtimes, folders } = last()
    const names = Object.keys(folders)
    const looks = await thread.look({ root, files, folders: names })
    if (!looks) return
    for (const [place, file] of files.entries()) {
      intact.set(file, looks.sizes[place] === sizes[place] && looks.mtimes[place] === mtimes[place])
    }
    // All folders that there were: those that are new have changed the one that they are in.
    areFoldersIntact =
      names.length === namesOfFolders(files).size &&
      names.every((name, place) => looks.folderMtimes[place] === folders[name])
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
  for (const file of last.files()) {
    if (keys.has(file) || removed.has(file) || !last.isIntact(file)) continue
    const known = last.get(file)!
    add(file, known.key, known)
    others.push(file)
  }
  for (const [file, key] of keys) {
    const isAsItWas = !written.has(file) && last.isIntact(file)
    add(file, key, isAsItWas ? last.get(file) : lookAt(root, file))
  }
  state.folders = foldersNow(root, others, last, keys, changes)
  cache.put('state', 'outputs', { key: toolHash(), value: JSON.stringify(state) })
}

/** When the folders were changed last; looks again at those in which this build changed something. */
function foldersNow(
  root: string,
  others: readonly string[],
  last: OutputState,
  keys: ReadonlyMap<string, string>,
  { added, changed, removed }: OutputChanges,
): Record<string, number> {
  const touched = namesOfFolders([...added, ...changed, ...removed])
  const now: Record<string, number> = {}
  const note = (folder: string, otherwise: () => number | undefined): void => {
    const mtimeMs = (touched.has(folder) ? undefined : last.mtimeOfFolder(folder)) ?? otherwise()
    if (mtimeMs !== undefined) now[folder] = mtimeMs
  }
  for (const folder of namesOfFolders(keys.keys())) note(folder, () => lookAt(root, folder)?.mtimeMs)
  // Of a part that was not brought up to date it is not known what else is in it.
  for (const folder of namesOfFolders(others)) if (now[folder] === undefined) note(folder, () => undefined)
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

function lookAt(root: string, file: string): Omit<FileState, 'key'> | undefined {
  // Joined by hand: for thousands of files `path` takes a fifth of the time.
  const found = statSync(`${root}/${outputFolder}/${file}`, { throwIfNoEntry: false })
  return found && { size: found.size, mtimeMs: found.mtimeMs }
}
