import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { listFiles } from '../workspace/files/index.ts'
import { hashOf } from './hash.ts'

/** The folder of the tool's own package. */
export const toolRoot = fileURLToPath(new URL('../..', import.meta.url))

/** Rooms that the press may not enter: they change nothing that it makes. */
export const roomsApart = new Set(['commands', 'database', 'delivery', 'members', 'server', 'studio'])

let known: string | undefined

/** Changes when what builds does, so that a newer tool never serves what an older one kept. */
export function toolHash(): string {
  // Joined by hand: for hundreds of files `path` takes as long as reading them.
  known ??= hashOf(...toolFiles().map((file) => readFileSync(`${toolRoot}${file}`)))
  return known
}

function toolFiles(): string[] {
  const code = fileURLToPath(new URL('..', import.meta.url))
  const rooms = readdirSync(code).filter((room) => !roomsApart.has(room))
  const files = rooms.sort().flatMap((room) => listFiles(toolRoot, `${path.basename(code)}/${room}`, ''))
  const isCode = (file: string): boolean => /\.(?:ts|js)$/.test(file) && !file.endsWith('.d.ts')
  return [...files.filter(isCode), 'package.json']
}
