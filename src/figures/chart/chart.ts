import type { Place } from '../../model/place.ts'

/** Where the arrows of a chart lead. */
export type Direction = 'down' | 'up' | 'right' | 'left'

export type BoxShape =
  | 'box'
  | 'rounded'
  | 'pill'
  | 'circle'
  | 'diamond'
  | 'doubled'
  | 'cylinder'
  | 'hexagon'
  | 'flag'
  | 'leaning'
  | 'leaning-back'
  | 'wide-foot'
  | 'wide-head'

/** What an author wrote in a box: the first line stands out, the others explain. */
export interface ChartText {
  title: string
  sentences: string[]
}

export interface ChartBox extends ChartText {
  id: string
  shape: BoxShape
  /** The innermost group it lies in. */
  group?: string
  /** Where it is first named, in the chart's own text. */
  place: Place
}

/** A frame round boxes. */
export interface ChartGroup {
  id: string
  /** May be empty: a frame without words. */
  title: string
  /** The group it lies in. */
  parent?: string
  direction?: Direction
  place: Place
}

export type ArrowEnd = 'none' | 'arrow' | 'circle' | 'cross'
export type ArrowLine = 'solid' | 'dotted' | 'thick' | 'hidden'

export interface ChartArrow {
  /** The id of a box or of a group. */
  from: string
  to: string
  /** May be empty. */
  label: string
  start: ArrowEnd
  end: ArrowEnd
  line: ArrowLine
  /** How many ranks it crosses at least. */
  length: number
  place: Place
}

/** Who works with whom: boxes, frames round them, and arrows between them, each in the order of the text. */
export interface Chart {
  /** The author's title (`title` or `accTitle`), or nothing. */
  title?: string
  /** The author's own description (`accDescr`), or nothing. */
  description?: string
  direction: Direction
  boxes: ChartBox[]
  groups: ChartGroup[]
  arrows: ChartArrow[]
}

/** The most that a chart shows as a picture; above, only its list is given. */
export const chartLimits = { boxes: 60, arrows: 120 }

/** Whether a picture of it could be read. */
export function isDrawable(chart: Chart): boolean {
  return chart.boxes.length <= chartLimits.boxes && chart.arrows.length <= chartLimits.arrows
}
