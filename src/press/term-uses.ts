import { createGlossaryIndex, possibleTerms } from '../glossary/matcher/index.ts'
import type { Issue } from '../model/issue.ts'
import type { Mention } from '../model/mention.ts'
import type { Term } from '../model/term.ts'
import { hashOfNumbers, hashOfText, shortHexOf } from './hash.ts'

/**
 * The terms that an article shows, in the order of their first mentions: three lists of one length. They are
 * numbers because a build reads those of every article, and is done with them in a tenth of the time.
 */
export interface TermUses {
  /** Each term by its place in the glossary: see `placesOfTerms`. */
  terms: Uint32Array
  /** How often it is mentioned; 1 where only the title or the like shows it. */
  counts: Uint32Array
  /** A short hash of the sentence round its first mention, which is kept apart; 0 where there is none. */
  sentences: Float64Array
}

/** Term id → its place in the glossary; of several with one id the first. */
export function placesOfTerms(terms: readonly Term[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  for (const [place, { id }] of terms.entries()) if (!places.has(id)) places.set(id, place)
  return places
}

/**
 * How often an article mentions each term, by its id, in the order of their first mentions. What it shows `beside` its
 * text, such as in its title, counts where the text does not mention it.
 */
export function countMentions(mentions: readonly Mention[], beside: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { termId } of mentions) counts.set(termId, (counts.get(termId) ?? 0) + 1)
  for (const id of beside) if (!counts.has(id)) counts.set(id, 1)
  return counts
}

/** An article's uses; `sentences` has the sentence of each of the terms, or nothing, in their order. */
export function usesOfTerms(
  counts: ReadonlyMap<string, number>,
  sentences: readonly string[],
  places: ReadonlyMap<string, number>,
): TermUses {
  return {
    terms: Uint32Array.from(counts.keys(), (id) => places.get(id)!),
    counts: Uint32Array.from(counts.values()),
    sentences: Float64Array.from(sentences, (sentence) => (sentence === '' ? 0 : hashOfText(sentence))),
  }
}

/** A short hash of an article's uses. */
export function hashOfUses({ terms, counts, sentences }: TermUses): string {
  return shortHexOf(...[terms, counts, sentences].map(hashOfNumbers))
}

/** The uses of many articles as bytes: where those of each begin, and then their numbers one article after another. */
export function packUses(all: readonly TermUses[]): Uint8Array {
  const total = all.reduce((sum, { terms }) => sum + terms.length, 0)
  const packed = new Uint8Array(bytesOf(all.length, total))
  const { starts, ...numbers } = numbersIn(packed.buffer, all.length, total)
  for (const [article, { terms, counts, sentences }] of all.entries()) {
    const start = starts[article]!
    numbers.terms.set(terms, start)
    numbers.counts.set(counts, start)
    numbers.sentences.set(sentences, start)
    starts[article + 1] = start + terms.length
  }
  return packed
}

/** Gives the uses of each article by its place; nothing where the bytes are not those of so many articles. */
export function unpackUses(
  packed: Uint8Array,
  articles: number,
): ((article: number) => TermUses) | undefined {
  const total = (packed.length - bytesOf(articles, 0)) / bytesOfUse
  if (total < 0 || bytesOf(articles, total) !== packed.length) return undefined
  // Numbers are only read at places that their size divides.
  const whole = packed.byteOffset === 0 ? packed : packed.slice()
  const { starts, terms, counts, sentences } = numbersIn(whole.buffer, articles, total)
  return (article) => {
    const [start, end] = [starts[article], starts[article + 1]]
    return {
      terms: terms.subarray(start, end),
      counts: counts.subarray(start, end),
      sentences: sentences.subarray(start, end),
    }
  }
}

const bytesOfUse = 16

function bytesOf(articles: number, total: number): number {
  return total * bytesOfUse + (articles + 1) * 4
}

function numbersIn(
  bytes: ArrayBufferLike,
  articles: number,
  total: number,
): TermUses & { starts: Uint32Array } {
  return {
    sentences: new Float64Array(bytes, 0, total),
    terms: new Uint32Array(bytes, total * 8, total),
    counts: new Uint32Array(bytes, total * 12, total),
    starts: new Uint32Array(bytes, total * bytesOfUse, articles + 1),
  }
}

/** The terms that any of the articles shows, or any of the issues. */
export function usedTerms(
  records: readonly { uses: TermUses }[],
  issues: readonly { issue: Issue }[],
  terms: readonly Term[],
): Set<string> {
  const isUsed = new Uint8Array(terms.length)
  for (const { uses } of records) markUsed(uses.terms, isUsed)
  const used = new Set(terms.filter((_, place) => isUsed[place] === 1).map(({ id }) => id))
  for (const id of termsOfIssues(issues, terms)) used.add(id)
  return used
}

/** The ids of the terms that issues may mean in their own words: in subject and title, and in the introduction. */
export function termsOfIssues(issues: readonly { issue: Issue }[], terms: readonly Term[]): Set<string> {
  const index = createGlossaryIndex(terms)
  const texts = issues.flatMap(({ issue: { title, subject, preheader, body } }) => [
    title,
    subject,
    preheader,
    body,
  ])
  return new Set(texts.flatMap((text) => [...possibleTerms(text, index)].map(({ id }) => id)))
}

function markUsed(terms: Uint32Array, isUsed: Uint8Array): void {
  for (let use = 0; use < terms.length; use++) isUsed[terms[use]!] = 1
}
