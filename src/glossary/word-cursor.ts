import { foldUnit, isWordSurrogate, LAST_SPECIAL, NOT_WORD, SILENT, SURROGATE } from './fold-character.ts'

export const HASH_SEED = 0x811c9dc5 | 0
const HASH_PRIME = 0x01000193

/** One more unit in a hash (FNV-1a). */
export function addToHash(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, HASH_PRIME)
}

/** Reads words off a text; one is used for a whole scan, so that a word costs no object. */
export interface WordCursor {
  /** Offset after the word read last. */
  end: number
  /** The hash with that word in it. */
  hash: number
  /** How many of its units are not their own folded form: capitals, and letters with accents. */
  raised: number
}

/** Reads the word that starts at `start` to its end, adding it to `hash`. */
export function readWord(cursor: WordCursor, text: string, start: number, hash: number): void {
  const { length } = text
  let raised = 0
  let at = start
  for (; at < length; at++) {
    const code = text.charCodeAt(at)
    const folded = foldUnit(code)
    if (folded > LAST_SPECIAL) {
      hash = Math.imul(hash ^ folded, HASH_PRIME)
      if (folded !== code) raised++
    } else if (folded === NOT_WORD) break
    else if (folded === SURROGATE) {
      if (!isWordSurrogate(text, at)) break
      hash = Math.imul(hash ^ code, HASH_PRIME)
    } else if (folded === SILENT) raised++
  }
  cursor.end = at
  cursor.hash = hash
  cursor.raised = raised
}

/** Whether a word starts with the unit at `at`, given that none goes on there. */
export function startsWord(text: string, at: number): boolean {
  const folded = foldUnit(text.charCodeAt(at))
  if (folded > LAST_SPECIAL || folded === SILENT) return true
  return folded === SURROGATE && isWordSurrogate(text, at)
}
