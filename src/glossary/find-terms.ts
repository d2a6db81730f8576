import { listOf, type GlossaryIndex } from './glossary-index.ts'
import { scanRun } from './scan-run.ts'

/** Where a term stands in a text. */
export interface TermPlace {
  start: number
  end: number
  termId: string
}

/** The terms of a text outside the article's tree, in order. Letters with several meanings are left as they are. */
export function findTerms(text: string, index: GlossaryIndex): TermPlace[] {
  const found: TermPlace[] = []
  const piece = {
    start: 0,
    end: text.length,
    where: 'prose' as const,
    parent: { type: 'root', children: [] },
  }
  scanRun({ text, pieces: [piece], inClosingList: false }, index, {
    hit: (_run, _piece, start, end, terms) => {
      const [term, other] = listOf(terms)
      if (term && !other) found.push({ start, end, termId: term.id })
    },
    given: () => undefined,
    unknown: () => undefined,
  })
  return found
}
