import type { WrittenNumber } from './read-number.ts'
import type { Unit } from './read-unit.ts'

/** A number with what it counts. */
export interface Quantity extends WrittenNumber, Unit {
  /** As written. */
  text: string
}

/** What a column counts, and the numbers of it that count something else. */
export interface Agreement {
  /** A number that shows the unit. */
  example: Quantity
  odd: Quantity[]
}

/**
 * Finds the unit that most numbers of a column have, and those that cannot stand on one scale with them. A number alone
 * has the unit of the others, unless they have powers of ten: beside `£1.2m`, 3 may be three millions.
 */
export function agreeOnUnit(quantities: readonly Quantity[], language: string): Agreement | undefined {
  const marked = quantities.filter((one) => !isBare(one))
  const example = mostCommon(marked.length > 0 ? marked : quantities)
  if (!example) return undefined
  const hasPowers = quantities.some(({ factor }) => factor !== undefined)
  const plurals = new Intl.PluralRules(language)
  const odd = quantities.filter((one) =>
    isBare(one) ? hasPowers && one.value !== 0 : !isSameUnit(one, example, plurals),
  )
  return { example, odd }
}

/** Whether two columns can stand on one scale. */
export function canShareScale(one: Quantity, other: Quantity, language: string): boolean {
  if (isBare(one) || isBare(other)) return one.factor === undefined && other.factor === undefined
  return isSameUnit(one, other, new Intl.PluralRules(language))
}

/** A number without any unit. */
export function isBare({ name, factor }: Unit): boolean {
  return name === '' && factor === undefined
}

/** The first with the unit that stands most often; money, where it is written at some of the numbers only. */
function mostCommon(quantities: readonly Quantity[]): Quantity | undefined {
  const counts = new Map<string, number>()
  for (const { name } of quantities) counts.set(name, (counts.get(name) ?? 0) + 1)
  const [first] = [...counts].toSorted(([, one], [, other]) => other - one)
  const money = first?.[0] === '' ? quantities.find(({ name }) => isMoney(name)) : undefined
  return money ?? quantities.find(({ name }) => name === first?.[0])
}

function isMoney(name: string): boolean {
  return /\p{Sc}/u.test(name)
}

function isSameUnit(one: Quantity, other: Quantity, plurals: Intl.PluralRules): boolean {
  if (one.name === other.name) return true
  // `£850k` and `1.2m`
  if (one.name === '' || other.name === '') return isMoney(one.name + other.name)
  const isOtherForm = plurals.select(Math.abs(one.value)) !== plurals.select(Math.abs(other.value))
  return isOtherForm && stemOf(one.name) !== '' && stemOf(one.name) === stemOf(other.name)
}

/** How a word begins in all its forms: `person` and `people`. */
function stemOf(name: string): string {
  return /^\p{L}{2}(?=\p{L})/u.exec(name.normalize('NFD').replace(/\p{M}/gu, ''))?.[0] ?? ''
}
