/** Several letters in the place of one: `SENCo (SENCO)`, `LA/LAs`, `HE, FE – higher education, further education`. */
import { looksLikeLetters, singularLetters } from './letters.ts'
import { isExpansionOf } from './match-expansion.ts'
import { foldCase, pluralsOf } from './term-forms.ts'

/** Letters with their other spellings, and what they stand for. */
export interface CellTerm {
  term: string
  also: string[]
  expansion: string
}

const BETWEEN = /\s*[,;/]\s*|\s+(?:or|and|&)\s+/u

/** The terms of a cell: one mostly, none where the letters are several and it is not clear which words are whose. */
export function sharedCell(term: string, expansion: string): CellTerm[] {
  const whole = [{ term, also: [], expansion }]
  const inBrackets = /^([^()]+?) ?\(([^()]+)\)$/u.exec(term)
  const parts = inBrackets ? inBrackets.slice(1) : term.split(BETWEEN)
  if (inBrackets && /^['’]?s$/u.test(parts[1] ?? '')) return [{ term: parts[0] ?? '', also: [], expansion }]
  if (parts.length < 2 || !parts.every(isLetters)) return whole
  const [first = ''] = parts
  if (parts.every((part) => isSameLetters(first, part) || isExpansionOf(part, expansion))) {
    return [{ ...spellings(parts), expansion }]
  }
  if (inBrackets) return whole
  const expansions = expansion.split(BETWEEN)
  const isPaired =
    expansions.length === parts.length && parts.every((part, at) => isPhraseOf(part, expansions[at]))
  if (isPaired) return parts.map((part, at) => ({ ...spellings([part]), expansion: expansions[at] ?? '' }))
  return /[,;]|\sor\s/u.test(term) ? [] : whole
}

function isLetters(part: string): boolean {
  return part.length > 1 && /\p{Lu}/u.test(part) && looksLikeLetters(part)
}

function isPhraseOf(letters: string, phrase = ''): boolean {
  return /\s/u.test(phrase) && isExpansionOf(letters, phrase)
}

function isSameLetters(one: string, other: string): boolean {
  return bare(one) === bare(other)
}

function bare(letters: string): string {
  return singularLetters(foldCase(letters).replace(/[^\p{L}\p{N}]/gu, ''))
}

/** The first is the term, unless it is a plural of another; plurals are understood of themselves. */
function spellings(parts: string[]): Omit<CellTerm, 'expansion'> {
  const others = parts.filter((part) => !parts.some((other) => pluralsOf(other).includes(part)))
  const [term = '', ...also] = others
  return { term, also: [...new Set(also)].filter((one) => one !== term) }
}
