import type { Root } from 'mdast'
import type { FigureContext } from '../figure.ts'
import { rarityOf, type Background } from './background.ts'
import { countWords, type CountedWord } from './count-words.ts'

/** A word of a cloud: how often it stands there or what its author says it weighs, and how large it is drawn. */
export interface CloudWord {
  label: string
  /** As written in the words below the picture. */
  count: number
  weight: number
  termId?: string
}

/** What the words of a text are found by. */
export type WordContext = Pick<FigureContext, 'settings' | 'terms' | 'findTerms'>

/** Rarer words of a text than these are in no cloud. */
const mostCandidates = 150

/** The words that a cloud of these trees is chosen from, most frequent first. */
function candidatesOf(
  trees: readonly Root[],
  { settings, terms, findTerms }: WordContext,
): (CountedWord & { folded: string })[] {
  return countWords(trees, settings.language, findTerms)
    .slice(0, mostCandidates)
    .map((word) => {
      const term = word.termId === undefined ? undefined : terms.get(word.termId)
      return { ...word, folded: term?.term ?? word.key, label: term?.term ?? word.label }
    })
}

/** What an article uses the glossary for is what it is about. */
const termBonus = 0.5

/** A text's words by how often it has them and how rare they are elsewhere: the heaviest, in order. */
export function chooseWords(
  trees: readonly Root[],
  most: number,
  background: Background,
  context: WordContext,
): CloudWord[] {
  const candidates = candidatesOf(trees, context)
  const repeated = candidates.filter(({ count }) => count > 1)
  return (repeated.length >= 12 ? repeated : candidates)
    .map(({ label, count, termId, folded }): CloudWord => {
      const weight = count * (1 + rarityOf(folded, background) + (termId === undefined ? 0 : termBonus))
      return { label, count, weight, ...(termId !== undefined && { termId }) }
    })
    .sort(heavierFirst)
    .slice(0, most)
}

/** How rare each candidate is elsewhere: what of the other articles a cloud depends on. */
export function rarityOfWords(
  trees: readonly Root[],
  background: Background,
  context: WordContext,
): Record<string, number> {
  return Object.fromEntries(
    candidatesOf(trees, context).map(({ folded }) => [folded, rarityOf(folded, background)]),
  )
}

/** Heaviest first, and an order that never changes among those that weigh the same. */
export function heavierFirst(one: CloudWord, other: CloudWord): number {
  return other.weight - one.weight || other.count - one.count || (one.label < other.label ? -1 : 1)
}
