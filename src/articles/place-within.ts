import type { Node } from 'unist'
import type { Place, Point } from '../model/place.ts'

/** The node's place; nodes of an article always have one. */
export function placeOf(node: Node): Place | undefined {
  return node.position && (node.position as Place)
}

/** The place of `source.slice(start, end)`, counted on from a point before it. */
export function placeWithin(source: string, from: Point, start: number, end: number): Place {
  const first = pointAfter(source, from, start)
  return { start: first, end: pointAfter(source, first, end) }
}

function pointAfter(source: string, from: Point, offset: number): Point {
  let { line, column } = from
  for (let index = from.offset; index < offset; index++) {
    const unit = source.charCodeAt(index)
    const isLineEnd = unit === 10 || (unit === 13 && source.charCodeAt(index + 1) !== 10)
    if (isLineEnd) {
      line++
      column = 1
    } else column++
  }
  return { line, column, offset }
}
