import { toString } from 'mdast-util-to-string'
import type { Drawing } from '../../model/tree.ts'
import type { FigureContext, FigureProblem, FigureResult } from '../figure.ts'
import { measureText } from '../text/measure-text.ts'
import { figureFonts } from '../svg.ts'
import { fontFamily } from '../text/fonts.ts'
import type { Chart } from './chart.ts'
import { drawCards } from './chart-cards.ts'
import { pagePalette, picturePalette } from './chart-palette.ts'
import type { ChartProblem } from './chart-problem.ts'
import { chartWords } from './chart-words.ts'
import { describeChart, relateInWords, type ChartItem } from './describe-chart.ts'
import { drawChart } from './draw-chart.ts'
import { layoutChart, type PlacedChart } from './layout-chart.ts'
import { loadGraphviz } from './load-graphviz.ts'
import { parseChart } from './parse-chart.ts'

/** A longer alternative text is a burden; the list has it all. */
const longestAlt = 250
/** Texts that are made smaller than this can hardly be read. */
const leastScale = 0.9

/** Draws what a fenced block in Mermaid's notation says: for the page, for a phone, for letters, and in words. */
export async function drawChartFigure(drawing: Drawing, context: FigureContext): Promise<FigureResult> {
  const { chart, problems } = parseChart(drawing.text ?? '')
  const found = problems.map(asFigureProblem)
  if (!chart) return { figure: undefined, problems: found }
  const items = describeChart(chart, context.settings.direction)
  const words = chartWords(items)
  const { archiveColumn, archiveTextSize } = context.settings.brand.measures
  const column = Math.round(archiveColumn * archiveTextSize)
  const arrange = await loadGraphviz()
  const { findTerms } = context
  const wide = layoutChart(chart, measureText, arrange, { width: column, findTerms })
  const mail = layoutChart(chart, measureText, arrange, { width: context.mailWidth })
  if (!wide || !mail) return { figure: undefined, words, problems: found }
  const title = toString(drawing.children) || chart.title || namesOf(items)
  return {
    figure: {
      ...(chart.title && { title: chart.title }),
      alt: altOf(chart, items),
      equivalent: words,
      inMail: true,
      wide: drawForPage(wide, title, context),
      narrow: drawCards(items, { findTerms, hrefOf: context.hrefOf }),
      mail: drawForMail(mail, title, context),
    },
    problems: [...found, ...widthProblems(wide, column)],
  }
}

function asFigureProblem({ rule, message, note, place: { start, end } }: ChartProblem): FigureProblem {
  const where = { offset: start.offset, length: end.offset - start.offset }
  return { rule, message, ...(note !== undefined && { note }), ...where }
}

function drawForPage(placed: PlacedChart, title: string, context: FigureContext): string {
  return drawChart(placed, pagePalette, {
    idPrefix: context.idPrefix,
    title,
    fonts: figureFonts,
    direction: context.settings.direction,
    hrefOf: context.hrefOf,
    remPx: context.settings.brand.measures.archiveTextSize,
  })
}

function drawForMail(placed: PlacedChart, title: string, { settings, mailWidth, idPrefix }: FigureContext) {
  const palette = picturePalette(settings.brand.colours)
  const { direction } = settings
  const svg = drawChart(placed, palette, { idPrefix, title, fonts: fontFamily, direction, isOpaque: true })
  const width = Math.min(placed.width, mailWidth)
  return { svg, width, height: Math.round((placed.height * width) / placed.width) }
}

function altOf({ title, description }: Chart, items: readonly ChartItem[]): string {
  const relations = relateInWords(items)
  const short = relations !== '' && relations.length <= longestAlt ? relations : namesOf(items)
  return [title, description, short].filter(Boolean).join('. ')
}

function namesOf(items: readonly ChartItem[]): string {
  const names = items.flatMap(function all({ name, items }): string[] {
    return [name, ...items.flatMap(all)]
  })
  return names.filter((name) => name !== '').join('; ')
}

function widthProblems({ width }: PlacedChart, column: number): FigureProblem[] {
  if (column / width >= leastScale) return []
  const message = `Unexpected width of the chart, ${width} pixels, expected at most ${column}`
  return [{ rule: 'figures/chart-too-wide', message }]
}
