import { isUtf8 } from 'node:buffer'
import { hash } from 'node:crypto'
import { closeSync, constants, openSync, readSync, realpathSync } from 'node:fs'
import path from 'node:path'
import type { Report } from '../diagnostics/index.ts'
import { placeAt } from './text-place.ts'

/** A text file of the workspace as read. */
export interface SourceFile {
  /** From the workspace's root, with forward slashes. */
  file: string
  /** The text as it stands, a byte order mark included. */
  readonly source: string
  /** SHA-256 of the bytes, hexadecimal. */
  hash: string
}

/** The hashes of files that are fit to be text, by their names; the others are for who reads them to report. */
export type KnownHashes = ReadonlyMap<string, string>

/**
 * Reads one text file of the workspace at `root`.
 * Reports, and gives nothing for, a file that is missing or unreadable, leaves the workspace by a symbolic link,
 * is not UTF-8 or holds NUL.
 */
export function readSource(root: string, file: string, report: Report): SourceFile | undefined {
  const bytes = createTextReader(root, report)(file)
  return bytes && { file, source: bytes.toString(), hash: hashOf(bytes) }
}

/** A text that is not saved, as it would be read if it were. */
export function unsavedSource(file: string, source: string, report: Report): SourceFile | undefined {
  const bytes = Buffer.from(source)
  if (!isText(bytes, file, report)) return undefined
  // Half a character, as it may be typed, is another one in a file.
  return { file, source: bytes.toString(), hash: hashOf(bytes) }
}

/**
 * Gives what reads one text file after another like `readSource`, but holds on to no text: only who asks for
 * `source` reads the file again, and gets what was read first or a `SourceChanged`. Files whose hashes are `known` were
 * read elsewhere.
 */
export function createSourceNoter(
  root: string,
  report: Report,
  known: KnownHashes = new Map(),
): (file: string) => SourceFile | undefined {
  const read = createTextReader(root, report)
  return (file) => {
    const hash = known.get(file) ?? hashOfText(read(file))
    return hash === undefined ? undefined : notedSource(root, file, hash)
  }
}

/** Reads and hashes many files. */
export function hashesOfTexts(root: string, files: readonly string[]): KnownHashes {
  const read = createTextReader(root, () => undefined)
  const hashes = new Map<string, string>()
  for (const file of files) {
    const hash = hashOfText(read(file))
    if (hash !== undefined) hashes.set(file, hash)
  }
  return hashes
}

function hashOfText(bytes: Buffer | undefined): string | undefined {
  return bytes && hashOf(bytes)
}

/** Thrown when a file is read again and is not what it was: what was found out about it holds no more. */
export class SourceChanged extends Error {
  readonly file: string

  constructor(file: string) {
    super(`${file} changed while it was read`)
    this.file = file
  }
}

function notedSource(root: string, file: string, hash: string): SourceFile {
  return {
    file,
    hash,
    get source() {
      const bytes = safely(() => readBytes(path.join(root, file)))
      if (bytes instanceof Error || hashOf(bytes) !== hash) throw new SourceChanged(file)
      return bytes.toString()
    },
  }
}

function hashOf(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex')
}

/** Whether the file's real path is below the workspace's; true for a file that does not exist. */
export function staysInside(root: string, file: string): boolean {
  try {
    const top = realpathSync.native(root)
    const real = realpathSync.native(path.join(root, file))
    return real === top || real.startsWith(top.endsWith(path.sep) ? top : top + path.sep)
  } catch {
    return true
  }
}

/** The bytes of a file that is fit to be text; they are only there until the next file is read. */
function createTextReader(root: string, report: Report): (file: string) => Buffer | undefined {
  const isInside = remembered((folder) => staysInside(root, folder))
  return (file) => {
    const bytes = isInside(path.posix.dirname(file)) ? safely(() => readInside(root, file)) : undefined
    if (bytes instanceof Error) return reportUnread(file, bytes, report)
    if (bytes) return isText(bytes, file, report) ? bytes : undefined
    report({
      rule: 'workspace/outside-link',
      message: `Unexpected symbolic link out of the workspace, expected a file inside it`,
      file,
    })
    return undefined
  }
}

function remembered(ask: (folder: string) => boolean): (folder: string) => boolean {
  const known = new Map<string, boolean>()
  return (folder) => {
    const answer = known.get(folder) ?? ask(folder)
    known.set(folder, answer)
    return answer
  }
}

/** Lets a link fail to open, where the system knows how: so only of links the real path is asked for. */
const noLink = constants.O_NOFOLLOW as number | undefined

/** The bytes of a file whose folder is inside; nothing if it is a link that leads outside. */
function readInside(root: string, file: string): Buffer | undefined {
  const whole = path.join(root, file)
  const bytes = noLink === undefined ? undefined : safely(() => readBytes(whole, noLink))
  if (bytes && !(bytes instanceof Error)) return bytes
  return staysInside(root, file) ? readBytes(whole) : undefined
}

/** Room for one file at a time: a build reads thousands, and looks only once at most of them. */
let room = Buffer.allocUnsafeSlow(65_536)

/** The bytes are only there until the next file is read. */
function readBytes(file: string, flags = 0): Buffer {
  const descriptor = openSync(file, constants.O_RDONLY | flags)
  try {
    for (let length = 0; ;) {
      const count = readSync(descriptor, room, length, room.length - length, null)
      if (count === 0) return room.subarray(0, length)
      length += count
      if (length === room.length) room = Buffer.concat([room], 2 * length)
    }
  } finally {
    closeSync(descriptor)
  }
}

function safely<T>(action: () => T): T | NodeJS.ErrnoException {
  try {
    return action()
  } catch (error) {
    return error as NodeJS.ErrnoException
  }
}

/** Reports a file that could not be read; `whenMissing` is the way out if there is none. */
export function reportUnread(
  file: string,
  { code }: NodeJS.ErrnoException,
  report: Report,
  whenMissing?: string,
): undefined {
  const missing = code === 'ENOENT'
  report({
    rule: missing ? 'workspace/missing-file' : 'workspace/unreadable-file',
    message: missing
      ? `Unexpected missing file, expected \`${file}\``
      : `Unexpected unreadable file (${code}), expected one that can be read`,
    file,
    ...(missing && whenMissing !== undefined && { note: whenMissing }),
  })
}

/** Whether bytes are UTF-8 without NUL; reports what they are else. */
export function isText(bytes: Buffer, file: string, report: Report): boolean {
  if (!isUtf8(bytes)) {
    const good = validPrefix(bytes)
    report({
      rule: 'workspace/not-utf-8',
      message: `Unexpected byte 0x${(bytes[Buffer.byteLength(good)] ?? 0).toString(16).padStart(2, '0')}, expected UTF-8`,
      file,
      place: placeAt(good, good.length),
    })
    return false
  }
  const nul = bytes.indexOf(0)
  if (nul >= 0) {
    const before = bytes.toString('utf8', 0, nul)
    report({
      rule: 'workspace/nul-character',
      message: 'Unexpected NUL character, expected text',
      file,
      place: placeAt(before, before.length, before.length + 1),
    })
    return false
  }
  return true
}

/** The text before the first byte that is no UTF-8. */
function validPrefix(bytes: Buffer): string {
  let low = 0
  let high = bytes.length
  const streaming = (end: number): string | undefined => {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, end), {
        stream: true,
      })
    } catch {
      return undefined
    }
  }
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (streaming(middle) === undefined) high = middle - 1
    else low = middle
  }
  return streaming(low) ?? ''
}
