import type { ArrowEnd } from './chart.ts'
import type { PlacedArrow } from './layout-chart.ts'
import type { Curve, Spot } from './read-places.ts'
import { svgElement } from '../svg.ts'
import { px } from './px.ts'

const headHalf = 4.5

/** The line of an arrow and what stands at its ends. */
export function drawArrow({ arrow, curves }: PlacedArrow, stroke: string, ground: string): string {
  const first = curves[0]
  const last = curves.at(-1)
  if (!first || !last) return ''
  const line = svgElement('path', {
    d: curves.map(pathOf).join(''),
    fill: 'none',
    stroke,
    'stroke-width': arrow.line === 'thick' ? '3' : '1.5',
    'stroke-dasharray': arrow.line === 'dotted' ? '5 4' : undefined,
  })
  const paint = { stroke, ground }
  const tail = first.startTip ? drawEnd(arrow.start, first.points[0]!, first.startTip, paint) : ''
  const head = last.endTip ? drawEnd(arrow.end, last.points.at(-1)!, last.endTip, paint) : ''
  return line + tail + head
}

function pathOf({ points: [start, ...rest] }: Curve): string {
  return start ? `M${spotOf(start)}C${rest.map(spotOf).join(' ')}` : ''
}

function spotOf({ x, y }: Spot): string {
  return `${px(x)} ${px(y)}`
}

/** Between the end of the line and the tip. */
function drawEnd(
  end: ArrowEnd,
  base: Spot,
  tip: Spot,
  { stroke, ground }: Record<'stroke' | 'ground', string>,
): string {
  const length = Math.hypot(tip.x - base.x, tip.y - base.y) || 1
  const along = { x: (tip.x - base.x) / length, y: (tip.y - base.y) / length }
  const middle = { x: (tip.x + base.x) / 2, y: (tip.y + base.y) / 2 }
  switch (end) {
    case 'arrow':
      return svgElement('polygon', {
        points: [tip, beside(base, along, headHalf), beside(base, along, -headHalf)].map(spotOf).join(' '),
        fill: stroke,
      })
    case 'circle':
      return svgElement('circle', {
        cx: px(middle.x),
        cy: px(middle.y),
        r: px(length / 2),
        fill: ground,
        stroke,
        'stroke-width': '1.5',
      })
    case 'cross':
      return cross(base, middle, along, stroke)
    case 'none':
      return ''
  }
}

function beside({ x, y }: Spot, along: Spot, distance: number): Spot {
  return { x: x - along.y * distance, y: y + along.x * distance }
}

function cross(base: Spot, middle: Spot, along: Spot, stroke: string): string {
  const far = { x: 2 * middle.x - base.x, y: 2 * middle.y - base.y }
  const line = (from: Spot, to: Spot): string => `M${spotOf(from)}L${spotOf(to)}`
  const d =
    line(beside(base, along, 4), beside(far, along, -4)) +
    line(beside(base, along, -4), beside(far, along, 4)) +
    line(base, middle)
  return svgElement('path', { d, fill: 'none', stroke, 'stroke-width': '1.5' })
}
