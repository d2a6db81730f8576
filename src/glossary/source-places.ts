import type { Nodes, Parent, Text } from 'mdast'
import { toString } from 'mdast-util-to-string'
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
  literal: number | undefined
  alignment: Alignment | undefined
  /** How many units of what is aligned come before the value. */
  shift: number
  /** Where the node stands in the source. */
  from: number
  to: number
  /** The line reached in the value; nothing where lines have to be counted in the source. */
  line: LineReached | undefined
}

interface LineReached {
  line: number
  /** The unit of the value that it starts with, and the one after its last. */
  start: number
  end: number
  /** The offset of its first column in the source; for the first line, as if it started with the text's. */
  offset: number
}

interface Reader {
  source: string
  points: SourcePoints
  layout: Layout | undefined
  group: Group | undefined
}

/** Neighbours without a position, as the parser leaves them where it cuts a text round an address, laid as one text. */
interface Group {
  shifts: Map<Nodes, number>
  alignment: Alignment | undefined
}

/** Places in `source`, whose offsets the positions in the tree count; `first` is the tree's own offset. */
export function createSourcePlaces(source: string, first = 0): SourcePlaces {
  // The parser drops a byte order mark and counts from after it, unless the positions were moved.
  const text = first === 0 && source.startsWith('\uFEFF') ? source.slice(1) : source
  const reader: Reader = {
    source: text,
    points: createSourcePoints(text),
    layout: undefined,
    group: undefined,
  }
  return {
    place: (node, parent, start, end) => placeIn(reader, node, parent, start, end),
    whole: (node, parent) => {
      const [from, to] = rangeOf(node, parent, text.length)
      return { start: reader.points.at(from), end: reader.points.at(to) }
    },
  }
}

function placeIn(reader: Reader, node: Text, parent: Parent, start: number, end: number): Place {
  if (reader.layout?.node !== node) reader.layout = layoutOf(reader, node, parent)
  const { layout } = reader
  const { literal, alignment, shift, from, to } = layout
  if (literal !== undefined) {
    const first = pointIn(reader, layout, start, literal + start)
    return { start: first, end: pointIn(reader, layout, end, literal + end) }
  }
  if (alignment && end > start) {
    const first = pointIn(reader, layout, start, sourceStart(alignment, shift + start))
    return { start: first, end: pointIn(reader, layout, end, sourceEnd(alignment, shift + end)) }
  }
  const letters = node.value.slice(start, end)
  const found = reader.source.indexOf(letters, from)
  const isFound = letters !== '' && found >= 0 && found + letters.length <= to
  if (isFound) layout.from = found + letters.length
  return {
    start: reader.points.at(isFound ? found : from),
    end: reader.points.at(isFound ? found + letters.length : to),
  }
}

function layoutOf(reader: Reader, node: Text, parent: Parent): Layout {
  const { source } = reader
  const [from, to] = rangeOf(node, parent, source.length)
  const { value, position } = node
  if (!position && source !== '') {
    const { shifts, alignment } = groupOf(reader, node, parent, from, to)
    const literal = alignment ? undefined : literalWithin(source, value, from, to)
    return { node, from, to, line: undefined, literal, alignment, shift: shifts.get(node) ?? 0 }
  }
  const literal = literalOffset(source, value, from, to)
  const alignment = literal === undefined ? alignSource(value, source, from, to) : undefined
  const isCountable = position && source !== '' && !value.includes('\r')
  const line = isCountable ? firstLine(value, position.start) : undefined
  return { node, from, to, line, literal, alignment, shift: 0 }
}

/** Where the value stands in the source just as it is; with no source at all, all values are taken to. */
function literalOffset(source: string, value: string, from: number, to: number): number | undefined {
  if (source.length === 0) return from
  return to - from === value.length && source.slice(from, to) === value ? from : undefined
}

function literalWithin(source: string, value: string, from: number, to: number): number | undefined {
  const found = source.indexOf(value, from)
  return found >= 0 && found + value.length <= to ? found : undefined
}

function groupOf(reader: Reader, node: Nodes, parent: Parent, from: number, to: number): Group {
  if (reader.group?.shifts.has(node)) return reader.group
  const siblings = parent.children as Nodes[]
  const index = siblings.indexOf(node)
  const first = siblings.findLastIndex((sibling, at) => at < index && sibling.position) + 1
  const shifts = new Map<Nodes, number>()
  let text = ''
  for (let at = first; at < siblings.length; at++) {
    const sibling = siblings[at] as Nodes
    if (sibling.position) break
    shifts.set(sibling, text.length)
    text += toString(sibling)
  }
  reader.group = { shifts, alignment: alignSource(text, reader.source, from, to) }
  return reader.group
}

function firstLine(
  value: string,
  start: { line: number; column: number; offset?: number | undefined },
): LineReached {
  return {
    line: start.line,
    start: 0,
    end: lineEnd(value, 0),
    offset: (start.offset ?? 0) - start.column + 1,
  }
}

function lineEnd(value: string, from: number): number {
  const end = value.indexOf('\n', from)
  return end < 0 ? value.length : end
}

/** Counts lines on from the last point asked for, as mentions come in order. */
function pointIn({ source, points }: Reader, layout: Layout, unit: number, offset: number): Point {
  const { node } = layout
  const reached = layout.line
  if (!reached || unit < reached.start) return points.at(offset)
  if (unit > reached.end) {
    while (unit > reached.end) {
      reached.line++
      reached.start = reached.end + 1
      reached.end = lineEnd(node.value, reached.start)
    }
    reached.offset = source.lastIndexOf('\n', offset - 1) + 1
  }
  return { line: reached.line, column: offset - reached.offset + 1, offset }
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
