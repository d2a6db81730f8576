/**
 * Whether letters stand for a phrase, and where that phrase starts: the one judgement that harvest, the linker and
 * the import share. Schwartz and Hearst ("A simple algorithm for identifying abbreviation definitions in biomedical
 * text", PSB 2003) take the shortest stretch whose letters occur in order. Here every way to lay the letters over
 * the words has a cost, and the cheapest stretch wins; the cost also says how sure the answer is.
 */
import { layOver, lettersOf, partsOf } from './lay-letters.ts'
import type { Part } from './lay-letters.ts'
import { phraseTrust } from './phrase-trust.ts'

/** A stretch of a text that letters stand for. */
export interface ExpansionMatch {
  /** Offset of its first character in the text given. */
  start: number
  /** Offset after its last character. */
  end: number
  /** The stretch itself, white space folded. */
  expansion: string
  /** From 0 to 1: how sure it is. */
  confidence: number
}

const MAX_LETTERS = 14
const LIKELY = 0.5
/** Half-way point of the confidence: the cost for each letter at which a match is right as often as wrong. */
const MIDDLE = 0.84
const SLOPE = 6
/** A letter or two fall into place by chance far more often than five do. */
const ONE_LETTER = 0.72
const TWO_LETTERS = 0.92
/** A longer stretch has to be this much cheaper than a shorter one. */
const BETTER_BY = 0.05

/** The best stretch at the end of `text` that `letters` stand for; nothing where no stretch is likely. */
export function expansionBefore(text: string, letters: string): ExpansionMatch | undefined {
  const match = bestBefore(text, letters)
  return match && match.confidence >= LIKELY ? match : undefined
}

/** As `expansionBefore`, however unlikely the stretch is. */
export function bestBefore(text: string, letters: string): ExpansionMatch | undefined {
  const wanted = lettersOf(letters)
  if (wanted.length === 0 || wanted.length > MAX_LETTERS) return undefined
  const clauseStart = startOfClause(text, wanted.length)
  const parts = partsOf(text.slice(clauseStart))
  let best: { from: number; cost: number } | undefined
  for (let from = parts.length - 1; from >= 0; from--) {
    if (!parts[from]?.startsWord) continue
    const candidate = parts.slice(from)
    if (repeats(letters, candidate)) break
    const cost = layOver(wanted, candidate)
    if (cost < (best?.cost ?? Infinity) - BETTER_BY) best = { from, cost }
  }
  const first = best && parts[best.from]
  if (!best || !first || !Number.isFinite(best.cost)) return undefined
  const start = clauseStart + first.start
  const end = text.trimEnd().replace(/["”’'»,:;–—-]+$/u, '').length
  const expansion = text.slice(start, end).replace(/\s+/g, ' ')
  if (!isLonger(expansion, wanted)) return undefined
  const trust = phraseTrust(expansion, text.slice(Math.max(0, start - 8), start))
  return { start, end, expansion, confidence: confidenceOf(wanted, best.cost) * trust }
}

/** How sure it is that `letters` stand for the whole of `phrase`, from 0 (not at all) to 1. */
export function expansionConfidence(letters: string, phrase: string): number {
  const wanted = lettersOf(letters)
  if (wanted.length === 0 || wanted.length > MAX_LETTERS) return 0
  const parts = partsOf(phrase)
  if (parts.length === 0 || repeats(letters, parts) || !isLonger(phrase, wanted)) return 0
  return confidenceOf(wanted, layOver(wanted, parts)) * phraseTrust(phrase)
}

/** Whether `letters` plausibly stand for `phrase` as a whole: `isExpansionOf('PRUs', 'pupil referral units')`. */
export function isExpansionOf(letters: string, phrase: string): boolean {
  return expansionConfidence(letters, phrase) >= LIKELY
}

function confidenceOf(wanted: string, cost: number): number {
  if (!Number.isFinite(cost)) return 0
  const each = cost / wanted.length
  const certain = 1 / (1 + Math.exp(SLOPE * (each - MIDDLE)))
  const chance = wanted.length === 1 ? ONE_LETTER : wanted.length === 2 ? TWO_LETTERS : 1
  return certain * chance
}

/** Where the clause that ends the text starts: at most some words back, and never before the end of a sentence. */
function startOfClause(text: string, letterCount: number): number {
  const most = Math.min(letterCount + 6, letterCount * 2 + 2) + 2
  const from = Math.max(0, text.length - most * 24)
  const tail = text.slice(from)
  const stops = [...tail.matchAll(/(?:[.!?:;]["”’')\]]*(?=\s)|\n\s*\n)/gu)].filter(
    (stop) => !isShortening(tail, stop.index),
  )
  const stop = stops.filter((one) => one.index + one[0].length < tail.trimEnd().length).at(-1)
  return stop ? from + stop.index + stop[0].length : from
}

/** Whether the full stop at `index` belongs to a shortened word: `St. John`, `No. 10`, `e.g.`. */
function isShortening(text: string, index: number): boolean {
  return (
    text[index] === '.' &&
    /(?:^|[\s(])(?:St|Dr|Mr|Mrs|Ms|Prof|No|vs|e\.g|i\.e|\p{Lu})$/u.test(text.slice(0, index))
  )
}

/** A phrase has more letters than what stands for it, is no set of letters itself, and closes what it opens. */
function isLonger(phrase: string, wanted: string): boolean {
  if (phrase.length <= wanted.length + 1 || !isBalanced(phrase)) return false
  if (
    /(?:^|\s)(?:and|or|the|of|for|in|a|an|by|to)$/iu.test(phrase) ||
    /^\p{Lu}[\p{L}\p{N}-]*[\p{Lu}\p{N}],/u.test(phrase)
  )
    return false
  return /\s/u.test(phrase) ? /\p{Ll}{2}/u.test(phrase) : /\p{Ll}{4}/u.test(phrase)
}

function isBalanced(phrase: string): boolean {
  let depth = 0
  for (const sign of phrase.match(/[()[\]]/gu) ?? []) {
    depth += sign === '(' || sign === '[' ? 1 : -1
    if (depth < 0) return false
  }
  return depth === 0
}

/** A phrase that holds the letters themselves does not explain them. */
function repeats(letters: string, parts: Part[]): boolean {
  const folded = letters.length > 3 ? letters.toLowerCase() : letters
  return parts.some((part) => (letters.length > 3 ? part.lower : part.text) === folded)
}
