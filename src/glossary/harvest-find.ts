/**
 * Finds definitions in plain text: candidates by pattern, judged by how the letters lie over the words. Follows
 * Schwartz and Hearst (2003) for the parentheses; that each pattern has its own precision is from Sohn, Comeau, Kim
 * and Wilbur, "Abbreviation definition identification based on automatic precision estimates" (2008).
 */
import { isCapitals, looksLikeLetters, singularPair } from './letters.ts'
import { bestBefore, expansionConfidence } from './match-expansion.ts'
import { isAttendance, MAYBE_PERSON, mayBePerson } from './person-names.ts'

/** A definition in a text. */
export interface FoundDefinition {
  /** The letters, singular. */
  letters: string
  /** What they stand for, singular where the letters were plural. */
  expansion: string
  /** Offset of the letters. */
  start: number
  /** Offset after the letters. */
  end: number
  /** From 0 to 1: how sure it is. */
  confidence: number
  /** Both as they stand in the text. */
  written: { letters: string; expansion: string }
  /** The text in front of the expansion. */
  lead: string
  /** Whether it may be a person with the initials. */
  isPerson: boolean
}

/** A definition before its plural is folded. */
interface Candidate {
  letters: string
  expansion: string
  start: number
  confidence: number
  lead: string
}

/** How much of the text in front of an expansion is looked at. */
const LEAD = 80

/** How often each pattern is right when the letters fit, before the fit itself is weighed. */
const TRUST = { lettersInside: 1, phraseInside: 0.97, wording: 0.95, apposition: 0.9 }

const LEAD_IN =
  /^(?:(?:or|the|an?|i\.?e\.?|also|now|hereafter|hereinafter|henceforth|known as|called|termed|designated|abbreviated(?: to| as)?|abbreviation|abbrev\.|short|in short|for short)[:,]?\s+)+/iu
