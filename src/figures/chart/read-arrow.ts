import type { ArrowEnd, ArrowLine, ChartArrow } from './chart.ts'
import { note, placeIn, skipLine, take, type ChartCursor } from './chart-cursor.ts'
import { readLine } from './chart-text.ts'
import { readWritten } from './read-quoted.ts'
import { warnOfHtml } from './warn-of-html.ts'

/** An arrow before it is known what it joins. */
export type DrawnArrow = Omit<ChartArrow, 'from' | 'to' | 'place'>

const ends: Record<string, ArrowEnd> = { '<': 'arrow', '>': 'arrow', o: 'circle', x: 'cross' }

interface Stroke {
  line: ArrowLine
  /** An arrow in one piece: `-->`. Groups: its start, its strokes, its end. */
  whole: RegExp
  /** Where a label stands within the arrow: its beginning, and its end. */
  opening?: RegExp
  closing?: RegExp
}

const strokes: readonly Stroke[] = [
  { line: 'hidden', whole: /()(~~~+)()/y },
  { line: 'thick', whole: /([xo<]?)(==+)([=xo>])/y, opening: /([xo<]?)==/y, closing: /(==+)([=xo>])/g },
  { line: 'dotted', whole: /([xo<]?)(-?\.+-)([xo>]?)/y, opening: /([xo<]?)-\./y, closing: /(\.+-)([xo>]?)/g },
  { line: 'solid', whole: /([xo<]?)(--+)([-xo>])/y, opening: /([xo<]?)--/y, closing: /(--+)([-xo>])/g },
]

/** Reads an arrow with its label, or nothing where none begins. */
export function readArrow(cursor: ChartCursor): DrawnArrow | undefined {
  for (const stroke of strokes) {
    const found = take(cursor, stroke.whole)
    if (found) return { ...arrowOf(stroke.line, found[1]!, found[2]!, found[3]!), label: readLabel(cursor) }
  }
  for (const stroke of strokes) {
    const found = readAround(cursor, stroke)
    if (found) return found
  }
  return undefined
}

function arrowOf(line: ArrowLine, start: string, strokes: string, end: string): DrawnArrow {
  return {
    label: '',
    start: ends[start] ?? 'none',
    end: ends[end] ?? 'none',
    line,
    length: Math.min(Math.max(ranksOf(line, strokes), 1), 4),
  }
}

/** `-->` crosses one rank, and each more stroke one more; `---` ends with a stroke where others have a head. */
function ranksOf(line: ArrowLine, strokes: string): number {
  if (line === 'dotted') return strokes.replaceAll('-', '').length
  return strokes.length - (line === 'hidden' ? 2 : 1)
}

/** `|text|` behind an arrow. */
function readLabel(cursor: ChartCursor): string {
  const start = cursor.at
  if (!take(cursor, /[^\S\n]*\|/y)) {
    cursor.at = start
    return ''
  }
  const written = readWritten(cursor, ['|'])
  warnOfHtml(cursor, written)
  return readLine(written.text)
}

/** `-- text -->`, with the label inside. */
function readAround(cursor: ChartCursor, { line, opening, closing }: Stroke): DrawnArrow | undefined {
  const start = cursor.at
  const open = opening && take(cursor, opening)
  if (!open || !closing) return undefined
  const textStart = cursor.at
  skipLine(cursor)
  const rest = cursor.source.slice(textStart, cursor.at)
  closing.lastIndex = 0
  const close = closing.exec(rest)
  if (!close) {
    cursor.at = textStart
    noteUnended(cursor, start, open[0])
    return { ...arrowOf(line, '', open[0], ''), label: '' }
  }
  cursor.at = textStart + close.index + close[0].length
  const text = rest
    .slice(0, close.index)
    .trim()
    .replace(/^"([\s\S]*)"$/, '$1')
  warnOfHtml(cursor, {
    text,
    place: placeIn(cursor, textStart + rest.indexOf(text), textStart + close.index),
  })
  return { ...arrowOf(line, open[1]!, close[1]!, close[2]!), label: readLine(text) }
}

function noteUnended(cursor: ChartCursor, start: number, opening: string): void {
  const range = [start, start + opening.length] as const
  const message = `Unexpected \`${opening}\` without an end, expected an arrow like \`-->\` or \`-- text -->\``
  note(cursor, 'figures/chart-syntax', range, message)
}
