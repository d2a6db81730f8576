import type { Nodes, PhrasingContent } from 'mdast'
import type { Point } from '../model/place.ts'

/** The text of a block as a reader sees it, with the way back to the source. */
export interface BlockText {
  text: string
  /** The line, column and offset of a stretch of the text in the source. */
  pointOf(offset: number, written: string): Point
}

interface Segment {
  from: number
  node: Nodes
}

/** What stands for code, pictures and notes: no letters, no part of a phrase. */
const GAP = '\uFFFC'

/** Puts the inline text of nodes together; code, pictures and footnote marks leave a gap. */
export function blockText(nodes: PhrasingContent[], source: string): BlockText {
  const segments: Segment[] = []
  let text = ''
  const collect = (node: Nodes): void => {
    if (node.type === 'text') {
      segments.push({ from: text.length, node })
      text += node.value
    } else if (node.type === 'break') text += '\n'
    else if ('children' in node) node.children.forEach(collect)
    else if (node.type === 'inlineCode' || node.type === 'image') text += GAP
  }
  nodes.forEach(collect)
  return { text, pointOf: (offset, written) => pointIn(segments, text, offset, written, source) }
}

/** References and escapes make the source longer than its text: the letters are looked for from their node on. */
function pointIn(segments: Segment[], text: string, offset: number, written: string, source: string): Point {
  const segment = segments.findLast((one) => one.from <= offset) ?? segments[0]
  const start = segment?.node.position?.start
  const end = segment?.node.position?.end
  if (!segment || start?.offset === undefined || end?.offset === undefined)
    return { line: 1, column: 1, offset: 0 }
  const raw = source.slice(start.offset, end.offset)
  let at = -1
  for (let from = segment.from; from <= offset;) {
    const next = text.indexOf(written, from)
    if (next < 0 || next > offset) break
    at = raw.indexOf(written, at + 1)
    from = next + 1
  }
  return pointAfter(raw, Math.max(0, at), { line: start.line, column: start.column, offset: start.offset })
}

function pointAfter(raw: string, length: number, start: Point): Point {
  const before = raw.slice(0, length)
  const lines = before.split(/\r\n|\n|\r/u)
  const last = lines.at(-1) ?? ''
  const column = lines.length === 1 ? start.column + length : last.length + 1
  return { line: start.line + lines.length - 1, column, offset: start.offset + length }
}
