import type { BlockContent } from 'mdast'
import type { RuleId } from '../diagnostics/index.ts'
import type { TermPlace } from '../glossary/matcher/index.ts'
import type { Place } from '../model/place.ts'
import type { DrawnFigure, MailDrawing } from '../model/tree.ts'
import type { Settings } from '../model/settings.ts'
import type { Term } from '../model/term.ts'

/** What every figure is drawn with. */
export interface FigureContext {
  settings: Settings
  terms: ReadonlyMap<string, Term>
  /** The address of a term's entry, from the page that the figure stands on. */
  hrefOf: (termId: string) => string
  /** Where terms stand in a text that is drawn. */
  findTerms: (text: string) => readonly TermPlace[]
  /** How wide letters show pictures at most, in CSS pixels. */
  mailWidth: number
  /** Sets the ids inside one figure apart from those of the others on its page. */
  idPrefix: string
}

/** A figure as drawn; what stands for the address of the picture in letters is not known here. */
export type FigureDrawing = Omit<DrawnFigure, 'mail'> & { mail: Omit<MailDrawing, 'url'> }

/** Something wrong with what a figure is drawn from. */
export interface FigureProblem {
  rule: RuleId
  /** "Unexpected X, expected Y". */
  message: string
  note?: string
  /** Where in the article; nothing for the figure as a whole. */
  place?: Place
  /** Where in the text of a fenced block. */
  offset?: number
  length?: number
}

/** What came of drawing a figure: nothing to show where something is wrong with all of it. */
export interface FigureResult {
  figure: FigureDrawing | undefined
  /** What stands for it in words where it could not be drawn, if that is not what its author wrote. */
  words?: BlockContent[]
  problems: FigureProblem[]
}
