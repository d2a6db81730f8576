/** A line of two texts put beside each other. */
export interface DiffLine {
  kind: 'same' | 'mine' | 'theirs'
  text: string
}

/** More pairs of lines than these are not compared one by one: all of one side then stands before all of the other. */
const mostPairs = 4_000_000

/** What has to be taken out of `theirs` and put in to make `mine`. */
export function diffLines(theirs: string, mine: string): DiffLine[] {
  const old = theirs.split('\n')
  const now = mine.split('\n')
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start++
  let end = 0
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++
  return [
    ...same(now.slice(0, start)),
    ...middle(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...same(now.slice(now.length - end)),
  ]
}

function same(lines: readonly string[]): DiffLine[] {
  return lines.map((text) => ({ kind: 'same', text }))
}

/** By the longest lines in common. */
function middle(old: readonly string[], now: readonly string[]): DiffLine[] {
  const lines: DiffLine[] = []
  const lengths = old.length * now.length > mostPairs ? undefined : commonLengths(old, now)
  const wide = now.length + 1
  let i = 0
  let j = 0
  while (i < old.length || j < now.length) {
    if (lengths && i < old.length && j < now.length && old[i] === now[j]) {
      lines.push({ kind: 'same', text: now[j]! })
      i++
      j++
    } else if (i < old.length && (!lengths || j === now.length || isBetterWithout(lengths, i, j, wide)))
      lines.push({ kind: 'theirs', text: old[i++]! })
    else lines.push({ kind: 'mine', text: now[j++]! })
  }
  return lines
}

function isBetterWithout(lengths: Uint32Array, i: number, j: number, wide: number): boolean {
  return lengths[(i + 1) * wide + j]! >= lengths[i * wide + j + 1]!
}

/** How many lines the ends of both have in common, from each pair of places on. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint32Array {
  const wide = now.length + 1
  const lengths = new Uint32Array((old.length + 1) * wide)
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      lengths[i * wide + j] =
        old[i] === now[j]
          ? lengths[(i + 1) * wide + j + 1]! + 1
          : Math.max(lengths[(i + 1) * wide + j]!, lengths[i * wide + j + 1]!)
  return lengths
}

/** A run of lines that are the same, folded but for those next to a difference. */
export type DiffPart = DiffLine | { kind: 'folded'; count: number }

/** The differences, with so many lines around each. */
export function foldSame(lines: readonly DiffLine[], around = 2): DiffPart[] {
  const near = (index: number): boolean =>
    lines.slice(Math.max(0, index - around), index + around + 1).some(({ kind }) => kind !== 'same')
  const parts: DiffPart[] = []
  for (const [index, line] of lines.entries()) {
    const last = parts.at(-1)
    if (line.kind !== 'same' || near(index)) parts.push(line)
    else if (last?.kind === 'folded') last.count++
    else parts.push({ kind: 'folded', count: 1 })
  }
  return parts
}
