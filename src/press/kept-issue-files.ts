import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { outputFolder } from '../workspace/files/index.ts'
import type { Output } from './write-outputs.ts'

/** The files of an issue that cannot be made now, as the last good build left them. */
export function keptIssueFiles(root: string, id: string): Output[] {
  const folder = path.join(root, outputFolder, 'email', id)
  return filesBelow(folder).map((relative): Output => {
    const file = path.join(folder, relative)
    return { file: `email/${id}/${relative}`, key: 'kept', make: () => readFileSync(file) }
  })
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'),
      )
      .sort()
  } catch {
    return []
  }
}
