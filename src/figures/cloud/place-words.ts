import { inkBoxes, type InkBox } from '../text/ink-boxes.ts'
import { measureText } from '../text/measure-text.ts'

export const cloudShapes = ['oval', 'box'] as const

export type CloudShape = (typeof cloudShapes)[number]

/** What a cloud is laid out in: pixels of its own, at which it is also shown. */
export interface CloudFrame {
  width: number
  /** How much wider than high it is meant to be. */
  aspect: number
  shape: CloudShape
  smallestPx: number
  largestPx: number
}

export interface WordToPlace {
  label: string
  weight: number
  bold: boolean
}

/** A word with its place: the middle of its baseline. */
export interface PlacedWord<T extends WordToPlace> {
  word: T
  x: number
  baseline: number
  sizePx: number
  widthPx: number
}

export interface PlacedCloud<T extends WordToPlace> {
  placed: PlacedWord<T>[]
  /** Words that no size makes fit. */
  leftOut: T[]
  height: number
}

/** The side of a cell of the grid that says what is taken. */
const cellPx = 2
/** What stays free round a word. */
const gapPx = { x: 3.5, y: 2.5 }
/** What stays free round the cloud. */
const marginPx = 6
/** No reader makes out less. */
const leastPx = 9

/**
 * Lays words out without turning any: the heaviest in the middle, each other one on a spiral round it at the first
 * place where its letters touch none that stand. The frame grows downwards, so a word is left out only where it is
 * longer than a line. Nothing is left to chance: the same words give the same cloud.
 */
export function placeWords<T extends WordToPlace>(words: readonly T[], frame: CloudFrame): PlacedCloud<T> {
  const sizes = fontSizes(words, frame)
  const grid = createGrid(frame.width, words.length, frame.largestPx)
  const placed: PlacedWord<T>[] = []
  const leftOut: T[] = []
  for (const [index, word] of words.entries()) {
    const sizePx = fittingSize(word, sizes[index]!, frame.width - 2 * marginPx)
    const found = sizePx === undefined ? undefined : placeWord(word, sizePx, index, frame, grid)
    if (found) placed.push(found)
    else leftOut.push(word)
  }
  return { placed: centred(placed, frame.width), leftOut, height: heightOf(placed) }
}

/** By the square root, so that the area of a word goes with its weight; all larger where there is room. */
function fontSizes(
  words: readonly WordToPlace[],
  { width, aspect, smallestPx, largestPx }: CloudFrame,
): number[] {
  const roots = words.map(({ weight }) => Math.sqrt(weight))
  const [least, most] = [Math.min(...roots), Math.max(...roots)]
  const sizesUpTo = (largest: number): number[] =>
    roots.map((root) =>
      most === least
        ? (smallestPx + largest) / 2
        : smallestPx + ((root - least) / (most - least)) * (largest - smallestPx),
    )
  const room = ((width * width) / aspect) * 0.62
  let largest = largestPx
  while (largest > smallestPx + 2 && areaOf(words, sizesUpTo(largest)) > room) largest -= 1
  return sizesUpTo(largest).map((size) => Math.round(size * 2) / 2)
}

function areaOf(words: readonly WordToPlace[], sizes: readonly number[]): number {
  return words.reduce((sum, { label, bold }, index) => {
    const sizePx = sizes[index]!
    return sum + (measureText(label, { sizePx, bold }) + 2 * gapPx.x) * (0.95 * sizePx + 2 * gapPx.y)
  }, 0)
}

function fittingSize({ label, bold }: WordToPlace, sizePx: number, widthPx: number): number | undefined {
  const width = measureText(label, { sizePx, bold })
  if (width <= widthPx) return sizePx
  const fitting = Math.floor((sizePx * widthPx * 2) / width) / 2
  return fitting >= leastPx ? fitting : undefined
}

interface Grid {
  columns: number
  rows: number
  taken: Uint8Array
}

function createGrid(width: number, count: number, largestPx: number): Grid {
  const columns = Math.ceil(width / cellPx)
  const rows = Math.ceil(((count + 4) * largestPx * 2.6) / cellPx)
  return { columns, rows, taken: new Uint8Array(columns * rows) }
}

const goldenAngle = 2.399963229728653

