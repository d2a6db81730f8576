import { diffArrays } from 'diff'

const mark = '\uFEFF'

/** A file's text as a page has it: without a byte order mark, and with a line feed at the end of each line. */
export function forPage(source: string): string {
  return source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
}

/**
 * The text of a page as its file has it: with the byte order mark and the line ends of what is there. Lines that were
 * not edited keep theirs, whatever a file mixes; new ones get the usual one.
 */
export function forFile(written: string, present: string): string {
  const text = written.replace(/\r\n?/g, '\n')
  const lines = linesOf(present)
  const usual = usualEnd(lines)
  const before = present.startsWith(mark) ? mark : ''
  if (lines.every(({ end }) => end === usual || end === '')) return before + text.replaceAll('\n', usual)
  return before + withEnds(text.split('\n'), lines, usual)
}

interface Line {
  text: string
  /** Nothing behind the last one. */
  end: string
}

function linesOf(source: string): Line[] {
  const parts = source.replace(/^\uFEFF/, '').split(/(\r\n|\n|\r)/)
  return parts.flatMap((text, index) => (index % 2 === 0 ? [{ text, end: parts[index + 1] ?? '' }] : []))
}

function usualEnd(lines: readonly Line[]): string {
  const counts = new Map<string, number>()
  for (const { end } of lines) if (end !== '') counts.set(end, (counts.get(end) ?? 0) + 1)
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? '\n'
}

/** A text that has little to do with the one before need not be compared for long. */
const mostEdits = 5_000

function withEnds(texts: readonly string[], present: readonly Line[], usual: string): string {
  const before = present.map(({ text }) => text)
  const ends = new Map<number, string>()
  let from = 0
  let to = 0
  for (const { added, removed, count } of diffArrays(before, [...texts], { maxEditLength: mostEdits }) ??
    []) {
    if (!added && !removed) {
      for (let index = 0; index < count; index++) ends.set(to + index, present[from + index]?.end ?? '')
    }
    if (!added) from += count
    if (!removed) to += count
  }
  const last = texts.length - 1
  return joined(texts.map((text, index) => ({ text, end: index === last ? '' : ends.get(index) || usual })))
}

/** A carriage return and an empty line with a line feed, one behind the other, would be one end and no line. */
function joined(lines: readonly Line[]): string {
  const isHalf = (index: number): boolean => lines[index - 1]?.end === '\r' && lines[index]?.text === ''
  return lines.map(({ text, end }, index) => text + (end === '\n' && isHalf(index) ? '\r\n' : end)).join('')
}
