import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { cacheFolder, outputFolder, writeFileWhole } from '../workspace/index.ts'
import { hashOf } from './hash.ts'

/** What a build changed in the archive: paths from `out/archive/`, in order. */
export interface ArchiveChanges {
  added: string[]
  changed: string[]
  deleted: string[]
}

/** A file of the new version. */
interface NewFile {
  hash: string
  /** Whether it stays as it is. */
  kept: boolean
}

const archive = 'archive/'

/**
 * Notes in `.tidings/changes.json` what the build is about to change in `out/archive/`, for those who upload or purge
 * no more than that. Not in `out/`, where the same workspace gives the same files whatever was there before. Compares
 * with what is on the disk, so that it is right without a cache too.
 */
export function noteChanges(root: string, made: ReadonlyMap<string, NewFile>): void {
  const changes = changesOf(root, made)
  writeFileWhole(path.join(root, cacheFolder, 'changes.json'), `${JSON.stringify(changes, null, 2)}\n`)
}

function changesOf(root: string, made: ReadonlyMap<string, NewFile>): ArchiveChanges {
  const folder = path.join(root, outputFolder, archive)
  const present = new Set(filesIn(folder))
  const changes: ArchiveChanges = { added: [], changed: [], deleted: [] }
  for (const [name, { kept, hash }] of made) {
    if (!name.startsWith(archive)) continue
    const file = name.slice(archive.length)
    if (!present.delete(file)) changes.added.push(file)
    else if (!kept && !isSame(path.join(folder, file), hash)) changes.changed.push(file)
  }
  changes.deleted.push(...present)
  for (const files of Object.values(changes) as string[][]) files.sort()
  return changes
}

/** Whether a file has the content of this hash, which was made from text or from bytes. */
function isSame(file: string, hash: string): boolean {
  const bytes = readFileSync(file)
  return hashOf(bytes) === hash || hashOf(bytes.toString('utf8')) === hash
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
}
