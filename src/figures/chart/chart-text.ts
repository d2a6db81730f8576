import { decodeNamedCharacterReference } from 'decode-named-character-reference'
import type { ChartText } from './chart.ts'

/** A title that is a whole sentence by itself is no title. */
const longestTitle = 70

/** The lines of a text as written in a chart: `<br>` and line ends divide them, `#quot;` is a sign, `**` is taken off. */
export function linesOf(written: string): string[] {
  const markdown = /^\s*`([\s\S]*)`\s*$/.exec(written)?.[1]
  return (markdown ?? written)
    .split(/<br\s*\/?>|\r\n?|\n/i)
    .map((line) => decodeSigns(markdown === undefined ? line : withoutEmphasis(line)))
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
}

/** The text of a box: its first line as the title, the others as sentences. */
export function readText(written: string): ChartText {
  const [first = '', ...sentences] = linesOf(written)
  const isSentence = sentences.length === 0 && first.length > longestTitle
  return isSentence ? { title: '', sentences: [first] } : { title: first, sentences }
}

/** A label or a group's title: one line. */
export function readLine(written: string): string {
  return linesOf(written).join(' ')
}

/** The words of a box in one line, for lists and descriptions. */
export function nameOf({ title, sentences }: ChartText): string {
  return title || (sentences[0] ?? '')
}

/** The signs of emphasis in Mermaid's Markdown strings; the words stay. */
function withoutEmphasis(line: string): string {
  return line
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}*])\*(?=\S)(.+?)(?<=\S)\*(?![\p{L}\p{N}*])/gu, '$1')
    .replace(/(?<![\p{L}\p{N}_])_(?=\S)(.+?)(?<=\S)_(?![\p{L}\p{N}_])/gu, '$1')
}

/** Mermaid writes `#quot;` and `#9829;`; what comes from a web page has `&quot;`. */
function decodeSigns(line: string): string {
  return line.replace(/[#&](#?)(x[\da-f]{1,6}|\d{1,7}|[a-z][a-z\d]{1,30});/gi, (whole, _, name: string) => {
    const hex = /^x([\da-f]+)$/i.exec(name)?.[1]
    const decimal = /^\d+$/.test(name) ? Number(name) : undefined
    const code = hex === undefined ? decimal : Number.parseInt(hex, 16)
    if (code === undefined) return decodeNamedCharacterReference(name) || whole
    return isCharacter(code) ? String.fromCodePoint(code) : whole
  })
}

function isCharacter(code: number): boolean {
  return code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
}
