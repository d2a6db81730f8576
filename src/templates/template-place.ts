import type { Place, Point } from '../model/place.ts'

/** The place of a stretch of a template by its offsets. */
export function placeAt(source: string, begin: number, end: number): Place {
  return { start: pointAt(source, begin), end: pointAt(source, Math.max(begin, end)) }
}

function pointAt(source: string, offset: number): Point {
  const before = source.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: offset - lineStart + 1, offset }
}
