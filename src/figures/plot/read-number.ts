/** A number as an author writes it in a table, with what stands before and after it: `£1,250`, `4.3 %`, `−12`. */
export interface WrittenNumber {
  value: number
  before: string
  after: string
}

export type ReadNumber = (written: string) => WrittenNumber | undefined

const digits = /^([^\d]*?)([-+−–]?)\s?([^\d\s.,]*)\s?(\d[\d.,'’\s\u00a0\u202f]*)(.*)$/su

/** Reads numbers with the signs that the language uses for thousands and decimals. */
export function numberReader(language: string): ReadNumber {
  const parts = new Intl.NumberFormat(language, { useGrouping: true }).formatToParts(12345.5)
  const decimal = parts.find(({ type }) => type === 'decimal')?.value ?? '.'
  const isOther = decimal === ',' ? '.' : ','
  return (written) => {
    const match = digits.exec(written.trim())
    if (!match) return undefined
    const [, lead = '', sign = '', unit = '', number = '', rest = ''] = match
    const body = number.trimEnd()
    const plain = body.replace(/['’\s\u00a0\u202f]/gu, '').replaceAll(isOther, '')
    if (plain.indexOf(decimal) !== plain.lastIndexOf(decimal)) return undefined
    const value = Number(plain.replace(decimal, '.').replace(/\.$/, ''))
    if (!Number.isFinite(value) || /\d/.test(rest)) return undefined
    const isNegative = /[-−–]/.test(sign) || (written.trim().startsWith('(') && rest.trim().endsWith(')'))
    return {
      value: isNegative ? -value : value,
      before: (lead.trim() + unit).replace('(', ''),
      after: `${number.slice(body.length)}${rest}`.trimEnd().replace(')', ''),
    }
  }
}
