import type { Term } from '../../../model/term.ts'
import { findWords } from './words.js'

/** A place where a text spells out what a term stands for. */
export interface FoundPhrase {
  letters: string
  /** Where it ends. */
  end: number
}

/** Finds the expansions of terms in a text, each term once and none of `besides`, in order. */
export type PhraseFinder = (text: string, besides: ReadonlySet<string>) => FoundPhrase[]

interface Phrase {
  termId: string
  letters: string
  words: string[]
}

/** Made once for a glossary; a plural is found as well, because words are compared in their short forms. */
export function createPhraseFinder(terms: Iterable<Term>, language: string): PhraseFinder {
  const byFirst = new Map<string, Phrase[]>()
  for (const { id, term, expansion } of terms) {
    const words = findWords(expansion, language).map(({ word }) => word)
    const [first] = words
    if (first === undefined) continue
    const phrases = byFirst.get(first) ?? []
    phrases.push({ termId: id, letters: term, words })
    byFirst.set(first, phrases)
  }
  // The longest first: of "care board" and "care board review" the text that has both means the second.
  for (const phrases of byFirst.values()) {
    phrases.sort((one, other) => other.words.length - one.words.length)
  }
  return (text, besides) => findPhrases(text, besides, byFirst, language)
}

function findPhrases(
  text: string,
  besides: ReadonlySet<string>,
  byFirst: ReadonlyMap<string, readonly Phrase[]>,
  language: string,
): FoundPhrase[] {
  const words = findWords(text, language)
  const seen = new Set(besides)
  const found: FoundPhrase[] = []
  for (let at = 0; at < words.length; at++) {
    const fits = byFirst.get(words[at]!.word)?.find((phrase) => isAt(phrase, words, at))
    if (!fits) continue
    const end = words[at + fits.words.length - 1]!.end
    at += fits.words.length - 1
    if (seen.has(fits.termId)) continue
    seen.add(fits.termId)
    found.push({ letters: fits.letters, end })
  }
  return found
}

function isAt({ words }: Phrase, text: readonly { word: string }[], at: number): boolean {
  return words.every((word, offset) => text[at + offset]?.word === word)
}
