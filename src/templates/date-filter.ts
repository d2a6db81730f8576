const styles: Record<string, Intl.DateTimeFormatOptions> = {
  full: { dateStyle: 'full' },
  long: { dateStyle: 'long' },
  medium: { dateStyle: 'medium' },
  short: { dateStyle: 'short' },
  month: { year: 'numeric', month: 'long' },
  year: { year: 'numeric' },
}

/**
 * A calendar date (`2023`, `2023-03`, `2023-03-02`, or an ISO instant) in words of the language, in UTC.
 * Styles: `full`, `long` (default), `medium`, `short`, `month`, `year`. Throws for anything else, `now` included:
 * the same workspace gives the same bytes on any day.
 */
export function formatDate(value: unknown, language: string, style = 'long'): string {
  const text = String(value)
  const key = `${text} ${language} ${style}`
  const words = known.get(key) ?? wordsOf(text, language, style)
  // An archive has as many dates as articles, and shows each many times.
  if (known.size < maximumKnown) known.set(key, words)
  return words
}

const known = new Map<string, string>()
const maximumKnown = 50_000

function wordsOf(text: string, language: string, style: string): string {
  const options = styles[style]
  if (!options)
    throw new RangeError(`Unexpected date style \`${style}\`, expected ${Object.keys(styles).join(', ')}`)
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?$/.exec(text)
  const date = new Date(parts ? text : Number.NaN)
  if (!parts || Number.isNaN(date.getTime())) {
    throw new RangeError(`Unexpected date \`${text}\`, expected a date such as 2023-03-02`)
  }
  return formatterOf(language, parts[3] ? style : parts[2] ? 'month' : 'year').format(date)
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Making one takes longer than a page, so each is kept. */
function formatterOf(language: string, style: string): Intl.DateTimeFormat {
  const key = `${language} ${style}`
  const formatter =
    formatters.get(key) ?? new Intl.DateTimeFormat(language, { ...styles[style], timeZone: 'UTC' })
  formatters.set(key, formatter)
  return formatter
}
