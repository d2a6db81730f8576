import type { Term } from '../model/term.ts'
import { foldCase, formsOf, plainLetters, type TermForm } from './term-forms.ts'
import { createTokenFilter } from './token-filter.ts'
import { createTokenCursor, joinToken, readToken } from './token-cursor.ts'

/**
 * A glossary made ready for the matcher: built once, used for every article.
 *
 * Each form of each term is cut into tokens (a word, or one sign), and each beginning of a form that ends with a
 * token is entered by its hash. So reading a text costs one hash a word, and only words that start a term cost more,
 * however many terms there are. Letters are compared only at the end, so two beginnings with one hash do no harm.
 */
export interface GlossaryIndex {
  /** The terms by id. Of several with one id (an error of the glossary) the first in order of their expansions. */
  readonly byId: ReadonlyMap<string, Term>
  /** Every term that can be written with these letters, a plural or another spelling included, in order of ids. */
  readonly find: (letters: string) => Term[]
  /** Filter over the hashes of first tokens. */
  readonly firsts: Uint32Array
  /** Of those first tokens that are a form by themselves. */
  readonly soles: Uint32Array
  /** Of beginnings of two tokens. */
  readonly pairs: Uint32Array
  readonly beginnings: ReadonlyMap<number, Beginning>
  /** For each ASCII sign, whether some form has it as its first or second token: `.NET`, `R&D`. */
  readonly signs: Uint8Array
}

/** What is known of one beginning of a form. */
export interface Beginning {
  /** Whether some form goes on after it. */
  goesOn: boolean
  /** The forms that end with it. */
  forms: TermForm[]
}

/** Makes a glossary ready for linking. The order of `terms` does not matter. */
export function createGlossaryIndex(terms: readonly Term[]): GlossaryIndex {
  const sorted = [...terms].sort(byIdThenExpansion)
  const beginnings = new Map<number, Beginning>()
  const firsts = new Set<number>()
  const soles = new Set<number>()
  const pairs = new Set<number>()
  const signs = new Uint8Array(128)
  for (const term of sorted) {
    for (const form of formsOf(term)) {
      noteSigns(signs, form.text)
      const [first = 0, second] = enterForm(beginnings, form)
      firsts.add(first)
      if (second === undefined) soles.add(first)
      else pairs.add(second)
    }
  }
  return {
    byId: firstOfEachId(sorted),
    find: (letters) => termsWritten(beginnings, letters),
    firsts: createTokenFilter(firsts),
    soles: createTokenFilter(soles),
    pairs: createTokenFilter(pairs),
    beginnings,
    signs,
  }
}

function byIdThenExpansion(one: Term, other: Term): number {
  return compare(one.id, other.id) || compare(one.term, other.term) || compare(one.expansion, other.expansion)
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function firstOfEachId(sorted: Term[]): Map<string, Term> {
  const byId = new Map<string, Term>()
  for (const term of sorted) if (!byId.has(term.id)) byId.set(term.id, term)
  return byId
}

/** Enters a form's beginnings; returns their hashes. */
function enterForm(beginnings: Map<number, Beginning>, form: TermForm): number[] {
  const hashes = tokenHashes(form.text)
  for (const [index, hash] of hashes.entries()) {
    const beginning = beginnings.get(hash) ?? { goesOn: false, forms: [] }
    beginnings.set(hash, beginning)
    if (index < hashes.length - 1) beginning.goesOn = true
    else beginning.forms.push(form)
  }
  return hashes
}

function noteSigns(signs: Uint8Array, text: string): void {
  const cursor = createTokenCursor()
  for (let token = 0; token < 2 && cursor.end < text.length; token++) {
    readToken(cursor, text, cursor.end)
    const code = text.charCodeAt(cursor.start)
    if (!cursor.isWord && code < 128) signs[code] = 1
  }
}

/** The hash of each beginning of `text` that ends with a token. */
function tokenHashes(text: string): number[] {
  const cursor = createTokenCursor()
  const hashes: number[] = []
  while (cursor.end < text.length) {
    readToken(cursor, text, cursor.end)
    const before = hashes.at(-1)
    hashes.push(before === undefined ? cursor.hash : joinToken(before, cursor.hash, cursor.isSpaced))
  }
  return hashes
}

const NONE: Term[] = []

/** The terms of a beginning's forms that are written as `letters`; the best-fitting spelling alone counts. */
export function termsOf(beginning: Beginning, letters: string): Term[] {
  const [only] = beginning.forms
  if (beginning.forms.length === 1 && only) return fits(only, letters) ? only.alone : NONE
  const fitting = beginning.forms.filter((form) => fits(form, letters))
  const exact = fitting.filter((form) => form.text === plainLetters(letters))
  const best = exact.length > 0 ? exact : fitting
  const given = best.filter((form) => !form.derived)
  return [...new Set((given.length > 0 ? given : best).map((form) => form.term))]
}

function fits(form: TermForm, letters: string): boolean {
  if (form.text === letters) return true
  const plain = plainLetters(letters)
  return form.text === plain || (!form.caseSensitive && foldCase(form.text) === foldCase(plain))
}

function termsWritten(beginnings: Map<number, Beginning>, letters: string): Term[] {
  const hash = tokenHashes(letters.trim()).at(-1)
  const beginning = hash === undefined ? undefined : beginnings.get(hash)
  return beginning ? termsOf(beginning, letters.trim()) : []
}
