/** A value in YAML, and where it stands: of lines of its own up to the next line. */
export interface PlainNode {
  value: unknown
  range: [start: number, end: number]
  /** What a map or a list holds, by key or index. */
  parts?: Map<string | number, PlainNode>
}

interface Cursor {
  text: string
  at: number
}

/** Reads what stands at the cursor, which is as far in as `indent`; nothing if it is not plain. */
type Read = (cursor: Cursor, indent: string) => PlainNode | undefined

const pair = /([A-Za-z]\w{0,99}):(?: (\S.*))?(?:\n|$)/y
const line = /(.+)(?:\n|$)/y
const dash = /( *)- /y
/** It begins with a letter or digit; a colon or `#` beside a space would end it. */
const plainScalar = /^[\p{L}\p{N}](?:[^\p{C}:#]|:(?=[^ ])|(?<! )#)*(?<! )$/u
const flowList = /^\[[\p{L}\p{N} .,/()-]*\]$/u
const day = /^\d{4}-\d\d-\d\d$/
/** What may be no text, of what begins so. */
const otherThanText = /^(?:true|false|null|\d[\da-fox.+-]*)$/i

/**
 * Reads YAML in the forms that most front matter and glossaries have: keys whose values are text, days, `true`,
 * `false` or lists of these, or a list of such keys. Gives the values and ranges that the `yaml` package gives, in a
 * small part of its time; nothing where there is anything else.
 */
export function readPlainYaml(text: string): PlainNode | undefined {
  const cursor = { text, at: 0 }
  const node = text.startsWith('- ') ? readItems(cursor, '', readKeys) : readKeys(cursor, '')
  return cursor.at === text.length ? node : undefined
}

function readKeys(cursor: Cursor, indent: string): PlainNode | undefined {
  const parts = new Map<string, PlainNode>()
  const start = cursor.at
  do {
    const at = cursor.at
    const [, key, written] = take(pair, cursor) ?? []
    if (key === undefined || parts.has(key) || otherThanText.test(key)) return undefined
    const node = written === undefined ? readList(cursor, indent) : valueOf(written, at + key.length + 2)
    if (!node) return undefined
    parts.set(key, node)
  } while (goOn(cursor, indent, /[A-Za-z]/y))
  const value = Object.fromEntries([...parts].map(([key, part]) => [key, part.value]))
  return { value, range: [start, cursor.at], parts }
}

/** The list of a key, in lines of its own that are at least as far in as the key. */
function readList(cursor: Cursor, indent: string): PlainNode | undefined {
  dash.lastIndex = cursor.at
  const inner = dash.exec(cursor.text)?.[1]
  if (inner === undefined || inner.length < indent.length) return undefined
  cursor.at += inner.length
  return readItems(cursor, inner, readScalar)
}

function readItems(cursor: Cursor, indent: string, read: Read): PlainNode | undefined {
  const parts = new Map<number, PlainNode>()
  const start = cursor.at
  do {
    cursor.at += '- '.length
    const node = read(cursor, `${indent}  `)
    if (!node) return undefined
    parts.set(parts.size, node)
  } while (goOn(cursor, indent, /- /y))
  return listNode(parts, start, cursor.at)
}

function readScalar(cursor: Cursor): PlainNode | undefined {
  const { at } = cursor
  const [, written = ''] = take(line, cursor) ?? []
  return scalarOf(written, at)
}

/** Whether the next line is as far in as `indent` and begins with `next`; the cursor is then at that. */
function goOn(cursor: Cursor, indent: string, next: RegExp): boolean {
  next.lastIndex = cursor.at + indent.length
  if (!cursor.text.startsWith(indent, cursor.at) || !next.test(cursor.text)) return false
  cursor.at += indent.length
  return true
}

function valueOf(written: string, at: number): PlainNode | undefined {
  if (!flowList.test(written)) return scalarOf(written, at)
  const parts = new Map<number, PlainNode>()
  let start = at + 1
  for (const piece of written === '[]' ? [] : written.slice(1, -1).split(',')) {
    const text = piece.trim()
    const node = scalarOf(text, start + piece.indexOf(text))
    if (!node) return undefined
    parts.set(parts.size, node)
    start += piece.length + 1
  }
  return listNode(parts, at, at + written.length)
}

function scalarOf(written: string, at: number): PlainNode | undefined {
  if (!plainScalar.test(written)) return undefined
  const range: PlainNode['range'] = [at, at + written.length]
  if (written === 'true' || written === 'false') return { value: written === 'true', range }
  return otherThanText.test(written) && !day.test(written) ? undefined : { value: written, range }
}

function listNode(parts: Map<number, PlainNode>, start: number, end: number): PlainNode {
  return { value: Array.from(parts.values(), (part) => part.value), range: [start, end], parts }
}

function take(pattern: RegExp, cursor: Cursor): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at
  const match = pattern.exec(cursor.text)
  if (match) cursor.at += match[0].length
  return match ?? undefined
}
