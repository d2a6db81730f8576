import type { ArrowEnd, Chart, ChartArrow, ChartGroup, Direction } from './chart.ts'
import type { SizedBox, TextBlock } from './size-box.ts'

/** A chart whose texts are broken into lines and whose boxes have their sizes. */
export interface SizedChart {
  chart: Chart
  direction: Direction
  boxes: SizedBox[]
  /** For each arrow its label, or nothing. */
  labels: (TextBlock | undefined)[]
  /** The title of each group. */
  titles: TextBlock[]
  /** Pairs of boxes of which the second has to stand in a later rank. */
  folds: readonly (readonly [number, number])[]
  /** Whether groups keep to a direction of their own. */
  keepsRows: boolean
  /** Whether arrows are laid, which takes most of the time; for a first look at the width they need not be. */
  isRouted: boolean
}

const rankDirections: Record<Direction, string> = { down: 'TB', up: 'BT', right: 'LR', left: 'RL' }
/** Room round a label, and between a frame and what is in it. */
export const labelRoom = { across: 10, down: 6 }
const frameRoom = 14
const pixelsPerInch = 72

/**
 * The chart in Graphviz's language: sizes only, no texts. Names are ours (`b0`, `l0`, `g0`), so nothing that an author
 * wrote reaches Graphviz. A label is a small box of its own in the middle of its arrow, so that it has its room.
 */
export function writeDot(sized: SizedChart): string {
  const { chart, direction, boxes, labels } = sized
  const names = nameEnds(chart)
  return [
    'digraph {',
    `graph [rankdir=${rankDirections[direction]} compound=true splines=${sized.isRouted ? 'true' : 'none'} nodesep=0.3 ranksep=${ranksApart(sized)}]`,
    'node [shape=box fixedsize=true label=""]',
    'edge [arrowsize=0.8 arrowhead=normal arrowtail=normal]',
    ...insideOf(undefined, sized),
    ...boxes.map(({ box, boxWidth, boxHeight }, index) => {
      const shape = box.shape === 'circle' ? 'ellipse' : box.shape === 'diamond' ? 'diamond' : 'box'
      return `b${index} [shape=${shape} ${sizeOf(boxWidth, boxHeight)}]`
    }),
    ...labels.map((label, index) =>
      label ? `l${index} [${sizeOf(label.width + labelRoom.across, label.height + labelRoom.down)}]` : '',
    ),
    ...chart.arrows.map((arrow, index) => edgeOf(arrow, index, labels[index] !== undefined, names)),
    ...sized.folds.map(([before, after]) => `b${before} -> b${after} [style=invis]`),
    '}',
  ].join('\n')
}

/** Room for the line and its head, in inches; a label divides its arrow in two. */
function ranksApart({ direction, labels }: SizedChart): string {
  if (direction === 'left' || direction === 'right') return '0.5'
  return labels.some((label) => label !== undefined) ? '0.34' : '0.45'
}

function sizeOf(width: number, height: number): string {
  return `width=${inches(width)} height=${inches(height)}`
}

function inches(pixels: number): string {
  return (Math.ceil(pixels) / pixelsPerInch).toFixed(4)
}

/** The frames in a frame, its boxes, and the labels of arrows that stay inside it. */
function insideOf(group: ChartGroup | undefined, sized: SizedChart): string[] {
  const { chart, boxes, labels, titles } = sized
  const own = boxes.flatMap(({ box }, index) => (box.group === group?.id ? [`b${index}`] : []))
  const inner = chart.groups.flatMap((child, index) =>
    child.parent === group?.id
      ? [`subgraph cluster_g${index} {`, frameOf(titles[index]!), ...insideOf(child, sized), '}']
      : [],
  )
  const between = chart.arrows.flatMap((arrow, index) =>
    labels[index] && commonGroup(chart, arrow) === group?.id ? [`l${index}`] : [],
  )
  const row = isAcross(group, sized) ? [`{ rank=same; ${[...own, ...between].join('; ')} }`] : []
  return [...own, ...inner, ...between, ...row]
}

/** A group whose own direction lies across the chart's stands in one rank. */
function isAcross(group: ChartGroup | undefined, { chart, direction, keepsRows }: SizedChart): boolean {
  if (!keepsRows || !group?.direction || chart.groups.some(({ parent }) => parent === group.id)) return false
  const isUpright = (one: Direction): boolean => one === 'down' || one === 'up'
  return isUpright(group.direction) !== isUpright(direction)
}

