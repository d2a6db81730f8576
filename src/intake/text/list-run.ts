import { isBlank, type LineMarker, type TextLine } from './text-line.ts'

/** An item as it is written: its sign, and the lines of its paragraphs. */
export interface TextItem {
  indent: number
  marker: LineMarker
  paragraphs: TextLine[][]
}

export interface ListRun {
  items: TextItem[]
  /** The first line after it. */
  end: number
}

/** The list that begins at a line; nothing where it may as well be a paragraph that begins in such a way. */
export function listRunAt(
  lines: readonly TextLine[],
  from: number,
  margin: number | undefined,
): ListRun | undefined {
  const first = lines[from]?.marker
  if (!first) return undefined
  const items: TextItem[] = []
  let at = from
  while (at < lines.length) {
    const line = lines[at]!
    const last = items.at(-1)
    const next = isBlank(line) ? nextShown(lines, at) : at
    const shown = lines[next]
    if (!shown) break
    if (shown.marker && isLike(shown, items)) items.push(itemOf(shown, shown.marker, items))
    else if (last && goesOn(lines, next, next > at, last, margin)) addLine(last, shown, next > at)
    else break
    at = next + 1
  }
  const isList = items.length > 1 || (items.length === 1 && !first.isWeak)
  return isList ? { items, end: at } : undefined
}

function nextShown(lines: readonly TextLine[], from: number): number {
  let at = from
  while (at < lines.length && isBlank(lines[at])) at++
  return at
}

function itemOf(line: TextLine, marker: LineMarker, items: readonly TextItem[]): TextItem {
  const before = items.findLast((item) => item.indent <= line.indent + 2)
  const isNext = marker.kind === 'number' && before?.marker.number === marker.number! - 1
  // Numbers that are set below one another by their last digits are of one list.
  const indent = isNext && Math.abs(before.indent - line.indent) <= 1 ? before.indent : line.indent
  return { indent, marker, paragraphs: [[{ ...line, text: marker.rest }]] }
}

function addLine(item: TextItem, line: TextLine, isNew: boolean): void {
  if (isNew) item.paragraphs.push([line])
  else item.paragraphs.at(-1)!.push(line)
}

/** Whether a line with a sign is an item of the list: set in deeper, or with the sign that comes after one before. */
function isLike(line: TextLine, items: readonly TextItem[]): boolean {
  const last = items.at(-1)
  if (!last || line.indent > last.indent) return true
  const other = items.findLast((item) => item.indent <= line.indent)
  if (other === undefined) return true
  const { kind, number } = line.marker!
  if (other.marker.kind !== kind) return false
  // Numbers of a list count on; years and sums at the beginning of lines do not.
  return number === undefined || other.indent < line.indent || number > other.marker.number!
}

/** Whether a line goes on an item: it hangs below its words, or the line before it had no more room. */
function goesOn(
  lines: readonly TextLine[],
  index: number,
  isApart: boolean,
  item: TextItem,
  margin: number | undefined,
): boolean {
  const line = lines[index]!
  if (line.indent > item.indent) return true
  if (isApart || margin === undefined || line.marker || line.text.startsWith('>')) return false
  const before = lines[index - 1]!
  return before.raw.length + 1 + /^\S*/.exec(line.text)![0].length > margin * 0.85
}
