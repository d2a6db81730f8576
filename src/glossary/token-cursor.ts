import {
  foldedUnits,
  foldSign,
  foldUnit,
  isJoining,
  isLatin,
  isSpace,
  isWordSurrogate,
  joinsLetters,
  LAST_SPECIAL,
  NOT_WORD,
  SILENT,
  SURROGATE,
  UNSEEN,
} from './fold-character.ts'

/** What a word's hash starts from. */
export const HASH_SEED = 0x811c9dc5 | 0

/** One more unit in a word's hash; a turn and an exclusive or, because every letter of every text waits for it. */
export function addUnit(hash: number, unit: number): number {
  return ((hash << 5) | (hash >>> 27)) ^ unit
}

/** Spreads the hash of a whole word over all its bits. */
export function finishHash(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1)
  return mixed ^ (mixed >>> 13)
}

/** Reads tokens off a text; a scan uses the same ones throughout, so that a word costs no object. */
export interface TokenCursor {
  /** Where the token read last starts, after the white space before it. */
  start: number
  /** Offset after it. */
  end: number
  /** Its hash alone. */
  hash: number
  isWord: boolean
  /** Whether there was white space before it. */
  isSpaced: boolean
  /** How many of its units are not their own folded form: capitals, and letters with accents. */
  raised: number
}

/** A cursor that has read nothing. */
export function createTokenCursor(): TokenCursor {
  return { start: 0, end: 0, hash: 0, isWord: false, isSpaced: false, raised: 0 }
}

/** Reads the word that starts at `start` to its end. */
export function readWord(cursor: TokenCursor, text: string, start: number): void {
  const limit = wordLimit(text, start)
  let hash = HASH_SEED
  let raised = 0
  let at = start
  for (; at < limit; at++) {
    const code = text.charCodeAt(at)
    const folded = foldedUnits[code] as number
    if (folded > LAST_SPECIAL) {
      hash = addUnit(hash, folded)
      if (folded !== code) raised++
    } else {
      const unit = wordUnit(text, at, code)
      if (unit === undefined) break
      if (unit > LAST_SPECIAL) hash = addUnit(hash, unit)
      // A capital that this process meets for the first time counts like every other.
      if (unit === SILENT || (unit > LAST_SPECIAL && unit !== code)) raised++
    }
  }
  setWord(cursor, start, at, finishHash(hash), raised)
}

/** Where a word ends at the latest: before Latin letters that a small word of another script is joined to, as in `وICB`. */
export function wordLimit(text: string, start: number): number {
  let at = start
  while (isJoining(text.charCodeAt(at)) && foldUnit(text.charCodeAt(at)) !== NOT_WORD) at++
  return at > start && isLatin(text.charCodeAt(at)) ? at : text.length
}

/** Sets the cursor to a word that has been read. */
export function setWord(cursor: TokenCursor, start: number, end: number, hash: number, raised: number): void {
  cursor.start = start
  cursor.end = end
  cursor.hash = hash
  cursor.isWord = true
  cursor.raised = raised
}

/** What a unit that is special or not seen before adds to a word; nothing where the word ends before it. */
function wordUnit(text: string, at: number, code: number): number | undefined {
  const folded = foldUnit(code)
  if (folded === NOT_WORD) return undefined
  if (folded === SURROGATE) return isWordSurrogate(text, at) ? code : undefined
  if (folded === UNSEEN) return joinsLetters(text, at) ? folded : undefined
  return folded
}

/** Reads the sign at `start`. */
export function readSign(cursor: TokenCursor, text: string, start: number): void {
  cursor.start = start
  cursor.end = Math.min(start + 1, text.length)
  cursor.isWord = false
  cursor.hash = finishHash(addUnit(HASH_SEED, foldSign(text.charCodeAt(start))))
  cursor.raised = 0
}

/** Reads the next token, a word or one sign, past the white space before it. */
export function readToken(cursor: TokenCursor, text: string, from: number): void {
  let at = from
  while (at < text.length && isSpace(text.charCodeAt(at))) at++
  cursor.isSpaced = at > from
  if (at < text.length && startsWord(text, at)) readWord(cursor, text, at)
  else readSign(cursor, text, at)
}

/** The hash of a beginning with one more token. */
export function joinToken(beginning: number, hash: number, isSpaced: boolean): number {
  return Math.imul(beginning, 0x9e3779b1) ^ (isSpaced ? ~hash : hash)
}

/** Whether a word starts with the unit at `at`, given that none goes on there. */
export function startsWord(text: string, at: number): boolean {
  const folded = foldUnit(text.charCodeAt(at))
  if (folded > LAST_SPECIAL || folded === SILENT) return true
  return folded === SURROGATE && isWordSurrogate(text, at)
}
