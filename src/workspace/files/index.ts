/** The door to files as they are, none understood: for who would otherwise wait for the schemas of what is in them. */
export { lockWorkspace } from '../build-lock.ts'
export { cacheFolder, forgetCache, isCacheDamage, openCache, openCacheForReading } from '../cache.ts'
export type { Cache, CacheEntry } from '../cache.ts'
export { glossaryFile, noTheme, outputFolder, settingsFile, themeFile } from '../known-files.ts'
export { findWorkspace, startingFolder } from '../find-workspace.ts'
export { isListed, listFiles } from '../list-files.ts'
export { lookAhead, type LookAhead } from '../look-ahead.ts'
export { folderTime, lookAtFile } from '../look-at-output.ts'
export { presentOutput, recoverOutput, stageOutput } from '../output.ts'
export type { KnownFolder, OutputChanges, OutputStage } from '../output.ts'
export { readAnyText } from '../read-any-text.ts'
export {
  createSourceNoter,
  readSource,
  reportUnread,
  SourceChanged,
  staysInside,
  unsavedSource,
} from '../read-source.ts'
export type { KnownHashes, SourceFile } from '../read-source.ts'
export { replaceFile } from '../replace-file.ts'
export { spelledOnDisk } from '../spelled-on-disk.ts'
export { refusalOf, reportUnwritable } from '../unwritable-file.ts'
export { writeFileWhole } from '../write-file.ts'
export { writePrivateFile } from '../write-private-file.ts'
export { writeTogether, type FileToWrite } from '../write-together.ts'
