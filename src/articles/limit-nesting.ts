import { createBrackets, hasLongParagraph, maximumBracketCount, maximumBrackets } from './excess-brackets.ts'
import { silentOpenings } from './silent-openings.ts'

/** Block containers on one line, open boxes, and emphasis signs in a paragraph, beyond which signs are only text. */
const maximumBlocks = 100
const maximumBoxes = 20
const maximumEmphasis = 1_000
const maximumRun = 200

/**
 * Characters for private use that stand in for signs while the source is parsed: those from `dropped` on vanish from
 * text, those from `kept` on become the sign again. Each takes one unit, as its sign does, so offsets stay right.
 */
const dropped = 0xe900
const kept = 0xe980
const standIns = /[\uE900-\uE9FF]/

export interface LimitedSource {
  text: string
  /** Whether signs were replaced, so that the tree must be restored. */
  isLimited: boolean
  /** Whether it needed a limit, but holds the stand-ins itself. */
  isRefused: boolean
}

const containerLine = new RegExp(
  `^(?:[ \\t]*(?:>|[-+*](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${maximumBlocks}}((?:[ \\t]*(?:>|[-+*](?=[ \\t])|\\d{1,9}[.)](?=[ \\t])))+)[ \\t]*(?=(.?))`,
  'gm',
)
/** An item that is set in so far lies in as many lists. */
const deepItem = new RegExp(`^(?=(?:  |\\t){${maximumBlocks}})([ \\t]+)([-+*]|\\d{1,9}[.)])(?=[ \\t])`, 'gm')
/** What both of them hold; to look for it takes a small part of the time. */
const manySigns = new RegExp(`[ \\t>\\-+*\\d.)]{${maximumBlocks}}`)
const rule = /^[ \t]*([-*_])(?:[ \t]*\1)*[ \t]*$/

/**
 * Takes the meaning from signs that nest so deeply that parsing would take quadratic time or exhaust the stack:
 * thousands of `>`, `- `, `[` or `*`, or so many in one paragraph. CommonMark sets no limit, and no reader can tell quotes 100 and 101 deep apart.
 */
export function limitNesting(source: string): LimitedSource {
  const replaced = replaceInline(replaceBoxes(replaceContainers(replaceOpenings(source))))
  const isLimited = replaced !== source
  const isRefused = isLimited && standIns.test(source)
  return { text: isRefused ? source : replaced, isLimited: isLimited && !isRefused, isRefused }
}

function replaceOpenings(source: string): string {
  const silent = silentOpenings(source)
  return silent.length === 0 ? source : standInRanges(source, silent.map((start) => [start, start + 1]))
}

function replaceContainers(source: string): string {
  if (!manySigns.test(source)) return source
  const shallow = source.replace(deepItem, (_item, indent: string, marker: string) => indent + standFor(marker, kept))
  return shallow.replace(containerLine, (line: string, excess: string, next: string) => {
    if (next === '' && rule.test(line)) return line
    const spaces = /[ \t]*$/.exec(line)![0].length
    const start = line.length - spaces - excess.length
    return line.slice(0, start) + ' ' + standFor(line.slice(start + 1), dropped)
  })
}

/** Boxes that open in boxes. */
function replaceBoxes(source: string): string {
  if (!source.includes(':::')) return source
  let open = 0
  return source.replace(/^([ \t>]*)(:{3,})(?=[ \t]*(\S?))/gm, (line: string, before: string, fence: string, next: string) => {
    if (next !== '') return ++open > maximumBoxes ? before + standFor(fence, kept) : line
    open = Math.max(open - 1, 0)
    return open >= maximumBoxes ? before + standFor(fence, kept) : line
  })
}

function standFor(signs: string, base: number): string {
  return signs.replace(/[^\r\n]/g, (sign) => (sign.charCodeAt(0) < 128 ? String.fromCharCode(base + sign.charCodeAt(0)) : sign))
}

