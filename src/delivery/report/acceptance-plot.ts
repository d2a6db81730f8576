import { html, type Markup } from './markup.ts'
import { clockTime, counted, number } from './report-words.ts'
import type { SendReport } from './send-report.ts'

/** The drawing's own measures; it is stretched to its place, and the words beside it are not. */
const [width, height] = [1000, 400]

interface Scale {
  from: number
  to: number
  most: number
}

/** Letters accepted over time, drawn, with its words for those who do not see it. */
export function acceptancePlot(report: SendReport): Markup {
  const { buckets, bucketSeconds } = report.acceptance
  const goal = goalOf(report)
  const scale = scaleOf(report, goal)
  const x = (at: number): number => round(((at - scale.from) / (scale.to - scale.from)) * width)
  const y = (letters: number): number => round(height - (letters / scale.most) * height)
  const ends = buckets.map(({ from }) => Date.parse(from) + bucketSeconds * 1000)
  const pathOf = (sums: readonly number[]): string =>
    `M0 ${y(0)}${sums.map((sum, index) => `L${x(ends[index] ?? 0)} ${y(sum)}`).join('')}`
  const line = pathOf(buckets.map(({ acceptedSoFar }) => acceptedSoFar))
  const refusals = runningSum(buckets.map(({ refused }) => refused))
  return html`<figure>
    <div class="plot">
      <svg
        viewBox="0 0 ${width} ${height}"
        preserveAspectRatio="none"
        role="img"
        aria-labelledby="plot-title plot-desc"
      >
        <title id="plot-title">Letters accepted over time</title>
        <desc id="plot-desc">${describe(report)}</desc>
        ${pausesOf(report, scale).map(([from, to]) => html`<rect class="pause" x="${x(from)}" y="0" width="${Math.max(2, x(to) - x(from))}" height="${height}" />`)}
        ${ticks(scale.most).map((letters) => html`<line x1="0" x2="${width}" y1="${y(letters)}" y2="${y(letters)}" />`)}
        <path class="area" d="${line}L${x(ends.at(-1) ?? 0)} ${height}Z" />
        <line class="planned" x1="0" x2="${width}" y1="${y(goal)}" y2="${y(goal)}" />
        <path class="line" d="${line}" />
        ${(refusals.at(-1) ?? 0) > 0 && html`<path class="refusals" d="${pathOf(refusals)}" />`}
      </svg>
      ${timeTicks(scale).map(({ at, label }, index) => html`<span class="axis x${index % 2 ? ' even' : ''}${x(at) > width * 0.95 ? ' last' : ''}" aria-hidden="true" style="left:${x(at) / 10}%">${label}</span>`)}
      ${ticks(scale.most).map((letters) => html`<span class="axis y" aria-hidden="true" style="bottom:${(letters / scale.most) * 100}%">${number(letters)}</span>`)}
      <span class="axis goal" aria-hidden="true" style="top:${y(goal) / 4}%"></span>
    </div>
    <figcaption>${captionOf(report, goal)}</figcaption>
  </figure>`
}

/** Those that could be accepted: all that were planned but those left out. */
function goalOf({ totals }: SendReport): number {
  return totals.planned - totals.suppressed - totals.cancelled
}

function captionOf(report: SendReport, goal: number): string {
  const refused = report.totals.refused > 0 ? ' The dotted line at the bottom counts refusals.' : ''
  const pauses = report.events.some(({ kind }) => kind === 'paused') ? ' A shaded stretch is a pause.' : ''
  return `Letters accepted, added up, in UTC. The dashed line marks the ${counted(goal, 'letter')} to send.${refused}${pauses}`
}

/** The plot in a sentence or two. */
function describe({ acceptance: { buckets }, totals }: SendReport): string {
  const [first, last] = [buckets[0], buckets.at(-1)]
  if (!first || !last) return 'No letter has been accepted yet.'
  const half = buckets.find(({ acceptedSoFar }) => acceptedSoFar * 2 >= totals.accepted)
  const middle = half && totals.accepted > 1 ? ` Half of them by ${clockTime(half.from)}.` : ''
  return `${counted(last.acceptedSoFar, 'letter')} accepted between ${day(first.from)} ${clockTime(first.from)} and ${day(last.from)} ${clockTime(last.from)}.${middle} The table beside has the numbers.`
}

function scaleOf({ acceptance: { buckets, bucketSeconds } }: SendReport, goal: number): Scale {
  const from = Date.parse(buckets[0]?.from ?? '')
  const to = Date.parse(buckets.at(-1)?.from ?? '') + bucketSeconds * 1000
  const top = Math.max(1, goal, buckets.at(-1)?.acceptedSoFar ?? 0)
  return { from, to, most: top * 1.04 }
}

function ticks(most: number): number[] {
  const rough = most / 4
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? power
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step)
}

const timeSteps = [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 7200, 21_600, 43_200, 86_400, 604_800, 2_592_000]

function timeTicks({ from, to }: Scale): { at: number; label: string }[] {
  const rough = (to - from) / 1000 / 6
  const stepMs = (timeSteps.find((seconds) => seconds >= rough) ?? Math.ceil(rough)) * 1000
  const first = Math.ceil(from / stepMs) * stepMs
  const count = Math.floor((to - first) / stepMs) + 1
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const at = first + index * stepMs
    const text = new Date(at).toISOString()
    return {
      at,
      label: stepMs >= 86_400_000 || text.slice(11, 19) === '00:00:00' ? day(text) : clockTime(text),
    }
  })
}

const dayNames = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })

function day(at: string): string {
  return dayNames.format(new Date(at))
}

/** From each pause to the next event that ends it, within the plot. */
function pausesOf({ events }: SendReport, { from, to }: Scale): [number, number][] {
  const pauses: [number, number][] = []
  let since: number | undefined
  for (const { kind, at } of events) {
    if (kind === 'paused') since ??= Date.parse(at)
    else if (since !== undefined && ['resumed', 'started', 'cancelled'].includes(kind)) {
      pauses.push([since, Date.parse(at)])
      since = undefined
    }
  }
  if (since !== undefined) pauses.push([since, to])
  return pauses
    .map(([start, end]): [number, number] => [Math.max(from, start), Math.min(to, end)])
    .filter(([start, end]) => end > start)
}

function runningSum(counts: readonly number[]): number[] {
  let sum = 0
  return counts.map((count) => (sum += count))
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
