import type { Place, Point } from '../../model/place.ts'
import type { ChartProblem } from './chart-problem.ts'

/** Reads a chart's text from left to right and notes what is wrong with it. */
export interface ChartCursor {
  readonly source: string
  /** The offset at which each line begins. */
  readonly lineStarts: readonly number[]
  at: number
  readonly problems: ChartProblem[]
}

export function startCursor(source: string): ChartCursor {
  const lineStarts = [0, ...Array.from(source.matchAll(/\n/g), ({ index }) => index + 1)]
  return { source, lineStarts, at: 0, problems: [] }
}

/** What a sticky expression matches here; the cursor is then behind it. */
export function take(cursor: ChartCursor, expression: RegExp): RegExpExecArray | undefined {
  expression.lastIndex = cursor.at
  const match = expression.exec(cursor.source)
  if (!match) return undefined
  cursor.at += match[0].length
  return match
}

export function skipSpaces(cursor: ChartCursor): void {
  take(cursor, /[^\S\n]*/y)
}

/** Goes to the end of the line, or of the text. */
export function skipLine(cursor: ChartCursor): void {
  take(cursor, /[^\n]*/y)
}

export function isAtEnd(cursor: ChartCursor): boolean {
  return cursor.at >= cursor.source.length
}

export function note(
  cursor: ChartCursor,
  rule: ChartProblem['rule'],
  [start, end]: readonly [number, number],
  message: string,
  way?: string,
): void {
  const place = placeIn(cursor, start, end)
  cursor.problems.push({ rule, place, message, ...(way !== undefined && { note: way }) })
}

export function placeIn(cursor: ChartCursor, start: number, end: number): Place {
  return { start: pointAt(cursor, start), end: pointAt(cursor, end) }
}

function pointAt({ lineStarts }: ChartCursor, offset: number): Point {
  let line = 1
  let after = lineStarts.length
  while (after - line > 0) {
    const middle = Math.ceil((line + after) / 2)
    if (lineStarts[middle - 1]! <= offset) line = middle
    else after = middle - 1
  }
  return { line, column: offset - lineStarts[line - 1]! + 1, offset }
}

/** The next word, for a message. */
export function nextWord(cursor: ChartCursor): string {
  const rest = cursor.source.slice(cursor.at, cursor.at + 40)
  return /^\s*(\S+)/.exec(rest)?.[1] ?? ''
}
