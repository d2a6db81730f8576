import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { cacheFolder } from './cache.ts'
import { outputFolder } from './known-files.ts'
import { statsAt } from './look-at-output.ts'
import { writeFileWhole } from './write-file.ts'
import { writeOther, type FileContent } from './write-other.ts'

/** How `out/` is to change. Paths are from `out/`, with forward slashes. */
export interface OutputChanges {
  added: string[]
  changed: string[]
  removed: string[]
}

/** What a folder of `out/` had in it when it was changed last, at `mtimeMs`; nothing where that is not known. */
export interface KnownFolder {
  mtimeMs: number | undefined
  files: readonly string[]
  folders: readonly string[]
}

/** Files that are to be in `out/`, being made beside it. Paths are from `out/`, with forward slashes. */
export interface OutputStage {
  /** The files of its parts that were in `out/` when it began. */
  present: ReadonlySet<string>
  /**
   * Makes a file; returns false, and stages nothing, where `out/` has it with the same content. Throws the system's
   * error (full disk, no permission).
   */
  write: (file: string, content: FileContent) => boolean
  /** What has to change so that the parts hold exactly these files, staged or present. */
  changes: (files: Iterable<string>) => OutputChanges
  /**
   * Makes the changes: each file is at any moment the old one or the new one, whole; what is new comes first and what
   * is gone goes last. Until the journal is written `out/` is as it was; a process that is killed after it has its
   * work finished by `recoverOutput`.
   */
  commit: (changes: OutputChanges) => void
  /** Forgets what is staged, unless a commit has begun, which then `recoverOutput` will finish. */
  discard: () => void
}

/** What is still to be done, in this order. */
interface Journal {
  /** Files, or parts that `out/` does not have yet. */
  put: string[]
  remove: string[]
}

const journalName = 'journal.json'

/**
 * The files of these parts of `out/`, which are folders or files in it. A folder that has not been changed since it was
 * `known` is not looked into. Throws the system's error.
 */
export function presentOutput(
  root: string,
  parts: readonly string[],
  known: ReadonlyMap<string, KnownFolder> = new Map(),
): ReadonlySet<string> {
  const out = path.join(root, outputFolder)
  return new Set(parts.flatMap((part) => filesAt(out, part, known)))
}

/**
 * Begins to change the parts of `out/` whose files are `present`. The workspace must be locked. Throws the system's
 * error.
 */
export function stageOutput(root: string, present: ReadonlySet<string>): OutputStage {
  makeOutputFolder(root)
  const out = path.join(root, outputFolder)
  const staging = stagingFolder(root)
  rmSync(staging, { recursive: true, force: true })
  probeOutput(root)
  const journal = path.join(staging, journalName)
  const fresh = path.join(staging, 'new')
  mkdirSync(fresh, { recursive: true })
  const makeFolder = folderMaker(fresh)
  const staged = new Set<string>()
  return {
    present,
    write: (file, content) => {
      const target = path.join(fresh, file)
      makeFolder(path.dirname(target))
      const isOther = writeOther(target, content, present.has(file) ? path.join(out, file) : undefined)
      if (isOther) staged.add(file)
      return isOther
    },
    changes: (files) => {
      const wanted = new Set(files)
      const put = [...staged].filter((file) => wanted.has(file))
      return {
        added: put.filter((file) => !present.has(file)),
        changed: put.filter((file) => present.has(file)),
        removed: [...present].filter((file) => !wanted.has(file)),
      }
    },
    commit: (changes) => {
      const steps = journalOf(out, changes)
      writeFileWhole(journal, JSON.stringify(steps))
      finish(root, staging, steps)
    },
    discard: () => {
      if (!existsSync(journal)) rmSync(staging, { recursive: true, force: true })
    },
  }
}

/** All new files of a part that is not there yet are put there with one rename. */
function journalOf(out: string, { added, changed, removed }: OutputChanges): Journal {
  const isThere = new Map<string, boolean>()
  const placeOf = (file: string): string => {
    const part = file.split('/', 1)[0] ?? file
    if (!isThere.has(part)) isThere.set(part, statsAt(path.join(out, part)) !== undefined)
    return isThere.get(part) ? file : part
  }
  const put = [...new Set(added.map(placeOf)), ...changed]
  // Where the file system takes two names for one, as `NHS` and `nhs`, the new file takes the old one's place.
  const names = new Map(added.map((file) => [file.toLowerCase(), file]))
  const isReplaced = (file: string): boolean => {
    const name = names.get(file.toLowerCase())
    return name !== undefined && statsAt(path.join(out, name)) !== undefined
  }
  return { put, remove: removed.filter((file) => !isReplaced(file)) }
}

