import type { ChartPalette } from './chart-palette.ts'
import { describeChart, relateInWords } from './describe-chart.ts'
import { drawArrow } from './draw-arrow.ts'
import { drawLines, textOf, type LinePaint, type LinePlace } from './draw-lines.ts'
import { drawShape } from './draw-shape.ts'
import type { PlacedArrow, PlacedBox, PlacedChart, PlacedGroup } from './layout-chart.ts'
import type { Frame } from './read-places.ts'
import { cardShapes, type TextBlock } from './size-box.ts'
import { svgElement, escapeXml } from '../svg.ts'
import { runsLeftward, type WritingDirection } from '../text/writing-direction.ts'
import { px } from './px.ts'

export interface DrawOptions {
  /** Begins every id, so that two charts of a page have none in common. */
  idPrefix: string
  /** What the picture is called where the author's chart has no title. */
  title: string
  /** The fonts, as `font-family` takes them. */
  fonts: string
  /** Of the publication; from left to right unless it is said. */
  direction?: WritingDirection
  /** The address of a term's entry; no term is linked unless it is said. */
  hrefOf?: (termId: string) => string | undefined
  /** Where the page's text may grow: how many pixels are one `rem`. The picture then grows with it. */
  remPx?: number
  /** Whether the picture has a ground of its own: for letters, where what lies behind it is not ours. */
  isOpaque?: boolean
}

interface Drawing {
  placed: PlacedChart
  palette: ChartPalette
  paint: LinePaint
}

/** The chart as SVG: words as text, no script, nothing that is loaded from elsewhere. */
export function drawChart(placed: PlacedChart, palette: ChartPalette, options: DrawOptions): string {
  const { hrefOf = () => undefined, direction = 'ltr', fonts, isOpaque = false } = options
  const paint = { fill: palette.text, link: palette.link, direction, hrefOf }
  const drawing = { placed, palette, paint }
  const body = [
    isOpaque ? svgElement('rect', { width: '100%', height: '100%', fill: palette.background }) : '',
    ...placed.groups.map((group) => drawGroup(group, drawing)),
    ...placed.arrows.map((arrow) => drawArrow(arrow, palette.line, palette.background)),
    ...placed.arrows.map((arrow) => drawLabel(arrow, drawing)),
    ...placed.groups.map((group) => drawTitle(group, drawing)),
    ...placed.boxes.map((box) => drawBox(box, drawing)),
  ].join('')
  const inside = namesOf(placed, options) + svgElement('g', { 'font-family': fonts }, body)
  return svgElement('svg', rootAttributes(placed, options, body.includes('<a ')), inside)
}

/** A picture hides the links in it from some readers, so that with links it is a group. */
function rootAttributes(
  { width, height }: PlacedChart,
  { idPrefix, remPx }: DrawOptions,
  hasLinks: boolean,
): Record<string, string> {
  return {
    xmlns: 'http://www.w3.org/2000/svg',
    class: 'chart',
    viewBox: `0 0 ${px(width)} ${px(height)}`,
    width: remPx === undefined ? px(width) : `${(width / remPx).toFixed(2)}rem`,
    // Where lines begin is said of each: what the page says would turn them round.
    ...(remPx === undefined ? { height: px(height) } : { direction: 'ltr' }),
    role: hasLinks ? 'group' : 'img',
    'aria-labelledby': `${idPrefix}-title`,
    'aria-describedby': `${idPrefix}-relations`,
  }
}

function namesOf({ chart }: PlacedChart, { idPrefix, title, direction }: DrawOptions): string {
  const relations = relateInWords(describeChart(chart, direction))
  const description = [chart.description, relations].filter(Boolean).join(' ')
  return (
    svgElement('title', { id: `${idPrefix}-title` }, escapeXml(chart.title || title)) +
    `<desc id="${escapeXml(idPrefix)}-relations">${escapeXml(description)}</desc>`
  )
}

