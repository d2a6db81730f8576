import { open, realpath, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { mediaType } from './media-types.ts'

/** A file of the archive, open: whoever gets it closes it. */
export interface ArchiveFile {
  handle: FileHandle
  type: string
  sizeBytes: number
  /** Another one for another content, with quotes. */
  etag: string
}

/** The file at an address, that there is a folder whose address needs a slash, that there is no archive, or nothing. */
export type Found = ArchiveFile | 'folder' | 'no-archive' | undefined

/**
 * Finds the file of an address, which is from the archive's root, as a URL has it, without a slash at its start. Gives
 * nothing for whatever could lead out of the folder: no dots, no empty names, no link that points elsewhere.
 */
export async function findArchiveFile(folder: string, address: string): Promise<Found> {
  const names = namesOf(address)
  if (!names) return undefined
  // A build puts the whole archive in place by a rename: it may be away for a moment, or not made yet.
  const root = await realpath(folder).catch(() => undefined)
  if (root === undefined) return 'no-archive'
  const file = await realpath(path.join(root, ...names)).catch(() => undefined)
  if (file === undefined || !(file === root || file.startsWith(root + path.sep))) return undefined
  // What is opened is what is looked at: a build may replace the file in between.
  const handle = await open(file).catch(() => undefined)
  if (!handle) return undefined
  const found = await describe(handle, file)
  if (typeof found !== 'object') await handle.close()
  return found
}

/** The names of an address's folders and file; nothing where one of them is no plain name. */
function namesOf(address: string): string[] | undefined {
  const names = address.split('/').map(decode)
  if (names.at(-1) === '') names[names.length - 1] = 'index.html'
  return names.every((name): name is string => name !== undefined && /^[^./\\\0][^/\\\0]*$/.test(name))
    ? names
    : undefined
}

function decode(name: string): string | undefined {
  try {
    return decodeURIComponent(name)
  } catch {
    return undefined
  }
}

async function describe(handle: FileHandle, file: string): Promise<Found> {
  const stats = await handle.stat()
  if (stats.isDirectory()) return 'folder'
  if (!stats.isFile()) return undefined
  const { ino, size, mtimeMs } = stats
  const mark = [ino, size, mtimeMs * 1000].map((part) => Math.round(part).toString(36)).join('-')
  return { handle, type: mediaType(path.extname(file)), sizeBytes: size, etag: `"${mark}"` }
}
