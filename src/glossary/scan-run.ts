import type { Term } from '../model/term.ts'
import { EXTENDER, foldUnit, LAST_SPECIAL, NOT_WORD } from './fold-character.ts'
import { mayHold, termsOf, type GlossaryIndex } from './glossary-index.ts'
import type { Piece, Run } from './visible-run.ts'
import {
  createTokenCursor,
  joinToken,
  readSign,
  readToken,
  readWord,
  startsWord,
  type TokenCursor,
} from './token-cursor.ts'

/** What a scan finds. */
export interface ScanVisitor {
  /** Letters that one or several terms are written with. */
  hit: (run: Run, piece: Piece, start: number, end: number, terms: Term[]) => void
  /** A mention that needs no looking for. */
  given: (run: Run, piece: Piece) => void
  /** A word with two or more capitals or accents that is no term. */
  unknown: (run: Run, piece: Piece, start: number, end: number) => void
}

interface Scan {
  run: Run
  index: GlossaryIndex
  visitor: ScanVisitor
  /** The token at hand. */
  cursor: TokenCursor
  /** The token looked ahead to, which is often the next one at hand. */
  ahead: TokenCursor
}

/** Reads a run once from left to right and takes the longest term at each place. */
export function scanRun(run: Run, index: GlossaryIndex, visitor: ScanVisitor): void {
  const scan: Scan = { run, index, visitor, cursor: createTokenCursor(), ahead: createTokenCursor() }
  let at = 0
  for (const piece of run.pieces) {
    if (piece.given) visitor.given(run, piece)
    at = scanPiece(scan, piece, at)
  }
}

/** Scans from `at`, or the piece's start, to the piece's end; returns where to go on. */
function scanPiece(scan: Scan, piece: Piece, at: number): number {
  const { ahead, index } = scan
  const { text } = scan.run
  const { end } = piece
  const isOpaque = piece.where === 'none' || piece.given !== undefined
  const filter = index.firstTokens
  while (at < end) {
    const code = text.charCodeAt(at)
    const folded = foldUnit(code)
    if (folded <= LAST_SPECIAL && (folded === NOT_WORD || folded === EXTENDER || !startsWord(text, at))) {
      if (code === 0x2e || code === 0x21 || code === 0x3f) scan.run.stops.push(at)
      at = index.hasSignStarts && folded === NOT_WORD && !isOpaque ? scanSign(scan, piece, at) : at + 1
      continue
    }
    const word = ahead.start === at ? ahead : scan.cursor
    if (word !== ahead) readWord(word, text, at)
    const { end: wordEnd, raised } = word
    let matchEnd = 0
    if (!isOpaque && wordEnd <= end) {
      if (mayHold(filter, word.hash)) matchEnd = takeLongest(scan, piece, word)
      if (matchEnd === 0 && raised > 1) scan.visitor.unknown(scan.run, piece, at, wordEnd)
    }
    at = matchEnd || wordEnd
  }
  return at
}

function scanSign(scan: Scan, piece: Piece, at: number): number {
  const { cursor, index } = scan
  readSign(cursor, scan.run.text, at)
  return (mayHold(index.firstTokens, cursor.hash) && takeLongest(scan, piece, cursor)) || at + 1
}

/** Tries the terms that begin with the token just read; returns the end of the longest, or 0. */
function takeLongest(scan: Scan, piece: Piece, first: TokenCursor): number {
  const { run, index, ahead } = scan
  const { start } = first
  let { hash, end } = first
  const isSole = mayHold(index.soleTokens, hash)
  if (!isSole && !hasPair(scan, piece, hash, end)) return 0
  let found: Term[] | undefined
  let foundEnd = 0
  for (;;) {
    const beginning = index.beginnings.get(hash)
    if (!beginning) break
    const terms = beginning.forms.length > 0 ? termsOf(beginning, run.text.slice(start, end)) : []
    if (terms.length > 0) {
      found = terms
      foundEnd = end
    }
    if (!beginning.goesOn || end >= piece.end) break
    readToken(ahead, run.text, end)
    hash = joinToken(hash, ahead)
    end = ahead.end
    if (end > piece.end) break
  }
  if (found) scan.visitor.hit(run, piece, start, foundEnd, found)
  return foundEnd
}

/** Whether a term may go on with the next token: most words that only start a phrase end here. */
function hasPair({ run, index, ahead }: Scan, piece: Piece, hash: number, end: number): boolean {
  if (end >= piece.end) return false
  readToken(ahead, run.text, end)
  return ahead.end <= piece.end && mayHold(index.pairs, joinToken(hash, ahead))
}