function drawGroup(placedGroup: PlacedGroup, { palette, placed }: Drawing): string {
  const { x, y, width, height } = placedGroup
  return svgElement('rect', {
    class: 'chart-frame',
    x: px(x),
    y: px(y),
    width: px(width),
    height: px(height),
    rx: '8',
    fill: groundOf(placedGroup, placed, palette),
    stroke: palette.line,
    'stroke-dasharray': '3 3',
  })
}

/** A title has a rim of its ground, so that an arrow that leads into the frame does not cross its words. */
function drawTitle(placedGroup: PlacedGroup, { palette, paint, placed }: Drawing): string {
  const { title, x, y, width } = placedGroup
  if (title.lines.length === 0) return ''
  const lines = drawLines(title, { ...alongEdge(title, x + 12, x + width - 12, paint), y: y + 7 }, paint)
  const rim = {
    stroke: groundOf(placedGroup, placed, palette),
    'stroke-width': '5',
    'stroke-linejoin': 'round',
    'paint-order': 'stroke',
  }
  return svgElement('g', { class: 'chart-title', ...rim }, lines)
}

/** Frames in frames are tinted by turns. */
function groundOf(
  { group }: PlacedGroup,
  { groups }: PlacedChart,
  { frame, background }: ChartPalette,
): string {
  let depth = 0
  for (let parent = group.parent; parent !== undefined; depth++) {
    const outer = parent
    parent = groups.find((candidate) => candidate.group.id === outer)?.group.parent
  }
  return depth % 2 === 0 ? frame : background
}

/** A label on what lies behind it, so that the line does not cross its words. */
function drawLabel({ label }: PlacedArrow, { placed, palette, paint }: Drawing): string {
  if (!label) return ''
  const around = placed.groups.filter((group) => isWithin(label, group)).at(-1)
  const fill = around ? groundOf(around, placed, palette) : palette.background
  const { x, y, width, height } = label
  const ground = svgElement('rect', {
    class: 'chart-label',
    x: px(x),
    y: px(y),
    width: px(width),
    height: px(height),
    rx: '3',
    fill,
  })
  const top = y + (height - label.lines.length * 17) / 2
  return ground + drawLines(label, { x: x + width / 2, y: top, anchor: 'middle' }, paint)
}

function isWithin(inner: Frame, outer: Frame): boolean {
  const x = inner.x + inner.width / 2
  const y = inner.y + inner.height / 2
  return x > outer.x && x < outer.x + outer.width && y > outer.y && y < outer.y + outer.height
}

function drawBox(placedBox: PlacedBox, { palette, paint }: Drawing): string {
  const { box, lines, x, y, width, height } = placedBox
  const outline = drawShape(box.shape, placedBox, {
    class: 'chart-box',
    fill: palette.background,
    stroke: palette.box,
    'stroke-width': '1.5',
  })
  const isCard = cardShapes.has(box.shape) && box.sentences.length > 0
  const blockHeight = lines.reduce((sum, { role }) => sum + (role === 'title' ? 20 : 18), 0)
  const drop = box.shape === 'cylinder' ? 8 : 0
  const top = y + (height - blockHeight + drop) / 2
  const edge = box.shape === 'box' || box.shape === 'rounded' || box.shape === 'cylinder' ? 14 : 24
  const place = isCard
    ? { ...alongEdge(placedBox, x + edge, x + width - edge, paint), y: top }
    : { x: x + width / 2 + (box.shape === 'flag' ? 7 : 0), y: top, anchor: 'middle' as const }
  return outline + drawLines(placedBox, place, paint)
}

/** The edge at which all of a text begins. */
function alongEdge(
  { lines }: TextBlock,
  left: number,
  right: number,
  { direction }: LinePaint,
): Pick<LinePlace, 'x' | 'anchor'> {
  const text = lines.map(({ parts }) => textOf(parts)).join(' ')
  return runsLeftward(text, direction) ? { x: right, anchor: 'end' } : { x: left, anchor: 'start' }
}
