import type { Direction } from './chart.ts'
import { isAtEnd, nextWord, note, skipLine, take, type ChartCursor } from './chart-cursor.ts'
import { readLine } from './chart-text.ts'

const directions: Record<string, Direction> = { TB: 'down', TD: 'down', BT: 'up', LR: 'right', RL: 'left' }

export interface ChartHead {
  title?: string
  direction: Direction
}

/** `TD`, `LR` and so on as a direction. */
export function directionOf(letters: string): Direction | undefined {
  return directions[letters.toUpperCase()]
}

/** Reads up to the first statement; nothing where it is no chart that we can draw. */
export function readHead(cursor: ChartCursor): ChartHead | undefined {
  const title = readFrontMatter(cursor)
  skipNotes(cursor)
  if (isAtEnd(cursor)) {
    noteEmpty(cursor)
    return undefined
  }
  const start = cursor.at
  if (!take(cursor, /(?:flowchart-elk|flowchart|graph)(?![\w-])/y)) {
    noteKind(cursor)
    return undefined
  }
  return { ...(title && { title }), direction: readDirection(cursor, start) }
}

function readDirection(cursor: ChartCursor, start: number): Direction {
  const written = take(cursor, /[^\S\n]+([^\s;]+)/y)
  if (!written) return 'down'
  const direction = directionOf(written[1]!)
  if (direction) return direction
  const message = `Unexpected direction \`${written[1]}\`, expected \`TD\`, \`BT\`, \`LR\` or \`RL\``
  note(cursor, 'figures/chart-syntax', [start, cursor.at], message)
  return 'down'
}

/** Mermaid's own front matter, of which the title is ours. */
function readFrontMatter(cursor: ChartCursor): string | undefined {
  const start = cursor.at
  const found = take(cursor, /\s*---[^\S\n]*\n([\s\S]*?)\n[^\S\n]*---[^\S\n]*(?:\n|$)/y)
  if (!found) return undefined
  let at = start + found[0].indexOf(found[1]!)
  let title: string | undefined
  for (const line of found[1]!.split('\n')) {
    const [, key, value = ''] = /^title:\s*(["']?)(.*)\1\s*$/.exec(line) ?? []
    if (key !== undefined) title = readLine(value)
    else if (/^\S/.test(line)) noteSetting(cursor, at, line)
    at += line.length + 1
  }
  return title
}

function noteSetting(cursor: ChartCursor, at: number, line: string): void {
  const message = `Unexpected \`${line.trim()}\`, expected only a title between the dashes`
  note(cursor, 'figures/chart-unsupported', [at, at + line.length], message)
}

/** Blank lines, comments, and `%%{init: …}%%`, which we do not follow. */
export function skipNotes(cursor: ChartCursor): void {
  for (;;) {
    take(cursor, /[\s;]+/y)
    const start = cursor.at
    if (take(cursor, /%%\{[\s\S]*?\}%%/y)) {
      const message = 'Unexpected settings in `%%{ … }%%`, expected a chart without looks of its own'
      note(cursor, 'figures/chart-unsupported', [start, cursor.at], message)
    } else if (!take(cursor, /%%[^\n]*/y)) return
  }
}

export function noteEmpty(cursor: ChartCursor): void {
  const message = 'Unexpected chart without a box, expected at least one'
  note(cursor, 'figures/chart-empty', [0, cursor.source.trimEnd().length], message)
}

function noteKind(cursor: ChartCursor): void {
  const word = nextWord(cursor)
  const message = `Unexpected \`${word}\`, expected \`flowchart TD\` as the first line`
  note(cursor, 'figures/chart-kind', [cursor.at, cursor.at + word.length], message)
  skipLine(cursor)
}
