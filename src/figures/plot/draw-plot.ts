import type { Drawing } from '../../model/tree.ts'
import type { FigureContext, FigureProblem, FigureResult } from '../figure.ts'
import { archiveInks, mailInks, type Inks } from '../ink.ts'
import { inlineSvg, mailSvg, svgElement } from '../svg.ts'
import { drawBars } from './draw-bars.ts'
import { drawLines } from './draw-lines.ts'
import { legend, mostSeries, type PlotFrame, type PlotPart } from './plot-frame.ts'
import { readTable, type PlotData } from './read-table.ts'

const plotTypes = ['bar', 'line'] as const

type PlotType = (typeof plotTypes)[number]

type DrawSized = (size: Omit<PlotFrame, 'isMirrored'>, inks: Inks) => PlotPart

/** More bars than these are no picture any more. */
const mostRows = { bar: 40, line: 400 } satisfies Record<PlotType, number>

/** Draws the table of a `:::chart`; where that is not possible the table stands alone. */
export function drawPlot(drawing: Drawing, { settings, mailWidth }: FigureContext): FigureResult {
  const problems: FigureProblem[] = []
  const type = readType(drawing.options['type'], problems)
  const table = drawing.children.find((child) => child.type === 'table')
  const read = table && readTable(table, settings.language, problems)
  if (!read) {
    const message =
      'Unexpected table without a column of numbers, expected names in the first column and numbers in another'
    problems.push({ rule: 'figures/chart-without-numbers', message })
    return { figure: undefined, problems }
  }
  if (read.rows.length > mostRows[type]) {
    const message = `Unexpected chart of ${read.rows.length} rows, expected at most ${mostRows[type]}: the table stands alone`
    problems.push({ rule: 'figures/chart-too-large', message })
    return { figure: undefined, problems }
  }
  const data = withFewSeries(read, problems)
  // Bars begin where lines of text do. Time runs from left to right in Arabic charts too.
  const isMirrored = type === 'bar' && settings.direction === 'rtl'
  const draw: DrawSized = (size, inks) => {
    const frame = { ...size, isMirrored }
    const above = legend(data.series, type, frame, inks)
    const body =
      type === 'bar' ? drawBars(data, frame, inks) : drawLines(data, frame, settings.language, inks)
    const moved =
      above.height === 0
        ? body.svg
        : svgElement('g', { transform: `translate(0 ${Math.ceil(above.height)})` }, body.svg)
    return { svg: above.svg + moved, height: Math.ceil(above.height) + body.height }
  }
  const archive = archiveInks(settings.brand)
  const inline = (width: number, textPx: number): string => {
    const { svg, height } = draw({ width, textPx }, archive)
    return inlineSvg(width, height, svg)
  }
  const { alt, isWhole } = altOf(data)
  return {
    figure: {
      alt,
      equivalent: [],
      inMail: !isWhole,
      wide: inline(640, 15),
      narrow: inline(300, 14),
      mail: mailPlot(draw, mailWidth, mailInks(settings.brand)),
    },
    problems,
  }
}

function readType(written: string | undefined, problems: FigureProblem[]): PlotType {
  const type = plotTypes.find((known) => known === (written ?? 'bar'))
  if (type) return type
  problems.push({
    rule: 'figures/invalid-option',
    message: `Unexpected \`type=${written}\`, expected \`bar\` or \`line\``,
  })
  return 'bar'
}

function withFewSeries(data: PlotData, problems: FigureProblem[]): PlotData {
  const { series } = data
  if (series.length <= mostSeries) return data
  const message = `Unexpected chart of ${series.length} columns, expected at most ${mostSeries}: the others are only in the table`
  problems.push({ rule: 'figures/chart-too-large', message })
  return { ...data, series: series.slice(0, mostSeries) }
}

/** With a margin of its own, so that it stands well on a dark letter too. */
function mailPlot(draw: DrawSized, width: number, inks: Inks) {
  const margin = 12
  const { svg, height } = draw({ width: width - 2 * margin, textPx: 16 }, inks)
  const whole = height + 2 * margin
  const moved = svgElement('g', { transform: `translate(${margin} ${margin})` }, svg)
  return { svg: mailSvg(width, whole, inks.background, moved), width, height: whole }
}

/** What an alternative text can hold before it tires those who hear it. */
const valuesInAlt = 12

/** Said for an empty cell, so that nobody takes the next value for its own. */
const noValue = '–'

function altOf({ rowsName, rows, series }: PlotData): { alt: string; isWhole: boolean } {
  const isWhole = rows.length * series.length <= valuesInAlt
  const shown = isWhole ? rows.length : Math.max(1, Math.floor(valuesInAlt / series.length))
  const name = [
    series
      .map((one) => one.name)
      .filter(Boolean)
      .join(', '),
    rowsName,
  ]
    .filter(Boolean)
    .join(' / ')
  const values = rows.slice(0, shown).map((row, index) => {
    return `${row} ${series.map(({ values }) => values[index]?.text || noValue).join(', ')}`.trim()
  })
  return { alt: `${name ? `${name}: ` : ''}${values.join('; ')}${isWhole ? '' : ' …'}`, isWhole }
}
