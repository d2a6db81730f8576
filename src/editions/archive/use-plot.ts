import { counted, formatDate } from '../../templates/index.ts'
import { escapeHtml } from './escape-html.ts'
import { pageWords } from './words-language.ts'

/** A stretch of time that a plot has a bar for: from `2015` to `2015`, or from `2023-03` to `2023-03`. */
export interface Period {
  from: string
  to: string
}

/** How many articles use a term in each period. */
export type UseCounts = readonly number[]

/** A single bar says nothing, and neither do none. */
export function isPlotted(counts: UseCounts): boolean {
  return counts.length > 1 && counts.some((count) => count > 0)
}

const barHeight = 14
const barWidth = 6
const step = 8

/**
 * A small plot of a term's use: a bar for each period, as one path, because a glossary has a thousand of them. Those
 * who hear the page are told the span and the peak; the term's own page has every number in words.
 */
export function usePlotHtml(counts: UseCounts, periods: readonly Period[], language: string): string {
  const label = `${pageWords(language).useOverTime}: ${peakText(counts, periods, language)}`
  return plotHtml(counts, periods, `role="img" aria-label="${escapeHtml(label)}"`)
}

/** The same beside its numbers in words, which those who hear the page are given instead. */
export function silentPlotHtml(counts: UseCounts, periods: readonly Period[]): string {
  return plotHtml(counts, periods, 'aria-hidden="true"')
}

function plotHtml(counts: UseCounts, periods: readonly Period[], role: string): string {
  const highest = Math.max(1, ...counts)
  const bars = counts.map((count, index) => {
    if (count === 0) return ''
    const height = Math.max(1, Math.round((count / highest) * barHeight))
    return `M${index * step} ${barHeight + 1}v-${height}h${barWidth}v${height}`
  })
  const width = Math.max(1, periods.length) * step - (step - barWidth)
  return `<svg class="use-plot" viewBox="0 0 ${width} ${barHeight + 1}" width="${width}" height="${barHeight + 1}" ${role}><path d="${bars.join('')}"/></svg>`
}

/** `2015: 3, 2016: 5`. Periods without use between others are told too, so that a gap is heard. */
export function useCountsText(counts: UseCounts, periods: readonly Period[], language: string): string {
  return periods
    .map((period, index) => `${periodName(period, language)}:\u00a0${counts[index] ?? 0}`)
    .join(', ')
}

function peakText(counts: UseCounts, periods: readonly Period[], language: string): string {
  const [first, last] = [periods[0], periods.at(-1)]
  const peak = counts.indexOf(Math.max(...counts))
  const name = (period: Period | undefined): string => (period ? periodName(period, language) : '')
  const span = first === last ? name(first) : `${name(first)} – ${name(last)}`
  const peakName = name(periods[peak])
  const most = counted(language, counts[peak] ?? 0, pageWords(language).articleCount)
  return first === last ? `${span}, ${most}` : `${span}; ${peakName}: ${most}`
}

function periodName({ from, to }: Period, language: string): string {
  const first = formatDate(from, language)
  return from === to ? first : `${first}–${formatDate(to, language)}`
}
