import type { Parent, PhrasingContent, Text } from 'mdast'
import type { Point } from '../model/place.ts'
import { isCapitals } from './letters.ts'
import type { SourcePlaces } from './source-places.ts'

/** The text of a block as a reader sees it, with the way back to the source. */
export interface BlockText {
  text: string
  /** Where the source makes the character at this offset of the text. */
  pointOf(offset: number): Point
}

interface Segment {
  /** Offset of the node's value in the text. */
  from: number
  node: Text
  parent: Parent
}

/** What stands for pictures and for code that is no phrase: no letters, no part of a phrase. */
const GAP = '\uFFFC'
const NOWHERE: Point = { line: 1, column: 1, offset: 0 }

/** Puts the inline text of a block together; pictures leave a gap, and so does code other than a phrase. */
export function blockText(block: Parent, places: SourcePlaces): BlockText {
  const segments: Segment[] = []
  const pieces: string[] = []
  let length = 0
  const add = (piece: string): void => {
    pieces.push(piece)
    length += piece.length
  }
  const collect = (parent: Parent): void => {
    for (const node of parent.children as PhrasingContent[]) {
      if (node.type === 'text') {
        segments.push({ from: length, node, parent })
        add(node.value)
      } else if (node.type === 'break') add('\n')
      else if ('children' in node) collect(node)
      else if (node.type === 'inlineCode') add(isPhrase(node.value) ? node.value : GAP)
      else if (node.type === 'image') add(GAP)
    }
  }
  collect(block)
  return { text: pieces.join(''), pointOf: (offset) => pointIn(segments, offset, places) }
}

/** Words in code may be what letters beside them stand for; letters in code are none. */
function isPhrase(code: string): boolean {
  const words = code.split(/\s+/u)
  return words.length > 1 && words.every((word) => /^[\p{L}’'-]+$/u.test(word) && !isCapitals(word))
}

function pointIn(segments: Segment[], offset: number, places: SourcePlaces): Point {
  const segment = segmentAt(segments, offset)
  if (!segment) return NOWHERE
  const start = Math.min(offset - segment.from, segment.node.value.length - 1)
  return places.place(segment.node, segment.parent, start, start + 1).start
}

/** The last segment that starts at or before the offset. */
function segmentAt(segments: Segment[], offset: number): Segment | undefined {
  let low = 0
  let high = segments.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((segments[middle]?.from ?? Infinity) <= offset) low = middle + 1
    else high = middle
  }
  return segments[low - 1] ?? segments[0]
}
