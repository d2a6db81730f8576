import type { Root } from 'mdast'
import { placeInFence } from '../articles/index.ts'
import type { Report } from '../diagnostics/index.ts'
import { columnWidth } from '../editions/email/measures/index.ts'
import {
  drawChartFigure,
  drawCloud,
  drawPlot,
  type Background,
  type CloudText,
  type FigureContext,
  type FigureProblem,
  type FigureResult,
} from '../figures/index.ts'
import { findTerms, type GlossaryIndex } from '../glossary/matcher/index.ts'
import type { Article } from '../model/article.ts'
import type { Settings } from '../model/settings.ts'
import type { Term } from '../model/term.ts'
import type { Drawing, DrawingKind } from '../model/tree.ts'
import { hashOf } from './hash.ts'

/** What the drawings of every article have in common. */
export interface DrawingMaterial {
  settings: Settings
  terms: ReadonlyMap<string, Term>
  index: GlossaryIndex
  /** Of the publication, where a text has a cloud. */
  background: Background | undefined
}

/**
 * Draws the figures of an article in its tree, and reports what is wrong with them. An article without any costs nothing.
 * A cloud is of the words of `trees`: of an issue's introduction, those of its articles too.
 */
export async function drawFigures(
  article: Article,
  source: string,
  material: DrawingMaterial,
  report: Report,
  trees: readonly Root[] = [article.tree],
): Promise<void> {
  const text: CloudText = { trees, background: material.background ?? { articles: 0, counts: {} } }
  for (const [index, drawing] of article.drawings.entries()) {
    const context: FigureContext = {
      settings: material.settings,
      terms: material.terms,
      findTerms: (text) => findTerms(text, material.index),
      hrefOf: (termId) => `../../glossary/#${encodeURIComponent(termId)}`,
      mailWidth: columnWidth(material.settings.brand.measures.emailWidth),
      idPrefix: `figure-${index + 1}`,
    }
    const draw = drawers[drawing.kind]
    if (!draw) continue
    const { figure, words, problems } = await draw(drawing, context, text)
    for (const problem of problems) reportProblem(problem, drawing, article.facts.file, source, report)
    if (words) drawing.words = words
    if (figure)
      drawing.drawn = { ...figure, mail: { ...figure.mail, url: `drawing:${hashOf(figure.mail.svg)}` } }
  }
}

type Draw = (
  drawing: Drawing,
  context: FigureContext,
  text: CloudText,
) => FigureResult | Promise<FigureResult>

/** A kind that is not here is shown as its author wrote it. */
const drawers: Partial<Record<DrawingKind, Draw>> = {
  cloud: (drawing, context, text) => drawCloud(drawing, text, context),
  plot: drawPlot,
  chart: drawChartFigure,
}

function reportProblem(
  { rule, message, note, place: own, offset, length = 0 }: FigureProblem,
  { place, text }: Drawing,
  file: string,
  source: string,
  report: Report,
): void {
  const exact = place && text !== undefined && offset !== undefined
  const where = exact ? placeInFence(source, place, text, offset, length) : (own ?? place)
  report({ rule, message, file, place: where, ...(note !== undefined && { note }) })
}
