import { hash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { cacheFolder, replaceFile } from '../workspace/files/index.ts'
import { knownName } from './unsaved-store.ts'

/** Where they are, from the workspace's root: nobody but the author may read them. */
const replacedFolder = `${cacheFolder}/replaced`

/** Keeps what somebody else wrote in a file before an author's text goes over it. Throws the system's error. */
export function keepReplaced(root: string, file: string, source: string): void {
  const folder = path.join(root, replacedFolder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const name = `${knownName(file)}-${hash('sha256', source).slice(0, 8)}.md`
  replaceFile(path.join(folder, name), source, 0o600)
}
