import type { Term } from '../model/term.ts'
import { foldCase, plainLetters, pluralsOf } from './term-forms.ts'

/** A head noun before one of these takes the plural: "heads of service". Which word that is we do not guess. */
const HEAD_BEFORE = /\s(?:of|for|in|at|on|with|to|by|from|and|or|de|du|des)\s/iu
/** Plurals that no rule makes, and words that have none. */
const NO_RULE =
  /(?:man|woman|child|person|half|life|leaf|shelf|staff|foot|information|advice|equipment|research|evidence|guidance|data|media|criteria)$/iu

/**
 * The expansion as it reads beside `text`: of a plural ("ICBs") the plural ("integrated care boards"), where a rule
 * makes it surely, else as the glossary has it.
 */
export function expansionFor(term: Term, text: string): string {
  return isPlural(term, text) ? pluralExpansion(term.expansion) : term.expansion
}

/** The letters with their expansion: "ICB (integrated care board)", "ICBs (integrated care boards)". */
export function formatExpansion(term: Term, text: string): string {
  return `${text} (${expansionFor(term, text)})`
}

function isPlural(term: Term, text: string): boolean {
  const written = foldCase(plainLetters(text))
  const plurals = [
    ...(term.plural === undefined ? [] : [term.plural]),
    ...[term.term, ...term.also].flatMap(pluralsOf),
  ]
  const isSame = (other: string): boolean => foldCase(plainLetters(other)) === written
  return plurals.some(isSame) && ![term.term, ...term.also].some(isSame)
}

function pluralExpansion(expansion: string): string {
  const words = expansion.trim()
  // "education, health and care plan" ends with its head; "head of service" does not.
  const tail = words.replace(/\s(?:and|or)\s/giu, ' ')
  if (HEAD_BEFORE.test(tail) || NO_RULE.test(words) || !/\p{Ll}$/u.test(words)) return expansion
  if (/s$/iu.test(words)) return expansion
  return pluralsOf(words)[0] ?? expansion
}
