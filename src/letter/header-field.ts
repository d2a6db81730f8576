import { encodeWords, isPlainText } from './encode-header-text.ts'
import { withoutControls } from './without-controls.ts'

/** A field of a letter's head: its name, and the whole field, folded, with its line end. */
export interface HeaderField {
  readonly name: string
  readonly raw: string
  /** What DKIM's relaxed form of it is, once it was asked for: most fields are those of all letters. */
  relaxed?: string
}

/** RFC 5322, section 2.1.1: lines should have at most 78 characters; RFC 2047, section 2: 76 with encoded words. */
const maxLine = 76

/** The longest word that is left whole, so that it fits on a line behind any of our names. */
const maxWord = 50

/** A field from a value that may be folded at its spaces (RFC 5322, section 2.2.3); other line ends are none of it. */
export function headerField(name: string, value: string): HeaderField {
  const raw = value === '' ? `${name}:` : `${name}: ${value}`
  return { name, raw: raw.length <= maxLine ? `${raw}\r\n` : `${fold(raw)}\r\n` }
}

function fold(raw: string): string {
  let folded = ''
  let column = 0
  for (const word of raw.match(/ *[^ ]+/g) ?? []) {
    if (column > 0 && column + word.length > maxLine) {
      folded += '\r\n'
      column = 0
    }
    folded += word
    column += word.length
  }
  return folded
}

/** A field of unstructured text such as `Subject`: as it is where any reader gets it back, else as encoded words. */
export function textField(name: string, value: string): HeaderField {
  const line = withoutControls(value).trim()
  return headerField(name, isFoldable(line) ? line : encodeWords(line, name.length + 2))
}

/** Plain, and not changed by folding and unfolding: words that fit on a line, with one space between two. */
function isFoldable(value: string): boolean {
  return isPlainText(value) && !/^ | $| {2}/.test(value) && hasShortWords(value)
}

/** Whether every word of the text fits on a line. */
export function hasShortWords(value: string): boolean {
  return value.length <= maxWord || value.split(' ').every((word) => word.length <= maxWord)
}

/** RFC 2369, section 2: an address in angle brackets, in which white space is ignored, so that a long one can fold. */
export function bracketedUrl(url: string): string {
  const safe = url.toWellFormed().replace(/[^\x21\x23-\x3b\x3d\x3f-\x7e]/gu, encodeURIComponent)
  return `<${safe.length <= maxUrlLine ? safe : safe.replace(longRuns, '$& ').trimEnd()}>`
}

/** No line has more than 998 characters, whatever the address. */
const maxUrlLine = 900
const longRuns = new RegExp(`.{${maxUrlLine}}`, 'g')