const code = { lineFeed: 10, backslash: 92, open: 91, close: 93, star: 42, low: 95, tilde: 126 }
/** What begins a paragraph without a blank line before it: an item, a row of a table, a heading, code, a box, an address. */
const freshLine = /[ \t>]*(?:\r?\n|$|[-+*|][ \t]|\||\d+[.)][ \t]|#|`{3}|~{3}|:{3}|\[[^\]\n]{1,999}\]:)/y

/** One walk over the source, if there are signs enough; it copies nothing unless there is something to replace. */
function replaceInline(source: string): string {
  if (!mayNest(source)) return source
  const ranges: [number, number][] = []
  const brackets = createBrackets()
  let signs = 0
  for (let index = 0; index < source.length; index++) {
    const unit = source.charCodeAt(index)
    if (unit === code.backslash) index++
    else if (unit === code.lineFeed) {
      if (brackets.areNone() && signs === 0) continue
      freshLine.lastIndex = index + 1
      if (!freshLine.test(source)) continue
      brackets.endParagraph(index)
      signs = 0
    } else if (unit === code.open) brackets.open(index)
    else if (unit === code.close) brackets.close(index)
    else if (unit === code.star || unit === code.low || unit === code.tilde) {
      let end = index + 1
      while (source.charCodeAt(end) === unit) end++
      const isLong = end - index > maximumRun && !isWholeLine(source, index, end)
      if (++signs > maximumEmphasis || isLong) ranges.push([index, end])
      index = end - 1
    }
  }
  brackets.endParagraph(source.length)
  for (const index of brackets.excess) ranges.push([index, index + 1])
  return ranges.length === 0 ? source : standInRanges(source, ranges)
}

/** Searching for single signs takes a small part of the time of a walk. */
function mayNest(source: string): boolean {
  if (source.includes('[') && hasLongParagraph(source)) return true
  if (hasMore(source, '[', maximumBrackets) || hasMore(source, ']', maximumBracketCount / 2)) return true
  return ['*', '_', '~'].some(
    (sign) => hasMore(source, sign, maximumEmphasis / 3) || source.includes(sign.repeat(maximumRun + 1)),
  )
}

function hasMore(source: string, sign: string, most: number): boolean {
  let count = 0
  for (let at = source.indexOf(sign); at >= 0; at = source.indexOf(sign, at + 1)) if (++count > most) return true
  return false
}

/** A line of nothing else is a rule or the fence of a code block, however long. */
function isWholeLine(source: string, start: number, end: number): boolean {
  const from = source.lastIndexOf('\n', start) + 1
  const to = source.indexOf('\n', end)
  const isFence = source[start] === '~' && source.slice(from, start).trim() === ''
  return isFence || (source.slice(from, start) + source.slice(end, to === -1 ? undefined : to)).trim() === ''
}

function standInRanges(source: string, ranges: [number, number][]): string {
  const parts: string[] = []
  let from = 0
  for (const [start, end] of ranges.sort(([one], [other]) => one - other)) {
    parts.push(source.slice(from, start), standFor(source.slice(start, end), kept))
    from = end
  }
  parts.push(source.slice(from))
  return parts.join('')
}

/** The text as the author wrote it, for code, addresses and attributes. */
export function restoreSigns(text: string): string {
  return text.replace(/[\uE900-\uE9FF]/g, (sign) => {
    const unit = sign.charCodeAt(0)
    return String.fromCharCode(unit >= kept ? unit - kept : unit - dropped)
  })
}

/** The text as a reader sees it: without the signs of the containers that were too deep. */
export function restoreText(text: string): string {
  return restoreSigns(text.replace(/[\uE900-\uE97F]/g, ''))
}

/** Whether the text holds signs that lost their meaning. */
export function hasStandIns(text: string): boolean {
  return standIns.test(text)
}

/** Whether some of them had a meaning: a `<` that opens nothing has none. */
export function hadMeaning(text: string): boolean {
  return /[\uE900-\uE9BB\uE9BD-\uE9FF]/.test(text)
}
