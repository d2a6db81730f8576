import { createHash } from 'node:crypto'
import { readFileSync, realpathSync } from 'node:fs'
import path from 'node:path'
import type { Report } from '../diagnostics/index.ts'
import { placeAt } from './text-place.ts'

/** A text file of the workspace as read. */
export interface SourceFile {
  /** From the workspace's root, with forward slashes. */
  file: string
  /** The text as it stands, a byte order mark included. */
  source: string
  /** SHA-256 of the bytes, hexadecimal. */
  hash: string
}

const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads one text file of the workspace at `root`.
 * Reports, and gives nothing for, a file that is missing or unreadable, leaves the workspace by a symbolic link,
 * is not UTF-8 or holds NUL.
 */
export function readSource(root: string, file: string, report: Report): SourceFile | undefined {
  if (!staysInside(root, file)) {
    report({
      rule: 'workspace/outside-link',
      message: `Unexpected symbolic link out of the workspace, expected a file inside it`,
      file,
    })
    return undefined
  }
  const bytes = readBytes(root, file, report)
  return bytes && decode(bytes, file, report)
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

function readBytes(root: string, file: string, report: Report): Buffer | undefined {
  try {
    return readFileSync(path.join(root, file))
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    report({
      rule: missing ? 'workspace/missing-file' : 'workspace/unreadable-file',
      message: missing
        ? `Unexpected missing file, expected \`${file}\``
        : `Unexpected unreadable file (${(error as NodeJS.ErrnoException).code}), expected one that can be read`,
      file,
    })
    return undefined
  }
}

function decode(bytes: Buffer, file: string, report: Report): SourceFile | undefined {
  let source: string
  try {
    source = strictDecoder.decode(bytes)
  } catch {
    const good = validPrefix(bytes)
    report({
      rule: 'workspace/not-utf-8',
      message: `Unexpected byte 0x${(bytes[Buffer.byteLength(good)] ?? 0).toString(16).padStart(2, '0')}, expected UTF-8`,
      file,
      place: placeAt(good, good.length),
    })
    return undefined
  }
  const nul = source.indexOf('\0')
  if (nul >= 0) {
    report({
      rule: 'workspace/nul-character',
      message: 'Unexpected NUL character, expected text',
      file,
      place: placeAt(source, nul, nul + 1),
    })
    return undefined
  }
  return { file, source, hash: createHash('sha256').update(bytes).digest('hex') }
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
