import type { Template, Value } from 'liquidjs'
import type { Finding } from '../diagnostics/index.ts'
import { placeAt } from './template-place.ts'
import { isOutput, isValue, tagName, walkTemplates } from './template-walk.ts'

/** The parts of LiquidJS's tokens that the check looks at. */
interface AnyToken {
  input: string
  begin: number
  end: number
  variable?: unknown
  props?: AnyToken[]
  content?: unknown
}

/**
 * Finds what a template may not do with `recipient`: its fields are tokens that become values only in each
 * letter, so a condition, loop, assignment, filter or parameter would judge the token and not the value.
 * `fields` are the names that exist; without it every name passes.
 */
export function checkRecipientUse(
  templates: Template[],
  file: string,
  fields: ReadonlySet<string> | undefined,
): Finding[] {
  const findings: Finding[] = []
  for (const [template, tags] of walkTemplates(templates)) {
    const inCapture = tags.includes('capture')
    const printed = isOutput(template) && !inCapture ? printedField(template.value) : undefined
    if (printed) findings.push(...fieldFindings(printed, file, fields))
    else findings.push(...misuses(template, file, inCapture))
  }
  return findings
}

/** The one token of `{{ recipient.name }}`, when the output is nothing but that. */
function printedField(value: Value): AnyToken | undefined {
  const tokens = value.initial.postfix as unknown as AnyToken[]
  const token = tokens[0]
  const ownFilters = value.filters.filter((filter) => !isOutputEscape(filter))
  const plain = tokens.length === 1 && token && rootName(token) === 'recipient' && token.props?.length === 2
  return plain && ownFilters.length === 0 ? token : undefined
}

/** LiquidJS appends `outputEscape` as a filter that stands nowhere in the source. */
function isOutputEscape(filter: Value['filters'][number]): boolean {
  const { token } = filter as unknown as { token: AnyToken }
  return token.input === ''
}

function fieldFindings(token: AnyToken, file: string, fields: ReadonlySet<string> | undefined): Finding[] {
  const property = token.props?.[1]
  const name = property && typeof property.content === 'string' ? property.content : undefined
  const place = placeAt(token.input, token.begin, token.end)
  if (name === undefined) return [useFinding(file, token, 'a field of the recipient chosen by a variable')]
  if (!fields || fields.has(name)) return []
  const message = `Unexpected recipient field \`${name}\`, expected one of ${[...fields].join(', ')}`
  return [{ rule: 'templates/recipient-field', message, file, place }]
}

function misuses(template: Template, file: string, inCapture: boolean): Finding[] {
  const where = inCapture ? 'inside `capture`' : whereOf(template)
  const tokens = argumentTokens(template).filter((token) => rootName(token) === 'recipient')
  return tokens.map((token) =>
    useFinding(file, token, `${token.input.slice(token.begin, token.end)} ${where}`),
  )
}

function whereOf(template: Template): string {
  const name = tagName(template)
  return name ? `in \`${name}\`` : 'with a filter or inside an expression'
}

function useFinding(file: string, token: AnyToken, what: string): Finding {
  const message = `Unexpected ${what}, expected a field printed alone`
  return {
    rule: 'templates/recipient-use',
    message,
    file,
    place: placeAt(token.input, token.begin, token.end),
  }
}

function argumentTokens(template: Template): AnyToken[] {
  const found: AnyToken[] = []
  for (const argument of template.arguments?.() ?? []) collect(argument, found)
  return found
}

/** Gathers the property accesses in an expression, those in filters' arguments and in `a[b.c]` included. */
function collect(part: unknown, found: AnyToken[]): void {
  if (Array.isArray(part)) return part.forEach((item) => collect(item, found))
  if (typeof part !== 'object' || part === null) return
  if (isValue(part)) {
    collect(part.initial.postfix, found)
    for (const filter of part.filters) collect(filter.args, found)
    return
  }
  const token = part as AnyToken & { lhs?: unknown; rhs?: unknown; initial?: unknown; filters?: unknown[] }
  if (token.props) found.push(token)
  for (const inner of [token.props, token.variable, token.lhs, token.rhs]) collect(inner, found)
}

/** `recipient` of `recipient.name`. */
function rootName(token: AnyToken): string | undefined {
  if (token.variable !== undefined) return undefined
  const first = token.props?.[0]
  return typeof first?.content === 'string' ? first.content : undefined
}
