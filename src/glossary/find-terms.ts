import type { Mention } from '../model/mention.ts'
import type { Term } from '../model/term.ts'
import { listOf, type GlossaryIndex } from './glossary-index.ts'
import { createAddressFinder } from './inside-address.ts'
import { usualTerm, type Senses } from './resolve-senses.ts'
import { scanRun, type ScanVisitor } from './scan-run.ts'

/** Where a term stands in a text. */
export interface TermPlace {
  start: number
  end: number
  termId: string
}

/** The article that a text belongs to, which says what letters with several meanings mean. */
export interface TextOfArticle extends Senses {
  index: GlossaryIndex
  mentions: readonly Mention[]
}

/** The terms of a text outside the article's tree, in order. Letters with several meanings are left as they are. */
export function findTerms(text: string, index: GlossaryIndex): TermPlace[] {
  const found: TermPlace[] = []
  scanText(text, index, ([term, other], start, end) => {
    if (term && !other) found.push({ start, end, termId: term.id })
  })
  return found
}

/** The terms that a text may mean: of letters with several meanings every one. */
export function possibleTerms(text: string, index: GlossaryIndex): Set<Term> {
  const found = new Set<Term>()
  scanText(text, index, (terms) => {
    for (const term of terms) found.add(term)
  })
  return found
}

/**
 * The ids of the terms in a text that an article shows and that is no part of its tree, such as its title. Letters with
 * several meanings have there the one that they have in the article. `unknown` looks at words that are no terms and may be letters.
 */
export function termsBeside(
  text: string,
  { index, mentions, ...senses }: TextOfArticle,
  unknown?: ScanVisitor['unknown'],
): Set<string> {
  const found = new Set<string>()
  const addresses = createAddressFinder()
  const hit: Parameters<typeof scanText>[2] = (terms, start, end) => {
    if (addresses.isInside(text, start, end)) return
    const met = (term: Term): boolean =>
      mentions.some(({ termId, where }) => termId === term.id && where !== 'plain')
    const term =
      terms.length > 1 ? usualTerm({ terms, defined: new Set(terms.filter(met)) }, senses) : terms[0]
    if (term) found.add(term.id)
  }
  scanText(text, index, hit, unknown)
  return found
}

/** Hands on the terms that letters of a text are written with, and where these stand. */
function scanText(
  text: string,
  index: GlossaryIndex,
  hit: (terms: readonly Term[], start: number, end: number) => void,
  unknown: ScanVisitor['unknown'] = () => undefined,
): void {
  const piece = {
    start: 0,
    end: text.length,
    where: 'prose' as const,
    parent: { type: 'root', children: [] },
  }
  scanRun({ text, pieces: [piece], inClosingList: false }, index, {
    hit: (_run, _piece, start, end, terms) => hit(listOf(terms), start, end),
    given: () => undefined,
    unknown,
  })
}
