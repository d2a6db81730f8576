import { note, placeIn, skipLine, take, type ChartCursor } from './chart-cursor.ts'
import type { Place } from '../../model/place.ts'

/** A text as written between its signs. */
export interface Written {
  text: string
  place: Place
}

/**
 * Reads a text up to one of the signs that close it: in quotation marks, where it may go over several lines, or plain.
 * Where it is not closed, this is reported, and the rest of the line is the text.
 */
export function readWritten(cursor: ChartCursor, closers: readonly string[]): Written & { closer: string } {
  const start = cursor.at
  const found = readMarked(cursor, closers) ?? readPlain(cursor, closers)
  return found ?? readUnclosed(cursor, start, closers)
}

function readMarked(
  cursor: ChartCursor,
  closers: readonly string[],
): (Written & { closer: string }) | undefined {
  const start = cursor.at
  const marked = take(cursor, /\s*"([^"]*)"\s*/y)
  const closer = marked && closers.find((sign) => cursor.source.startsWith(sign, cursor.at))
  if (!marked || closer === undefined) {
    cursor.at = start
    return undefined
  }
  const at = start + marked[0].indexOf('"') + 1
  cursor.at += closer.length
  return { text: marked[1]!, place: placeIn(cursor, at, at + marked[1]!.length), closer }
}

function readPlain(
  cursor: ChartCursor,
  closers: readonly string[],
): (Written & { closer: string }) | undefined {
  const start = cursor.at
  const line = take(cursor, /[^\n]*/y)![0]
  const hit = line.trimStart().startsWith('"')
    ? undefined
    : (findClosed(line, closers) ?? findAny(line, closers))
  if (!hit) {
    cursor.at = start
    return undefined
  }
  cursor.at = start + hit.at + hit.closer.length
  return { text: line.slice(0, hit.at), place: placeIn(cursor, start, start + hit.at), closer: hit.closer }
}

interface Hit {
  at: number
  closer: string
}

/** The first closing sign outside the brackets that the text itself opens and closes. */
function findClosed(line: string, closers: readonly string[]): Hit | undefined {
  let depth = 0
  for (let at = 0; at < line.length; at++) {
    const closer = depth === 0 ? closers.find((sign) => line.startsWith(sign, at)) : undefined
    if (closer !== undefined) return { at, closer }
    if ('([{'.includes(line[at]!)) depth++
    if (')]}'.includes(line[at]!) && depth > 0) depth--
  }
  return undefined
}

function findAny(line: string, closers: readonly string[]): Hit | undefined {
  const hits = closers.map((closer) => ({ at: line.indexOf(closer), closer })).filter(({ at }) => at >= 0)
  return hits.sort((one, other) => one.at - other.at)[0]
}

function readUnclosed(
  cursor: ChartCursor,
  start: number,
  closers: readonly string[],
): Written & { closer: string } {
  skipLine(cursor)
  const line = cursor.source.slice(start, cursor.at)
  const isMarked = line.trimStart().startsWith('"')
  const closer = closers[0]!
  note(
    cursor,
    'figures/chart-syntax',
    [start, cursor.at],
    `Unexpected end of a text, expected \`${isMarked ? '"' : ''}${closer}\` behind it`,
    isMarked
      ? 'Close the text with a quotation mark and the bracket that it began with. Quotation marks inside the text are written `#quot;`.'
      : 'Close the text with the bracket that it began with.',
  )
  const text = line.replace(/^\s*"/, '').replace(/["\])}]+\s*$/, '')
  return { text, place: placeIn(cursor, start, cursor.at), closer }
}
