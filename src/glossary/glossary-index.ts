import type { Term } from '../model/term.ts'
import { foldCase, formsOf, plainLetters, type TermForm } from './term-forms.ts'
import { createTokenCursor, joinToken, readToken, startsWord } from './token-cursor.ts'

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
  /** Filters over the hashes of first tokens, of those of them that are a form, and of beginnings of two tokens. */
  readonly firstTokens: Uint32Array
  readonly soleTokens: Uint32Array
  readonly pairs: Uint32Array
  readonly beginnings: ReadonlyMap<number, Beginning>
  /** Whether some term starts with a sign, such as `.NET`. */
  readonly hasSignStarts: boolean
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
  const firsts: number[] = []
  const soles: number[] = []
  const pairs: number[] = []
  let hasSignStarts = false
  for (const term of sorted) {
    for (const form of formsOf(term)) {
      hasSignStarts ||= !startsWord(form.text, 0)
      const [first = 0, second] = enterForm(beginnings, form)
      firsts.push(first)
      if (second === undefined) soles.push(first)
      else pairs.push(second)
    }
  }
  return {
    byId: firstOfEachId(sorted),
    find: (letters) => termsWritten(beginnings, letters),
    firstTokens: filterOf(firsts),
    soleTokens: filterOf(soles),
    pairs: filterOf(pairs),
    beginnings,
    hasSignStarts,
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

/** The hash of each beginning of `text` that ends with a token. */
function tokenHashes(text: string): number[] {
  const cursor = createTokenCursor()
  const hashes: number[] = []
  while (cursor.end < text.length) {
    readToken(cursor, text, cursor.end)
    const before = hashes.at(-1)
    hashes.push(before === undefined ? cursor.hash : joinToken(before, cursor))
  }
  return hashes
}

const BITS_EACH = 16

function filterOf(hashes: number[]): Uint32Array {
  const wanted = Math.max(1024, hashes.length * BITS_EACH)
  const bits = 2 ** Math.ceil(Math.log2(wanted))
  const filter = new Uint32Array(bits / 32)
  for (const hash of hashes) {
    const bit = mixed(hash) & (bits - 1)
    filter[bit >>> 5] = (filter[bit >>> 5] as number) | (1 << (bit & 31))
  }
  return filter
}

/** FNV's low bits depend on few of the letters. */
function mixed(hash: number): number {
  return hash ^ (hash >>> 15)
}

/** Whether a hash may be among those of the filter; a wrong yes costs a look into the map. */
export function mayHold(filter: Uint32Array, hash: number): boolean {
  const bit = mixed(hash) & (filter.length * 32 - 1)
  return ((filter[bit >>> 5] as number) & (1 << (bit & 31))) !== 0
}

/** The terms of a beginning's forms that are written as `letters`; the best-fitting spelling alone counts. */
export function termsOf(beginning: Beginning, letters: string): Term[] {
  const [only] = beginning.forms
  if (beginning.forms.length === 1 && only) return fits(only, letters) ? [only.term] : []
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
