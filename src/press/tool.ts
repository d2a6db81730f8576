import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { hashOf } from './hash.ts'

/** The folder of the tool's own package. */
export const toolRoot = fileURLToPath(new URL('../..', import.meta.url))

let known: string | undefined

/** Changes when the tool does, so that a newer one never serves what an older one kept. */
export function toolHash(): string {
  known ??= hashOf(...toolFiles().map((file) => readFileSync(file)))
  return known
}

function toolFiles(): string[] {
  const code = fileURLToPath(new URL('..', import.meta.url))
  const files = readdirSync(code, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|js)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
  return [...files, path.join(toolRoot, 'package.json')]
}
