/** Lines that begin an HTML block which may hold blank lines, and what ends each (CommonMark 4.6, kinds 1 to 5). */
const htmlKinds: readonly { start: RegExp; end: RegExp }[] = [
  { start: /^ {0,3}<(?:script|pre|style|textarea)\b/i, end: /<\/(?:script|pre|style|textarea)>/i },
  { start: /^ {0,3}<!--/, end: /-->/ },
  { start: /^ {0,3}<\?/, end: /\?>/ },
  { start: /^ {0,3}<!\[CDATA\[/, end: /\]\]>/ },
  { start: /^ {0,3}<![a-z]/i, end: />/ },
]

const tag = /^ {0,3}<\/?[a-z]/i
const fence = /^( {0,3})(`{3,}|~{3,})/
const blank = /^[ \t]*(?:\r?\n)?$/
const boxFence = /^ {0,3}(:{3,})[ \t]*(\S?)/
const meaning = /^ {0,3}:[ \t]/m

/**
 * Where a long text may be cut so that each piece reads alone as it reads in the whole: at a heading or paragraph at
 * the margin after a blank line, outside of code, boxes and HTML. No piece but the last is shorter than `least`.
 * The first piece begins at 0.
 */
export function chunkStarts(text: string, least: number): number[] {
  const starts = [0]
  // A description may stand a blank line below its term, and a list of terms goes on after one.
  const margin = meaning.test(text) ? /^#{1,6}[ \t]/ : /^(?:#{1,6}[ \t]|\p{L})/u
  const inside = createBlockTracker()
  let isAfterBlank = false
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from)
    const next = end === -1 ? text.length : end + 1
    const line = text.slice(from, next)
    const isOutside = !inside(line)
    if (isOutside && isAfterBlank && from - starts.at(-1)! >= least && margin.test(line)) starts.push(from)
    isAfterBlank = blank.test(line)
    from = next
  }
  return starts
}

interface OpenFence {
  marker: string
  indent: number
}

/** Told each line in turn: whether the line lies in a block that goes on over blank lines, or opens or closes one. */
function createBlockTracker(): (line: string) => boolean {
  let code: OpenFence | undefined
  let htmlEnd: RegExp | undefined
  // A tag may begin an HTML block, which ends at a blank line and in which a fence is only text.
  let isAfterTag = false
  let isLost = false
  const boxes: number[] = []
  return (line) => {
    if (isLost) return true
    const [, indent = '', marker] = fence.exec(line) ?? []
    if (code) {
      // An indented block may lie in a list, and end with it: whether it has cannot be told from here.
      if (!blank.test(line) && indentOf(line) < code.indent) isLost = true
      else if (marker?.startsWith(code.marker) && line.trim() === marker) code = undefined
      return true
    }
    if (htmlEnd) {
      if (htmlEnd.test(line)) htmlEnd = undefined
      return true
    }
    const kind = htmlKinds.find(({ start }) => start.test(line))
    if (kind) {
      if (kind.end.test(line)) return true
      if (line.startsWith(' ')) isLost = true
      htmlEnd = kind.end
      return true
    }
    isAfterTag = !blank.test(line) && (isAfterTag || tag.test(line))
    if (isAfterTag && marker !== undefined) isLost = true
    if (marker !== undefined) code = { marker, indent: indent.length }
    return code !== undefined || trackBoxes(line, boxes)
  }
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}

function trackBoxes(line: string, boxes: number[]): boolean {
  const wasInside = boxes.length > 0
  const [, colons = '', next = ''] = boxFence.exec(line) ?? []
  if (colons === '') return wasInside
  if (next !== '') boxes.push(colons.length)
  else if (wasInside && colons.length >= boxes.at(-1)!) boxes.pop()
  return true
}
