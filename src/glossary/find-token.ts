import { foldedUnits, isJoining, LAST_SPECIAL, NOT_WORD } from './fold-character.ts'
import type { GlossaryIndex } from './glossary-index.ts'
import {
  addUnit,
  createTokenCursor,
  finishHash,
  HASH_SEED,
  joinToken,
  readSign,
  readWord,
  setWord,
  startsWord,
  wordLimit,
  type TokenCursor,
} from './token-cursor.ts'
import { mayHold } from './token-filter.ts'

/** A token that is worth a look, and the word before it. */
export interface FoundToken {
  token: TokenCursor
  /** Where the word before it starts, if it may begin a term and only white space is between; else -1. */
  beforeStart: number
  beforeEnd: number
  beforeHash: number
}

/** To be filled by `findToken`. */
export function createFoundToken(): FoundToken {
  return { token: createTokenCursor(), beforeStart: -1, beforeEnd: 0, beforeHash: 0 }
}

/**
 * Goes on from `from` to the first token that is worth a look: a word that may be a term, or the second of one, or
 * that has two capitals; or a sign that terms have. Gives `false` at the end, and `token.end` says where that is.
 *
 * `letters` are the text's units. Each of every text goes through this loop, and most of a scan's time, so reading a
 * word is written out here with little else beside it.
 */
export function findToken(
  found: FoundToken,
  text: string,
  letters: Uint16Array,
  from: number,
  to: number,
  index: GlossaryIndex,
): boolean {
  const { firsts, soles, longer } = index
  const folds = foldedUnits
  const { length } = text
  let at = from
  let beforeStart = -1
  let beforeEnd = 0
  let beforeHash = 0
  while (at < to) {
    const start = at
    let word = HASH_SEED
    let raised = 0
    let folded = NOT_WORD
    for (; at < length; at++) {
      const code = letters[at] as number
      folded = folds[code] as number
      if (folded <= LAST_SPECIAL) break
      word = addUnit(word, folded)
      if (folded !== code) raised++
    }
    const isPlain =
      at > start &&
      (folded > LAST_SPECIAL || folded === NOT_WORD) &&
      !isJoinedToLatin(text, letters, start, at)
    if (isPlain) {
      const hash = finishHash(word)
      const mayBegin = mayHold(firsts, hash)
      const isSecond = beforeStart >= 0 && mayHold(longer, joinToken(beforeHash, hash, true))
      if (raised < 2 && !isSecond && !(mayBegin && mayHold(soles, hash))) {
        beforeStart = mayBegin ? start : -1
        beforeEnd = at
        beforeHash = hash
        if (at < to && letters[at] === SPACE) at++
        continue
      }
      setWord(found.token, start, at, hash, raised)
    } else {
      const code = letters[start] as number
      if (code === SPACE || code === LINE_FEED || (code < 128 && at === start && index.signs[code] === 0)) {
        if (code !== SPACE && code !== LINE_FEED) beforeStart = -1
        at++
        continue
      }
      // Letters and signs that are not seen every day are read again, with care.
      if (startsWord(text, start)) readWord(found.token, text, start)
      else readSign(found.token, text, start)
    }
    found.beforeStart = beforeStart
    found.beforeEnd = beforeEnd
    found.beforeHash = beforeHash
    return true
  }
  found.token.end = at
  return false
}

function isJoinedToLatin(text: string, letters: Uint16Array, start: number, end: number): boolean {
  return isJoining(letters[start] as number) && wordLimit(text, start) < end
}

const SPACE = 0x20
const LINE_FEED = 0x0a
