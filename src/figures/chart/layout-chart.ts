import type { MeasureText } from '../text/measure-text.ts'
import { isDrawable, type Chart, type ChartArrow, type ChartGroup, type Direction } from './chart.ts'
import type { Arrange } from './load-graphviz.ts'
import { readPlaces, type Curve, type Frame, type Places, type Spot } from './read-places.ts'
import { setLines, sizeBoxes, type SizedBox, type TextBlock, type TextSetting } from './size-box.ts'
import type { FindTerms } from './text-block.ts'
import { labelRoom, writeDot, type SizedChart } from './write-dot.ts'

export interface LayoutOptions {
  /** The width of the column in pixels; 640 unless it is said. */
  width?: number
  /** Which letters become links; none unless it is said. */
  findTerms?: FindTerms
}

export interface PlacedBox extends SizedBox, Frame {}

export interface PlacedGroup extends Frame {
  group: ChartGroup
  title: TextBlock
}

export interface PlacedArrow {
  arrow: ChartArrow
  /** One, or the two halves before and behind a label. */
  curves: Curve[]
  label?: TextBlock & Frame
}

/** A chart with a place for everything. */
export interface PlacedChart {
  chart: Chart
  width: number
  height: number
  boxes: PlacedBox[]
  groups: PlacedGroup[]
  arrows: PlacedArrow[]
}

interface Try {
  direction: Direction
  /** The widest that a box may be. */
  limit: number
  /** Whether boxes that do not fit beside one another stand in several rows. */
  fold: boolean
}

const turned: Record<Direction, Direction> = { down: 'right', up: 'right', right: 'down', left: 'down' }
const roomyBoxes = [236, 220, 204, 188, 172]
const narrowBoxes = [154, 138]
const foldedBoxes = [188, 154]
/** How often rows that are too wide are folded once more. */
const mostFolds = 5
/** Room round the whole, for the width of lines. */
const edge = 2

/**
 * Finds places for everything: in the author's direction with boxes as wide as the column allows, else turned, else
 * with wide rows folded. Nothing where the chart is too large for a picture. Where nothing fits, the narrowest is
 * taken, and `width` is more than the column's.
 */
export function layoutChart(
  chart: Chart,
  measure: MeasureText,
  arrange: Arrange,
  { width = 640, findTerms = () => [] }: LayoutOptions = {},
): PlacedChart | undefined {
  if (!isDrawable(chart)) return undefined
  let narrowest: { sized: SizedChart; width: number } | undefined
  for (const attempt of attemptsFor(chart.direction)) {
    const first = sizeChart(chart, attempt, { measure, findTerms })
    const sized = attempt.fold ? fold(first, arrange, width) : first
    const looked = place(sized, arrange).width
    if (looked <= width) {
      const placed = place({ ...sized, isRouted: true }, arrange)
      if (placed.width <= width) return placed
    }
    if (!narrowest || looked < narrowest.width) narrowest = { sized, width: looked }
  }
  return narrowest && place({ ...narrowest.sized, isRouted: true }, arrange)
}

function attemptsFor(direction: Direction): Try[] {
  const other = turned[direction]
  const upright = direction === 'up' ? 'up' : 'down'
  const plain = (along: Direction, limits: readonly number[]): Try[] =>
    limits.map((limit) => ({ direction: along, limit, fold: false }))
  return [
    ...plain(direction, roomyBoxes),
    ...plain(other, roomyBoxes),
    ...plain(direction, narrowBoxes),
    ...plain(other, narrowBoxes),
    ...foldedBoxes.map((limit) => ({ direction: upright, limit, fold: true }) as const),
  ]
}

function sizeChart(chart: Chart, { direction, limit, fold }: Try, setting: TextSetting): SizedChart {
  const plain = { ...setting, findTerms: () => [] }
  return {
    chart,
    direction,
    boxes: sizeBoxes(chart.boxes, limit, setting),
    labels: chart.arrows.map(({ label, line }) =>
      label === '' || line === 'hidden' ? undefined : setLines([['label', label]], limit * 0.6, plain),
    ),
    titles: chart.groups.map(({ title }) => setLines([['frame', title]], limit, setting)),
    folds: [],
    isRouted: false,
    keepsRows: !fold,
  }
}

/** Lets boxes of a row that is too wide stand below others of it, until the rows fit or nothing is left to move. */
function fold(sized: SizedChart, arrange: Arrange, width: number): SizedChart {
  let folded = sized
  for (let count = 0; count < mostFolds; count++) {
    const placed = place(folded, arrange)
    const more = placed.width > width ? foldsOf(placed, width) : []
    if (more.length === 0) break
    folded = { ...folded, folds: [...folded.folds, ...more] }
  }
  return folded
}

function foldsOf({ boxes }: PlacedChart, width: number): (readonly [number, number])[] {
  const rows = new Map<number, number[]>()
  boxes.forEach(({ y, height }, index) => {
    const middle = Math.round(y + height / 2)
    rows.set(middle, [...(rows.get(middle) ?? []), index])
  })
  const across = (row: number[]): number => row.reduce((sum, index) => sum + boxes[index]!.width + 22, 0)
  const [widest = []] = [...rows.values()].sort((one, other) => across(other) - across(one))
  if (widest.length < 2) return []
  const row = widest.toSorted((one, other) => boxes[one]!.x - boxes[other]!.x)
  const fitting = Math.max(1, Math.min(row.length - 1, Math.floor((row.length * width) / (across(row) + 40))))
  return row.slice(fitting).map((after, index) => [row[index]!, after] as const)
}

function place(sized: SizedChart, arrange: Arrange): PlacedChart {
  const places = readPlaces(arrange(writeDot(sized)))
  const { chart, boxes, labels, titles } = sized
  return {
    chart,
    width: Math.ceil(places.width) + 2 * edge,
    height: Math.ceil(places.height) + 2 * edge,
    boxes: boxes.map((box, index) => {
      const centre = places.centres.get(`b${index}`)!
      return { ...box, ...frameAround(centre, box.boxWidth, box.boxHeight) }
    }),
    groups: chart.groups.map((group, index) => ({
      group,
      title: titles[index]!,
      ...moved(places.frames.get(`cluster_g${index}`)!),
    })),
    arrows: chart.arrows.flatMap((arrow, index) => placeArrow(arrow, index, labels[index], places)),
  }
}

function placeArrow(
  arrow: ChartArrow,
  index: number,
  label: TextBlock | undefined,
  { curves, centres }: Places,
): PlacedArrow[] {
  if (arrow.line === 'hidden') return []
  const own = [curves.get(`s${index}`), curves.get(`e${index}`)].filter((curve) => curve !== undefined)
  const centre = centres.get(`l${index}`)
  return [
    {
      arrow,
      curves: own.map(movedCurve),
      ...(label &&
        centre && {
          label: {
            ...label,
            ...frameAround(centre, label.width + labelRoom.across, label.height + labelRoom.down),
          },
        }),
    },
  ]
}

function frameAround({ x, y }: Spot, width: number, height: number): Frame {
  return moved({ x: x - width / 2, y: y - height / 2, width, height })
}

function moved<T extends Spot>(spot: T): T {
  return { ...spot, x: spot.x + edge, y: spot.y + edge }
}

function movedCurve({ points, startTip, endTip }: Curve): Curve {
  return {
    points: points.map(moved),
    ...(startTip && { startTip: moved(startTip) }),
    ...(endTip && { endTip: moved(endTip) }),
  }
}
