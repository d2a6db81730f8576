import { closest } from '../diagnostics/index.ts'
import type { AttributeDeclaration } from '../model/settings.ts'
import type { Expression, Literal, OnAudienceError, Test } from './expression.ts'
import { testsOf } from './expression.ts'

/** Attributes that every member has without a declaration. */
export const builtInAttributes: Record<string, AttributeDeclaration> = {
  status: { type: 'text', values: ['active', 'lapsed'] },
  language: { type: 'text' },
}

/** The declared attributes and those that always exist. */
export function withBuiltIn(
  attributes: Record<string, AttributeDeclaration>,
): Record<string, AttributeDeclaration> {
  return { ...attributes, ...builtInAttributes }
}

/**
 * Checks names and values against the declarations. Reports `audience/unknown-attribute`, `audience/unknown-value`
 * and `audience/wrong-type`, with the nearest known word; says whether all is well.
 */
export function checkExpression(
  expression: Expression,
  attributes: Record<string, AttributeDeclaration>,
  onError: OnAudienceError,
): boolean {
  const known = withBuiltIn(attributes)
  return testsOf(expression)
    .map((test) => checkTest(test, known, onError))
    .every(Boolean)
}

function checkTest(
  test: Test,
  known: Record<string, AttributeDeclaration>,
  onError: OnAudienceError,
): boolean {
  const name = test.attribute.text
  if (!Object.hasOwn(known, name)) {
    const names = Object.keys(known)
    const message = `Unexpected attribute \`${name}\`, expected one of ${listOf(names)}`
    onError(
      'audience/unknown-attribute',
      test.attribute.offset,
      test.attribute.length,
      message,
      advice(name, names),
    )
    return false
  }
  const declaration = known[name]!
  const values = test.type === 'comparison' ? [test.value] : test.values
  const isOrdered =
    test.type === 'membership' || checkOrder(test.operator, test.attribute, declaration, onError)
  return values.map((value) => checkValue(value, name, declaration, onError)).every(Boolean) && isOrdered
}

function checkOrder(
  operator: string,
  attribute: Literal,
  { type }: AttributeDeclaration,
  onError: OnAudienceError,
): boolean {
  if (operator === '=' || operator === '!=' || type === 'number' || type === 'date') return true
  const message = `Unexpected \`${operator}\` with \`${attribute.text}\`, expected \`=\`, \`!=\` or \`in\``
  const note = `Only numbers and dates have an order; \`${attribute.text}\` is declared as ${type}.`
  onError('audience/wrong-type', attribute.offset, attribute.length, message, note)
  return false
}

function checkValue(
  value: Literal,
  name: string,
  declaration: AttributeDeclaration,
  onError: OnAudienceError,
): boolean {
  const expected = value.text === '' ? 'a value' : mismatch(value.text, declaration)
  if (expected) {
    const note = value.text === '' ? emptyAdvice : undefined
    const message = `Unexpected \`${value.text}\` for \`${name}\`, expected ${expected}`
    onError('audience/wrong-type', value.offset, value.length, message, note)
    return false
  }
  const values = declaration.values
  if (!values || values.includes(value.text)) return true
  const message = `Unexpected \`${value.text}\` for \`${name}\`, expected one of ${listOf(values)}`
  onError('audience/unknown-value', value.offset, value.length, message, advice(value.text, values))
  return false
}

const emptyAdvice = 'A member without a value gets the `otherwise` part of a passage, or nothing.'

/** What the attribute's type expects, where the value is not that. */
function mismatch(text: string, { type }: AttributeDeclaration): string | undefined {
  if (type === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? undefined : 'a number'
  if (type === 'boolean') return text === 'true' || text === 'false' ? undefined : 'true or false'
  if (type === 'date') return isDay(text) ? undefined : 'a day like 2023-03-02'
  return undefined
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

function advice(word: string, candidates: string[]): string | undefined {
  const candidate = closest(word, candidates)
  return candidate === undefined ? undefined : `Did you mean \`${candidate}\`?`
}

/** At most eight, so that a message stays readable. */
function listOf(names: string[]): string {
  const shown = names.slice(0, 8).map((name) => `\`${name}\``)
  return shown.join(', ') + (names.length > shown.length ? ' …' : '')
}
