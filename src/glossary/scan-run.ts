import { isPartOfName } from './abbreviation-shape.ts'
import { findBeginning, formOf, goesOn } from './beginnings.ts'
import { createFoundToken, findToken, type FoundToken } from './find-token.ts'
import { isSpace } from './fold-character.ts'
import { isList, termsOf, type GlossaryIndex, type OneOrMore } from './glossary-index.ts'
import { isRaisedVoice } from './raised-voice.ts'
import { createTokenCursor, joinToken, readToken, startsWord, type TokenCursor } from './token-cursor.ts'
import { mayHold } from './token-filter.ts'
import { textUnits } from './text-units.ts'
import type { Piece, Run } from './visible-run.ts'

/** What a scan finds. */
export interface ScanVisitor {
  /** Letters that one or several terms are written with. */
  hit: (run: Run, piece: Piece, start: number, end: number, terms: OneOrMore) => void
  /** A mention that needs no looking for. */
  given: (run: Run, piece: Piece) => void
  /** A word with two or more capitals or accents that is no term. */
  unknown: (run: Run, piece: Piece, start: number, end: number) => void
}

interface Scan {
  run: Run
  /** The units of the run's text. */
  letters: Uint16Array
  index: GlossaryIndex
  visitor: ScanVisitor
  found: FoundToken
  /** For looking ahead. */
  cursor: TokenCursor
}

/** Reads a run once from left to right and takes the longest term at each place. */
export function scanRun(run: Run, index: GlossaryIndex, visitor: ScanVisitor): void {
  const letters = textUnits(run.text)
  const scan: Scan = { run, letters, index, visitor, found: createFoundToken(), cursor: createTokenCursor() }
  let at = 0
  for (const piece of run.pieces) {
    if (piece.given) visitor.given(run, piece)
    const isOpaque = piece.where === 'none' || piece.given !== undefined
    at = isOpaque ? passOver(scan, piece, at) : scanPiece(scan, piece, at)
  }
}

/** Goes to the piece's end, or to the end of a word that crosses it. */
function passOver({ run: { text }, cursor }: Scan, piece: Piece, at: number): number {
  while (at < piece.end) {
    if (!startsWord(text, at)) at++
    else {
      readToken(cursor, text, at)
      at = cursor.end
    }
  }
  return at
}

/** Scans from `at` to the piece's end; returns where to go on. */
function scanPiece(scan: Scan, piece: Piece, at: number): number {
  const { run, letters, index, found } = scan
  const { token } = found
  while (findToken(found, run.text, letters, at, piece.end, index)) {
    if (token.end > piece.end) return token.end
    at = takeBefore(scan, piece) || (token.isWord ? takeWord(scan, piece) : takeSign(scan, piece))
  }
  return Math.max(at, token.end)
}

/** Takes a term that begins with the word before the token; returns its end, or 0. */
function takeBefore(scan: Scan, piece: Piece): number {
  const { token, beforeStart, beforeEnd, beforeHash } = scan.found
  if (beforeStart < 0) return 0
  if (!mayHold(scan.index.longer, joinToken(beforeHash, token.hash, token.start > beforeEnd))) return 0
  return takeLongest(scan, piece, beforeStart, beforeEnd, beforeHash)
}

function takeWord(scan: Scan, piece: Piece): number {
  const { start, end, hash, raised } = scan.found.token
  const taken = mayHold(scan.index.firsts, hash) ? takeLongest(scan, piece, start, end, hash) : 0
  if (taken === 0 && raised > 1) scan.visitor.unknown(scan.run, piece, start, end)
  return taken || end
}

function takeSign(scan: Scan, piece: Piece): number {
  const { run, index } = scan
  const { start, end, hash } = scan.found.token
  const code = run.text.charCodeAt(start)
  const mayStart = !isSpace(code) && mayHold(index.firsts, hash)
  return (mayStart && takeLongest(scan, piece, start, end, hash)) || end
}

/** Tries the terms that begin with the first token; returns the end of the longest, or 0. */
function takeLongest(scan: Scan, piece: Piece, start: number, firstEnd: number, firstHash: number): number {
  const { run, index, cursor } = scan
  let hash = firstHash
  let end = firstEnd
  let found: OneOrMore | undefined
  let foundEnd = 0
  for (;;) {
    const note = findBeginning(index.beginnings, hash)
    const form = formOf(index.beginnings, note)
    const terms = form && termsOf(form, run.text.slice(start, end))
    if (terms) {
      found = terms
      foundEnd = end
    }
    if (!goesOn(note) || end >= piece.end) break
    readToken(cursor, run.text, end)
    hash = joinToken(hash, cursor.hash, cursor.isSpaced)
    end = cursor.end
    if (end > piece.end || !mayHold(index.longer, hash)) break
  }
  if (found && !isOtherWord(found, run.text, start, foundEnd))
    scan.visitor.hit(run, piece, start, foundEnd, found)
  return foundEnd
}

/** Whether letters that a term is written with are a word in a line of capitals, or part of a name like `AT&T`. */
function isOtherWord(terms: OneOrMore, text: string, start: number, end: number): boolean {
  if (isPartOfName(text, start, end)) return true
  return isCapital(text.charCodeAt(start)) && isLetters(terms) && isRaisedVoice(text, start, end)
}

function isCapital(code: number): boolean {
  return code >= 0x41 && code <= 0x5a
}

/** What is found in any case is a word itself. */
function isLetters(terms: OneOrMore): boolean {
  return isList(terms) ? terms.every(({ caseSensitive }) => caseSensitive) : terms.caseSensitive
}
