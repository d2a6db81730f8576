import type { BoxShape } from './chart.ts'
import type { Frame } from './read-places.ts'
import { svgElement } from '../svg.ts'
import { px } from './px.ts'

type Paint = Record<string, string | undefined>
type Corners = readonly (readonly [number, number])[]

const capHeight = 9
const bend = 16

/** The outline of a box. */
export function drawShape(shape: BoxShape, frame: Frame, paint: Paint): string {
  switch (shape) {
    case 'box':
      return round(frame, 4, paint)
    case 'rounded':
      return round(frame, 12, paint)
    case 'pill':
      return round(frame, frame.height / 2, paint)
    case 'doubled':
      return round(frame, 4, paint) + uprights(frame, paint)
    case 'circle':
      return oval(frame, paint)
    case 'cylinder':
      return cylinder(frame, paint)
    default:
      return svgElement('polygon', {
        points: pointsOf(corners(shape, frame)),
        'stroke-linejoin': 'round',
        ...paint,
      })
  }
}

function round({ x, y, width, height }: Frame, radius: number, paint: Paint): string {
  return svgElement('rect', {
    x: px(x),
    y: px(y),
    width: px(width),
    height: px(height),
    rx: px(radius),
    ...paint,
  })
}

function uprights({ x, y, width, height }: Frame, { stroke }: Paint): string {
  const d = [x + 8, x + width - 8].map((at) => `M${px(at)} ${px(y)}v${px(height)}`).join('')
  return svgElement('path', { d, fill: 'none', stroke })
}

function oval({ x, y, width, height }: Frame, paint: Paint): string {
  const [rx, ry] = [width / 2, height / 2]
  return svgElement('ellipse', { cx: px(x + rx), cy: px(y + ry), rx: px(rx), ry: px(ry), ...paint })
}

function cylinder({ x, y, width, height }: Frame, paint: Paint): string {
  const arc = `a${px(width / 2)} ${px(capHeight)} 0 0`
  const side = height - 2 * capHeight
  const body = `M${px(x)} ${px(y + capHeight)}${arc} 1 ${px(width)} 0v${px(side)}${arc} 1 ${px(-width)} 0z`
  const lid = `M${px(x)} ${px(y + capHeight)}${arc} 0 ${px(width)} 0`
  return (
    svgElement('path', { d: body, ...paint }) +
    svgElement('path', { d: lid, fill: 'none', stroke: paint['stroke'] })
  )
}

type Polygon = Exclude<BoxShape, 'box' | 'rounded' | 'pill' | 'doubled' | 'circle' | 'cylinder'>

function corners(shape: Polygon, { x, y, width, height }: Frame): Corners {
  const [right, bottom, middle] = [x + width, y + height, y + height / 2]
  switch (shape) {
    case 'diamond':
      return [
        [x + width / 2, y],
        [right, middle],
        [x + width / 2, bottom],
        [x, middle],
      ]
    case 'hexagon':
      return [
        [x + bend, y],
        [right - bend, y],
        [right, middle],
        [right - bend, bottom],
        [x + bend, bottom],
        [x, middle],
      ]
    case 'flag':
      return [
        [x, y],
        [right, y],
        [right, bottom],
        [x, bottom],
        [x + bend, middle],
      ]
    case 'leaning':
      return [
        [x + bend, y],
        [right, y],
        [right - bend, bottom],
        [x, bottom],
      ]
    case 'leaning-back':
      return [
        [x, y],
        [right - bend, y],
        [right, bottom],
        [x + bend, bottom],
      ]
    case 'wide-foot':
      return [
        [x + bend, y],
        [right - bend, y],
        [right, bottom],
        [x, bottom],
      ]
    case 'wide-head':
      return [
        [x, y],
        [right, y],
        [right - bend, bottom],
        [x + bend, bottom],
      ]
  }
}

function pointsOf(list: Corners): string {
  return list.map(([x, y]) => `${px(x)},${px(y)}`).join(' ')
}
