import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The text of every file in a folder of this repository, by its path from the root. */
export function folderFiles(folder: string): [string, string][] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => path.extname(name) !== '')
    .map((name) => [
      `${folder}/${name.split(path.sep).join('/')}`,
      readFileSync(path.join(folder, name), 'utf8'),
    ])
}
