import { scaleLinear, scalePoint } from 'd3-scale'
import { line } from 'd3-shape'
import type { Inks } from '../ink.ts'
import { svgElement } from '../svg.ts'
import { measureText } from '../text/measure-text.ts'
import { label, lookOf, round, shortened, type PlotFrame, type PlotPart } from './plot-frame.ts'
import type { PlotData, Series } from './read-table.ts'
import { unevenTimes } from './read-time.ts'

/** Above so many, dots would hide their line. */
const mostDots = 30

/** Lines over the rows in their order, with a few round numbers at the side. */
export function drawLines(data: PlotData, frame: PlotFrame, language: string, inks: Inks): PlotPart {
  const { rows, series, unit } = data
  const { width, textPx } = frame
  const inner = Math.round(width * (width < 400 ? 0.75 : 0.5))
  const top = textPx * 0.7
  const values = series.flatMap((one) =>
    one.values.flatMap(({ value }) => (value === undefined ? [] : [value])),
  )
  const y = scaleLinear()
    .domain(domainOf(values))
    .nice(5)
    .range([top + inner, top])
  const ticks = y.ticks(5)
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 6 })
  const named = ticks.map((tick) => `${unit.before}${format.format(tick)}${unit.after}`)
  const start =
    Math.max(...named.map((words) => measureText(words, { sizePx: textPx }))) * 1.06 + textPx * 0.6
  const x = placesOf(rows, language, [start + textPx * 0.5, width - textPx * 0.9])
  const grid = ticks.map((tick, index) => gridLine(y(tick), named[index]!, start, tick === 0, frame, inks))
  const curves = series.map((one, index) => curve(one, index, x, y, inks))
  const names = rowNames(rows, x, top + inner + textPx * 1.6, frame, inks)
  return { svg: [...grid, ...curves, names].join(''), height: Math.ceil(top + inner + textPx * 2.2) }
}

/** Rows stand as far apart as they are in time, where they say so; else at even distances. */
function placesOf(
  rows: readonly string[],
  language: string,
  [from, to]: [number, number],
): (row: number) => number {
  const times = unevenTimes(rows, language)
  if (times) return (row) => from + times[row]! * (to - from)
  const places = scalePoint<number>().domain(rows.keys()).range([from, to])
  return (row) => places(row)!
}

/** A line may begin above zero, as long as its numbers are said; one value gets room round it. */
function domainOf(values: readonly number[]): [number, number] {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  if (least === most) return least === 0 ? [0, 1] : [Math.min(0, least), Math.max(0, most)]
  return least >= 0 && least < (most - least) * 1.5 ? [0, most] : [least, most]
}

function gridLine(
  y: number,
  words: string,
  start: number,
  isZero: boolean,
  { width, textPx }: PlotFrame,
  inks: Inks,
): string {
  const stroke = isZero ? inks.ink('muted') : inks.rule
  return (
    svgElement('line', {
      x1: round(start),
      y1: round(y),
      x2: width,
      y2: round(y),
      stroke,
      'stroke-width': 1,
    }) +
    label(start - textPx * 0.5, y + textPx * 0.35, words, {
      sizePx: textPx,
      fill: inks.ink('muted'),
      anchor: 'end',
    })
  )
}

function curve(
  { values }: Series,
  index: number,
  x: (row: number) => number,
  y: (value: number) => number,
  inks: Inks,
): string {
  const { ink, dash } = lookOf(index)
  const colour = inks.ink(ink)
  const drawn = line<number | undefined>()
    .defined((value) => value !== undefined)
    .x((_value, row) => round(x(row)))
    .y((value) => round(y(value ?? 0)))
    .digits(1)(values.map(({ value }) => value))
  const path = svgElement('path', {
    d: drawn ?? '',
    fill: 'none',
    stroke: colour,
    'stroke-width': 2.5,
    'stroke-linejoin': 'round',
    'stroke-dasharray': dash,
  })
  if (values.length > mostDots) return path
  const dots = values.map(({ value }, row) => {
    return value === undefined
      ? ''
      : svgElement('circle', { cx: round(x(row)), cy: round(y(value)), r: 3.5, fill: colour })
  })
  return path + dots.join('')
}

/** As many names as have room, the first and the last among them. */
function rowNames(
  rows: readonly string[],
  x: (row: number) => number,
  baseline: number,
  { width, textPx }: PlotFrame,
  inks: Inks,
): string {
  const widest = Math.min(
    width / 3,
    Math.max(...rows.map((name) => measureText(name, { sizePx: textPx }))) * 1.06 + textPx,
  )
  const rooms = rows.slice(1).map((_name, row) => x(row + 1) - x(row))
  const room = rooms[0] ?? width
  const isEven = rooms.every((one) => Math.abs(one - room) < 1)
  const shown = isEven ? evenly(rows.length, Math.ceil(widest / room)) : apart(rows.length, x, widest)
  return shown
    .map((row) => {
      const words = shortened(rows[row]!, Math.max(widest, isEven ? room * 0.94 : 0), textPx)
      const half = (measureText(words, { sizePx: textPx }) * 1.06) / 2
      const middle = Math.min(Math.max(x(row), half), width - half)
      return label(middle, baseline, words, { sizePx: textPx, fill: inks.ink('text'), anchor: 'middle' })
    })
    .join('')
}

/** Every so many rows, and the last. */
function evenly(count: number, every: number): number[] {
  const last = count - 1
  return Array.from({ length: count }, (_, row) => row).filter(
    (row) => row === last || (row % every === 0 && last - row >= every),
  )
}

/** The first and the last row, and between them each that stands far enough from the one before it and from the last. */
function apart(count: number, x: (row: number) => number, widthPx: number): number[] {
  const last = count - 1
  const shown = [0]
  for (let row = 1; row < last; row++) {
    if (x(row) - x(shown.at(-1)!) >= widthPx && x(last) - x(row) >= widthPx) shown.push(row)
  }
  return [...shown, last]
}
