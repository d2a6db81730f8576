import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { cacheFolder, writeFileWhole } from '../workspace/files/index.ts'

const fileOf = (root: string): string => path.join(root, cacheFolder, 'port')

/** The port at which a workspace was served last, if that is known. */
export function lastPort(root: string): number | undefined {
  try {
    const port = Number(readFileSync(fileOf(root), 'utf8'))
    return Number.isInteger(port) && port >= 1024 && port <= 65_535 ? port : undefined
  } catch {
    return undefined
  }
}

/** Keeps it, for the next time; where the disk refuses, the next time has another. */
export function rememberPort(root: string, port: number): void {
  try {
    mkdirSync(path.join(root, cacheFolder), { recursive: true })
    writeFileWhole(fileOf(root), String(port))
  } catch {
    // It is a convenience.
  }
}