const QUOTES = /^["“”'‘’«»*_]+|["“”'‘’«»*_]+$/gu

/** Every definition in `text`, in order; the unlikely are among them with a low confidence. */
export function findDefinitions(text: string): FoundDefinition[] {
  const found = new Map<number, Candidate>()
  for (const candidate of [...inParentheses(text), ...inWording(text)]) {
    const known = found.get(candidate.start)
    if (!known || known.confidence < candidate.confidence) found.set(candidate.start, candidate)
  }
  return [...found.values()].sort((a, b) => a.start - b.start).map(fold)
}

function fold(candidate: Candidate): FoundDefinition {
  const { start, letters, expansion, lead } = candidate
  const isPerson = mayBePerson(letters, expansion, lead)
  const confidence =
    isPerson && isAttendance(lead) ? Math.min(candidate.confidence, MAYBE_PERSON) : candidate.confidence
  const written = { letters, expansion }
  const found = { start, end: start + letters.length, confidence, written, lead, isPerson }
  const possessive = /['’]s?$/u
  if (possessive.test(letters) && possessive.test(expansion)) {
    return {
      ...found,
      letters: letters.replace(possessive, ''),
      expansion: expansion.replace(possessive, ''),
    }
  }
  return { ...found, ...singularPair(letters, expansion) }
}

function leadOf(text: string, start: number): string {
  return text.slice(Math.max(0, start - LEAD), start)
}

/** `long form (SF)`, `SF (long form)` and the same in brackets. */
function* inParentheses(text: string): Generator<Candidate> {
  for (const { open, close } of parentheses(text)) {
    if (!standsAlone(text, open, close)) continue
    const candidates = [
      lettersInside(text, open, close),
      phraseInside(text, open, close),
      ...bothInside(text, open, close),
    ]
    const best = candidates.filter((one) => one !== undefined).sort((a, b) => b.confidence - a.confidence)[0]
    if (best) yield best
  }
}

/** Whether it is a remark of its own, not part of a word: `FEV(1)`, `(ERK)1`, `(P = 0.05)`. */
function standsAlone(text: string, open: number, close: number): boolean {
  if (/[\p{L}\p{N}]/u.test(text[close + 1] ?? '')) return false
  const inside = text.slice(open + 1, close)
  if (/^[^\s=<>]+\s*[=<>≤≥]\s*[\d.-]/u.test(inside)) return false
  if (open === 0 || /[\s"”’'»*]/u.test(text[open - 1] ?? '')) return true
  return /^\p{Lu}\S*$/u.test(inside) && /\p{Ll}{4}$/u.test(text.slice(Math.max(0, open - 4), open))
}

/** Matching pairs, the inner ones too, in one pass. */
function parentheses(text: string): { open: number; close: number }[] {
  const stack: number[] = []
  const pairs: { open: number; close: number }[] = []
  for (const match of text.matchAll(/[()[\]]/gu)) {
    if (match[0] === '(' || match[0] === '[') stack.push(match.index)
    else {
      const open = stack.pop()
      if (open !== undefined && match.index - open < 400) pairs.push({ open, close: match.index })
    }
  }
  return pairs
}

function lettersInside(text: string, open: number, close: number): Candidate | undefined {
  const inside = text.slice(open + 1, close)
  const first = inside.split(/[,;:=]|\s+(?:or|[–—-]|and(?=\s+\p{Ll}))\s+/u)[0] ?? ''
  const { word: letters, offset } = bare(first)
  if (!looksLikeLetters(letters)) return undefined
  const before = text.slice(Math.max(0, open - 500), open)
  const match = bestBefore(before, letters)
  if (!match) return undefined
  const confidence = match.confidence * TRUST.lettersInside * shapeTrust(letters)
  const lead = leadOf(before, match.start)
  return { letters, expansion: match.expansion, start: open + 1 + offset, confidence, lead }
}

/** `(long form, SF)`. */
function* bothInside(text: string, open: number, close: number): Generator<Candidate> {
  const inside = text.slice(open + 1, close)
  const match = /[,;:=]\s*(?:or\s+)?([\p{L}\p{N}][^\s,;()]*)$/u.exec(inside)
  const letters = match?.[1] ?? ''
  if (!match || !isCapitals(letters) || !looksLikeLetters(letters)) return
  const before = bestBefore(inside.slice(0, match.index), letters)
  if (!before) return
  const start = close - letters.length
  const lead = leadOf(text, open + 1 + before.start)
  yield { letters, expansion: before.expansion, start, confidence: before.confidence * TRUST.wording, lead }
}

/** Takes off lead-ins ("hereafter", "known as the") and quotation marks. */
function bare(text: string): { word: string; offset: number } {
  let offset = text.length - text.trimStart().length
  let word = text.trim()
  const lead = LEAD_IN.exec(word)
  if (lead) {
    offset += lead[0].length
    word = word.slice(lead[0].length)
  }
  const unquoted = word.replace(/^["“”'‘’«»*_]+/u, '')
  offset += word.length - unquoted.length
  return { word: unquoted.replace(QUOTES, '').trim(), offset }
}

/** A word like `England` or `again` is seldom an abbreviation, though `Ofsted` and `Acas` are. */
function shapeTrust(letters: string): number {
  if (isCapitals(letters)) return 1
  if (letters.length === 1) return /\p{Lu}/u.test(letters) ? 0.9 : 0.7
  return /\p{Lu}/u.test(letters) ? 0.95 : 0.8
}

function phraseInside(text: string, open: number, close: number): Candidate | undefined {
  const inside = text.slice(open + 1, close)
  let best: Candidate | undefined
  for (const { letters, start } of lettersBefore(
    text.slice(Math.max(0, open - 80), open),
    Math.max(0, open - 80),
  )) {
    for (const phrase of phrasesOf(inside)) {
      const confidence = expansionConfidence(letters, phrase) * TRUST.phraseInside * shapeTrust(letters)
      if (confidence > (best?.confidence ?? 0))
        best = { letters, expansion: phrase, start, confidence, lead: '(' }
    }
  }
  return best && { ...best, expansion: withTail(best.expansion, inside) }
}

/** The last one, two or three words of a text, where they look like letters. */
function lettersBefore(text: string, offset: number): { letters: string; start: number }[] {
  const words = [...text.matchAll(/\S+/gu)].slice(-3)
  return words.flatMap((word, index) => {
    const raw = text.slice(word.index).trimEnd()
    const opened = raw.replace(/^["“‘'«*_([]+/u, '')
    const letters = opened.replace(/["”’»*_,:]+$/u, '')
    const isShape =
      isCapitals(letters.split(' ')[0] ?? '') || (index === words.length - 1 && /^\p{Lu}/u.test(letters))
    if (!isShape || letters.length < 2 || !looksLikeLetters(letters)) return []
    return [{ letters, start: offset + word.index + raw.length - opened.length }]
  })
}

/** What inside could be the phrase: all of it, or up to a semicolon or comma, with and without its article. */
function phrasesOf(inside: string): string[] {
  const cuts = [
    inside.length,
    ...[...inside.matchAll(/[,;:]|\s[–—-]\s/gu)].map((match) => match.index),
  ].slice(0, 6)
  return cuts.flatMap((cut) => {
    const whole = inside.slice(0, cut).trim().replace(QUOTES, '').replace(/\s+/gu, ' ')
    const bareWhole = whole.replace(LEAD_IN, '').replace(QUOTES, '')
    return whole === bareWhole ? [whole] : [whole, bareWhole]
  })
}

/** A name may go on after its letters are used up: "Office for Standards in Education, Children's Services and Skills". */
function withTail(phrase: string, inside: string): string {
  const folded = inside.trim().replace(/\s+/gu, ' ')
  const at = folded.indexOf(phrase)
  const tail = at < 0 ? '' : folded.slice(at + phrase.length)
  const isName =
    /^, (?:\p{Lu}[\p{L}'’-]*(?:,? (?:and|of|for|&))*[ ,]*)+$/u.test(tail) && /^\p{Lu}/u.test(phrase)
  return isName ? phrase + tail : phrase
}

const LETTERS = String.raw`["“‘']?(?<letters>[\p{L}\p{N}][\p{L}\p{N}&+/-]{0,16}[\p{Lu}\p{N}+]s?[\p{Ll}]?)["”’']?`
const AFTER_PHRASE = [
  new RegExp(
    String.raw`(?:,|\s?[—–]|\s-)\s?(?:or|also known as|known as|called|abbreviated (?:to|as)|abbreviated)\s(?:the\s)?${LETTERS}(?=[\s,.;:)—–]|$)`,
    'gu',
  ),
  new RegExp(String.raw`(?:,|\s?[—–]|\s-)\s?${LETTERS}\sfor short`, 'gu'),
]
const BEFORE_PHRASE = new RegExp(
  String.raw`(?<![\p{L}\p{N}])${LETTERS}(?<link>\s(?:stands for|is short for|means|refers to)\s|\s?=\s?|:\s|,\s(?:or\s)?(?:that is,?\s)?)(?<phrase>[^.;:()\n=]{4,120})`,
  'gu',
)

/** Definitions in words, without parentheses: "or SF", "known as SF", "SF stands for", "SF, long form;". */
function* inWording(text: string): Generator<Candidate> {
  for (const pattern of AFTER_PHRASE) {
    for (const match of text.matchAll(pattern)) {
      const letters = match.groups?.letters ?? ''
      if (!isCapitals(letters)) continue
      const inFront = text.slice(Math.max(0, match.index - 500), match.index)
      const before = bestBefore(inFront, letters)
      if (!before) continue
      const start = match.index + match[0].lastIndexOf(letters)
      const lead = leadOf(inFront, before.start)
      yield {
        letters,
        expansion: before.expansion,
        start,
        confidence: before.confidence * TRUST.wording,
        lead,
      }
    }
  }
  for (const match of text.matchAll(BEFORE_PHRASE)) yield* afterLetters(match)
}

function* afterLetters(match: RegExpExecArray): Generator<Candidate> {
  const { letters = '', link = '', phrase = '' } = match.groups ?? {}
  if (!isCapitals(letters)) return
  const isApposition = /^[,:]/u.test(link)
  if (
    isApposition &&
    (letters.length < 3 || !/(?:^|[\n;:(—–])\s*["“‘']?$/u.test(match.input.slice(0, match.index)))
  )
    return
  const trust = isApposition ? TRUST.apposition : TRUST.wording
  let best: Candidate | undefined
  for (const option of leadingStretches(phrase)) {
    const confidence = expansionConfidence(letters, option) * trust
    if (confidence <= (best?.confidence ?? 0) + 0.01) continue
    const start = match.index + match[0].indexOf(letters)
    best = { letters, expansion: option, start, confidence, lead: link }
  }
  if (best) yield best
}

/** The stretches a phrase after letters may be: from its start, article or not, to each word's end. */
function leadingStretches(phrase: string): string[] {
  const from = phrase.trimStart().replace(/^(?:the|an?)\s/iu, '')
  const ends = [...from.matchAll(/[\p{L}\p{N}'’](?=[\s,]|$)/gu)].slice(0, 14)
  return ends.map((end) => from.slice(0, end.index + 1).replace(/\s+/gu, ' '))
}
