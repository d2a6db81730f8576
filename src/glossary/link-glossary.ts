import type { Root } from 'mdast'
import type { Report } from '../diagnostics/index.ts'
import type { FoundDefinition, UnexplainedLetters } from '../model/article.ts'
import type { Mention } from '../model/mention.ts'
import type { Term } from '../model/term.ts'
import { gatherHits, type ArticleEvent, type Hit } from './article-hits.ts'
import { readClosingList } from './closing-list.ts'
import { agree, startsWithExpansion } from './expansion-words.ts'
import { createFirstMentions, type FirstMentions } from './first-mentions.ts'
import type { GlossaryIndex } from './glossary-index.ts'
import { createAddressFinder } from './inside-address.ts'
import { placeMentionNodes, type SettledHit } from './mention-nodes.ts'
import { resolveSenses } from './resolve-senses.ts'
import { createSourcePlaces, type SourcePlaces } from './source-places.ts'
import { createTreeEdits } from './tree-edits.ts'
import { createUndefinedAbbreviations } from './undefined-abbreviations.ts'
import { placeInPiece } from './visible-run.ts'

/** What an article's mentions are found by. */
export interface LinkInput {
  /** The article's file, for findings. */
  file: string
  /** The text that the positions in the tree count in; empty where there is none. */
  source: string
  index: GlossaryIndex
  /** Letters → sense, by the article's front matter. */
  senses?: Readonly<Record<string, string>> | undefined
  /** Letters → sense, by the article's series. */
  seriesSenses?: Readonly<Record<string, string>> | undefined
  /** Letters that are no undefined abbreviation. Default: none. */
  ignore?: Iterable<string> | undefined
  /** The deepest heading that begins a section. Default: 2. */
  sectionDepth?: number | undefined
}

/** What was found in an article. */
export interface LinkResult {
  /** In the order of reading, so footnotes come last; those in headings, links and `:plain[…]` too. */
  mentions: Mention[]
  /** The author's own list of abbreviations at the end, where it is marked in the tree because a list of ours can stand for it. */
  closingList: FoundDefinition[]
  /** The author's definitions in the text, of terms and of letters that are none. */
  definitions: FoundDefinition[]
  /** The letters that were reported as no term of the glossary, as they are written. */
  undefinedLetters: ReadonlyMap<string, UnexplainedLetters>
}

/**
 * Finds every mention of a term in an article's tree and makes those in prose `glossaryMention` nodes, whatever the
 * policy; see `isMarked`. Takes the tree as remark-parse makes it (GFM, directives, definition lists) or as the
 * article room hands it on, and changes nothing that a reader sees. Doing it again gives the same.
 *
 * Reports `glossary/undefined-abbreviation`, `ambiguous-term`, `unknown-sense`, `unknown-term`, `definition-differs`
 * and `replaced-term`.
 */
export function linkGlossary(tree: Root, input: LinkInput, report: Report): LinkResult {
  const { file, index, sectionDepth = 2, senses = {}, seriesSenses = {} } = input
  const places = createSourcePlaces(input.source, tree.position?.start.offset)
  const addresses = createAddressFinder()
  const edits = createTreeEdits()
  const abbreviations = createUndefinedAbbreviations({
    index,
    addresses,
    ignore: asSet(input.ignore),
    source: input.source,
    placeOf: (piece, start, end) => placeInPiece(piece, places, start, end),
  })
  const { definitions: closingList, isWhole } = readClosingList(tree, places)
  const events = gatherHits(tree, { index, sectionDepth, addresses, abbreviations, edits })
  const hits = events.filter((event) => typeof event !== 'string')
  resolveSenses(hits, { file, index, places, senses, seriesSenses, closingList }, report)
  const settled = settle(events, places)
  placeMentionNodes(settled, edits)
  edits.apply()
  const undefinedLetters = abbreviations.report(file, closingList, report)
  reportSettled(settled, closingList, input, report)
  return {
    mentions: settled.map(({ mention }) => mention),
    closingList: isWhole ? closingList : [],
    definitions: definitionsOf(settled, abbreviations.definitions()),
    undefinedLetters,
  }
}

