import { attributesPattern } from './directive-syntax.ts'
import { isReadAlike } from './read-alike-text.ts'

/** What in a text the native parser and remark-parse may read differently. */
export type Unlike =
  'character' | 'front matter' | 'space' | 'code' | 'HTML' | 'box' | 'list' | 'quote' | 'table' | 'definition' | 'note' | 'meaning' | 'heading' | 'text'

/** Control characters but for line ends, other line ends, marks, and what stands in for something. */
const oddCharacter = /[[\p{Cc}--[\n\r]]\u2028\u2029\uFEFF\u2E3D\uE900-\uE9FF]|\r(?!\n)/v
const frontMatter = /^---\n(?:[^]*?\n)??---(?:\n|$)/

const label = String.raw`(?:\[(?! )(?:[^[\]:<${'`'}&\\@*_~]|: (?!\]))+(?<! )\])?`
const boxStart = new RegExp(`^(:{3,})[a-z]+${label}(?:${attributesPattern})?$`)
const boxEnd = /^:{3,}$/
const leaf = new RegExp(`^::[a-z]+${label}(?:${attributesPattern})?$`)
const fence = /^(`{3,}|~{3,})(?:[a-z]+(?: [\w./=,-]+)*)?$/
const comment = /^<!-- [^<>&-]* -->$/
const heading = /^#{1,6} [^\s#]/
const rule = /^(?:---+|\*\*\*+|___+)$/
const item = /^( *)([-*+]|\d{1,9}[.)]) (?=\S)/
const task = /^\[[ xX]\] (?=[\p{L}\p{N}])/u
const row = /^\|.*\|$/
const delimiterRow = /^\|(?: *:?-{3,}:? *\|)+$/
const note = /^\[\^[\w-]+\]: (?=[\p{L}\p{N}*_(]|\[[^\]^][^\]]*\]\()/u
const definition = /^\[[\p{L}\p{N}][\p{L}\p{N} .-]*\]: \S+(?: "[^"\\]*")?$/u
const definitionLike = /^\[[^\]]*\]:/
const meaning = /^: (?=[\p{L}\p{N}*_([`:])/u
const paragraphLine =
  /^(?:[\p{L}\p{N}\p{Pi}\p{Pf}*_("'!&\\\u{10000}-\u{10FFFF}£$€]|\[(?!\^?[^\]\n]*\]:)|:[a-z]+\[|`(?!``)|<(?:https?:|[\w.-]+@))/u
const numbered = /^\d{1,9}[.)](?: |$)/
/** A space, or a backslash, that ends a line may be a break, or nothing. */
const breakAtEnd = /[ \\]$/

/**
 * What in a text the two parsers may read differently; nothing if it has only blocks in their plain forms, which they
 * are known to read alike. It says no whenever it does not know.
 */
export function unlike(text: string): Unlike | undefined {
  if (oddCharacter.test(text) || !text.isWellFormed()) return 'character'
  const source = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text
  if (!source.startsWith('---')) return unlikeBlocks(source)
  const front = frontMatter.exec(source)
  return front ? unlikeBlocks(source.slice(front[0].length)) : 'front matter'
}

/** Where the walk over the lines is. */
interface Cursor {
  lines: string[]
  at: number
  /** Whether a block may begin here that cannot interrupt a paragraph. */
  isFree: boolean
  /** The lengths of the fences of the boxes that are open. */
  boxes: number[]
  /** Of the list that is open: the column at which the text of each open item begins. */
  items: number[]
}

function unlikeBlocks(source: string): Unlike | undefined {
  const cursor: Cursor = { lines: source.split('\n'), at: 0, isFree: true, boxes: [], items: [] }
  while (cursor.at < cursor.lines.length) {
    const line = cursor.lines[cursor.at]!
    if (line === '') {
      cursor.isFree = true
      cursor.at++
      continue
    }
    const found = readBlock(line, cursor)
    if (found) return found
  }
  return cursor.boxes.length > 0 ? 'box' : undefined
}

/** Moves the cursor over one block. */
function readBlock(line: string, cursor: Cursor): Unlike | undefined {
  if (item.test(line)) return readList(cursor) ? undefined : 'list'
  cursor.items = []
  switch (line.charCodeAt(0)) {
    case 32:
      return 'space'
    case 35:
      return readHeading(line, cursor) ? undefined : 'heading'
    case 58:
      if (line.startsWith(':::')) return readBoxFence(line, cursor) ? undefined : 'box'
      if (line.startsWith('::')) return readLeaf(line, cursor) ? undefined : 'box'
      break
    case 60:
      if (comment.test(line)) return readComment(cursor) ? undefined : 'HTML'
      break
    case 62:
      return readQuote(cursor) ? undefined : 'quote'
    case 124:
      return readTable(cursor) ? undefined : 'table'
    case 91:
      if (note.test(line)) return readNotes(cursor) ? undefined : 'note'
      if (definitionLike.test(line)) return readDefinitions(cursor) ? undefined : 'definition'
      break
    default:
  }
  if (fence.test(line)) return readCode(line, cursor) ? undefined : 'code'
  if (rule.test(line)) return readRule(cursor) ? undefined : 'heading'
  return readParagraph(cursor)
}

/** What begins in a box stands as free as after a blank line, and so does what follows the box. */
function readBoxFence(line: string, cursor: Cursor): boolean {
  const { boxes } = cursor
  const [, colons] = boxStart.exec(line) ?? []
  cursor.at++
  if (colons !== undefined) {
    const isInner = boxes.length === 0 || colons.length < boxes.at(-1)!
    boxes.push(colons.length)
    return cursor.isFree && isInner
  }
  cursor.isFree = true
  return boxEnd.test(line) && boxes.pop() === line.length
}

function readLeaf(line: string, cursor: Cursor): boolean {
  cursor.at++
  return cursor.isFree && leaf.test(line) && isAtBlank(cursor)
}

function readHeading(line: string, cursor: Cursor): boolean {
  cursor.at++
  cursor.isFree = true
  return heading.test(line) && !line.endsWith('#') && !breakAtEnd.test(line) && isReadAlike(line)
}

function readRule(cursor: Cursor): boolean {
  cursor.at++
  return cursor.isFree && isAtBlank(cursor)
}

function readComment(cursor: Cursor): boolean {
  cursor.at++
  return cursor.isFree && isAtBlank(cursor)
}

function readCode(line: string, cursor: Cursor): boolean {
  const [, marker = ''] = fence.exec(line)!
  const end = cursor.lines.indexOf(marker, cursor.at + 1)
  if (end === -1 || !cursor.isFree) return false
  const inside = cursor.lines.slice(cursor.at + 1, end)
  cursor.at = end + 1
  cursor.isFree = false
  // A fence inside, if only of a box, might be taken for an end.
  return inside.every((one) => !one.trimStart().startsWith(marker) && !one.trimStart().startsWith(':::'))
}

function readTable(cursor: Cursor): boolean {
  const { isFree } = cursor
  const rows = takeBlock(cursor)
  if (!isFree || !isAtBlank(cursor) || rows.length < 2 || !delimiterRow.test(rows[1]!)) return false
  const count = rows[1]!.split('|').length
  return rows.every((one) => {
    const cells = one.split('|')
    return row.test(one) && !one.includes('\\') && cells.length === count && cells.every(isReadAlike)
  })
}

function readQuote(cursor: Cursor): boolean {
  const { isFree } = cursor
  const lines = takeBlock(cursor).map((line) => (line === '>' ? '' : line.startsWith('> ') ? line.slice(2) : '>'))
  if (!isFree || lines[0] === '' || lines.at(-1) === '') return false
  if (!lines.every((line) => line === '' || (isPlainLine(line) && !breakAtEnd.test(line)))) return false
  const text = lines.join('\n')
  return !/\n<|\[[^\]]*\n/.test(text) && isReadAlike(text)
}

function readNotes(cursor: Cursor): boolean {
  const { isFree } = cursor
  const notes = takeBlock(cursor)
  return (
    isFree &&
    isAtBlank(cursor) &&
    notes.every((line) => note.test(line) && !breakAtEnd.test(line) && isReadAlike(line.replace(note, '')))
  )
}

function readDefinitions(cursor: Cursor): boolean {
  const { isFree } = cursor
  const lines = takeBlock(cursor)
  return isFree && isAtBlank(cursor) && lines.every((line) => definition.test(line))
}

/** A list, or more of one after a blank line. */
function readList(cursor: Cursor): boolean {
  const { items, isFree } = cursor
  const lines = takeBlock(cursor)
  return lines.every((line, index) => {
    const [start, indent = '', marker = ''] = item.exec(line) ?? []
    if (start === undefined) {
      const text = line.trimStart()
      return line.length - text.length === items.at(-1) && isPlainLine(text) && !breakAtEnd.test(text) && isReadAlike(text)
    }
    // Only an item with a bullet is known to interrupt a paragraph in both.
    if (index === 0 && !isFree && marker.length > 1) return false
    while (items.length > 0 && indent.length < items.at(-1)!) items.pop()
    if (indent.length !== (items.at(-1) ?? 0)) return false
    items.push(start.length)
    return isPlainItem(line.slice(start.length))
  })
}

function isPlainItem(written: string): boolean {
  const isTask = task.test(written)
  const text = isTask ? written.slice(4) : written
  // The place of a task's paragraph depends on whether a word begins it.
  if (isTask ? /@|:\/\/|www\./i.test(text) : /^\[[ xX]?\]/.test(text)) return false
  return isPlainLine(text) && !breakAtEnd.test(text) && isReadAlike(text)
}

/** A paragraph, or terms and their meanings. */
function readParagraph(cursor: Cursor): Unlike | undefined {
  const { lines, at: start } = cursor
  while (cursor.at < lines.length && isPlainLine(lines[cursor.at]!)) cursor.at++
  if (cursor.at === start) return lines[start]!.startsWith('<') ? 'HTML' : 'text'
  const paragraph = lines.slice(start, cursor.at)
  if (paragraph.at(-1)!.endsWith(' ')) return 'space'
  if (paragraph.at(-1)!.endsWith('\\') || !isReadAlike(paragraph.join('\n'))) return 'text'
  const next = lines[cursor.at] ?? ''
  if (next.startsWith(': ')) return readMeanings(paragraph, cursor) ? undefined : 'meaning'
  cursor.isFree = false
  return next === '' || next.startsWith(':::') || /^[-*+] /.test(next) || heading.test(next) ? undefined : 'text'
}

function readMeanings(terms: readonly string[], cursor: Cursor): boolean {
  if (cursor.boxes.length > 0 || !cursor.isFree) return false
  const meanings = takeBlock(cursor)
  cursor.isFree = false
  const next = cursor.lines.slice(cursor.at).find((line) => line !== '')
  return (
    isAtBlank(cursor) &&
    terms.every((line) => !breakAtEnd.test(line)) &&
    meanings.every((line) => meaning.test(line) && !breakAtEnd.test(line) && isReadAlike(line.slice(2))) &&
    !(next && /^[: ]/.test(next))
  )
}

/** The lines up to a blank one or the fence of a box; what follows is not free unless it is blank. */
function takeBlock(cursor: Cursor): string[] {
  const { lines, at: start } = cursor
  while (cursor.at < lines.length && lines[cursor.at] !== '' && !lines[cursor.at]!.startsWith(':::')) cursor.at++
  cursor.isFree = false
  return lines.slice(start, cursor.at)
}

function isAtBlank({ lines, at }: Cursor): boolean {
  return (lines[at] ?? '') === ''
}

function isPlainLine(line: string): boolean {
  return paragraphLine.test(line) && !numbered.test(line) && !rule.test(line) && !item.test(line)
}
