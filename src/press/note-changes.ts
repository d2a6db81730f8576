import path from 'node:path'
import { cacheFolder, writeFileWhole, type OutputChanges } from '../workspace/files/index.ts'

/** What a build changed in the archive: paths from `out/archive/`, in order. */
export interface ArchiveChanges {
  added: string[]
  changed: string[]
  deleted: string[]
}

const archive = 'archive/'

/**
 * Notes in `.tidings/changes.json` what the build is about to change in `out/archive/`, for those who upload or purge
 * no more than that. Not in `out/`, where the same workspace gives the same files whatever was there before.
 */
export function noteChanges(root: string, { added, changed, removed }: OutputChanges): void {
  const inArchive = (files: string[]): string[] =>
    files
      .filter((file) => file.startsWith(archive))
      .map((file) => file.slice(archive.length))
      .sort()
  const changes: ArchiveChanges = {
    added: inArchive(added),
    changed: inArchive(changed),
    deleted: inArchive(removed),
  }
  writeFileWhole(path.join(root, cacheFolder, 'changes.json'), `${JSON.stringify(changes, null, 2)}\n`)
}
