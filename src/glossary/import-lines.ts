import { findDefinitions } from './harvest-find.ts'
import { isCapitals, looksLikeLetters } from './letters.ts'
import { expansionConfidence } from './match-expansion.ts'

/** The two sides of a line, with the offset of the term in the line. */
export interface LineSides {
  term: string
  expansion: string
  start: number
}

const BULLET = /^\s*(?:(?:[-*+•·‣◦▪–—]|\d{1,3}[.)])\s+)?/u
const HEADING_WORDS =
  /^(?:(?:a |the )?(?:list|key|table|guide) (?:of|to) )?(?:the )?(?:common |useful |other |main )*(?:abbreviations?|acronyms?|initialisms?|glossary|terms?|definitions?|letters)(?:(?:,? (?:and|&|used|in|for|to|of|with)\b.*)|\s*\(.*\))?\s*[:.]?$/iu
const COLUMN_NAMES =
  /^(?:abbreviation|acronym|term|letters|short form)s?\s*(?:\t|\s{2,}|[:|–—-]\s*)(?:meaning|expansion|full name|full form|stands for|definition|description|long form)s?$/iu
/** A sign between the sides: tab, dots, bar, words, colon or equals sign, dash. */
const SIGN =
  /\s*\t+\s*|\s*\.{3,}\s*|\s+\|\s+|\s+(?:stands for|is short for|means)\s+|\s*[:=]\s+|\s+[–—-]+>?\s+|\s*[–—]\s*/gu

