import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { staysInside } from './read-source.ts'

/**
 * The files below `folder` of the workspace whose name ends with `ending`, from the workspace's root with forward
 * slashes, in the order of their code units. Hidden files and folders are passed over. Links to folders are not
 * followed; one that leaves the workspace is listed, so that reading it reports it.
 */
export function listFiles(root: string, folder: string, ending: string): string[] {
  const found: string[] = []
  const visit = (relative: string): void => {
    for (const entry of entriesOf(path.join(root, relative))) {
      if (entry.name.startsWith('.')) continue
      const child = `${relative}/${entry.name}`
      if (entry.isDirectory()) visit(child)
      else if (entry.isSymbolicLink() && leadsToFolder(path.join(root, child))) {
        if (!staysInside(root, child)) found.push(child)
      } else if (entry.name.endsWith(ending)) found.push(child)
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

function leadsToFolder(link: string): boolean {
  try {
    return statSync(link).isDirectory()
  } catch {
    return false
  }
}
