import { messages, type Messages } from '../../templates/index.ts'

/** Signs that Unicode keeps for use within a program: no text of an author has them, and no page in the end. */
const [start, end] = ['\uFDD0', '\uFDD1']
const marks = new RegExp(`[${start}${end}]`, 'g')

/** Where a word can have no element of its own: within a tag, a title, a script, a drawing. */
const wordless =
  /<(title|script|style|svg)\b[\s\S]*?<\/\1\s*>|<[a-z][^\s/>]*(?:\s+[^\s=>"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?|\s*\/)*\s*>/gi

/** A choice of a list holds text alone, and can say itself which language that is in. */
const option = /(<option\b[^>]*)>([^<]*)</gi

const marked = new Map<string, Messages>()

/**
 * The interface's words for pages in a language. Where it has none of its own they are English ones, between marks that
 * `speakWords` turns into `lang` and `dir`, so that they are read aloud and laid out as what they are.
 */
export function pageWords(language: string): Messages {
  const words = messages(language)
  if (areOwn(words, language)) return words
  let known = marked.get(words.language)
  if (!known) {
    known = { ...mark(words), language: words.language, direction: words.direction }
    marked.set(words.language, known)
  }
  return known
}

/** A page, or a part of one, with its marked words in elements that say which language they are in. */
export function speakWords(html: string, language: string): string {
  const words = messages(language)
  if (areOwn(words, language)) return html
  const attributes = ` lang="${words.language}" dir="${words.direction}"`
  return html
    .replaceAll(wordless, (whole) => whole.replaceAll(marks, ''))
    .replaceAll(option, (whole, tag: string, text: string) =>
      text.includes(start) ? `${tag}${attributes}>${text.replaceAll(marks, '')}<` : whole,
    )
    .replaceAll(start, `<span${attributes}>`)
    .replaceAll(end, '</span>')
}

/** How a script marks the words of `messages` that it puts into a page: not at all where they are of its language. */
export function wordMarks(language: string): { lang: string; dir: string } | undefined {
  const words = messages(language)
  return areOwn(words, language) ? undefined : { lang: words.language, dir: words.direction }
}

const bareLanguages = new Map<string, string>()

/** Asked for each mention and each page, and making a locale takes longer than all else in the answer. */
function areOwn(words: Messages, language: string): boolean {
  const bare = bareLanguages.get(language) ?? new Intl.Locale(language).language
  bareLanguages.set(language, bare)
  return bare === words.language
}

/** Every string of it, plural forms too. */
function mark<T extends object>(words: T): T {
  const entries = Object.entries(words).map(([key, value]: [string, unknown]) => [
    key,
    typeof value === 'string' ? start + value + end : typeof value === 'object' ? mark(value ?? {}) : value,
  ])
  return Object.fromEntries(entries) as T
}
