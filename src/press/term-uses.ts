import type { Mention } from '../model/mention.ts'
import type { Term } from '../model/term.ts'
import { shortHashOf } from './hash.ts'
import type { Sentence } from './sentences.ts'

/**
 * The terms that an article mentions, in the order of their first mentions: three lists of one length. They are
 * numbers because a build reads those of every article, and is done with them in a tenth of the time.
 */
export interface TermUses {
  /** Each term by its place in the glossary: see `placesOfTerms`. */
  terms: number[]
  /** How often it is mentioned. */
  counts: number[]
  /** A short hash of the sentence round its first mention, which is kept apart; 0 where there is none. */
  sentences: number[]
}

/** Term id → its place in the glossary; of several with one id the first. */
export function placesOfTerms(terms: readonly Term[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  for (const [place, { id }] of terms.entries()) if (!places.has(id)) places.set(id, place)
  return places
}

/** Counts an article's mentions. `sentences` has the sentence of each term by its id. */
export function countUses(
  mentions: readonly Mention[],
  sentences: Record<string, Sentence>,
  places: ReadonlyMap<string, number>,
): TermUses {
  const counts = new Map<string, number>()
  for (const { termId } of mentions) counts.set(termId, (counts.get(termId) ?? 0) + 1)
  return {
    terms: [...counts.keys()].map((id) => places.get(id)!),
    counts: [...counts.values()],
    sentences: [...counts.keys()].map((id) => hashSentence(sentences[id])),
  }
}

function hashSentence(sentence: Sentence | undefined): number {
  // None of its parts holds a line end.
  return sentence ? shortHashOf(sentence.join('\n')) : 0
}

/** The terms that any of the articles mentions. */
export function usedTerms(records: readonly { uses: TermUses }[], terms: readonly Term[]): Set<string> {
  const used = new Set<number>()
  for (const { uses } of records) for (const place of uses.terms) used.add(place)
  return new Set([...used].map((place) => terms[place]!.id))
}
