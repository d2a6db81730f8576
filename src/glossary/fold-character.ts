/**
 * What each UTF-16 unit is to the matcher: part of a word or not, and what it adds to a word's hash. Letters fold to
 * the small letter without its accent, so that every way to write a word has one hash; the letters themselves are
 * compared afterwards.
 */

/** Not seen yet: ask `foldUnit`. */
const UNKNOWN = 0
/** No part of a word. */
export const NOT_WORD = 1
/** Part of a word that adds nothing to the hash: combining marks, soft hyphens. */
export const SILENT = 2
/** Half of a character outside the basic plane: its code point decides. */
export const SURROGATE = 3
/** Goes on with a word and starts none: variation selectors and the keycap sign, which belong to an emoji. */
export const EXTENDER = 4

/** Is not seen; part of a word between letters that have capitals, and of none else: zero-width space and joiner. */
export const UNSEEN = 5

/** The greatest value that is no folded letter. */
export const LAST_SPECIAL = UNSEEN

const WORD = /[\p{L}\p{M}\p{N}_\u00AD]/u
const MARK = /[\p{M}\u00AD]/u

/** The folded unit, or one of the constants above; filled as units are met. Read by the innermost loops. */
export const foldedUnits = new Uint16Array(65_536)

// The innermost loop takes a unit below 128 that is no letter for a sign: it must know them all from the start.
for (let code = 0; code < 128; code++) classify(code)

/** What the UTF-16 unit `code` is: a folded letter above `LAST_SPECIAL`, or one of the constants. */
export function foldUnit(code: number): number {
  const known = foldedUnits[code] as number
  return known === UNKNOWN ? classify(code) : known
}

function classify(code: number): number {
  const folded = foldedUnit(code)
  foldedUnits[code] = folded
  return folded
}

function foldedUnit(code: number): number {
  if (code >= 0xd800 && code <= 0xdfff) return SURROGATE
  if ((code >= 0xfe00 && code <= 0xfe0f) || code === 0x20e3) return EXTENDER
  if (isUnseen(code)) return UNSEEN
  const character = String.fromCharCode(code)
  if (!WORD.test(character)) return NOT_WORD
  if (MARK.test(character)) return SILENT
  const folded = character.normalize('NFD').charAt(0).toUpperCase().toLowerCase().charCodeAt(0)
  return folded > LAST_SPECIAL ? folded : code
}

function isUnseen(code: number): boolean {
  return (code >= 0x200b && code <= 0x200f) || code === 0x2060 || code === 0xfeff
}

const CASED = /[\p{Cased}\p{M}\p{Nd}]/u

/**
 * Whether the unseen unit at `index` stands inside a word, where a program has left it. In scripts without capitals
 * such units are part of the spelling, and part words.
 */
export function joinsLetters(text: string, index: number): boolean {
  let before = index - 1
  while (isSkipped(text.charCodeAt(before)) && index - before < MOST_UNSEEN) before--
  let after = index + 1
  while (isSkipped(text.charCodeAt(after)) && after - index < MOST_UNSEEN) after++
  return CASED.test(text.charAt(before)) && CASED.test(text.charAt(after))
}

const MOST_UNSEEN = 8

function isSkipped(code: number): boolean {
  return code === 0xad || isUnseen(code)
}

/** Whether the surrogate at `index` is half of a letter, mark or number. */
export function isWordSurrogate(text: string, index: number): boolean {
  const isLow = text.charCodeAt(index) >= 0xdc00
  const point = text.codePointAt(isLow && index > 0 ? index - 1 : index) ?? 0
  return point > 0xffff && WORD.test(String.fromCodePoint(point))
}

/**
 * Whether a unit is a letter or a mark of Hebrew, Arabic or another script of theirs, which write small words such as
 * "and" and "the" in one with the next.
 */
export function isJoining(code: number): boolean {
  return (
    code >= 0x591 && code <= 0x8ff && !(code >= 0x660 && code <= 0x66d) && !(code >= 0x6f0 && code <= 0x6f9)
  )
}

/** Whether a unit is a Latin letter, with or without an accent. */
export function isLatin(code: number): boolean {
  const folded = foldUnit(code)
  return folded >= 0x61 && folded <= 0x7a
}

const SPACE = /\s/

/** Whether the unit is white space; a line ending counts, and so does a no-break space. */
export function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || (code >= 0xa0 && SPACE.test(String.fromCharCode(code)))
}

/** Typographic signs as their plain ones: `’` as `'`, no-break hyphens as `-`. */
export function foldSign(code: number): number {
  if (code === 0x2019) return 0x27
  if (code === 0x2010 || code === 0x2011) return 0x2d
  return code
}
