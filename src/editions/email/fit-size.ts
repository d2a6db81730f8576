import type { Cut, IssueInput } from '../issue-input.ts'
import { cutPoints, type CutPoint } from './cut-points.ts'

/** Gmail cuts messages at about 102 KB of the encoded HTML; it hides what comes after, the unsubscribe link too. */
export const maxBytes = 100_000

type Render<T> = (cut: Cut | undefined) => Promise<T | undefined>

/**
 * Renders whole if that fits, else with as much as fits: up to a section's beginning, or an article's, or if there is
 * none up to a block's. Gives nothing if a rendering gave nothing, `too-large` if no cut is small enough.
 */
export async function fitSize<T extends { sizeBytes: number }>(
  input: IssueInput,
  render: Render<T>,
): Promise<T | undefined | 'too-large'> {
  const whole = await render(undefined)
  if (!whole || whole.sizeBytes <= maxBytes) return whole
  const points = cutPoints(input)
  const first = points[0]
  const sections = await lastFitting(
    points.filter(({ atSection }) => atSection),
    render,
  )
  if (sections !== 'too-large') return sections
  const blocks = await lastFitting(
    points.filter(({ cut }) => cut !== first?.cut),
    render,
  )
  if (blocks !== 'too-large') return blocks
  return first ? lastFitting([first], render) : 'too-large'
}

/**
 * The last of the points whose rendering fits. Sizes grow with the points, so this is a search in a sorted list; since
 * size is nearly proportional to weight, guessing by weight finds it in a few renderings.
 */
async function lastFitting<T extends { sizeBytes: number }>(
  points: readonly CutPoint[],
  render: Render<T>,
): Promise<T | undefined | 'too-large'> {
  let best: T | 'too-large' = 'too-large'
  let low = 0
  let high = points.length - 1
  let known: Known = {}
  while (low <= high) {
    const index = guess(points, low, high, known)
    const point = points[index]
    const edition = point && (await render(point.cut))
    if (!point || !edition) return undefined
    const seen = { weight: point.weightBefore, size: edition.sizeBytes }
    if (edition.sizeBytes <= maxBytes) {
      best = edition
      low = index + 1
      known = { ...known, fitting: seen }
    } else {
      high = index - 1
      known = { ...known, tooLarge: seen }
    }
  }
  return best
}

interface Known {
  fitting?: { weight: number; size: number }
  tooLarge?: { weight: number; size: number }
}

/** The last point that should still fit, by a line through what is known; the middle while too little is. */
function guess(points: readonly CutPoint[], low: number, high: number, { fitting, tooLarge }: Known): number {
  if (!fitting || !tooLarge || fitting.size >= tooLarge.size) return Math.ceil((low + high) / 2)
  const share = (maxBytes - fitting.size) / (tooLarge.size - fitting.size)
  const weight = fitting.weight + share * (tooLarge.weight - fitting.weight)
  let index = high
  while (index > low && (points[index]?.weightBefore ?? 0) > weight) index -= 1
  return index
}
