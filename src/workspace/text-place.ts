import type { Place, Point } from '../model/place.ts'

/** Gives the place of `source.slice(start, end)`; lines end at LF, CRLF or CR, and a byte order mark has no column. Indexes the lines on first use. */
export function createPlacer(source: string): (start: number, end?: number) => Place {
  let lineStarts: number[] | undefined
  const pointAt = (offset: number): Point => {
    lineStarts ??= findLineStarts(source)
    const line = lastAtMost(lineStarts, offset)
    const hidden = line === 0 && offset > 0 && source.startsWith('\uFEFF') ? 1 : 0
    return { line: line + 1, column: offset - lineStarts[line]! + 1 - hidden, offset }
  }
  return (start, end = start) => ({ start: pointAt(start), end: pointAt(end) })
}

/** One place, where there is only one to ask for. */
export function placeAt(source: string, start: number, end = start): Place {
  return createPlacer(source)(start, end)
}

function findLineStarts(source: string): number[] {
  const starts = [0]
  for (const match of source.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length)
  return starts
}

/** The index of the last number that is at most `limit`; the numbers rise and begin with 0. */
function lastAtMost(numbers: number[], limit: number): number {
  let low = 0
  let high = numbers.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (numbers[middle]! <= limit) low = middle
    else high = middle - 1
  }
  return low
}