function placeWord<T extends WordToPlace>(
  word: T,
  sizePx: number,
  index: number,
  { width, aspect, shape }: CloudFrame,
  grid: Grid,
): PlacedWord<T> | undefined {
  const boxes = inkBoxes(word.label, { sizePx, bold: word.bold })
  const widthPx = measureText(word.label, { sizePx, bold: word.bold })
  const top = Math.min(...boxes.map((box) => box.top))
  const bottom = Math.max(...boxes.map((box) => box.bottom))
  // As near to the edge as its middle may come.
  const nearest = marginPx + widthPx / 2
  const [middle, centre] = [width / 2, (grid.rows * cellPx) / 2]
  for (let radius = 0; radius < centre; radius += 3) {
    const steps = Math.max(1, Math.ceil((2 * Math.PI * radius * aspect) / 6))
    for (let step = 0; step < steps; step++) {
      const { right, down } = pointOn(shape, index * goldenAngle + (step / steps) * 2 * Math.PI)
      const x = Math.min(Math.max(middle + radius * aspect * right, nearest), width - nearest)
      const baseline = centre + radius * down - (top + bottom) / 2
      const left = x - widthPx / 2
      if (!isFree(boxes, left, baseline, grid)) continue
      take(boxes, left, baseline, grid)
      return { word, x, baseline, sizePx, widthPx }
    }
  }
  return undefined
}

function pointOn(shape: CloudShape, angle: number): { right: number; down: number } {
  const [right, down] = [Math.cos(angle), Math.sin(angle)]
  if (shape === 'oval') return { right, down }
  const reach = Math.max(Math.abs(right), Math.abs(down))
  return { right: right / reach, down: down / reach }
}

function isFree(boxes: readonly InkBox[], left: number, baseline: number, grid: Grid): boolean {
  // From the middle letter outwards: what is taken lies mostly there.
  const middle = boxes.length >> 1
  for (let index = 0; index < boxes.length; index++) {
    const box = boxes[(middle + index) % boxes.length]!
    if (!isBoxFree(left + box.left, left + box.right, baseline + box.top, baseline + box.bottom, grid))
      return false
  }
  return true
}

/** Tried hundreds of thousands of times for one cloud, so it makes no objects. */
function isBoxFree(left: number, right: number, top: number, bottom: number, grid: Grid): boolean {
  const { columns, rows, taken } = grid
  const from = Math.max(0, Math.floor((left - gapPx.x / 2) / cellPx))
  const to = Math.min(columns - 1, Math.floor((right + gapPx.x / 2) / cellPx))
  const first = Math.floor((top - gapPx.y / 2) / cellPx)
  const last = Math.floor((bottom + gapPx.y / 2) / cellPx)
  if (first < 0 || last >= rows) return false
  for (let row = last; row >= first; row--) {
    const start = row * columns
    for (let column = from; column <= to; column++) if (taken[start + column] === 1) return false
  }
  return true
}

function take(boxes: readonly InkBox[], left: number, baseline: number, grid: Grid): void {
  for (const box of boxes) {
    const { from, to, first, last } = cellsOf(box, left, baseline)
    for (let row = Math.max(0, first); row <= last && row < grid.rows; row++) {
      grid.taken.fill(
        1,
        row * grid.columns + Math.max(0, from),
        row * grid.columns + Math.min(to + 1, grid.columns),
      )
    }
  }
}

function cellsOf(box: InkBox, left: number, baseline: number) {
  return {
    from: Math.floor((left + box.left - gapPx.x) / cellPx),
    to: Math.floor((left + box.right + gapPx.x) / cellPx),
    first: Math.floor((baseline + box.top - gapPx.y) / cellPx),
    last: Math.floor((baseline + box.bottom + gapPx.y) / cellPx),
  }
}

interface Extent {
  left: number
  right: number
  top: number
  bottom: number
}

function extentOf<T extends WordToPlace>(placed: readonly PlacedWord<T>[]): Extent {
  const extent = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity }
  for (const { word, x, baseline, sizePx, widthPx } of placed) {
    extent.left = Math.min(extent.left, x - widthPx / 2)
    extent.right = Math.max(extent.right, x + widthPx / 2)
    for (const box of inkBoxes(word.label, { sizePx, bold: word.bold })) {
      extent.top = Math.min(extent.top, baseline + box.top)
      extent.bottom = Math.max(extent.bottom, baseline + box.bottom)
    }
  }
  return extent
}

function heightOf<T extends WordToPlace>(placed: readonly PlacedWord<T>[]): number {
  const { top, bottom } = extentOf(placed)
  return placed.length === 0 ? 0 : Math.ceil(bottom - top + 2 * marginPx)
}

/** Moved so that the cloud stands in the middle, its top at the margin. */
function centred<T extends WordToPlace>(placed: readonly PlacedWord<T>[], width: number): PlacedWord<T>[] {
  const { left, right, top } = extentOf(placed)
  const [sideways, up] = [(width - left - right) / 2, top - marginPx]
  return placed.map((one) => ({
    ...one,
    x: tenth(one.x + sideways),
    baseline: tenth(one.baseline - up),
    widthPx: tenth(one.widthPx),
  }))
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}
