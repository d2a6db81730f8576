import { hash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { cacheFolder, replaceFile } from '../workspace/files/index.ts'
import { slugOfFile } from '../workspace/texts/index.ts'
import type { UnsavedText, WrittenText } from './wire.ts'

/** A text that is kept, and of which file. */
export type KeptText = UnsavedText & { file: string }

/** What was written and not saved: on the disk, so that it is there after a crash. */
export interface UnsavedStore {
  /** Throws the system's error. */
  keep: (text: WrittenText) => void
  read: (file: string) => KeptText | undefined
  drop: (file: string) => void
  list: () => KeptText[]
}

/** Where they are, from the workspace's root: nobody but the author may read them. */
export const unsavedFolder = `${cacheFolder}/unsaved`

export function createUnsavedStore(root: string): UnsavedStore {
  const folder = path.join(root, unsavedFolder)
  const placeOf = (file: string): string => path.join(folder, `${knownName(file)}.json`)
  return {
    keep: ({ file, source, base }) => {
      mkdirSync(path.dirname(folder), { recursive: true })
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const kept: KeptText = { file, at: new Date().toISOString(), base, source }
      replaceFile(placeOf(file), `${JSON.stringify(kept, null, 2)}\n`, 0o600)
    },
    read: (file) => readKept(placeOf(file)),
    drop: (file) => rmSync(placeOf(file), { force: true }),
    list: () =>
      namesIn(folder)
        .filter((name) => name.endsWith('.json'))
        .flatMap((name) => readKept(path.join(folder, name)) ?? [])
        .sort((one, other) => (one.file < other.file ? -1 : 1)),
  }
}

/** One that a person knows again, and that no other file has. */
export function knownName(file: string): string {
  const whole = file.normalize('NFC')
  const known = slugOfFile(file)
    .replace(/[^a-z0-9-]/g, '')
    .slice(0, 60)
  return `${known}-${hash('sha256', whole).slice(0, 16)}`
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function readKept(place: string): KeptText | undefined {
  try {
    const { file, source, base, at } = JSON.parse(readFileSync(place, 'utf8')) as Record<string, unknown>
    return [file, source, base, at].every((value) => typeof value === 'string')
      ? ({ file, source, base, at } as KeptText)
      : undefined
  } catch {
    return undefined
  }
}
