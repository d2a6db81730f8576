import type { Term } from '../model/term.ts'
import {
  createBeginnings,
  findBeginning,
  formOf,
  type BeginningDraft,
  type Beginnings,
  type EndingForm,
} from './beginnings.ts'
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
  /** The same where case does not count: `DfE` for `DFE`. */
  readonly findInAnyCase: (letters: string) => Term[]
  /** Filter over the hashes of first tokens. */
  readonly firsts: Uint32Array
  /** Of those first tokens that are a form by themselves. */
  readonly soles: Uint32Array
  /** Of beginnings of two tokens and more. */
  readonly longer: Uint32Array
  readonly beginnings: Beginnings
  /** The terms that another has replaced. */
  readonly replaced: ReadonlySet<Term>
  /** For each ASCII sign, whether some form has it as its first or second token: `.NET`, `R&D`. */
  readonly signs: Uint8Array
}

/** Several parts of a build ask for the index of one list, which never changes. */
const known = new WeakMap<readonly Term[], GlossaryIndex>()

/** Makes a glossary ready for linking, a list of terms once. The order of `terms` does not matter. */
export function createGlossaryIndex(terms: readonly Term[]): GlossaryIndex {
  const index = known.get(terms) ?? makeIndex(terms)
  known.set(terms, index)
  return index
}

function makeIndex(terms: readonly Term[]): GlossaryIndex {
  const sorted = [...terms].sort(byIdThenExpansion)
  const drafts = new Map<number, BeginningDraft>()
  const firsts = new Set<number>()
  const soles = new Set<number>()
  const longer = new Set<number>()
  const signs = new Uint8Array(128)
  for (const term of sorted) {
    for (const form of formsOf(term)) {
      noteSigns(signs, form.text)
      const [first = 0, ...others] = enterForm(drafts, form)
      firsts.add(first)
      if (others.length === 0) soles.add(first)
      for (const hash of others) longer.add(hash)
    }
  }
  const beginnings = createBeginnings(drafts)
  return {
    byId: firstOfEachId(sorted),
    find: (letters) => termsWritten(beginnings, letters),
    findInAnyCase: (letters) => termsInAnyCase(beginnings, letters),
    firsts: createTokenFilter(firsts),
    soles: createTokenFilter(soles),
    longer: createTokenFilter(longer),
    beginnings,
    replaced: new Set(sorted.filter(({ replacedBy }) => replacedBy.length > 0)),
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
function enterForm(drafts: Map<number, BeginningDraft>, form: TermForm): number[] {
  const hashes = tokenHashes(form.text)
  for (const [index, hash] of hashes.entries()) {
    const draft = drafts.get(hash) ?? { goesOn: false, forms: [] }
    drafts.set(hash, draft)
    if (index < hashes.length - 1) draft.goesOn = true
    else draft.forms.push(form)
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

/** One term, or several that the same letters may mean. */
export type OneOrMore = Term | readonly Term[]

/** Whether there are several, or a list of none or one. */
export function isList(terms: OneOrMore): terms is readonly Term[] {
  return Array.isArray(terms)
}

/** The same as a list. */
export function listOf(terms: OneOrMore): readonly Term[] {
  return isList(terms) ? terms : [terms]
}

/** The terms of forms with one hash that are written as `letters`; the best-fitting spelling alone counts. */
export function termsOf(form: EndingForm, letters: string): OneOrMore | undefined {
  if (!form.others) return fits(form, letters) ? form.term : undefined
  const fitting = [form, ...form.others].filter((one) => fits(one, letters))
  const exact = fitting.filter(({ text }) => text === plainLetters(letters))
  const best = exact.length > 0 ? exact : fitting
  const given = best.filter(({ derived }) => !derived)
  const terms = [...new Set((given.length > 0 ? given : best).map(({ term }) => term))]
  return terms.length > 1 ? terms : terms[0]
}

const OUTSIDE_ASCII = /[^ -~]/

function fits({ text, caseSensitive }: TermForm, letters: string): boolean {
  if (text === letters) return true
  // Between texts of one length, only what is beyond ASCII (or a line's end) can make an equal of another.
  if (caseSensitive && text.length === letters.length && !OUTSIDE_ASCII.test(letters)) return false
  const plain = plainLetters(letters)
  return text === plain || (!caseSensitive && foldCase(text) === foldCase(plain))
}

function termsWritten(beginnings: Beginnings, letters: string): Term[] {
  const written = letters.trim()
  const form = formWritten(beginnings, written)
  return [...listOf((form && termsOf(form, written)) ?? [])]
}

function termsInAnyCase(beginnings: Beginnings, letters: string): Term[] {
  const form = formWritten(beginnings, letters)
  const forms = form ? [form, ...(form.others ?? [])] : []
  const folded = foldCase(plainLetters(letters))
  return forms.filter(({ text }) => foldCase(text) === folded).map(({ term }) => term)
}

/** Those that have the hash of the letters, in whatever case. */
function formWritten(beginnings: Beginnings, letters: string): EndingForm | undefined {
  const hash = tokenHashes(letters).at(-1)
  return hash === undefined ? undefined : formOf(beginnings, findBeginning(beginnings, hash))
}
