import type { Parent } from 'mdast'
import type { Mention } from '../model/mention.ts'

const none: readonly Mention[] = []

/** Finds those of an article's mentions that stand in a block, by their places. */
export function createMentionsIn(
  mentions: readonly Mention[],
): (block: Pick<Parent, 'position'>) => readonly Mention[] {
  const sorted = [...mentions].sort((one, other) => one.place.start.offset - other.place.start.offset)
  const offsets = sorted.map(({ place }) => place.start.offset)
  return ({ position }) => {
    const start = position?.start.offset
    const end = position?.end.offset
    if (start === undefined || end === undefined) return none
    const first = lowerBound(offsets, start)
    return (offsets[first] ?? end) < end ? sorted.slice(first, lowerBound(offsets, end)) : none
  }
}

/** The place of the first offset at or behind another. */
function lowerBound(offsets: readonly number[], offset: number): number {
  let low = 0
  let high = offsets.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (offsets[middle]! < offset) low = middle + 1
    else high = middle
  }
  return low
}
