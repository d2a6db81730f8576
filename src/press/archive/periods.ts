import type { Period } from '../../editions/archive/index.ts'

/** The most bars that a plot has. */
const mostPeriods = 12

/** The stretches of time that plots have bars for, and which of them a date falls in. */
export interface Periods {
  all: readonly Period[]
  indexOf: (date: string) => number
}

/**
 * Divides the time from the first to the last of the dates into months, years, or several years each, so that every
 * plot of a glossary tells of the same time.
 */
export function periodsOf(dates: readonly string[]): Periods {
  const [first, last] = [earliest(dates), latest(dates)]
  if (first === undefined || last === undefined) return { all: [], indexOf: () => -1 }
  const months = monthNumber(last) - monthNumber(first) + 1
  if (months <= mostPeriods && months > 1 && yearOf(first) === yearOf(last)) return inMonths(first, months)
  return inYears(yearOf(first), yearOf(last))
}

function inMonths(first: string, count: number): Periods {
  const start = monthNumber(first)
  const all = Array.from({ length: count }, (_, index) => monthName(start + index))
  return { all: all.map((name) => ({ from: name, to: name })), indexOf: (date) => monthNumber(date) - start }
}

function inYears(first: number, last: number): Periods {
  const step = Math.ceil((last - first + 1) / mostPeriods)
  const count = Math.ceil((last - first + 1) / step)
  const all = Array.from({ length: count }, (_, index) => {
    const from = first + index * step
    return { from: yearName(from), to: yearName(Math.min(last, from + step - 1)) }
  })
  return { all, indexOf: (date) => Math.floor((yearOf(date) - first) / step) }
}

function earliest(dates: readonly string[]): string | undefined {
  return dates.reduce<string | undefined>(
    (one, other) => (one === undefined || other < one ? other : one),
    undefined,
  )
}

function latest(dates: readonly string[]): string | undefined {
  return dates.reduce<string | undefined>(
    (one, other) => (one === undefined || other > one ? other : one),
    undefined,
  )
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4))
}

/** Months since the year 0. */
function monthNumber(date: string): number {
  return yearOf(date) * 12 + Number(date.slice(5, 7)) - 1
}

function monthName(number: number): string {
  return `${yearName(Math.floor(number / 12))}-${String((number % 12) + 1).padStart(2, '0')}`
}

function yearName(year: number): string {
  return String(year).padStart(4, '0')
}
