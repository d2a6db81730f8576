import type { ChartType } from './paragraph-mark.ts'
import { attributeOf, childOf, childrenOf, elementsIn, nameOf, type Document, type Element } from './xml.ts'

/** What a chart of Office shows: its title and the numbers that it is drawn from, the names first in each row. */
export interface ChartData {
  title: string
  type: ChartType
  /** The names of the columns; the first is that of the names. */
  heading: string[]
  rows: string[][]
}

/** Charts that can be drawn from one number for each name, and how an article draws them. */
const types: Record<string, ChartType> = {
  'c:barChart': 'bar',
  'c:bar3DChart': 'bar',
  'c:pieChart': 'bar',
  'c:pie3DChart': 'bar',
  'c:doughnutChart': 'bar',
  'c:lineChart': 'line',
  'c:line3DChart': 'line',
  'c:areaChart': 'line',
}

/** Reads the values that a chart keeps of its data (ECMA-376 part 1, §21.2); nothing where it is of another kind. */
export function readChart(document: Document | undefined): ChartData | undefined {
  const root = document?.documentElement ?? undefined
  const plot = childOf(root, 'c:chart', 'c:plotArea')
  const kinds = plot ? childrenOf(plot).filter((child) => nameOf(child).endsWith('Chart')) : []
  const type = kinds[0] && types[nameOf(kinds[0])]
  if (!type || kinds.some((kind) => types[nameOf(kind)] === undefined)) return undefined
  const series = kinds.flatMap((kind) => childrenOf(kind, 'c:ser'))
  const names = pointsOf(childOf(series[0], 'c:cat'))
  const columns = series.map((one) => pointsOf(childOf(one, 'c:val')))
  if (names.length === 0 || columns.length === 0) return undefined
  const title = elementsIn(childOf(root, 'c:chart', 'c:title') ?? plot!, 'a:t')
  return {
    title: title
      .map(({ textContent }) => textContent ?? '')
      .join('')
      .trim(),
    type,
    heading: [
      '',
      ...series.map((one) => elementsIn(childOf(one, 'c:tx') ?? one, 'c:v')[0]?.textContent ?? ''),
    ],
    rows: names.map((name, index) => [name, ...columns.map((column) => column[index] ?? '')]),
  }
}

/** The values of a reference or a literal, each at its place. */
function pointsOf(element: Element | undefined): string[] {
  if (!element) return []
  const cache = elementsIn(element, 'c:strCache', 'c:numCache', 'c:strLit', 'c:numLit')[0]
  if (!cache) return []
  const isNumber = nameOf(cache).startsWith('c:num')
  const format = childOf(cache, 'c:formatCode')?.textContent ?? ''
  const count = Number(attributeOf(childOf(cache, 'c:ptCount'), 'val') ?? 0)
  const points: string[] = Array.from({ length: Math.min(count, 1000) }, () => '')
  for (const point of childrenOf(cache, 'c:pt')) {
    const value = childOf(point, 'c:v')?.textContent ?? ''
    const index = Number(attributeOf(point, 'idx'))
    if (index < points.length) points[index] = isNumber ? writeNumber(value, format) : value
  }
  return points
}

/** As the sheet shows it: 3.1% for 0.031; without the digits that binary fractions add. */
function writeNumber(value: string, format: string): string {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number)) return value
  const isPercent = format.includes('%')
  const shown = isPercent ? number * 100 : number
  const decimals =
    /^general$/i.test(format) || format === '' ? undefined : (/\.(0+)/.exec(format)?.[1]?.length ?? 0)
  const digits =
    decimals === undefined ? String(Number(shown.toPrecision(10))) : shown.toFixed(Math.min(decimals, 20))
  return `${digits}${isPercent ? '%' : ''}`
}
