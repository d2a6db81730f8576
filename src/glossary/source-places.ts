import type { Nodes, Parent, Text } from 'mdast'
import type { Place, Point } from '../model/place.ts'
import { alignSource, sourceEnd, sourceStart, type Alignment } from './align-source.ts'
import { createSourcePoints, type SourcePoints } from './line-starts.ts'

/** Finds the stretch of the source that makes some units of a text node's value. */
export interface SourcePlaces {
  place: (node: Text, parent: Parent, start: number, end: number) => Place
  /** The stretch of a node as a whole. */
  whole: (node: Nodes, parent: Parent) => Place
}

interface Layout {
  node: Text
  /** The offset of the value's first unit, where the value stands in the source as it is. */
  literal?: number
  /** How many units of the value are on its first line. */
  firstLine: number
  alignment?: Alignment
  /** Where to look for letters one by one, when the value is not what the source says. */
  from: number
  to: number
}

interface Reader {
  source: string
  points: SourcePoints
  layout: Layout | undefined
}

/** Places in `source`, whose offsets the positions in the tree count; `first` is the tree's own offset. */
export function createSourcePlaces(source: string, first = 0): SourcePlaces {
  // The parser drops a byte order mark and counts from after it, unless the positions were moved.
  const text = first === 0 && source.startsWith('\uFEFF') ? source.slice(1) : source
  const reader: Reader = { source: text, points: createSourcePoints(text), layout: undefined }
  return {
    place: (node, parent, start, end) => placeIn(reader, node, parent, start, end),
    whole: (node, parent) => {
      const [from, to] = rangeOf(node, parent, text.length)
      return between(reader, from, to)
    },
  }
}

function placeIn(reader: Reader, node: Text, parent: Parent, start: number, end: number): Place {
  if (reader.layout?.node !== node) reader.layout = layoutOf(reader.source, node, parent)
  const { literal, firstLine, alignment, from, to } = reader.layout
  if (literal !== undefined) return literalPlace(reader, node.position?.start, literal, firstLine, start, end)
  if (alignment && end > start) {
    return between(reader, sourceStart(alignment, start), sourceEnd(alignment, end))
  }
  const letters = node.value.slice(start, end)
  const found = reader.source.indexOf(letters, from)
  if (letters === '' || found < 0 || found + letters.length > to) return between(reader, from, to)
  reader.layout.from = found + letters.length
  return between(reader, found, found + letters.length)
}

function layoutOf(source: string, node: Text, parent: Parent): Layout {
  const [from, to] = rangeOf(node, parent, source.length)
  const { value, position } = node
  const literal = literalOffset(source, node, from, to)
  if (literal !== undefined) {
    return { node, literal, firstLine: position ? firstLineEnd(value) : -1, from, to }
  }
  const alignment = alignSource(value, source, from, to)
  return { node, firstLine: -1, from, to, ...(alignment && { alignment }) }
}

/** Where the value stands in the source just as it is; with no source at all, all values are taken to. */
function literalOffset(source: string, node: Text, from: number, to: number): number | undefined {
  const { value, position } = node
  if (source.length === 0) return from
  if (to - from === value.length && source.slice(from, to) === value) return from
  if (position) return undefined
  const found = source.indexOf(value, from)
  return found >= 0 && found + value.length <= to ? found : undefined
}

/** The node's stretch; a plugin's node without one lies between its neighbours. */
function rangeOf(node: Nodes, parent: Parent, length: number): [from: number, to: number] {
  const { position } = node
  if (position) return [position.start.offset ?? 0, position.end.offset ?? 0]
  const siblings = parent.children as Nodes[]
  const index = siblings.indexOf(node)
  const before = siblings.slice(0, index).findLast((sibling) => sibling.position)
  const after = siblings.slice(index + 1).find((sibling) => sibling.position)
  const from = before?.position?.end.offset ?? parent.position?.start.offset ?? 0
  return [from, after?.position?.start.offset ?? parent.position?.end.offset ?? length]
}

/** On the first line of a text the column is counted on from its start, without looking for lines. */
function literalPlace(
  reader: Reader,
  first: { line: number; column: number } | undefined,
  literal: number,
  firstLine: number,
  start: number,
  end: number,
): Place {
  const point = (unit: number): Point =>
    first && unit <= firstLine
      ? { line: first.line, column: first.column + unit, offset: literal + unit }
      : reader.points.at(literal + unit)
  return { start: point(start), end: point(end) }
}

function firstLineEnd(value: string): number {
  const feed = value.indexOf('\n')
  const end = feed < 0 ? value.length : feed
  const carriage = value.indexOf('\r')
  return carriage >= 0 && carriage < end ? carriage : end
}

function between({ points }: Reader, from: number, to: number): Place {
  return { start: points.at(from), end: points.at(to) }
}