/** The files at or below a place in `out/`; a link is a file, wherever it leads. */
function filesAt(out: string, place: string, known: ReadonlyMap<string, KnownFolder>): string[] {
  const found: string[] = []
  const visit = (folder: string, mtimeMs: number): void => {
    const last = known.get(folder)
    const { files, folders } = last?.mtimeMs === mtimeMs ? last : entriesOf(out, folder)
    found.push(...files)
    for (const child of folders) visitIfThere(child)
  }
  const visitIfThere = (child: string): void => {
    // Joined by hand: there may be many thousands.
    const stats = statsAt(`${out}/${child}`)
    if (stats?.isDirectory()) visit(child, stats.mtimeMs)
    else if (stats) found.push(child)
  }
  visitIfThere(place)
  return found
}

function entriesOf(out: string, folder: string): Pick<KnownFolder, 'files' | 'folders'> {
  const entries = readdirSync(path.join(out, folder), { withFileTypes: true })
  const named = (some: typeof entries): string[] => some.map(({ name }) => `${folder}/${name}`)
  return {
    files: named(entries.filter((entry) => !entry.isDirectory())),
    folders: named(entries.filter((entry) => entry.isDirectory())),
  }
}

/**
 * Makes folders below one that is there, each once, in place of files that were there. Folder by folder: a recursive
 * `mkdir` takes three times as long for each.
 */
function folderMaker(base: string): (folder: string) => void {
  const made = new Set([base])
  const make = (folder: string): void => {
    if (made.has(folder)) return
    make(path.dirname(folder))
    const found = statsAt(folder)
    if (found && !found.isDirectory()) rmSync(folder)
    if (!found?.isDirectory()) mkdirSync(folder)
    made.add(folder)
  }
  return make
}

/** Finishes a replacement that was interrupted, and clears away what an interrupted build left. */
export function recoverOutput(root: string): void {
  for (const staging of [
    path.join(root, cacheFolder, 'staging'),
    path.join(root, outputFolder, '.staging'),
  ]) {
    const journal = readJournal(path.join(staging, journalName))
    if (journal) finish(root, staging, journal)
    else rmSync(staging, { recursive: true, force: true })
  }
}

/** Not `recursive`: that hides the reason where a file system is read-only. */
function makeOutputFolder(root: string): void {
  const folder = path.join(root, outputFolder)
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) mkdirSync(folder)
}

/** A rename needs permission in the folder itself: find out before any work is done. */
function probeOutput(root: string): void {
  const file = path.join(root, outputFolder, '.probe')
  writeFileSync(file, '')
  rmSync(file)
}

/** Beside the cache, unless `out/` is another file system, to which nothing can be renamed. */
function stagingFolder(root: string): string {
  const out = path.join(root, outputFolder)
  const cache = path.join(root, cacheFolder)
  const sameDevice = existsSync(cache) && (!existsSync(out) || statSync(out).dev === statSync(cache).dev)
  return sameDevice ? path.join(cache, 'staging') : path.join(out, '.staging')
}

/** One that a power cut left torn is none: the next build sees which files are not as it left them, and makes them. */
function readJournal(file: string): Journal | undefined {
  if (!existsSync(file)) return undefined
  const text = readFileSync(file, 'utf8')
  try {
    const { put, remove } = JSON.parse(text) as Journal
    return Array.isArray(put) && Array.isArray(remove) ? { put, remove } : undefined
  } catch {
    return undefined
  }
}

/** Goes through the journal; what it names and is no longer to be found was done before. */
function finish(root: string, staging: string, { put, remove }: Journal): void {
  const out = path.join(root, outputFolder)
  const makeFolder = folderMaker(out)
  for (const file of put) {
    const source = path.join(staging, 'new', file)
    if (!existsSync(source)) continue
    const target = path.join(out, file)
    makeFolder(path.dirname(target))
    if (statsAt(target)?.isDirectory()) rmSync(target, { recursive: true })
    renameSync(source, target)
  }
  for (const file of remove) {
    const target = path.join(out, file)
    // Something new may have taken its place: a folder, or a file for a folder that it was in.
    const found = statsAt(target)
    if (found && !found.isDirectory()) rmSync(target)
    removeEmptyFolders(path.dirname(target), out)
  }
  rmSync(path.join(staging, journalName))
  rmSync(staging, { recursive: true, force: true })
}

/** Removes a folder, and those that it is in, as long as nothing is in them. */
function removeEmptyFolders(folder: string, end: string): void {
  if (folder === end) return
  const found = statsAt(folder)
  if (found && !(found.isDirectory() && readdirSync(folder).length === 0)) return
  if (found) rmdirSync(folder)
  removeEmptyFolders(path.dirname(folder), end)
}
