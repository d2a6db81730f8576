/** A number as an author writes it in a table, with what stands before and after it: `£1,250`, `4.3 %`, `−12`. */
export interface WrittenNumber {
  value: number
  before: string
  after: string
}

export type ReadNumber = (written: string) => WrittenNumber | undefined

const parts = /^([^\d]*?)([-+−–]?)\s?([^\d\s.,]*)\s?(\d[\d.,'’\s\u00a0\u202f]*)(.*)$/su

/** Reads numbers with the signs that the language uses for thousands and decimals; nothing where there is a doubt. */
export function numberReader(language: string): ReadNumber {
  const form = numberForm(language)
  return (written) => {
    const match = parts.exec(written.trim())
    if (!match) return undefined
    const [, lead = '', sign = '', unit = '', number = '', rest = ''] = match
    const body = number.trimEnd()
    const numeral = form.exec(body.replace(/[.,'’]+$/, ''))
    if (!numeral || /\d/.test(rest) || isSentence(lead, unit)) return undefined
    const [, whole = '', , fraction = ''] = numeral
    const value = Number(`${whole.replace(/\D/g, '')}.${fraction || '0'}`)
    const isNegative = /[-−–]/.test(sign) || (written.trim().startsWith('(') && rest.trim().endsWith(')'))
    return {
      value: isNegative ? -value : value,
      before: (lead.trim() + unit).replace('(', ''),
      after: `${number.slice(body.length)}${rest}`.trimEnd().replace(')', ''),
    }
  }
}

/** A sign for thousands stands before groups of three, or as in India of two and at last three: `12,5` has none. */
function numberForm(language: string): RegExp {
  const decimal = decimalSign(language)
  const [point, other] = decimal === ',' ? [',', '\\.'] : ['\\.', ',']
  const grouped = `[1-9]\\d{0,2}([${other}'’\\s\\u00a0\\u202f])\\d{3}(?:\\2\\d{3})*`
  const indian = `[1-9]\\d?(?:${other}\\d{2})+${other}\\d{3}`
  return new RegExp(`^(\\d+|${grouped}|${indian})(?:${point}(\\d+))?$`, 'u')
}

function decimalSign(language: string): string {
  return (
    new Intl.NumberFormat(language).formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.'
  )
}

/** `see note 3` and `.5`: what stands before the digits is more than a unit. */
function isSentence(lead: string, unit: string): boolean {
  return /[.,]$/.test(lead + unit) || (/\p{L}/u.test(lead) && /\p{L}/u.test(unit))
}
