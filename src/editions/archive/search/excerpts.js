/**
 * The sections of an article that answer a query, with the words marked. Runs in browsers as it is.
 */
import { findWords } from './words.js'

/**
 * @typedef {{ short: string, written: string, isPrefix: boolean }} QueryForm
 * @typedef {QueryForm & { whole?: QueryForm }} QueryWord With another way to write it: see `FoundWord`.
 * @typedef {{ text: string, kind: 'text' | 'match' | 'ours' }} Part Of an excerpt; `ours` is what the glossary says.
 * @typedef {{ id: string, heading: string, parts: Part[] }} FoundSection
 */

/** Signs that stand round what the build added to an author's words. */
const oursStart = '\uFDD0'
const oursEnd = '\uFDD1'

/**
 * The sections that answer best, each with an excerpt.
 * @param {[id: string, heading: string, text: string][]} sections
 * @param {QueryWord[]} words
 * @param {string} language
 * @returns {FoundSection[]}
 */
export function bestSections(sections, words, language) {
  const judged = sections.map(([id, heading, text]) => {
    const inHeading = matchesIn(heading, words, language)
    const matches = matchesIn(text, words, language)
    const distinct = new Set([...matches, ...inHeading].map(({ which }) => which)).size
    return {
      id,
      heading,
      text,
      matches,
      worth: distinct * 100 + inHeading.length * 10 + Math.min(matches.length, 9),
    }
  })
  const best = judged.filter(({ worth }) => worth > 0).sort((one, other) => other.worth - one.worth)
  const shown = best.length > 0 ? best.slice(0, 3) : judged.slice(0, 1)
  return shown.map(({ id, heading, text, matches }) => ({ id, heading, parts: excerpt(text, matches) }))
}

/** @typedef {{ start: number, end: number, which: number }} Match */

/**
 * @param {string} text
 * @param {QueryWord[]} words
 * @param {string} language
 * @returns {Match[]}
 */
function matchesIn(text, words, language) {
  /** @type {Match[]} */
  const matches = []
  for (const { word, start, end, whole } of findWords(text, language)) {
    const forms = whole ? [word, whole.word] : [word]
    const which = words.findIndex((asked) =>
      forms.some((form) => answers(form, asked) || (asked.whole && answers(form, asked.whole))),
    )
    if (which >= 0) matches.push({ start, end, which })
  }
  return matches
}

/**
 * Whether a word of a text is one that was asked for.
 * @param {string} word
 * @param {QueryForm} form
 */
function answers(word, { short, written, isPrefix }) {
  if (word === short) return true
  if (!isPrefix) return false
  return (
    word.startsWith(short) ||
    (word.length > 2 && written.startsWith(word) && written.length - word.length <= 3)
  )
}

const excerptLength = 230

/**
 * The stretch of the text that has the most words of the query, with the words marked.
 * @param {string} text
 * @param {Match[]} matches
 * @returns {Part[]}
 */
function excerpt(text, matches) {
  const start = excerptStart(text, matches)
  const end = text.length <= start + excerptLength ? text.length : wordEdge(text, start + excerptLength)
  /** @type {Part[]} */
  const parts = start > 0 ? [{ text: '… ', kind: 'text' }] : []
  let at = start
  for (const match of matches) {
    if (match.start < at || match.end > end) continue
    parts.push(...oursOrText(text, at, match.start), {
      text: text.slice(match.start, match.end),
      kind: 'match',
    })
    at = match.end
  }
  parts.push(...oursOrText(text, at, end))
  if (end < text.length) parts.push({ text: ' …', kind: 'text' })
  return parts
}

/**
 * @param {string} text
 * @param {Match[]} matches
 */
function excerptStart(text, matches) {
  let [best, most] = [0, 0]
  matches.forEach(({ start }, first) => {
    const seen = new Set()
    for (let at = first; at < matches.length && (matches[at]?.end ?? 0) < start + excerptLength - 60; at++)
      seen.add(matches[at]?.which)
    if (seen.size > most) [best, most] = [start, seen.size]
  })
  if (best < 60) return 0
  const line = text.lastIndexOf('\n', best)
  return line >= best - 90 ? line + 1 : wordEdge(text, best - 60) + 1
}

/**
 * The space at or before a place.
 * @param {string} text
 * @param {number} place
 */
function wordEdge(text, place) {
  const space = Math.max(text.lastIndexOf(' ', place), text.lastIndexOf('\n', place))
  return space > place - 60 ? space : place
}

/**
 * A stretch without matches, cut where the glossary's words begin and end; those are shown in brackets.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {Part[]}
 */
function oursOrText(text, start, end) {
  /** @type {Part[]} */
  const parts = []
  const before = text.slice(0, start)
  let isOurs = before.lastIndexOf(oursStart) > before.lastIndexOf(oursEnd)
  for (const piece of text.slice(start, end).split(/([\uFDD0\uFDD1])/)) {
    if (piece === oursStart) {
      isOurs = true
      parts.push({ text: '(', kind: 'ours' })
    } else if (piece === oursEnd) {
      isOurs = false
      parts.push({ text: ')', kind: 'ours' })
    } else if (piece !== '') parts.push({ text: piece.replaceAll('\n', ' '), kind: isOurs ? 'ours' : 'text' })
  }
  return parts
}
