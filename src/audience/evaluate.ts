import type { Comparison, ComparisonOperator, Expression, Membership } from './expression.ts'

/** What is known of a member: attribute → value; a missing or empty value is unknown. */
export type MemberAttributes = Record<string, string | number | boolean | undefined>

type Truth = boolean | undefined

/**
 * Whether the expression is definitely true of the member. Inside it is Kleene's three-valued logic: a test of an
 * unknown value is unknown, and so is its negation, so nobody is guessed into or out of an audience. Text compares
 * without regard to capitals, because rosters are typed by hand.
 */
export function evaluate(expression: Expression, member: MemberAttributes): boolean {
  return truthOf(expression, member) === true
}

/** True, false, or nothing where the member's attributes do not say. */
export function truthOf(expression: Expression, member: MemberAttributes): Truth {
  if (expression.type === 'comparison') return compare(expression, member)
  if (expression.type === 'membership') return isMember(expression, member)
  if (expression.type === 'not') return negate(truthOf(expression.operand, member))
  const deciding = expression.type === 'or'
  const truths = expression.operands.map((operand) => truthOf(operand, member))
  if (truths.includes(deciding)) return deciding
  return truths.includes(undefined) ? undefined : !deciding
}

function negate(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth
}

function valueOf(member: MemberAttributes, attribute: string): string | number | boolean | undefined {
  const value = Object.hasOwn(member, attribute) ? member[attribute] : undefined
  return value === '' ? undefined : value
}

function compare({ attribute, operator, value }: Comparison, member: MemberAttributes): Truth {
  const known = valueOf(member, attribute.text)
  if (known === undefined) return undefined
  if (operator === '=') return equals(known, value.text)
  if (operator === '!=') return negate(equals(known, value.text))
  const order = orderOf(known, value.text)
  return order === undefined ? undefined : holds(operator, order)
}

function isMember({ attribute, negated, values }: Membership, member: MemberAttributes): Truth {
  const known = valueOf(member, attribute.text)
  if (known === undefined) return undefined
  const isIn = values.some((value) => equals(known, value.text))
  return isIn !== negated
}

function equals(known: string | number | boolean, text: string): boolean {
  if (typeof known === 'number') return known === Number(text)
  return foldCase(String(known)) === foldCase(text)
}

function foldCase(text: string): string {
  return text.normalize('NFC').toLowerCase()
}

/** Numbers by size; days, as `2023-03-02`, by their letters. */
function orderOf(known: string | number | boolean, text: string): number | undefined {
  const difference = Number(known) - Number(text)
  if (!Number.isNaN(difference)) return difference
  if (typeof known !== 'string') return undefined
  return known < text ? -1 : known > text ? 1 : 0
}

function holds(operator: ComparisonOperator, order: number): boolean {
  if (operator === '<') return order < 0
  if (operator === '<=') return order <= 0
  return operator === '>' ? order > 0 : order >= 0
}
