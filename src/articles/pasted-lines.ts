import type { Heading, Paragraph } from 'mdast'
import type { ArticleWalk } from './article-walk.ts'
import { placeOf } from './place-within.ts'

/** What other programs put before the items of a list; Word's own are letters of its fonts for symbols. */
const bullet = /^[\t ]*(?:[•‣⁃▪▫◦●○■□·∙\uF0B7\uF0A7\uF0A8\uF0D8\uF0FC][\t \u00A0]*|o\t\s*|[–—][\t \u00A0]+)(?=\S)/u
/** `a)`, `(a)`, `(iv)`, `(2)`; or numbers that Markdown takes for no list, because it would not begin with 1. */
const mark = /^[\t ]*(?:\(?([a-z]|[ivx]{1,5}|\d{1,2})\)|(\d{1,3})\.)[\t \u00A0]+(?=\S)/i
const twoTabs = /\S[^\t]*\t[^\t]*\S[^\t]*\t[^\t]*\S/
/** A name or a few letters, one or more tabs, and what they mean: two columns. A sentence with a tab in it is longer. */
const twoColumns = /^[^\t]{1,40}\t[\t ]*[^\t]*\S/
const lineEnd = /\r\n|\n|\r/

/** Notes lines that were pasted as a list or a table, and are one paragraph: they would run together. */
export function notePastedLines(node: Paragraph, walk: ArticleWalk): void {
  const place = placeOf(node)
  if (!place || place.start.line === place.end.line) return
  const lines = softLines(node)
  const isList = inARow(lines, isNextItem)
  const isTable = inARow(lines, both(twoTabs)) || (!isList && inARow(lines, both(twoColumns)))
  if (isTable || isList) walk.pasted.push({ node, kind: isTable ? 'a table' : 'a list' })
}

const notes = {
  'a table': 'Write a table: each row with `|` between its cells, and a line such as `| --- | --- |` under the first row.',
  'a list': 'Begin each line with `- `, or number them from `1. `, with a blank line above.',
}

/** Reports them when the author's own list of abbreviations is known, for which editions have one of theirs. */
export function reportPastedLines({ pasted, find }: ArticleWalk): void {
  for (const { node, kind } of pasted) {
    if (node.data?.abbreviationList) continue
    const message = `Unexpected lines of ${kind} in a paragraph, where they run together, expected ${kind}`
    find('articles/pasted-list', placeOf(node), message, notes[kind])
  }
}

function inARow(lines: readonly string[], isPair: (line: string, before: string) => boolean): boolean {
  return lines.some((line, index) => index > 0 && isPair(line, lines[index - 1]!))
}

function both(form: RegExp): (line: string, before: string) => boolean {
  return (line, before) => form.test(line) && form.test(before)
}

function isNextItem(line: string, before: string): boolean {
  if (bullet.test(line)) return bullet.test(before)
  const [, letters, number] = mark.exec(line) ?? []
  const [, lettersBefore, numberBefore] = mark.exec(before) ?? []
  // The same once more, as in `(c) 2023` and `(c) 2024`, counts nothing.
  if (letters !== undefined) return lettersBefore !== undefined && letters !== lettersBefore
  return number !== undefined && numberBefore !== undefined && Number(number) > Number(numberBefore)
}

/** The beginnings of lines that flow on into the next one, in pieces of text; a break that was asked for ends the flow. */
function softLines({ children }: Paragraph | Heading): string[] {
  const lines = ['']
  for (const child of children) {
    if (child.type === 'break') lines.push('', '')
    else if (child.type !== 'text') lines[lines.length - 1] += 'x'
    else {
      const [first = '', ...others] = child.value.split(lineEnd)
      lines[lines.length - 1] += first
      lines.push(...others)
    }
  }
  return lines
}

/** Reports a heading of several lines: mostly a line of dashes that was to divide, or to end a letter, right under a paragraph. */
export function reportLongHeading(node: Heading, { source, find }: ArticleWalk): void {
  const place = placeOf(node)
  if (!place || place.start.line === place.end.line || softLines(node).length === 1) return
  const written = source.slice(place.start.offset, place.end.offset)
  if (!/^[^#<].*[-=][ \t]*$/s.test(written)) return
  const message = 'Unexpected heading of several lines over a line of dashes, expected one line'
  find('articles/underlined-paragraph', place, message)
}
