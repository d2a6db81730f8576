import type { Report } from '../diagnostics/index.ts'
import type { FoundDefinition, UnexplainedLetters } from '../model/article.ts'
import type { Place } from '../model/place.ts'
import type { Term } from '../model/term.ts'
import {
  abbreviationIn,
  isOtherShape,
  lineAt,
  mayBeInitials,
  type ShoutedLine,
} from './abbreviation-shape.ts'
import { definitionBeside } from './definition-beside.ts'
import { agree } from './expansion-words.ts'
import type { GlossaryIndex } from './glossary-index.ts'
import type { AddressFinder } from './inside-address.ts'
import { singularPair } from './letters.ts'
import { mayBePerson } from './person-names.ts'
import { createSentenceCase, type SentenceCase } from './sentence-case.ts'
import type { Piece, Run } from './visible-run.ts'

/** Letters that no term explains, gathered over one article. */
export interface UndefinedAbbreviations {
  /** Looks at a word that is no term. */
  add: (run: Run, piece: Piece, start: number, end: number) => void
  /** The definitions found beside them. */
  definitions: () => FoundDefinition[]
  /** Reports each once, where it stands first; gives those that were reported, by the letters as they are written. */
  report: (
    file: string,
    closingList: readonly FoundDefinition[],
    report: Report,
  ) => Map<string, UnexplainedLetters>
}

/** What they are found by. */
export interface AbbreviationSources {
  index: GlossaryIndex
  addresses: AddressFinder
  /** Letters that need no explanation. */
  ignore: ReadonlySet<string>
  /** What the article says, in which a word in small letters makes no letters of the same in capitals. */
  source: string
  /** Where letters of a piece stand, if that is known. */
  placeOf: (piece: Piece, start: number, end: number) => Place | undefined
}

interface Candidate {
  letters: string
  run: Run
  piece: Piece
  start: number
  end: number
  /** Whether every place looks like the initials of a name. */
  isName: boolean
  definition?: Definition
}

/** What the text says, and the entry that a glossary would have for it. */
interface Definition extends FoundDefinition {
  proposal: Entry
  isPerson: boolean
}

type Entry = Pick<FoundDefinition, 'letters' | 'expansion'>

/** Gathers undefined abbreviations. */
export function createUndefinedAbbreviations(sources: AbbreviationSources): UndefinedAbbreviations {
  const { addresses, ignore, index, source } = sources
  const inMidSentence = createSentenceCase(source, (word) => index.find(word).length > 0)
  const candidates = new Map<string, Candidate>()
  let line: ShoutedLine | undefined
  return {
    add: (run, piece, start, end) => {
      if (piece.where === 'plain') return
      const word = run.text.slice(start, end)
      const letters = abbreviationIn(word)
      if (letters === undefined || ignore.has(letters) || ignore.has(word)) return
      if (isOtherShape(letters, run.text, start, end) || addresses.isInside(run.text, start, end)) return
      line = lineAt(run.text, start, line)
      if (!line.isShouted)
        note(candidates, { letters, run, piece, start, end, isName: true }, sources, inMidSentence)
    },
    definitions: () =>
      [...candidates.values()].flatMap(({ definition }) => {
        if (!definition) return []
        const { letters, expansion, place } = definition
        return [{ letters, expansion, place }]
      }),
    report: (file, closingList, report) => {
      const reported = new Map<string, UnexplainedLetters>()
      for (const candidate of candidates.values()) {
        const unexplained = reportCandidate(candidate, file, closingList, sources, report)
        if (unexplained) reported.set(candidate.letters, unexplained)
      }
      return reported
    },
  }
}

function note(
  candidates: Map<string, Candidate>,
  place: Candidate,
  { placeOf }: AbbreviationSources,
  inMidSentence: SentenceCase,
): void {
  const { letters, run, piece, start, end } = place
  const candidate = candidates.get(letters) ?? place
  candidates.set(letters, candidate)
  candidate.isName &&= mayBeInitials(letters, run.text, start, end)
  if (candidate.definition) return
  const found = definitionBeside(run.text, start, end, [])
  const where = found && placeOf(piece, start, end)
  if (!where) return
  const { expansion, lead } = found
  candidate.definition = {
    letters,
    expansion,
    place: where,
    proposal: singularPair(run.text.slice(start, end), inMidSentence(expansion, lead)),
    isPerson: mayBePerson(letters, expansion, lead),
  }
}

function reportCandidate(
  { letters, piece, start, end, isName, definition }: Candidate,
  file: string,
  closingList: readonly FoundDefinition[],
  { index, source, placeOf }: AbbreviationSources,
  report: Report,
): UnexplainedLetters | undefined {
  const found = definition ?? closingList.find((one) => one.letters === letters)
  const near = index
    .findInAnyCase(letters)
    .find(({ expansion }) => !found || agree(found.expansion, expansion))
  if (!found && !near && (isName || isWordOf(source, letters))) return undefined
  const entry = definition?.proposal ?? found
  const note = wayOut(entry, definition?.isPerson ?? false)
  const told = near ? otherCase(letters, near) : { ...notInGlossary(letters, found, file), note }
  const place = placeOf(piece, start, end)
  report({ rule: 'glossary/undefined-abbreviation', file, place, ...told })
  const { line, column } = place?.start ?? { line: 1, column: 1 }
  return { letters: entry?.letters ?? letters, line, column, ...(entry && { expansion: entry.expansion }) }
}

/** As `SCHOOL` where the article has `school`; shorter ones may be letters all the same. */
function isWordOf(source: string, letters: string): boolean {
  if (!/^\p{Lu}{6,}$/u.test(letters)) return false
  const word = letters.toLowerCase()
  if (!source.includes(word)) return false
  return new RegExp(`(?<![\\p{L}\\p{N}_/.@#=-])${word}(?![\\p{L}\\p{N}_/@=-])`, 'u').test(source)
}

function notInGlossary(letters: string, found: FoundDefinition | undefined, file: string) {
  return {
    message: found
      ? `Unexpected ${letters}, expected a term of the glossary; the text says "${found.expansion}"`
      : `Unexpected ${letters}, expected a term of the glossary`,
    ...(found && { related: { file, place: found.place, message: `"${found.expansion}" is defined here.` } }),
  }
}

function wayOut(entry: Entry | undefined, isPerson: boolean): string {
  if (!entry) return 'Add it to the glossary with its expansion, or to `linking.ignore` in `tidings.yaml`.'
  const toGlossary = `to the glossary, as "${entry.letters}" with the expansion "${entry.expansion}"`
  return isPerson
    ? `Add a person’s initials to \`linking.ignore\` in \`tidings.yaml\`, and other letters ${toGlossary}.`
    : `Add it ${toGlossary}, or to \`linking.ignore\`.`
}

function otherCase(letters: string, { term, place }: Term) {
  return {
    message: `Unexpected ${letters}, expected ${term} as the glossary has it`,
    note: `Write \`${term}\`, or add \`${letters}\` to \`also\` of that entry of the glossary.`,
    related: { file: place.file, place, message: `The glossary has ${term} here.` },
  }
}
