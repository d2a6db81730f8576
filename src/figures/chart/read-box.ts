import type { Place } from '../../model/place.ts'
import type { BoxShape } from './chart.ts'
import { note, placeIn, skipSpaces, take, type ChartCursor } from './chart-cursor.ts'
import { readWritten, type Written } from './read-quoted.ts'
import { warnOfHtml } from './warn-of-html.ts'

/** A box as named in one place of a chart: its shape and text only where it has them here. */
export interface BoxMention {
  id: string
  place: Place
  shape?: BoxShape
  written?: Written
}

/** What may stand in a name: a hyphen, a dot and an equals sign unless an arrow begins with them. */
const boxId = /(?:[\p{L}\p{M}\p{N}_!#$%'*+?/\\’]|\.(?!-)|-(?![-.>])|=(?!=))+/uy

interface Brackets {
  opener: string
  /** Closing sign → the shape it makes. */
  closers: Record<string, BoxShape>
}

/** Longer openers before those they begin with. */
const brackets: readonly Brackets[] = [
  { opener: '(((', closers: { ')))': 'circle' } },
  { opener: '((', closers: { '))': 'circle' } },
  { opener: '([', closers: { '])': 'pill' } },
  { opener: '[[', closers: { ']]': 'doubled' } },
  { opener: '[(', closers: { ')]': 'cylinder' } },
  { opener: '[/', closers: { '/]': 'leaning', '\\]': 'wide-foot' } },
  { opener: '[\\', closers: { '\\]': 'leaning-back', '/]': 'wide-head' } },
  { opener: '{{', closers: { '}}': 'hexagon' } },
  { opener: '[', closers: { ']': 'box' } },
  { opener: '(', closers: { ')': 'rounded' } },
  { opener: '{', closers: { '}': 'diamond' } },
  { opener: '>', closers: { ']': 'flag' } },
]

/** Reads `id`, `id["text"]`, `id(text)` and so on, or nothing. */
export function readBox(cursor: ChartCursor): BoxMention | undefined {
  const start = cursor.at
  const id = take(cursor, boxId)?.[0]
  if (id === undefined) return undefined
  const mention: BoxMention = { id, place: placeIn(cursor, start, cursor.at) }
  Object.assign(mention, readShape(cursor))
  refuseAttributes(cursor)
  passClass(cursor)
  return mention
}

function readShape(cursor: ChartCursor): Pick<BoxMention, 'shape' | 'written'> | undefined {
  const start = cursor.at
  skipSpaces(cursor)
  const pair = brackets.find(({ opener }) => cursor.source.startsWith(opener, cursor.at))
  if (!pair) {
    cursor.at = start
    return undefined
  }
  cursor.at += pair.opener.length
  const { closer, ...written } = readWritten(cursor, Object.keys(pair.closers))
  warnOfHtml(cursor, written)
  return { shape: pair.closers[closer]!, written }
}

/** `A@{ shape: …, label: … }` says what a box is in a form that we do not read. */
function refuseAttributes(cursor: ChartCursor): void {
  const start = cursor.at
  if (!take(cursor, /@\{[^}]*\}?/y)) return
  const range = [start, cursor.at] as const
  const way = 'Write the text of a box in brackets behind its name: `A["Text"]`.'
  note(cursor, 'figures/chart-syntax', range, 'Unexpected `@{`, expected a box like `A["Text"]`', way)
}

function passClass(cursor: ChartCursor): void {
  const start = cursor.at
  const found = take(cursor, /:::[\w-]+/y)
  if (!found) return
  const message = `Unexpected class \`${found[0]}\`, expected a chart without looks of its own`
  note(cursor, 'figures/chart-unsupported', [start, cursor.at], message)
}
