/** An encoding that says itself what it is: by its mark, or by where its noughts are. */
export type MarkedEncoding = 'utf-16le' | 'utf-16be'

/**
 * What the files of Word, Excel and LibreOffice begin with, in Latin-1: zip archives, and the compound files of older
 * programs ([MS-CFB], section 2.2).
 */
export const officeMarks = ['PK\x03\x04', '\xD0\xCF\x11\xE0'] as const

/** Which encoding of two octets a file's first octets are in; nothing where they are in one of single octets. */
export function markedEncoding(head: Uint8Array): MarkedEncoding | undefined {
  return byMark(head) ?? byNoughts(head)
}

/** How many signs of a text read as UTF-8 are beyond ASCII, and how many octets were no UTF-8. */
export function signsInUtf8(text: string): { good: number; bad: number } {
  return { good: countOf(text, /[\u0080-\uFFFC]+/g), bad: countOf(text, /\uFFFD/g) }
}

/** In Windows-1252 a letter and a sign may look like UTF-8 by chance, but most do not. */
export function isWindows1252({ good, bad }: { good: number; bad: number }): boolean {
  return good < bad
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

function byMark(head: Uint8Array): MarkedEncoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined
}

/** Latin letters in UTF-16 have a nought beside each; elsewhere a nought is a fault that is found later. */
function byNoughts(head: Uint8Array): MarkedEncoding | undefined {
  const noughts = [0, 0]
  for (const [index, octet] of head.entries()) if (octet === 0) noughts[index % 2]!++
  const most = head.length / 2
  if (noughts[1]! > most * 0.6 && noughts[0]! < most * 0.2) return 'utf-16le'
  return noughts[0]! > most * 0.6 && noughts[1]! < most * 0.2 ? 'utf-16be' : undefined
}
