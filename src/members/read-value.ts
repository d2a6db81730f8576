import { closest } from '../diagnostics/index.ts'
import type { AttributeValues, MemberStatus } from '../model/member.ts'
import type { AttributeDeclaration } from '../model/settings.ts'

/** A value as it is kept, or what was expected in its place. */
export type ReadValue<T> = { value: T } | { expected: string; note?: string }

/** Letters in a name, a number, a value: more is a mistake of the file. */
const longest = 500

/** Text of one line: in Unicode's form NFC, with single spaces; other control characters are refused. */
export function readText(text: string): ReadValue<string> {
  const value = text.normalize('NFC').replace(/\s+/gu, ' ').trim()
  if (/[\p{Cc}\p{Cs}]/u.test(value)) return { expected: 'no control characters' }
  return value.length > longest ? { expected: `at most ${longest} characters` } : { value }
}

/**
 * A value of a declared attribute, with the declared spelling where the values are a closed list. Numbers have a
 * decimal point, days are like 2023-03-02, truth is yes or no, true or false, 1 or 0.
 */
export function readAttribute(
  { type, values }: AttributeDeclaration,
  text: string,
): ReadValue<AttributeValues[string]> {
  const tidy = readText(text)
  if ('expected' in tidy) return tidy
  const { value } = tidy
  if (type === 'number')
    return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(value)
      ? listed(Number(value), values)
      : { expected: 'a number' }
  if (type === 'boolean') return readTruth(value)
  if (type === 'date' && readDay(value) === undefined) return { expected: 'a day like 2023-03-02' }
  return listed(value, values)
}

function listed(value: string | number, values: readonly string[] | undefined): ReadValue<string | number> {
  if (!values) return { value }
  const wanted = foldText(String(value))
  const found = values.find((one) => foldText(one) === wanted || Number(one) === value)
  if (found !== undefined) return { value: typeof value === 'number' ? value : found }
  const near = closest(String(value), values)
  const shown = values.slice(0, 8).map((one) => `\`${one}\``)
  return {
    expected:
      near === undefined ? `one of ${shown.join(', ')}${values.length > 8 ? ' …' : ''}` : `\`${near}\``,
  }
}

function foldText(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim()
}

const truths = new Map([
  ...['true', 'yes', 'y', '1'].map((word) => [word, true] as const),
  ...['false', 'no', 'n', '0'].map((word) => [word, false] as const),
])

function readTruth(text: string): ReadValue<boolean> {
  const value = truths.get(text.toLowerCase())
  return value === undefined ? { expected: 'yes or no' } : { value }
}

/** Milliseconds of the day's beginning in UTC; nothing where it is no day. */
function readDay(text: string): number | undefined {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? time : undefined
}

/** A moment: a day, or a day and a time with its zone as ISO 8601 writes them. */
export function readMoment(text: string): ReadValue<number> {
  const expected = { expected: 'a day like 2023-03-02 or a time like 2023-03-02T10:00:00Z' }
  const [day = ''] = text.split(/[T ]/)
  const start = readDay(day)
  if (start === undefined) return expected
  if (text === day) return { value: start }
  const isTime = /^[\d-]+[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/.test(text)
  const value = isTime ? Date.parse(text.replace(' ', 'T')) : Number.NaN
  return Number.isNaN(value) ? expected : { value }
}

/** A language tag (BCP 47) in its usual capitals. */
export function readLanguage(text: string): ReadValue<string> {
  if (text.trim() === '') return { value: '' }
  try {
    return { value: Intl.getCanonicalLocales(text.trim())[0] ?? '' }
  } catch {
    return { expected: 'a language tag such as en-GB' }
  }
}

const statusWords: Record<MemberStatus, readonly string[]> = {
  active: ['active', 'current'],
  lapsed: ['lapsed', 'inactive', 'expired', 'former', 'resigned'],
}

export function readStatus(text: string): ReadValue<MemberStatus> {
  const word = text.trim().toLowerCase()
  if (statusWords.active.includes(word)) return { value: 'active' }
  if (statusWords.lapsed.includes(word)) return { value: 'lapsed' }
  return { expected: '`active` or `lapsed`' }
}
