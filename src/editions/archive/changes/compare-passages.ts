import { diffArrays, diffWords, diffWordsWithSpace } from 'diff'
import type { Passage } from '../../../model/mailed.ts'

/** What became of one passage, or of a row of passages that stayed as they were. */
export type PassageChange =
  | { kind: 'same'; passages: Passage[] }
  | { kind: 'added' | 'removed'; passage: Passage }
  | { kind: 'changed'; passage: Passage; parts: TextPart[] }

/** A part of a passage: in both versions, only in the new one, only in the old one. */
export interface TextPart {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** More edits than this are no longer a change that somebody can follow, and take long to find. */
const mostEdits = { passages: 1000, words: 1500 }

/** Compares two versions passage by passage, and passages that stand for each other word by word. */
export function comparePassages(
  before: readonly Passage[],
  after: readonly Passage[],
  language: string,
): PassageChange[] {
  const same = (one: Passage, other: Passage): boolean => one.kind === other.kind && one.text === other.text
  const runs = diffArrays([...before], [...after], { comparator: same, maxEditLength: mostEdits.passages })
  if (!runs) return [...before.map(removed), ...after.map(added)]
  const changes: PassageChange[] = []
  for (let index = 0; index < runs.length; index++) {
    const run = runs[index]!
    const next = runs[index + 1]
    if (run.removed && next?.added) {
      changes.push(...pairUp(run.value, next.value, language))
      index++
    } else if (run.removed) changes.push(...run.value.map(removed))
    else if (run.added) changes.push(...run.value.map(added))
    else changes.push({ kind: 'same', passages: run.value })
  }
  return changes
}

function removed(passage: Passage): PassageChange {
  return { kind: 'removed', passage }
}

function added(passage: Passage): PassageChange {
  return { kind: 'added', passage }
}

/**
 * What stands in the place of what: each new passage takes the old one that shares most words with it, in order, and
 * the rest was put in or taken out.
 */
function pairUp(before: readonly Passage[], after: readonly Passage[], language: string): PassageChange[] {
  const changes: PassageChange[] = []
  let next = 0
  for (const passage of after) {
    const found = likest(passage, before.slice(next, next + 8), language)
    if (found === undefined) {
      changes.push(added(passage))
      continue
    }
    changes.push(...before.slice(next, next + found).map(removed))
    const old = before[next + found]!
    changes.push({ kind: 'changed', passage, parts: compareWords(old.text, passage.text, language) })
    next += found + 1
  }
  return [...changes, ...before.slice(next).map(removed)]
}

/** The index of the passage that shares most words; nothing where none shares a third of them. */
function likest(passage: Passage, candidates: readonly Passage[], language: string): number | undefined {
  const likenesses = candidates.map((candidate) =>
    candidate.kind === passage.kind ? likeness(candidate.text, passage.text, language) : 0,
  )
  const best = Math.max(0, ...likenesses)
  return best < 1 / 3 ? undefined : likenesses.indexOf(best)
}

/** The share of words that two texts have in common, from 0 to 1. */
function likeness(one: string, other: string, language: string): number {
  const [few, many] = [wordsOf(one, language), wordsOf(other, language)].sort((a, b) => a.size - b.size) as [
    Set<string>,
    Set<string>,
  ]
  if (many.size === 0) return 0
  return [...few].filter((word) => many.has(word)).length / many.size
}

/** Languages whose words have no space between them need to be told where one ends. */
const unspaced = /^(?:zh|ja|th|lo|km|my)\b/i

function wordsOf(text: string, language: string): Set<string> {
  const words = unspaced.test(language)
    ? [...segmenterOf(language).segment(text)].map(({ segment }) => segment)
    : text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu)
  return new Set(words)
}

function segmenterOf(language: string): Intl.Segmenter {
  return new Intl.Segmenter(language, { granularity: 'word' })
}

function compareWords(before: string, after: string, language: string): TextPart[] {
  const parts = unspaced.test(language)
    ? diffWords(before, after, {
        intlSegmenter: segmenterOf(language),
        maxEditLength: mostEdits.words,
      })
    : diffWordsWithSpace(before, after, { maxEditLength: mostEdits.words })
  if (!parts)
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ]
  return parts.map(({ added: isNew, removed: isOld, value }) => {
    return { kind: isNew ? 'added' : isOld ? 'removed' : 'same', text: value }
  })
}
