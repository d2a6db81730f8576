import { scaleLinear } from 'd3-scale'
import type { Inks } from '../ink.ts'
import { svgElement } from '../svg.ts'
import { measureText } from '../text/measure-text.ts'
import {
  fromLeft,
  labelAlong,
  lookOf,
  round,
  shortened,
  type PlotFrame,
  type PlotPart,
} from './plot-frame.ts'
import type { PlotData, PlotValue } from './read-table.ts'

/** Other fonts may be a little wider than the one that measures. */
const slack = 1.06

type Scale = (value: number) => number

/** Bars that lie, each with its number at its end: names have room, and nobody has to read an axis. */
export function drawBars(data: PlotData, frame: PlotFrame, inks: Inks): PlotPart {
  const { rows, series } = data
  const { width, textPx } = frame
  const longest = Math.max(...rows.map((name) => widthOf(name, textPx)))
  // Names stand before their bars or, where that takes too much room, above them.
  const isBeside = longest <= width * 0.34
  const start = isBeside ? longest + textPx * 0.7 : 0
  const barPx = textPx * (series.length > 1 ? 1.25 : 1.5)
  const rowPx = series.length * barPx + textPx * (isBeside ? 0.75 : 2.2)
  const scale = lengthScale(data, start, width, textPx)
  const text = { sizePx: textPx, fill: inks.ink('text') }
  const parts = rows.map((name, row) => {
    const top = row * rowPx + textPx * 0.375
    const bars = top + (isBeside ? 0 : textPx * 1.4)
    const middle = bars + (series.length * barPx) / 2 + textPx * 0.36
    const words = isBeside
      ? labelAlong(frame, start - textPx * 0.7, middle, name, { ...text, anchor: 'end' })
      : labelAlong(frame, 0, top + textPx * 0.95, shortened(name, width / slack, textPx), text)
    const drawn = series.map(({ values }, index) => {
      return bar(values[row], { frame, top: bars + index * barPx, barPx, index, scale, inks })
    })
    return (
      words + drawn.join('') + zeroLine(fromLeft(scale(0), frame), bars, bars + series.length * barPx, inks)
    )
  })
  const height = Math.ceil(rows.length * rowPx)
  return { svg: parts.join(''), height }
}

function widthOf(words: string, textPx: number): number {
  return measureText(words, { sizePx: textPx }) * slack
}

/** From values to pixels, with room for the numbers at the ends of the bars, and with zero always in it. */
function lengthScale({ series }: PlotData, start: number, end: number, textPx: number): Scale {
  const values = series.flatMap((one) => one.values)
  const numbers = values.flatMap(({ value }) => (value === undefined ? [] : [value]))
  const room = (isNegative: boolean): number => {
    const texts = values.filter(({ value }) => value !== undefined && value < 0 === isNegative)
    return texts.length === 0 ? 0 : Math.max(...texts.map(({ text }) => widthOf(text, textPx))) + textPx * 0.5
  }
  const [least, most] = [Math.min(0, ...numbers), Math.max(0, ...numbers)]
  return scaleLinear()
    .domain(least === most ? [0, 1] : [least, most])
    .range([start + room(true) + 1, Math.max(end - room(false), start + room(true) + 24)])
}

interface Bar {
  frame: PlotFrame
  top: number
  barPx: number
  index: number
  scale: Scale
  inks: Inks
}

function bar(one: PlotValue | undefined, { frame, top, barPx, index, scale, inks }: Bar): string {
  if (!one) return ''
  const { value, text } = one
  const { textPx } = frame
  const words = { sizePx: textPx, fill: inks.ink('text') }
  const baseline = top + barPx / 2 + textPx * 0.36
  const zero = scale(0)
  if (value === undefined)
    return text === '' ? '' : labelAlong(frame, zero + textPx * 0.4, baseline, text, words)
  const { ink, opacity } = lookOf(index)
  const [from, to] = value < 0 ? [scale(value), zero] : [zero, scale(value)]
  const shape = svgElement('rect', {
    x: round(Math.min(fromLeft(from, frame), fromLeft(to, frame))),
    y: round(top + 1),
    width: round(Math.max(to - from, 1)),
    height: round(barPx - 2),
    fill: inks.ink(ink),
    'fill-opacity': opacity < 1 ? opacity : undefined,
  })
  const number =
    value < 0
      ? labelAlong(frame, from - textPx * 0.4, baseline, text, { ...words, anchor: 'end' })
      : labelAlong(frame, to + textPx * 0.4, baseline, text, words)
  return shape + number
}

function zeroLine(x: number, top: number, bottom: number, inks: Inks): string {
  return svgElement('line', {
    x1: round(x),
    y1: round(top - 3),
    x2: round(x),
    y2: round(bottom + 3),
    stroke: inks.ink('text'),
    'stroke-width': 1,
  })
}