function asSet(letters: Iterable<string> = []): ReadonlySet<string> {
  return letters instanceof Set ? (letters as Set<string>) : new Set(letters)
}

function settle(events: readonly ArticleEvent[], places: SourcePlaces): SettledHit[] {
  const firsts = createFirstMentions()
  const settled: SettledHit[] = []
  for (const event of events) {
    if (typeof event === 'string') firsts[event]()
    else if (event.term) settled.push({ hit: event, mention: mentionOf(event, event.term, firsts, places) })
  }
  return settled
}

function mentionOf(hit: Hit, term: Term, firsts: FirstMentions, places: SourcePlaces): Mention {
  const { run, piece, start, end } = hit
  const text = run.text.slice(start, end)
  const where = piece.where === 'none' ? 'plain' : piece.where
  // The expansion in full explains itself, and leaves the letters to be explained where they first stand.
  const isLonger = text.includes(' ') && text.length > term.term.length
  const isExpansion = isLonger && agree(text, term.expansion)
  const counts = where === 'prose' && !run.inClosingList
  const first = counts ? firsts.note(isExpansion ? `${term.id} ` : term.id) : 'none'
  return {
    termId: term.id,
    text,
    place: placeInPiece(piece, places, start, end),
    where,
    firstInArticle: first === 'article',
    firstInSection: first !== 'none',
    definedHere: isExpansion || hit.beside !== undefined || run.inClosingList,
    always: hit.always && where === 'prose' && !run.inClosingList,
  }
}

function definitionsOf(settled: readonly SettledHit[], others: FoundDefinition[]): FoundDefinition[] {
  const ours = settled.flatMap(({ hit: { beside, term, run }, mention }) =>
    beside && term && !run.inClosingList
      ? [{ letters: term.term, expansion: beside.expansion, place: mention.place }]
      : [],
  )
  return [...ours, ...others].sort((one, other) => one.place.start.offset - other.place.start.offset)
}

function reportSettled(
  settled: readonly SettledHit[],
  closingList: readonly FoundDefinition[],
  { file, index }: LinkInput,
  report: Report,
): void {
  const reported = new Set<string>()
  const once = (key: string, act: () => void): void => {
    if (reported.has(key)) return
    reported.add(key)
    act()
  }
  for (const { hit, mention } of settled) {
    const { beside, term, run } = hit
    if (!term || mention.where === 'plain' || run.inClosingList) continue
    if (index.replaced.size > 0 && index.replaced.has(term))
      once(term.id, () => reportReplaced(term, mention, file, report))
    if (beside && !beside.agreeing.includes(term)) {
      const definition = { letters: term.term, expansion: beside.expansion, place: mention.place }
      once(`${term.id} ${beside.expansion}`, () => reportDiffering(definition, term, file, report))
    }
  }
  for (const definition of closingList) {
    const terms = index.find(definition.letters)
    const [term] = terms
    if (!term || terms.some(({ expansion }) => startsWithExpansion(definition.expansion, expansion))) continue
    once(`${term.id} ${definition.expansion}`, () => reportDiffering(definition, term, file, report))
  }
}

function reportReplaced(term: Term, mention: Mention, file: string, report: Report): void {
  const names = term.replacedBy
  const by = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0]
  report({
    rule: 'glossary/replaced-term',
    message: `${term.term} was replaced by ${by}`,
    file,
    place: mention.place,
    related: { file: term.place.file, place: term.place, message: `The glossary says so here.` },
  })
}

function reportDiffering(definition: FoundDefinition, term: Term, file: string, report: Report): void {
  report({
    rule: 'glossary/definition-differs',
    message: `Unexpected expansion "${definition.expansion}" of ${term.term}, expected "${term.expansion}"`,
    file,
    place: definition.place,
    related: {
      file: term.place.file,
      place: term.place,
      message: `The glossary explains ${term.term} as "${term.expansion}".`,
    },
  })
}
