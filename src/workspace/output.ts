import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { cacheFolder } from './cache.ts'

/** What is made. */
export const outputFolder = 'out'

/** A new version of parts of `out/`, being made beside it. Paths are from `out/`, with forward slashes. */
export interface OutputStage {
  /** Writes a file of the new version. Throws the system's error (full disk, no permission). */
  write: (file: string, content: string | Uint8Array | Iterable<string>) => void
  /** Takes a file over from the present version. */
  keep: (file: string) => void
  /**
   * Replaces the parts named (removes those with no file in the new version): each is at any moment the old one or the new one, whole. Until the journal is
   * written `out/` is as it was; a process that is killed after it has its work finished by `recoverOutput`.
   */
  commit: (parts: readonly string[]) => void
  /** Forgets the new version. */
  discard: () => void
}

const journalName = 'replace.json'

/** Begins a new version of parts of `out/`. The workspace must be locked. Throws the system's error. */
export function stageOutput(root: string): OutputStage {
  makeOutputFolder(root)
  const staging = stagingFolder(root)
  const discard = (): void => rmSync(staging, { recursive: true, force: true })
  const made = new Set<string>()
  /** Folder by folder: a recursive `mkdir` takes three times as long for each. */
  const makeFolder = (folder: string): void => {
    if (made.has(folder)) return
    makeFolder(path.dirname(folder))
    mkdirSync(folder)
    made.add(folder)
  }
  const place = (file: string): string => {
    const target = path.join(staging, 'new', file)
    makeFolder(path.dirname(target))
    return target
  }
  discard()
  probeOutput(root)
  mkdirSync(path.join(staging, 'new'), { recursive: true })
  made.add(path.join(staging, 'new'))
  return {
    write: (file, content) => {
      if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(place(file), content)
      else writePieces(place(file), content)
    },
    keep: (file) => linkOrCopy(path.join(root, outputFolder, file), place(file)),
    commit: (parts) => {
      const steps = parts.map((name) => ({ name, remove: !existsSync(path.join(staging, 'new', name)) }))
      writeDurably(path.join(staging, journalName), JSON.stringify(steps))
      finish(root, staging)
    },
    discard,
  }
}

function writePieces(file: string, pieces: Iterable<string>): void {
  const handle = openSync(file, 'w')
  try {
    for (const piece of pieces) writeFileSync(handle, piece)
  } finally {
    closeSync(handle)
  }
}

/** Finishes a replacement that was interrupted, and clears away what an interrupted build left. */
export function recoverOutput(root: string): void {
  for (const staging of [
    path.join(root, cacheFolder, 'staging'),
    path.join(root, outputFolder, '.staging'),
  ]) {
    if (existsSync(path.join(staging, journalName))) finish(root, staging)
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

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to)
  }
}

function writeDurably(file: string, text: string): void {
  const temporary = `${file}.tmp`
  const handle = openSync(temporary, 'w')
  writeFileSync(handle, text)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(temporary, file)
}

function finish(root: string, staging: string): void {
  const steps = JSON.parse(readFileSync(path.join(staging, journalName), 'utf8')) as {
    name: string
    remove: boolean
  }[]
  mkdirSync(path.join(staging, 'old'), { recursive: true })
  for (const { name, remove } of steps) {
    const replacement = path.join(staging, 'new', name)
    const target = path.join(root, outputFolder, name)
    if (!remove && !existsSync(replacement)) continue
    if (existsSync(target)) renameSync(target, path.join(staging, 'old', name))
    if (!remove) renameSync(replacement, target)
  }
  rmSync(path.join(staging, journalName))
  rmSync(staging, { recursive: true, force: true })
}
