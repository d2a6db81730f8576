import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

/**
 * A file's name, from the workspace's root, as the disk spells it: what came from macOS or out of an archive may have
 * accents that are characters of their own, where authors type one character. As given where there is no such file.
 */
export function spelledOnDisk(root: string, file: string): string {
  if (!/[^ -~]/.test(file) || existsSync(path.join(root, file))) return file
  let found = ''
  for (const name of file.split('/')) {
    const names = namesIn(path.join(root, found))
    const spelled = names.includes(name) ? name : names.find((other) => isSameName(other, name))
    if (spelled === undefined) return file
    found = path.posix.join(found, spelled)
  }
  return found
}

function isSameName(one: string, other: string): boolean {
  return one.normalize('NFC') === other.normalize('NFC')
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
