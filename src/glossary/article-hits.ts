import type { Root } from 'mdast'
import type { Term } from '../model/term.ts'
import { definitionBeside, type DefinitionBeside } from './definition-beside.ts'
import { isList, type GlossaryIndex, type OneOrMore } from './glossary-index.ts'
import type { AddressFinder } from './inside-address.ts'
import { scanRun, type ScanVisitor } from './scan-run.ts'
import type { TreeEdits } from './tree-edits.ts'
import type { UndefinedAbbreviations } from './undefined-abbreviations.ts'
import type { Piece, Run } from './visible-run.ts'
import { walkArticle } from './walk-article.ts'

/** Letters found in an article, before it is known which term they are. */
export interface Hit {
  run: Run
  piece: Piece
  /** Offsets in the run. */
  start: number
  end: number
  /** The term that is written so, or those that may be meant. */
  terms: OneOrMore
  /** The author's definition beside them. */
  beside: DefinitionBeside | undefined
  /** Which of the terms it is; nothing while or where that cannot be told. */
  term: Term | undefined
  /** Whether every edition marks it. */
  always: boolean
}

/** What an article holds, in the order of reading. */
export type ArticleEvent = Hit | 'section' | 'enterPassage' | 'leavePassage'

interface Gathering {
  index: GlossaryIndex
  sectionDepth: number
  addresses: AddressFinder
  abbreviations: UndefinedAbbreviations
  edits: TreeEdits
}

/** Walks and scans an article once. */
export function gatherHits(tree: Root, gathering: Gathering): ArticleEvent[] {
  const events: ArticleEvent[] = []
  const visitor = scanVisitor(gathering, events)
  walkArticle(
    tree,
    gathering.sectionDepth,
    {
      run: (run) => scanRun(run, gathering.index, visitor),
      section: () => void events.push('section'),
      enterPassage: () => void events.push('enterPassage'),
      leavePassage: () => void events.push('leavePassage'),
    },
    gathering.edits,
  )
  return events
}

function scanVisitor({ index, addresses, abbreviations }: Gathering, events: ArticleEvent[]): ScanVisitor {
  return {
    hit: (run, piece, start, end, terms) => {
      if (addresses.isInside(run.text, start, end)) return
      const beside = definitionBeside(run.text, start, end, terms)
      const term = isList(terms) ? undefined : terms
      events.push({ run, piece, start, end, terms, beside, term, always: false })
    },
    given: (run, piece) => {
      if (piece.where !== 'none') events.push(givenHit(run, piece, index))
    },
    unknown: (run, piece, start, end) => abbreviations.add(run, piece, start, end),
  }
}

/** The hit of `:term[…]`, or of a mention made before, which keeps its term. */
function givenHit(run: Run, piece: Piece, index: GlossaryIndex): Hit {
  const { start, end, given } = piece
  const before = given?.mention
  const term = before && index.byId.get(before.termId)
  const written = index.find(run.text.slice(start, end))
  const terms = term && !written.includes(term) ? [term] : written
  const beside = definitionBeside(run.text, start, end, terms)
  return { run, piece, start, end, terms, beside, term, always: before?.always ?? true }
}
