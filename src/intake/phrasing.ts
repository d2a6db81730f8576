import type { Element, ElementContent } from 'hast'
import { element } from './elements.ts'

/** What running text means beside its words. An object is never changed, so that the same one can be shared. */
export interface Marks {
  readonly strong?: boolean
  readonly em?: boolean
  readonly del?: boolean
  readonly sub?: boolean
  readonly sup?: boolean
  readonly code?: boolean
  /** Where it leads. */
  readonly href?: string
}

/** A part of running text, all of whose words mean the same. */
export type Run =
  | { type: 'text'; value: string; marks: Marks }
  | { type: 'break'; marks: Marks }
  /** A picture, or the call for a note; of the marks only its address counts. */
  | { type: 'element'; element: Element; marks: Marks }

const names = ['href', 'strong', 'em', 'del', 'sup', 'sub', 'code'] as const
type MarkName = (typeof names)[number]

/** Running text as lines: white space as browsers show it, and two breaks in a row as the end of a paragraph. */
export function paragraphsOf(runs: readonly Run[]): Run[][] {
  const paragraphs: Run[][] = []
  let lines: Run[][] = []
  const endParagraph = (): void => {
    if (lines.length > 0) paragraphs.push(joinLines(lines))
    lines = []
  }
  for (const line of linesOf(runs)) {
    if (isShown(line)) lines.push(trimLine(line))
    else endParagraph()
  }
  endParagraph()
  return paragraphs
}

function linesOf(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = [[]]
  for (const run of runs) {
    if (run.type === 'break') lines.push([])
    else lines.at(-1)!.push(run)
  }
  return lines
}

/** Whether a line shows anything; spaces that do not break are none. */
function isShown(line: readonly Run[]): boolean {
  return line.some((run) => run.type === 'element' || (run.type === 'text' && /\S/.test(run.value)))
}

function joinLines(lines: readonly Run[][]): Run[] {
  return lines.flatMap((line, index) =>
    index === 0 ? line : [{ type: 'break' as const, marks: {} }, ...line],
  )
}

/** One space for each run of white space, and none at either end; spaces that do not break stay between words. */
function trimLine(line: readonly Run[]): Run[] {
  const trimmed: Run[] = []
  let isAfterSpace = true
  for (const run of line) {
    if (run.type !== 'text') {
      trimmed.push(run)
      isAfterSpace = false
      continue
    }
    let value = run.value.replace(/[ \t\n\f\r]+/g, ' ')
    if (isAfterSpace) value = value.replace(/^ /, '')
    if (trimmed.length === 0) value = value.trimStart()
    if (value === '') continue
    trimmed.push({ ...run, value })
    isAfterSpace = value.endsWith(' ')
  }
  trimEnd(trimmed)
  return trimmed
}

function trimEnd(line: Run[]): void {
  for (let last = line.at(-1); last?.type === 'text'; last = line.at(-1)) {
    const value = last.value.trimEnd()
    line.pop()
    if (value !== '') {
      line.push({ ...last, value })
      return
    }
  }
}

/** Whether each word of it is strong, as in headings that are made so twice. */
export function isAllStrong(runs: readonly Run[]): boolean {
  return runs.every((run) => run.type !== 'text' || run.marks.strong || run.value.trim() === '')
}

export function withoutStrong(runs: readonly Run[]): Run[] {
  return runs.map((run) => ({ ...run, marks: { ...run.marks, strong: false } }))
}

/** The runs as elements, of which those reach furthest that stand outside. */
export function phrasingOf(runs: readonly Run[]): ElementContent[] {
  return nest(settleSpaces(splitSpaces(runs)), names)
}

/** Spaces at the ends of what is marked become runs of their own. */
function splitSpaces(runs: readonly Run[]): Run[] {
  return runs.flatMap((run): Run[] => {
    if (run.type !== 'text') return [run]
    const { value } = run
    const from = value.length - value.trimStart().length
    const to = Math.max(from, value.trimEnd().length)
    const parts = [value.slice(0, from), value.slice(from, to), value.slice(to)]
    return parts.filter((part) => part !== '').map((part) => ({ ...run, value: part }))
  })
}

/** Spaces and breaks have the marks that the words before and after them share. */
function settleSpaces(runs: Run[]): Run[] {
  let before: Marks = {}
  const afters = marksAfter(runs)
  return runs.map((run, index) => {
    if (!isSpace(run)) {
      before = marksOf(run)
      return { ...run, marks: before }
    }
    return { ...run, marks: sharedMarks(before, afters[index]!) }
  })
}

function marksAfter(runs: readonly Run[]): Marks[] {
  const afters: Marks[] = []
  let after: Marks = {}
  for (const run of runs.toReversed()) {
    afters.push(after)
    if (!isSpace(run)) after = marksOf(run)
  }
  return afters.reverse()
}

function isSpace(run: Run): boolean {
  return run.type === 'break' || (run.type === 'text' && run.value.trim() === '')
}

function marksOf(run: Run): Marks {
  if (run.type !== 'element') return run.marks
  return run.element.tagName === 'img' && run.marks.href !== undefined ? { href: run.marks.href } : {}
}

function sharedMarks(one: Marks, other: Marks): Marks {
  return Object.fromEntries(
    names.filter((name) => one[name] && one[name] === other[name]).map((name) => [name, one[name]]),
  )
}

/** Of the marks of each run, the one that reaches furthest becomes an element with all runs that it reaches. */
function nest(runs: readonly Run[], left: readonly MarkName[]): ElementContent[] {
  const made: ElementContent[] = []
  let from = 0
  while (from < runs.length) {
    const { name, end } = furthest(runs, from, left)
    if (name === undefined) made.push(plainOf(runs[from]!))
    else {
      const others = left.filter((other) => other !== name)
      made.push(elementOf(name, runs[from]!.marks, nest(runs.slice(from, end), others)))
    }
    from = end
  }
  return joinTexts(made)
}

function furthest(
  runs: readonly Run[],
  from: number,
  left: readonly MarkName[],
): { name?: MarkName; end: number } {
  let best: { name?: MarkName; end: number } = { end: from + 1 }
  for (const name of left) {
    const value = runs[from]!.marks[name]
    if (!value) continue
    let end = from + 1
    while (end < runs.length && runs[end]!.marks[name] === value) end++
    if (best.name === undefined || end > best.end) best = { name, end }
  }
  return best
}

function elementOf(name: MarkName, marks: Marks, children: ElementContent[]): Element {
  return name === 'href' ? element('a', children, { href: marks.href! }) : element(name, children)
}

function plainOf(run: Run): ElementContent {
  if (run.type === 'text') return { type: 'text', value: run.value }
  return run.type === 'element' ? run.element : element('br', [])
}

function joinTexts(nodes: ElementContent[]): ElementContent[] {
  const joined: ElementContent[] = []
  for (const node of nodes) {
    const last = joined.at(-1)
    if (node.type === 'text' && last?.type === 'text') last.value += node.value
    else joined.push(node)
  }
  return joined
}
