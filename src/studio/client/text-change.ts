import type { TextChange } from './draft-switch.ts'

/** The one change that makes another text of it: what both begin and end with stays, and so does a caret in it. */
export function changeBetween(from: string, to: string): TextChange {
  let start = 0
  while (start < from.length && start < to.length && from[start] === to[start]) start++
  let end = 0
  while (end < Math.min(from.length, to.length) - start && from.at(-1 - end) === to.at(-1 - end)) end++
  return { from: start, to: from.length - end, insert: to.slice(start, to.length - end) }
}
