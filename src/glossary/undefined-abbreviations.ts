import type { Report } from '../diagnostics/index.ts'
import type { FoundDefinition } from '../model/article.ts'
import {
  abbreviationIn,
  isOtherShape,
  lineAt,
  mayBeInitials,
  type ShoutedLine,
} from './abbreviation-shape.ts'
import { definitionBeside } from './definition-beside.ts'
import type { AddressFinder } from './inside-address.ts'
import type { SourcePlaces } from './source-places.ts'
import { placeInPiece, type Piece, type Run } from './visible-run.ts'

/** Letters that no term explains, gathered over one article. */
export interface UndefinedAbbreviations {
  /** Looks at a word that is no term. */
  add: (run: Run, piece: Piece, start: number, end: number) => void
  /** The definitions found beside them. */
  definitions: () => FoundDefinition[]
  /** Reports each once, where it stands first. */
  report: (file: string, closingList: readonly FoundDefinition[], report: Report) => void
}

interface Candidate {
  letters: string
  run: Run
  piece: Piece
  start: number
  end: number
  /** Whether every place looks like the initials of a name. */
  isName: boolean
  definition?: FoundDefinition
}

/** Gathers undefined abbreviations; `ignore` are letters that are none. */
export function createUndefinedAbbreviations(
  places: SourcePlaces,
  addresses: AddressFinder,
  ignore: ReadonlySet<string>,
): UndefinedAbbreviations {
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
      if (!line.isShouted) note(candidates, { letters, run, piece, start, end, isName: true }, places)
    },
    definitions: () => [...candidates.values()].flatMap(({ definition }) => definition ?? []),
    report: (file, closingList, report) => {
      for (const candidate of candidates.values())
        reportCandidate(candidate, file, closingList, places, report)
    },
  }
}

function note(candidates: Map<string, Candidate>, place: Candidate, places: SourcePlaces): void {
  const { letters, run, piece, start, end } = place
  const candidate = candidates.get(letters) ?? place
  candidates.set(letters, candidate)
  candidate.isName &&= mayBeInitials(letters, run.text, start, end)
  if (candidate.definition) return
  const found = definitionBeside(run.text, start, end, [])
  if (!found) return
  candidate.definition = {
    letters,
    expansion: found.expansion,
    place: placeInPiece(piece, places, start, end),
  }
}

function reportCandidate(
  { letters, piece, start, end, isName, definition }: Candidate,
  file: string,
  closingList: readonly FoundDefinition[],
  places: SourcePlaces,
  report: Report,
): void {
  const found = definition ?? closingList.find((one) => one.letters === letters)
  if (isName && !found) return
  report({
    rule: 'glossary/undefined-abbreviation',
    message: found
      ? `Unexpected ${letters}, expected a term of the glossary; the text says "${found.expansion}"`
      : `Unexpected ${letters}, expected a term of the glossary`,
    file,
    place: placeInPiece(piece, places, start, end),
    note: found
      ? `Add it to the glossary, as "${letters}" with the expansion "${found.expansion}", or to \`linking.ignore\`.`
      : 'Add it to the glossary with its expansion, or to `linking.ignore` in `tidings.yaml`.',
    ...(found && { related: { file, place: found.place, message: `"${found.expansion}" is defined here.` } }),
  })
}
