import type { Finding, Report } from '../diagnostics/index.ts'
import type { FoundDefinition } from '../model/article.ts'
import type { Term } from '../model/term.ts'
import type { Hit } from './article-hits.ts'
import { agree } from './expansion-words.ts'
import { isList, listOf, type GlossaryIndex } from './glossary-index.ts'
import type { SourcePlaces } from './source-places.ts'
import { placeInPiece } from './visible-run.ts'

/** Letters → sense, as said beside the text. */
export interface Senses {
  /** By the article's front matter. */
  senses: Readonly<Record<string, string>>
  /** By the article's series. */
  seriesSenses: Readonly<Record<string, string>>
}

/** What decides between several meanings of the same letters. */
export interface SenseSources extends Senses {
  file: string
  index: GlossaryIndex
  places: SourcePlaces
  closingList: readonly FoundDefinition[]
}

/** Letters with several meanings, as they occur in one article. */
interface Clash {
  terms: readonly Term[]
  hits: Hit[]
  /** The meanings that the author defines in the text. */
  defined: Set<Term>
}

/**
 * Says of each hit which term it is: `:term[…]`, then a definition beside it, the article's senses, a definition
 * elsewhere in the text, the series' senses. Reports letters that stay open, and senses that there are not. Where
 * both meanings occur, every hit is marked whatever the policy (WCAG 2.2, technique G55).
 */
export function resolveSenses(hits: readonly Hit[], sources: SenseSources, report: Report): void {
  reportUnknownSenses(sources, report)
  const clashes = new Map<string, Clash>()
  for (const hit of hits) {
    if (hit.piece.given && !hit.term) resolveDirective(hit, sources, report)
    if (isList(hit.terms) && hit.terms.length > 1) addToClash(clashes, hit, hit.terms)
  }
  for (const clash of clashes.values()) resolveClash(clash, sources, report)
}

function addToClash(clashes: Map<string, Clash>, hit: Hit, terms: readonly Term[]): void {
  const key = terms.map(({ id }) => id).join(' ')
  const clash = clashes.get(key) ?? { terms, hits: [], defined: new Set() }
  clashes.set(key, clash)
  clash.hits.push(hit)
  for (const term of hit.beside?.agreeing ?? []) clash.defined.add(term)
}

function resolveClash(clash: Clash, sources: SenseSources, report: Report): void {
  for (const { letters, expansion } of sources.closingList) {
    if (!clash.terms.some((term) => term.term === letters)) continue
    for (const term of clash.terms) if (agree(term.expansion, expansion)) clash.defined.add(term)
  }
  const usual = usualTerm(clash, sources)
  for (const hit of clash.hits) {
    const [agreeing, another] = hit.beside?.agreeing ?? []
    hit.term ??= (another ? undefined : agreeing) ?? (isUnknownSense(hit) ? undefined : usual)
  }
  const met = new Set(
    clash.hits.filter(({ piece }) => piece.where !== 'plain').flatMap(({ term }) => term ?? []),
  )
  if (met.size > 1) for (const hit of clash.hits) hit.always = true
  const open = clash.hits.find((hit) => !hit.term && hit.piece.where !== 'plain' && !isUnknownSense(hit))
  if (open) report(ambiguous(open, sources))
}

function isUnknownSense(hit: Hit): boolean {
  return hit.piece.given?.sense !== undefined
}

/** What the letters mean in this article where nothing beside them says. */
export function usualTerm(
  { terms, defined }: Pick<Clash, 'terms' | 'defined'>,
  { senses, seriesSenses }: Senses,
): Term | undefined {
  // The glossary's lint reports terms with the same letters and no sense; there is nothing to choose by.
  if (terms.every(({ sense }) => sense === undefined)) return terms[0]
  const [only, another] = defined
  return withSense(terms, senses) ?? (another ? undefined : only) ?? withSense(terms, seriesSenses)
}

function withSense(terms: readonly Term[], senses: Readonly<Record<string, string>>): Term | undefined {
  return terms.find(
    ({ term, sense }) => sense !== undefined && Object.hasOwn(senses, term) && senses[term] === sense,
  )
}

function resolveDirective(hit: Hit, { file, places }: SenseSources, report: Report): void {
  const { run, piece, start, end } = hit
  const terms = listOf(hit.terms)
  const letters = run.text.slice(start, end)
  const sense = piece.given?.sense
  const place = placeInPiece(piece, places, start, end)
  if (piece.given?.mention) {
    // Made by a glossary that had another term; this one decides anew.
    hit.term = terms.length === 1 ? terms[0] : undefined
    return
  }
  if (terms.length === 0) {
    report({
      rule: 'glossary/unknown-term',
      message: `Unexpected "${letters}", expected a term of the glossary`,
      file,
      place,
    })
    return
  }
  if (sense === undefined) hit.term = terms.length === 1 ? terms[0] : undefined
  else {
    hit.term = terms.find((term) => term.sense === sense)
    if (!hit.term) report(unknownSense(letters, sense, terms, file, place))
  }
}

function reportUnknownSenses({ file, index, senses }: SenseSources, report: Report): void {
  for (const [letters, sense] of Object.entries(senses)) {
    const terms = index.find(letters)
    if (!terms.some((term) => term.sense === sense))
      report(unknownSense(letters, sense, terms, file, undefined))
  }
}

function unknownSense(
  letters: string,
  sense: string,
  terms: readonly Term[],
  file: string,
  place: Finding['place'],
): Finding {
  const known = terms.flatMap((term) => (term.sense === undefined ? [] : [`"${term.sense}"`]))
  const expected =
    terms.length === 0
      ? 'letters that are in the glossary'
      : known.length === 0
        ? 'no sense, for it has none'
        : known.join(' or ')
  return {
    rule: 'glossary/unknown-sense',
    message: `Unexpected sense "${sense}" of ${letters}, expected ${expected}`,
    file,
    place,
  }
}

function ambiguous(hit: Hit, { file, places }: SenseSources): Finding {
  const { run, piece, start, end } = hit
  const terms = listOf(hit.terms)
  const meanings = terms.map(({ expansion, sense }) => `"${sense ?? 'no sense'}" (${expansion})`)
  const letters = terms[0]?.term ?? run.text.slice(start, end)
  const example = terms.find(({ sense }) => sense !== undefined)?.sense ?? ''
  return {
    rule: 'glossary/ambiguous-term',
    message: `Unexpected ${letters} with ${terms.length} meanings, expected one of ${meanings.join(' or ')}`,
    file,
    place: placeInPiece(piece, places, start, end),
    note:
      `Say which is meant: \`senses: { ${letters}: ${example} }\` in the front matter, the expansion beside its ` +
      `first use, or \`:term[${letters}]{sense=${example}}\` for one mention.`,
  }
}
