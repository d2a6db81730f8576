import path from 'node:path'

/** Control characters, spaces and invisible ones: browsers skip some of them, so `java\tscript:` would run. */
const invisible = /[\p{Cc}\p{Cf}\p{Z}\uFFFD]/gu
const safeSchemes = new Set(['http', 'https', 'mailto', 'tel'])

/** The scheme of an address in small letters, read as the most lenient program would; nothing if it is relative. */
export function schemeOf(url: string): string | undefined {
  return /^([a-z][a-z0-9+.-]*):/i.exec(url.replace(invisible, ''))?.[1]?.toLowerCase()
}

/** Whether a reader may follow the address: http, https, mailto, tel or relative. */
export function isSafeAddress(url: string): boolean {
  const scheme = schemeOf(url)
  return scheme === undefined || safeSchemes.has(scheme)
}

/** Whether the address leads to another server, `//example.org` included. */
export function isRemote(url: string): boolean {
  return schemeOf(url) !== undefined || /^[\\/]{2}/.test(url.replace(invisible, ''))
}

/**
 * The file that a relative address names, from the workspace's root; `/` at its beginning is that root. Nothing if it
 * leaves the workspace.
 */
export function fileOfAddress(url: string, articleFile: string): string | undefined {
  const written = decode(url.replace(/[?#].*$/s, '')).replaceAll('\\', '/')
  const joined = written.startsWith('/')
    ? path.posix.normalize(written.replace(/^\/+/, ''))
    : path.posix.join(path.posix.dirname(articleFile), written)
  return joined === '..' || joined.startsWith('../') ? undefined : joined
}

/** Percent-encoded characters as themselves; as written where they are not well formed. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
