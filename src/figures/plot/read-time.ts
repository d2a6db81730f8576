/**
 * Where rows stand in time, from 0 to 1, if all of them are of one kind, in order and not about evenly apart: then a line
 * over even distances would be a false one.
 */
export function unevenTimes(rows: readonly string[], language: string): number[] | undefined {
  const times = readTimes(
    rows.map((row) => row.replace(remark, '')),
    language,
  )
  if (!times || times.length < 3) return undefined
  const steps = times.slice(1).map((time, index) => time - times[index]!)
  const isInOrder = steps.every((step) => step > 0) || steps.every((step) => step < 0)
  const lengths = steps.map(Math.abs)
  if (!isInOrder || Math.max(...lengths) < Math.min(...lengths) * aboutEven) return undefined
  const [first, last] = [times[0]!, times.at(-1)!]
  return times.map((time) => (time - first) / (last - first))
}

/** Months have 28 to 31 days, and are evenly apart. */
const aboutEven = 1.15

/** `2026 (forecast)`, `2026*` */
const remark = /\s*(?:\([^)]*\)|[*†‡])$/

function readTimes(rows: readonly string[], language: string): number[] | undefined {
  const kinds = [
    () => yearSpan,
    () => year,
    () => month,
    () => day,
    () => quarter,
    () => monthReader(language),
  ]
  for (const kind of kinds) {
    const times = rows.map(kind()).filter((time) => time !== undefined)
    if (times.length === rows.length) return times
  }
  return undefined
}

type ReadTime = (row: string) => number | undefined

/** `2024`. */
const year: ReadTime = (row) => (/^\d{4}$/.test(row) ? Number(row) : undefined)

/** `2024/25`, `2024–25`, `2024-2025`: from one year to the next. */
const yearSpan: ReadTime = (row) => {
  const [, from = '', to = ''] = /^(\d{4}) ?[/–-] ?(\d{4}|\d{2})$/.exec(row) ?? []
  if (from === '') return undefined
  return String(Number(from) + 1).endsWith(to) ? Number(from) : undefined
}

/** `2024-06`. */
const month: ReadTime = (row) => {
  const [, inYear, number] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(row) ?? []
  return inYear === undefined ? undefined : monthsOf(inYear, Number(number))
}

/** `2024-06-15`. */
const day: ReadTime = (row) => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(row) ? Date.parse(row) : Number.NaN
  return Number.isNaN(time) ? undefined : time / 86_400_000
}

/** `2024 Q2`, `Q2 2024`. */
const quarter: ReadTime = (row) => {
  const [, before, number, after] = /^(?:(\d{4}) ?)?Q([1-4])(?: ?(\d{4}))?$/.exec(row) ?? []
  const inYear = before ?? after
  return inYear === undefined || number === undefined ? undefined : Number(inYear) * 4 + Number(number)
}

/** `June 2024`, `Jun 2024`, `June`: in the language's own words. */
function monthReader(language: string): ReadTime {
  const months = new Map<string, number>()
  for (const style of ['long', 'short'] as const) {
    const { format } = new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC' })
    for (let index = 0; index < 12; index++) months.set(plain(format(Date.UTC(2024, index, 15))), index)
  }
  return (row) => {
    const [, name = '', inYear = '0'] = /^(\D+?)(?: (\d{4}))?$/.exec(row) ?? []
    const index = months.get(plain(name))
    return index === undefined ? undefined : monthsOf(inYear, index)
  }
}

function plain(name: string): string {
  return name.replace(/\.$/, '').toLowerCase()
}

function monthsOf(inYear: string, index: number): number {
  return Number(inYear) * 12 + index
}