/** Two spellings side by side: `SENCo (SENCO)`. */
const LETTERS_TWICE = /^\p{L}*\p{Lu}[\p{L}\p{N}&.-]* ?\((?:\p{L}*\p{Lu}[\p{L}\p{N}&.-]*|['’]?s)\)$/u

/** Whether a line is a heading, a rule or the names of the columns, and so says nothing about a term. */
export function isHeadingLine(line: string): boolean {
  const plain = plainLine(line)
  if (plain === '' || /^#{1,6}\s/u.test(plain) || /^[-=_*–—\s]{3,}$/u.test(plain)) return true
  if (HEADING_WORDS.test(plain) || COLUMN_NAMES.test(plain)) return true
  return /^[A-Z]$/u.test(plain) || /^[A-Z]\s*[-–—]\s*[A-Z]$/u.test(plain)
}

function plainLine(line: string): string {
  return line.replace(/\*\*|__/gu, '').trim()
}

/** Splits a line into letters and expansion; nothing where it does not have both. */
export function splitLine(line: string): LineSides | undefined {
  const bullet = BULLET.exec(line)?.[0].length ?? 0
  // A gap wider than this says no more, and takes the patterns long.
  const body = line
    .slice(bullet)
    .trimEnd()
    .replace(/\s{20,}/gu, (gap) => (gap.includes('\t') ? '\t' : gap.slice(0, 20)))
  const sides = atSign(body) ?? atGap(body) ?? inBrackets(body) ?? atComma(body) ?? atSpace(body)
  return sides && { ...sides, start: bullet + Math.max(0, line.slice(bullet).indexOf(sides.term)) }
}

type Sides = Omit<LineSides, 'start'>

function atSign(body: string): Sides | undefined {
  for (const match of body.matchAll(SIGN)) {
    const left = body.slice(0, match.index)
    if (left.trim() === '') continue
    // A sign after a wide gap is in the expansion, unless all before it are letters: `SENCo  NPQ: National …`.
    if (/\S\s{2,}\S/u.test(left) && !left.trim().split(/\s+/u).every(isCapitals)) return undefined
    const isBare = !/[\s.]/u.test(match[0])
    if (isBare && !looksLikeLetters(left.trim())) continue
    const sides = clean(left, body.slice(match.index + match[0].length))
    return sides && (!sides.term.includes('(') || LETTERS_TWICE.test(sides.term))
      ? orderedSides(sides)
      : undefined
  }
  return undefined
}

/** Two spaces or more; where there are several gaps, the one whose sides fit, else the widest. */
function atGap(body: string): Sides | undefined {
  const gaps = [...body.trimEnd().matchAll(/\s{2,}/gu)].filter((gap) => gap.index > 0)
  const options = gaps.flatMap((gap) => {
    const sides = clean(body.slice(0, gap.index), body.slice(gap.index + gap[0].length))
    return sides
      ? [{ sides, width: gap[0].length, fit: expansionConfidence(sides.term, sides.expansion) }]
      : []
  })
  options.sort((a, b) => Number(b.fit >= 0.5) - Number(a.fit >= 0.5) || b.width - a.width || b.fit - a.fit)
  return options[0] && orderedSides(options[0].sides)
}

/** `Alternative Provision Specialist Taskforce (APST)` or the other way round, and nothing else on the line. */
function inBrackets(body: string): Sides | undefined {
  if (!/^[^()]+\([^()]+\)[.;,]?\s*$/u.test(body)) return undefined
  const found = findDefinitions(body).find((one) => one.confidence >= 0.5)
  if (!found) return undefined
  const rest = body.replace(found.written.letters, '').replace(found.written.expansion, '')
  return /^[\s().;,"'“”’*]*$/u.test(rest) ? { term: found.letters, expansion: found.expansion } : undefined
}

function atComma(body: string): Sides | undefined {
  const match = /^([^,]{2,24}),\s*(.+)$/u.exec(body)
  const sides = match && clean(match[1] ?? '', match[2] ?? '')
  return sides && isCapitals(sides.term.split(' ')[0] ?? '') && looksLikeLetters(sides.term)
    ? sides
    : undefined
}

/** One space: the letters are the first words, as many as fit what follows, else all those in capitals. */
function atSpace(body: string): Sides | undefined {
  const words = [...body.matchAll(/\S+/gu)]
  let best: { sides: Sides; fit: number } | undefined
  for (const word of words.slice(1, 4)) {
    const sides = clean(body.slice(0, word.index), body.slice(word.index))
    const fit =
      sides && looksLikeLetters(sides.term)
        ? expansionConfidence(sides.term, sides.expansion.replace(/\s*\(.*$/u, ''))
        : 0
    if (sides && fit >= 0.5 && fit > (best?.fit ?? 0)) best = { sides, fit }
  }
  if (best) return best.sides
  const first = words.findIndex((word) => !isCapitals(word[0]))
  const start = first > 0 ? words[first]?.index : undefined
  if (start === undefined || words.length - first > 12 || /[.!?]$/u.test(body.trim())) return undefined
  return clean(body.slice(0, start), body.slice(start))
}

/** `Department for Education – DfE` is the same line the other way round. */
export function orderedSides(sides: Sides): Sides {
  const { term, expansion } = sides
  const isTurned =
    !isCapitals(term.split(' ')[0] ?? '') &&
    looksLikeLetters(expansion) &&
    expansionConfidence(expansion, term) >= 0.5
  return isTurned ? { term: expansion, expansion: term } : sides
}

/** Takes off emphasis, quotes and what else is around; nothing where a side has no words or the term is a sentence. */
function clean(left: string, right: string): Sides | undefined {
  const term = left
    .replace(/[*_`"“”]/gu, '')
    .replace(/[\s:=–—-]+$/u, '')
    .trim()
    .replace(/\s+/gu, ' ')
  const expansion = right
    .replace(/\*\*|__|`/gu, '')
    .replace(/^[\s:=–—>-]+/u, '')
    .trim()
    .replace(/\s+/gu, ' ')
    .replace(/[;,]$/u, '')
  const hasBoth = /[\p{L}\p{N}]{2}|\p{L}.*[\p{L}\p{N}]/u.test(term) && /\p{L}{2}/u.test(expansion)
  return hasBoth && term.length <= 80 && term.split(' ').length <= 8 ? { term, expansion } : undefined
}