/** A title is a table without words, of the size that the words will take. */
function frameOf({ width, height }: TextBlock): string {
  if (height === 0) return `margin=${frameRoom}`
  const table = `<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0" FIXEDSIZE="TRUE" WIDTH="${Math.ceil(width) + 8}" HEIGHT="${height}"><TR><TD></TD></TR></TABLE>>`
  return `margin=${frameRoom} labeljust=l label=${table}`
}

/** The innermost group in which both ends of an arrow lie. */
function commonGroup(chart: Chart, { from, to }: ChartArrow): string | undefined {
  const around = new Set(groupsAround(chart, from))
  return groupsAround(chart, to).find((id) => around.has(id))
}

/** From the inside out; a group is not round itself. */
function groupsAround({ boxes, groups }: Chart, id: string): string[] {
  const around: string[] = []
  let parent = groups.find((group) => group.id === id)?.parent ?? boxes.find((box) => box.id === id)?.group
  while (parent !== undefined) {
    around.push(parent)
    const outer = parent
    parent = groups.find((group) => group.id === outer)?.parent
  }
  return around
}

/** What an arrow joins in Graphviz: a box, or a box of a group and the frame at which the arrow ends. */
interface End {
  node: string
  frame?: string
  /** The groups round it. */
  inside: string[]
}

type Side = 'from' | 'to'

function nameEnds(chart: Chart): (id: string, side: Side) => End {
  return (id, side) => {
    const box = chart.boxes.findIndex((candidate) => candidate.id === id)
    const inside = groupsAround(chart, id)
    if (box >= 0) return { node: `b${box}`, inside }
    const group = chart.groups.findIndex((candidate) => candidate.id === id)
    return { node: `b${boxAtEdge(chart, id, side)}`, frame: `cluster_g${group}`, inside }
  }
}

/** Arrows lead to a box that nothing in its group leads to, and come from one that leads to nothing there. */
function boxAtEdge(chart: Chart, group: string, side: Side): number {
  const members = chart.boxes.flatMap(({ id }, index) =>
    groupsAround(chart, id).includes(group) ? [index] : [],
  )
  const ids = new Set(members.map((index) => chart.boxes[index]!.id))
  const within = chart.arrows.filter(({ from, to }) => ids.has(from) && ids.has(to))
  const atEdge = members.filter((index) => !within.some((arrow) => arrow[side] === chart.boxes[index]!.id))
  return (side === 'from' ? atEdge.at(-1) : atEdge[0]) ?? members[0]!
}

function edgeOf(
  arrow: ChartArrow,
  index: number,
  isLabelled: boolean,
  endOf: (id: string, side: Side) => End,
): string {
  const from = endOf(arrow.from, 'from')
  const to = endOf(arrow.to, 'to')
  const hidden = arrow.line === 'hidden' ? ['style=invis'] : []
  const tail = frameAt('ltail', from, arrow.from, to)
  const head = frameAt('lhead', to, arrow.to, from)
  const heads = (start: ArrowEnd, end: ArrowEnd): string => `dir=${directionBetween(start, end)}`
  // A frame and its title take what lies between two ranks, so that an arrow to it needs one more.
  const ranks = (frames: string[]): string => `minlen=${arrow.length + (frames.length > 0 ? 1 : 0)}`
  if (!isLabelled) {
    const frames = [...tail, ...head]
    const own = [`id=e${index}`, heads(arrow.start, arrow.end), ranks(frames)]
    return edge(from.node, to.node, [...own, ...frames, ...hidden])
  }
  const first = [`id=s${index}`, heads(arrow.start, 'none'), 'headclip=false', ...tail]
  const second = [`id=e${index}`, heads('none', arrow.end), 'tailclip=false', ranks(head), ...head]
  return `${edge(from.node, `l${index}`, first)}\n${edge(`l${index}`, to.node, second)}`
}

function edge(from: string, to: string, attributes: readonly string[]): string {
  return `${from} -> ${to} [${attributes.join(' ')}]`
}

function directionBetween(start: ArrowEnd, end: ArrowEnd): string {
  if (start === 'none') return end === 'none' ? 'none' : 'forward'
  return end === 'none' ? 'back' : 'both'
}

/** An arrow can end at a frame only if it comes from outside. */
function frameAt(attribute: string, end: End, id: string, other: End): string[] {
  return end.frame !== undefined && !other.inside.includes(id) ? [`${attribute}=${end.frame}`] : []
}
