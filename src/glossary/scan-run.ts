import type { Term } from '../model/term.ts'
import { EXTENDER, foldSign, foldUnit, LAST_SPECIAL, NOT_WORD } from './fold-character.ts'
import { mayStartForm, readToken, termsOf, type GlossaryIndex } from './glossary-index.ts'
import type { Piece, Run } from './visible-run.ts'
import { addToHash, HASH_SEED, readWord, startsWord, type WordCursor } from './word-cursor.ts'

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
  cursor: WordCursor
  after: WordCursor
}

/** Reads a run once from left to right and takes the longest term at each place. */
export function scanRun(run: Run, index: GlossaryIndex, visitor: ScanVisitor): void {
  const cursor = { end: 0, hash: 0, raised: 0 }
  const scan: Scan = { run, index, visitor, cursor, after: { end: 0, hash: 0, raised: 0 } }
  let at = 0
  for (const piece of run.pieces) {
    if (piece.given) visitor.given(run, piece)
    at = scanPiece(scan, piece, at)
  }
}

/** Scans from `at`, or the piece's start, to the piece's end; returns where to go on. */
function scanPiece(scan: Scan, piece: Piece, at: number): number {
  const { text } = scan.run
  const { cursor, index } = scan
  const { end } = piece
  const isOpaque = piece.where === 'none' || piece.given !== undefined
  while (at < end) {
    const folded = foldUnit(text.charCodeAt(at))
    if (folded <= LAST_SPECIAL && (folded === NOT_WORD || folded === EXTENDER || !startsWord(text, at))) {
      if (index.hasSignStarts && folded === NOT_WORD && !isOpaque) at = scanSign(scan, piece, at)
      else at++
      continue
    }
    readWord(cursor, text, at, HASH_SEED)
    const wordEnd = cursor.end
    const raised = cursor.raised
    if (isOpaque || wordEnd > end) {
      at = wordEnd
      continue
    }
    const matchEnd = mayStartForm(index.firstTokens, cursor.hash) ? takeLongest(scan, piece, at) : 0
    if (matchEnd === 0 && raised > 1) scan.visitor.unknown(scan.run, piece, at, wordEnd)
    at = matchEnd || wordEnd
  }
  return at
}

function scanSign(scan: Scan, piece: Piece, at: number): number {
  scan.cursor.hash = addToHash(HASH_SEED, foldSign(scan.run.text.charCodeAt(at)))
  scan.cursor.end = at + 1
  const matchEnd = mayStartForm(scan.index.firstTokens, scan.cursor.hash) ? takeLongest(scan, piece, at) : 0
  return matchEnd || at + 1
}

/** Tries the terms that begin with the token just read; returns the end of the longest, or 0. */
function takeLongest({ run, index, visitor, cursor, after }: Scan, piece: Piece, start: number): number {
  const { text } = run
  let found: Term[] = []
  let foundEnd = 0
  let { hash, end } = cursor
  while (end <= piece.end) {
    const beginning = index.beginnings.get(hash)
    if (!beginning) break
    if (beginning.forms.length > 0) {
      const terms = termsOf(beginning, text.slice(start, end))
      if (terms.length > 0) {
        found = terms
        foundEnd = end
      }
    }
    if (!beginning.goesOn || end === piece.end) break
    readToken(after, text, end, hash)
    hash = after.hash
    end = after.end
  }
  if (foundEnd > 0) visitor.hit(run, piece, start, foundEnd, found)
  return foundEnd
}
