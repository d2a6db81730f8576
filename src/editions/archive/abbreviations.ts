import type { FoundDefinition } from '../../model/article.ts'
import type { Term } from '../../model/term.ts'
import { glossaryAddress } from './addresses.ts'
import { escapeHtml } from './escape-html.ts'

/** A line of "Abbreviations in this article". */
export interface Abbreviation {
  letters: string
  expansion: string
  /** The entry in the glossary; nothing where only the author's own list has it. */
  termId?: string
}

/**
 * The abbreviations of an article in alphabetical order: the terms it uses, and what its author's closing list has
 * beside them, in the author's words. Nothing of that list is lost, so it need not be shown a second time.
 */
export function listAbbreviations(
  termIds: Iterable<string>,
  closingList: readonly FoundDefinition[],
  terms: ReadonlyMap<string, Term>,
  language: string,
): Abbreviation[] {
  const listed = new Map<string, Abbreviation>()
  for (const id of termIds) {
    const term = terms.get(id)
    if (!term) continue
    const { key, entry } = ownEntry(term)
    listed.set(key, entry)
  }
  const known = closingList.length > 0 ? termsByMeaning(terms) : new Map<string, Term>()
  for (const { letters, expansion } of closingList) {
    const term = known.get(entryKey(letters, expansion))
    const entry = term ? abbreviationOf(term) : { letters, expansion }
    listed.set(entryKey(entry.letters, entry.expansion), entry)
  }
  const compare = collatorOf(language).compare
  return [...listed.values()].sort(
    (one, other) => compare(one.letters, other.letters) || compare(one.expansion, other.expansion),
  )
}

const ownEntries = new WeakMap<Term, { key: string; entry: Abbreviation }>()

/** A term's own line; made once, not for each article. */
function ownEntry(term: Term): { key: string; entry: Abbreviation } {
  let own = ownEntries.get(term)
  if (!own) {
    own = { key: entryKey(term.term, term.expansion), entry: abbreviationOf(term) }
    ownEntries.set(term, own)
  }
  return own
}

function abbreviationOf({ id, term, expansion }: Term): Abbreviation {
  return { letters: term, expansion, termId: id }
}

const knownByMeaning = new WeakMap<ReadonlyMap<string, Term>, Map<string, Term>>()

/** Terms by each of their spellings and what they stand for; made once for a glossary, not for each article. */
function termsByMeaning(terms: ReadonlyMap<string, Term>): Map<string, Term> {
  let known = knownByMeaning.get(terms)
  if (known) return known
  known = new Map()
  for (const term of terms.values()) {
    for (const spelling of [term.term, ...term.also]) known.set(entryKey(spelling, term.expansion), term)
  }
  knownByMeaning.set(terms, known)
  return known
}

function entryKey(letters: string, expansion: string): string {
  const plain = expansion
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[\s‐‑-]+/g, ' ')
  return `${letters}\n${plain.replace(/[\s.;,]+$/, '')}`
}

const collators = new Map<string, Intl.Collator>()

/** How a language puts words in order; making one takes long, so each is kept. */
export function collatorOf(language: string): Intl.Collator {
  let collator = collators.get(language)
  if (!collator) {
    // The last word must not be the machine's: the same letters in the same order everywhere.
    collator = new Intl.Collator(language, { numeric: true })
    collators.set(language, collator)
  }
  return collator
}

/** The list as HTML: a loop in the template would cost more than the page. */
export function abbreviationsHtml(abbreviations: readonly Abbreviation[], root: string): string {
  if (abbreviations.length === 0) return ''
  const lines = abbreviations.map(({ letters, expansion, termId }) => {
    const name = escapeHtml(letters)
    const shown = termId === undefined ? name : `<a href="${root}${glossaryAddress(termId)}">${name}</a>`
    return `<div><dt>${shown}</dt><dd>${escapeHtml(expansion)}</dd></div>`
  })
  return `<dl class="abbreviations">\n${lines.join('\n')}\n</dl>`
}
