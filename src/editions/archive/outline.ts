import { toString } from 'mdast-util-to-string'
import type { Heading } from 'mdast'

/** The levels of an article's headings on a page whose title is the only `h1`. */
export interface Outline {
  /** The level of the next heading: 2 and deeper, never more than one deeper than the heading it belongs to. */
  levelOf(heading: Heading): number
  /** The words of the heading last seen, or nothing. */
  current(): string
}

/** Reads headings in their order. What is deeper in the source stays deeper; levels that were skipped close up. */
export function createOutline(): Outline {
  const open: number[] = []
  let last: Heading | undefined
  return {
    levelOf(heading) {
      while ((open.at(-1) ?? 0) >= heading.depth) open.pop()
      open.push(heading.depth)
      last = heading
      return Math.min(open.length + 1, 6)
    },
    current: () => (last ? toString(last) : ''),
  }
}
