import { escapeXml, svgElement } from '../svg.ts'
import type { Inks } from '../ink.ts'
import { measureText } from '../text/measure-text.ts'
import type { Series } from './read-table.ts'

/** What a plot is drawn in. */
export interface PlotFrame {
  width: number
  textPx: number
  /** Whether it begins at the right edge, as a page does in a language that is written from right to left. */
  isMirrored: boolean
}

/** A part of a plot as SVG, and how high it is. */
export interface PlotPart {
  svg: string
  height: number
}

/** How one series is told from the others: never by its colour alone. */
export interface SeriesLook {
  ink: 'accent' | 'muted' | 'text'
  /** Bars: how much of its colour. */
  opacity: number
  /** Lines. */
  dash: string | undefined
}

const looks: SeriesLook[] = [
  { ink: 'accent', opacity: 1, dash: undefined },
  { ink: 'muted', opacity: 0.65, dash: '7 4' },
  { ink: 'text', opacity: 1, dash: '2 4' },
  { ink: 'accent', opacity: 0.45, dash: '12 4 2 4' },
]

/** Readers can tell so many apart. */
export const mostSeries = looks.length

export function lookOf(index: number): SeriesLook {
  return looks[index % looks.length]!
}

export interface TextOptions {
  sizePx: number
  fill: string
  anchor?: 'start' | 'middle' | 'end'
  bold?: boolean
}

export function label(
  x: number,
  y: number,
  words: string,
  { sizePx, fill, anchor, bold }: TextOptions,
): string {
  const style = { 'font-size': sizePx, fill, 'text-anchor': anchor, 'font-weight': bold ? 'bold' : undefined }
  return svgElement('text', { x: round(x), y: round(y), ...style }, escapeXml(words))
}

/** From the edge at which the plot begins to the left edge of the picture. */
export function fromLeft(x: number, { width, isMirrored }: PlotFrame): number {
  return isMirrored ? width - x : x
}

const otherEnd = { start: 'end', middle: 'middle', end: 'start' } as const

/** Words whose place counts from the edge at which the plot begins. */
export function labelAlong(
  frame: PlotFrame,
  x: number,
  y: number,
  words: string,
  options: TextOptions,
): string {
  if (!frame.isMirrored) return label(x, y, words, options)
  const anchor = otherEnd[options.anchor ?? 'start']
  return label(fromLeft(x, frame), y, words, { ...options, anchor })
}

/** The words cut so that they take no more than `widthPx`; the table has them whole. */
export function shortened(words: string, widthPx: number, sizePx: number): string {
  if (measureText(words, { sizePx }) <= widthPx) return words
  const signs = [...words]
  while (signs.length > 1 && measureText(`${signs.join('')}…`, { sizePx }) > widthPx) signs.pop()
  return `${signs.join('').trimEnd()}…`
}

/** What each colour and line stands for; nothing for a single series, which the caption names. */
export function legend(
  series: readonly Series[],
  kind: 'bar' | 'line',
  frame: PlotFrame,
  inks: Inks,
): PlotPart {
  const { width, textPx } = frame
  if (series.length < 2) return { svg: '', height: 0 }
  const line = textPx * 1.7
  const swatch = textPx * 1.6
  let [x, y] = [0, textPx]
  const parts = series.map(({ name }, index) => {
    const words = shortened(name, width - swatch - 8, textPx)
    const taken = swatch + 8 + measureText(words, { sizePx: textPx }) * 1.05 + textPx * 1.4
    if (x > 0 && x + taken - textPx > width) [x, y] = [0, y + line]
    const left = frame.isMirrored ? fromLeft(x + swatch, frame) : x
    const sign =
      kind === 'bar'
        ? barSign(left, y, swatch, index, textPx, inks)
        : lineSign(left, y, swatch, index, textPx, inks)
    const text = { sizePx: textPx, fill: inks.ink('text') }
    const part = sign + labelAlong(frame, x + swatch + 8, y, words, text)
    x += taken
    return part
  })
  return { svg: parts.join(''), height: y + textPx }
}

function barSign(x: number, y: number, width: number, index: number, textPx: number, inks: Inks): string {
  const { ink, opacity } = lookOf(index)
  return svgElement('rect', {
    x: round(x),
    y: round(y - textPx * 0.8),
    width: round(width),
    height: round(textPx * 0.9),
    fill: inks.ink(ink),
    'fill-opacity': opacity < 1 ? opacity : undefined,
  })
}

function lineSign(x: number, y: number, width: number, index: number, textPx: number, inks: Inks): string {
  const { ink, dash } = lookOf(index)
  const middle = round(y - textPx * 0.35)
  return svgElement('line', {
    x1: round(x),
    y1: middle,
    x2: round(x + width),
    y2: middle,
    stroke: inks.ink(ink),
    'stroke-width': 2.5,
    'stroke-dasharray': dash,
  })
}

export function round(value: number): number {
  return Math.round(value * 10) / 10
}
