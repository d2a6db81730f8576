import { formatDate, messages } from '../../../templates/index.ts'
import { escapeHtml } from '../escape-html.ts'
import { pageWords, speakWords } from '../words-language.ts'
import type { FeedEntry } from './feed.ts'

/** An entry's text with what was put right, as its page has it: that it was, at the top; and what, at the end. */
export function withCorrections(body: string, { corrections }: FeedEntry, language: string): string {
  const last = corrections.at(-1)
  if (!last) return body
  const words = pageWords(language)
  const notes = corrections.map(
    ({ date, text }) => `<li>${timeHtml(date, language)}: ${escapeHtml(text)}</li>`,
  )
  const above = `<p>${words.correctedOn} ${timeHtml(last.date, language)}</p>`
  const below = `<h2>${words.corrections}</h2>\n<ul>${notes.join('')}</ul>`
  return [speakWords(above, language), body, speakWords(below, language)].join('\n')
}

/** The summary of an entry without text, with the day on which something in the article was last put right. */
export function summaryText(
  { summary, body, corrections }: Pick<FeedEntry, 'summary' | 'body' | 'corrections'>,
  language: string,
): string | undefined {
  const last = corrections.at(-1)
  if (!last || body !== undefined) return summary
  const note = `${messages(language).correctedOn} ${formatDate(last.date, language)}.`
  return summary === undefined ? note : `${summary} ${note}`
}

function timeHtml(date: string, language: string): string {
  return `<time datetime="${date}">${escapeHtml(formatDate(date, language))}</time>`
}
