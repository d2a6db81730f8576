import type { Place } from '../model/place.ts'
import { placeWithin } from './place-within.ts'

/**
 * The place in `source` of a stretch of a fenced block's text. The text has lost what its lines began with in the
 * source where the block stands in a list or a quotation.
 */
export function placeInFence(source: string, block: Place, text: string, offset: number, length: number): Place {
  const before = text.slice(0, offset).split('\n')
  const column = before.at(-1)!.length
  const line = text.split('\n')[before.length - 1]!
  const start = lineStart(source, block.start.offset, before.length)
  const end = source.indexOf('\n', start)
  const written = source.slice(start, end < 0 ? undefined : end)
  const shift = Math.max(0, written.lastIndexOf(line))
  const from = Math.min(start + shift + column, source.length)
  return placeWithin(source, block.start, from, Math.min(from + length, source.length))
}

function lineStart(source: string, from: number, lines: number): number {
  let start = from
  for (let count = 0; count < lines; count++) start = source.indexOf('\n', start) + 1 || source.length
  return start
}
