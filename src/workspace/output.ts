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

/** A file of the output: its content, or that it stays as it is in `out/`. */
export type Content = string | Uint8Array | typeof unchanged

/** Says that a file of the output stays as it is. */
export const unchanged = Symbol('unchanged')

/** A part of `out/` that is replaced as a whole: a folder with its files, or (`files` is a content) one file. */
export interface OutputUnit {
  name: string
  files: Map<string, Content> | string
}

const journalName = 'replace.json'

/**
 * Replaces parts of `out/` so that each is at any moment the old one or the new one, whole.
 * Everything is written beside it first; then a journal names the parts, and renames put them in place. A process
 * that is killed before the journal leaves the old output; after it, `recoverOutput` finishes the work.
 * Throws the system's error (full disk, no permission) with `out/` as it was.
 */
export function replaceOutput(root: string, units: readonly OutputUnit[]): void {
  const staging = stagingFolder(root)
  rmSync(staging, { recursive: true, force: true })
  try {
    mkdirSync(path.join(root, outputFolder), { recursive: true })
    mkdirSync(path.join(staging, 'new'), { recursive: true })
    for (const unit of units) stage(root, staging, unit)
    // A rename needs permission in the folder itself: find out before the point of no return.
    rmSync(probe(root), { force: true })
    writeDurably(path.join(staging, journalName), JSON.stringify(units.map(({ name }) => name)))
  } catch (error) {
    rmSync(staging, { recursive: true, force: true })
    throw error
  }
  finish(root, staging)
}

/** Finishes a replacement that was interrupted, and clears away what an interrupted build left. */
export function recoverOutput(root: string): void {
  for (const staging of [path.join(root, cacheFolder, 'staging'), path.join(root, outputFolder, '.staging')]) {
    if (existsSync(path.join(staging, journalName))) finish(root, staging)
    else rmSync(staging, { recursive: true, force: true })
  }
}

function probe(root: string): string {
  const file = path.join(root, outputFolder, '.probe')
  writeFileSync(file, '')
  return file
}

/** Beside the cache, unless `out/` is another file system, to which nothing can be renamed. */
function stagingFolder(root: string): string {
  const out = path.join(root, outputFolder)
  const cache = path.join(root, cacheFolder)
  const sameDevice = existsSync(cache) && (!existsSync(out) || statSync(out).dev === statSync(cache).dev)
  return sameDevice ? path.join(cache, 'staging') : path.join(out, '.staging')
}

function stage(root: string, staging: string, { name, files }: OutputUnit): void {
  const target = path.join(staging, 'new', name)
  if (typeof files === 'string') return writeFileSync(target, files)
  mkdirSync(target, { recursive: true })
  const made = new Set<string>([target])
  for (const [relative, content] of files) {
    const file = path.join(target, relative)
    const folder = path.dirname(file)
    if (!made.has(folder)) {
      mkdirSync(folder, { recursive: true })
      made.add(folder)
    }
    if (content === unchanged) linkOrCopy(path.join(root, outputFolder, name, relative), file)
    else writeFileSync(file, content)
  }
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
  const names = JSON.parse(readFileSync(path.join(staging, journalName), 'utf8')) as string[]
  mkdirSync(path.join(staging, 'old'), { recursive: true })
  for (const name of names) {
    const replacement = path.join(staging, 'new', name)
    if (!existsSync(replacement)) continue
    const target = path.join(root, outputFolder, name)
    if (existsSync(target)) renameSync(target, path.join(staging, 'old', name))
    renameSync(replacement, target)
  }
  rmSync(path.join(staging, journalName))
  rmSync(staging, { recursive: true, force: true })
}
