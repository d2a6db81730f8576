import { lstatSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { staysInside } from './read-source.ts'

/**
 * The files below `folder` of the workspace whose name ends with `ending`, or matches it, from the workspace's root with forward
 * slashes, in the order of their code units. Hidden files and folders are passed over. Links to folders are not
 * followed; one that leaves the workspace is listed, so that reading it reports it.
 */
export function listFiles(root: string, folder: string, ending: string | RegExp): string[] {
  const isWanted = (name: string) => (typeof ending === 'string' ? name.endsWith(ending) : ending.test(name))
  const found: string[] = []
  const visit = (relative: string): void => {
    for (const entry of entriesOf(path.join(root, relative))) {
      if (entry.name.startsWith('.')) continue
      const child = `${relative}/${entry.name}`
      if (entry.isDirectory()) visit(child)
      else if (entry.isSymbolicLink() && leadsToFolder(path.join(root, child))) {
        if (!staysInside(root, child)) found.push(child)
      } else if (isWanted(entry.name)) found.push(child)
    }
  }
  visit(folder)
  return found.sort()
}

/**
 * Whether there is this file, which is not hidden, for `listFiles` to list; it need not look through the folder. True
 * also of what cannot be looked at, so that reading it reports it.
 */
export function isListed(root: string, file: string): boolean {
  const place = path.join(root, file)
  const found = safely(() => lstatSync(place))
  if (found instanceof Error) return found.code !== 'ENOENT' && found.code !== 'ENOTDIR'
  if (found.isDirectory()) return false
  return !found.isSymbolicLink() || !leadsToFolder(place) || !staysInside(root, file)
}

function entriesOf(folder: string) {
  const entries = safely(() => readdirSync(folder, { withFileTypes: true }))
  return entries instanceof Error ? [] : entries
}

function leadsToFolder(link: string): boolean {
  return safely(() => statSync(link).isDirectory()) === true
}

function safely<T>(look: () => T): T | NodeJS.ErrnoException {
  try {
    return look()
  } catch (error) {
    return error as NodeJS.ErrnoException
  }
}
