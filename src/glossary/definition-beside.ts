import type { Term } from '../model/term.ts'
import { agree, endsWithExpansion, expansionEnd, startsWithExpansion } from './expansion-words.ts'
import { foldSign, isSpace } from './fold-character.ts'
import { listOf, type OneOrMore } from './glossary-index.ts'
import { expansionBefore, isExpansionOf } from './match-expansion.ts'

/** The author's own definition of letters, beside them. */
export interface DefinitionBeside {
  /** What the text says they stand for. */
  expansion: string
  /** The text in front of that. */
  lead: string
  /** The terms whose expansion says the same. */
  agreeing: Term[]
}

/** How far a definition may reach back from the letters, and forward from them. */
const REACH = 300
const OPENING = /[([]\s*(?:(?:the|or|now|hereafter|known as|abbreviated (?:to|as)|called)\s)?["“‘'«]?$/
const CLOSING = /^["”’'»]?(?:\s*[)\],;:]|\s+(?:or|and|–|—)\s)/
/** What begins an aside behind letters, and what ends it. */
const ASIDE = /\s(?:[–—-]|--)\s|—|,?\sor\s(?:an?\s|the\s)?/y
const ASIDE_END = /^["”’']?(?:\s*(?:[–—,;:.!?)\]]|--|$)|\s-\s)/

/**
 * The definition that stands beside the letters from `start` to `end`: `pupil referral units (PRUs)` or
 * `NAHE (National Association for Hospital Education)`. `terms` are those that the letters may mean.
 */
export function definitionBeside(
  text: string,
  start: number,
  end: number,
  terms: OneOrMore,
): DefinitionBeside | undefined {
  return (
    wordsThenLetters(text, start, end, terms) ??
    lettersThenWords(text, start, end, terms) ??
    lettersThenAside(text, end, terms)
  )
}

/** `ICB – integrated care board –` and `ICB, or integrated care board,`: only where the glossary says the same. */
function lettersThenAside(text: string, end: number, terms: OneOrMore): DefinitionBeside | undefined {
  ASIDE.lastIndex = end
  if (!ASIDE.test(text)) return undefined
  const from = ASIDE.lastIndex
  const found = listOf(terms).flatMap((term) => {
    const words = text.slice(from, from + term.expansion.length * 2 + 40)
    const to = expansionEnd(words, term.expansion)
    if (to === undefined || !ASIDE_END.test(words.slice(to))) return []
    return { term, expansion: oneLine(words.slice(0, to)) }
  })
  return found[0] && { expansion: found[0].expansion, lead: '', agreeing: found.map(({ term }) => term) }
}

/** A look at the characters beside the letters, which mostly settles it. */
function wordsThenLetters(
  text: string,
  start: number,
  end: number,
  terms: OneOrMore,
): DefinitionBeside | undefined {
  const open = openingBefore(text, start)
  if (open === undefined || !CLOSING.test(text.slice(end, end + 12))) return undefined
  const before = text.slice(Math.max(0, open - REACH), open).trimEnd()
  const found = listOf(terms).flatMap((term) => {
    const from = endsWithExpansion(before, term.expansion)
    return from === undefined ? [] : [{ term, from }]
  })
  if (found[0]) {
    const { from } = found[0]
    const agreeing = found.map(({ term }) => term)
    return { expansion: oneLine(before.slice(from)), lead: before.slice(0, from), agreeing }
  }
  const match = expansionBefore(before, text.slice(start, end))
  return match && { expansion: match.expansion, lead: before.slice(0, match.start), agreeing: [] }
}

function openingBefore(text: string, start: number): number | undefined {
  const beside = text.charCodeAt(start - 1)
  const isNear = isOpening(beside) || !isLetterOrComma(beside)
  if (!isNear || start === 0) return undefined
  const from = Math.max(0, start - 24)
  const near = text.slice(from, start)
  if (!near.includes('(') && !near.includes('[')) return undefined
  const match = OPENING.exec(near)
  return match ? from + match.index : undefined
}

/** The bracket that opens after the letters, or after an apostrophe and one white space. */
function openingAfter(text: string, end: number): number | undefined {
  let at = end
  if (foldSign(text.charCodeAt(at)) === 0x27) at++
  if (isSpace(text.charCodeAt(at))) at++
  return isOpening(text.charCodeAt(at)) ? at : undefined
}

function isOpening(code: number): boolean {
  return code === 0x28 || code === 0x5b
}

function isLetterOrComma(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x2c || code === 0x2e
}

function lettersThenWords(
  text: string,
  start: number,
  end: number,
  terms: OneOrMore,
): DefinitionBeside | undefined {
  const open = openingAfter(text, end)
  if (open === undefined) return undefined
  const content = bracketContent(text, open)
  if (content === undefined) return undefined
  const whole = oneLine(content)
  const lead = text.charAt(open)
  const beginnings = [whole, whole.split(';')[0] as string, whole.replace(/,[^,]*$/, '')]
  const candidates = listOf(terms)
  const agreeing = candidates.filter((term) => beginnings.some((words) => agree(words, term.expansion)))
  if (agreeing.length > 0) return { expansion: whole, lead, agreeing }
  const starting = candidates.filter((term) => startsWithExpansion(whole, term.expansion))
  if (starting.length > 0) return { expansion: whole, lead, agreeing: starting }
  const letters = text.slice(start, end)
  const expansion = beginnings.find((words) => /\s/.test(words.trim()) && isExpansionOf(letters, words))
  return expansion === undefined ? undefined : { expansion: expansion.trim(), lead, agreeing: [] }
}

/** What stands in the brackets that open at `open`; nothing where they do not close near by. */
function bracketContent(text: string, open: number): string | undefined {
  let depth = 0
  const most = Math.min(text.length, open + REACH)
  for (let at = open; at < most; at++) {
    const code = text.charCodeAt(at)
    if (isOpening(code)) depth++
    else if ((code === 0x29 || code === 0x5d) && --depth === 0) return text.slice(open + 1, at)
  }
  return undefined
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
