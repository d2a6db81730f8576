import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * The files below `folder` of the workspace whose name ends with `ending`, from the workspace's root with forward
 * slashes, in the order of their code units. Hidden files and folders are passed over. A link to a folder is
 * followed only as a file: what is behind it must be in the workspace itself.
 */
export function listFiles(root: string, folder: string, ending: string): string[] {
  const found: string[] = []
  const visit = (relative: string): void => {
    for (const entry of entriesOf(path.join(root, relative))) {
      if (entry.name.startsWith('.')) continue
      const child = `${relative}/${entry.name}`
      if (entry.isDirectory()) visit(child)
      else if (entry.name.endsWith(ending) && !leadsToFolder(entry.isSymbolicLink(), path.join(root, child))) {
        found.push(child)
      }
    }
  }
  visit(folder)
  return found.sort()
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function leadsToFolder(isLink: boolean, file: string): boolean {
  return isLink && (statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false)
}
