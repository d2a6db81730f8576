import type { ChartGroup } from './chart.ts'
import { addArrow, addMention, isFull, type ChartDraft } from './chart-draft.ts'
import { isAtEnd, note, placeIn, skipLine, skipSpaces, take, type ChartCursor } from './chart-cursor.ts'
import { readLine } from './chart-text.ts'
import { readArrow } from './read-arrow.ts'
import { readBox, type BoxMention } from './read-box.ts'
import { directionOf } from './read-head.ts'
import { readWritten } from './read-quoted.ts'
import { warnOfHtml } from './warn-of-html.ts'

type Reader = (draft: ChartDraft, cursor: ChartCursor, start: number) => void

/** What the first word of a statement asks for. */
const readers: Record<string, Reader> = {
  subgraph: openGroup,
  end: closeGroup,
  direction: turnGroup,
  accTitle: readTitle,
  accDescr: readDescription,
  click: ignore,
  style: ignore,
  classDef: ignore,
  class: ignore,
  linkStyle: ignore,
}

const keyword =
  /(subgraph|end|direction|accTitle|accDescr|click|style|classDef|class|linkStyle)(?=[\s;:{]|$)/y

/** Reads one statement; the cursor is then at the end of its line or at its semicolon. */
export function readStatement(draft: ChartDraft, cursor: ChartCursor): void {
  const start = cursor.at
  const word = take(cursor, keyword)?.[1]
  const reader = word === undefined ? readRelations : readers[word]!
  reader(draft, cursor, start)
  skipSpaces(cursor)
  const isDone = isAtEnd(cursor) || /[\n;]|%%/y.test(cursor.source.slice(cursor.at, cursor.at + 2))
  if (isDone) return
  noteUnexpected(cursor, 'an arrow like `-->` or the end of the line')
  skipLine(cursor)
}

/** `A & B --> C --> D`. */
function readRelations(draft: ChartDraft, cursor: ChartCursor, start: number): void {
  let from = readBoxes(draft, cursor)
  if (from.length === 0) return refuseLine(cursor, 'a box')
  for (;;) {
    skipSpaces(cursor)
    const arrow = readArrow(cursor)
    if (!arrow) return
    skipSpaces(cursor)
    const to = readBoxes(draft, cursor)
    if (to.length === 0) return refuseLine(cursor, 'a box behind the arrow')
    const place = placeIn(cursor, start, cursor.at)
    for (const tail of from) {
      for (const head of to) {
        if (!isFull(draft)) addArrow(draft, cursor, { from: tail.id, to: head.id, ...arrow, place })
      }
    }
    from = to
  }
}

function readBoxes(draft: ChartDraft, cursor: ChartCursor): BoxMention[] {
  const boxes: BoxMention[] = []
  do {
    skipSpaces(cursor)
    const box = readBox(cursor)
    if (!box) return boxes
    addMention(draft, box)
    boxes.push(box)
  } while (take(cursor, /[^\S\n]*&/y))
  return boxes
}

function refuseLine(cursor: ChartCursor, expected: string): void {
  noteUnexpected(cursor, expected)
  skipLine(cursor)
}

function noteUnexpected(cursor: ChartCursor, expected: string): void {
  const [, gap = '', word = ''] =
    /^([^\S\n]*)(\S*)/.exec(cursor.source.slice(cursor.at, cursor.at + 60)) ?? []
  const start = cursor.at + gap.length
  const found = word === '' ? 'end of the line' : `\`${word}\``
  note(
    cursor,
    'figures/chart-syntax',
    [start, start + word.length],
    `Unexpected ${found}, expected ${expected}`,
  )
}

/** `subgraph id [title]`, `subgraph title`, or `subgraph "title"`. */
function openGroup(draft: ChartDraft, cursor: ChartCursor, start: number): void {
  skipSpaces(cursor)
  const { id, title } = readGroupName(cursor)
  const place = placeIn(cursor, start, cursor.at)
  const parent = draft.open.at(-1)?.id
  const name = id || `group ${draft.groups.size + 1}`
  const group: ChartGroup = { id: name, title, ...(parent !== undefined && { parent }), place }
  // A group that is opened again goes on.
  const known = draft.groups.get(name)
  const isInside = draft.open.some((open) => open === known)
  if (known && isInside) refuseInside(cursor, group)
  draft.groups.set(name, known ?? group)
  draft.open.push(known ?? group)
}

function refuseInside(cursor: ChartCursor, { id, place }: ChartGroup): void {
  const range = [place.start.offset, place.end.offset] as const
  const message = `Unexpected group \`${id}\` inside itself, expected another name`
  note(cursor, 'figures/chart-syntax', range, message)
}

function readGroupName(cursor: ChartCursor): { id: string; title: string } {
  const quoted = take(cursor, /"([^"\n]*)"/y)?.[1]
  if (quoted !== undefined) return { id: quoted, title: readLine(quoted) }
  const named = take(cursor, /([^\s[;]+)[^\S\n]*\[/y)?.[1]
  if (named !== undefined) {
    const written = readWritten(cursor, [']'])
    warnOfHtml(cursor, written)
    return { id: named, title: readLine(written.text) }
  }
  const words = take(cursor, /[^\n;]*/y)![0].trim()
  return { id: words, title: readLine(words) }
}

function closeGroup(draft: ChartDraft, cursor: ChartCursor, start: number): void {
  if (draft.open.pop()) return
  const message = 'Unexpected `end`, expected a `subgraph` before it'
  note(cursor, 'figures/chart-syntax', [start, cursor.at], message)
}

function turnGroup(draft: ChartDraft, cursor: ChartCursor, start: number): void {
  skipSpaces(cursor)
  const word = take(cursor, /[^\s;]+/y)?.[0] ?? ''
  const direction = directionOf(word)
  const group = draft.open.at(-1)
  if (direction && group) group.direction = direction
  else if (direction) draft.direction = direction
  else {
    const message = `Unexpected direction \`${word}\`, expected \`TD\`, \`BT\`, \`LR\` or \`RL\``
    note(cursor, 'figures/chart-syntax', [start, cursor.at], message)
  }
}

function readTitle(draft: ChartDraft, cursor: ChartCursor): void {
  draft.title = readLine(take(cursor, /[^\S\n]*:?([^\n]*)/y)![1]!)
}

function readDescription(draft: ChartDraft, cursor: ChartCursor): void {
  const written = take(cursor, /\s*\{([^}]*)\}/y) ?? take(cursor, /[^\S\n]*:?([^\n]*)/y)!
  draft.description = readLine(written[1]!)
}

/** What only changes looks, or needs a script, is passed over. */
function ignore(_draft: ChartDraft, cursor: ChartCursor, start: number): void {
  const word = cursor.source.slice(start, cursor.at)
  take(cursor, /[^\n;]*/y)
  const message = `Unexpected \`${word}\`, expected only boxes, groups and arrows`
  note(cursor, 'figures/chart-unsupported', [start, cursor.at], message)
}

/** Reports the groups that are still open. */
export function closeGroups(draft: ChartDraft, cursor: ChartCursor): void {
  for (const { title, place } of draft.open) {
    const range = [place.start.offset, place.end.offset] as const
    const message = `Unexpected end of the chart, expected \`end\` for the group “${title}”`
    note(
      cursor,
      'figures/chart-syntax',
      range,
      message,
      'Write `end` on a line of its own below the boxes of the group.',
    )
  }
}
