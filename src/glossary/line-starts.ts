import type { Point } from '../model/place.ts'

/** Turns offsets of one source into points; the lines are counted when the first is asked for. */
export interface SourcePoints {
  at: (offset: number) => Point
}

/** CommonMark's line endings: LF, CRLF and CR. */
export function createSourcePoints(source: string): SourcePoints {
  let starts: number[] | undefined
  let line = 0
  return {
    at: (offset) => {
      starts ??= lineStarts(source)
      if ((starts[line] as number) > offset) line = 0
      // Offsets mostly come in order, so the line is near the last one.
      if (offset - (starts[line] as number) > 20_000) line = lineBefore(starts, offset)
      while (line + 1 < starts.length && (starts[line + 1] as number) <= offset) line++
      return { line: line + 1, column: offset - (starts[line] as number) + 1, offset }
    },
  }
}

function lineStarts(source: string): number[] {
  const starts = [0]
  if (source.includes('\r')) {
    for (const ending of source.matchAll(/\r\n|\n|\r/g)) starts.push(ending.index + ending[0].length)
    return starts
  }
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

function lineBefore(starts: number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] as number) <= offset) low = middle
    else high = middle - 1
  }
  return low
}
