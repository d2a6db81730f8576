import { RequestProblem } from './problem.ts'

const longest = 300

/** What was typed into a field of one line: line breaks and control characters are blanks. */
export function oneLine(given: string): string {
  return given.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}

/** The title of a new article, or the subject of a new issue. */
export function headline(what: 'title' | 'subject', of: 'article' | 'issue', given: string): string {
  const text = oneLine(given)
  if (text !== '' && text.length <= longest) return text
  throw new RequestProblem(
    422,
    `Unexpected ${what} of ${text.length} characters, expected 1 to ${longest}`,
    `Give the ${of} a ${what} of a few words: it can be changed later.`,
  )
}
