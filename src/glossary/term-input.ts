import type { Term } from '../model/term.ts'
import { termId } from './term-id.ts'
import { isRecord, unexpectedValue } from './unexpected-value.ts'

const lists = ['also', 'replacedBy', 'replaces', 'tags'] as const
const texts = ['plural', 'definition', 'url', 'since', 'until', 'sense', 'id'] as const

type ListKey = (typeof lists)[number]
type TextKey = (typeof texts)[number]

/** A term as programs give it: an entry of a glossary. What is left out is filled in; of a list one may stand alone. */
export interface TermInput
  extends Partial<Omit<Term, ListKey>>, Partial<Record<ListKey, string | readonly string[]>> {
  term: string
  expansion: string
}

/** The terms that a program gave, whole. Throws a `TypeError` that names what is wrong and where. */
export function toTerms(inputs: readonly TermInput[]): Term[] {
  if (!Array.isArray(inputs)) throw unexpectedValue(inputs, 'terms', 'a list of terms')
  return inputs.map((input, at) => toTerm(input, `terms[${at}]`))
}

function toTerm(input: TermInput, name: string): Term {
  if (!isRecord(input)) throw unexpectedValue(input, name, 'an object with `term` and `expansion`')
  const given = texts.filter((key) => input[key] !== undefined)
  const optional: Partial<Pick<Term, TextKey>> = Object.fromEntries(
    given.map((key) => [key, textOf(input[key], `${name}.${key}`)]),
  )
  const term = textOf(input.term, `${name}.term`)
  const nowhere = { line: 1, column: 1, offset: 0 }
  return {
    ...input,
    ...optional,
    term,
    expansion: textOf(input.expansion, `${name}.expansion`),
    also: listOf(input.also, `${name}.also`),
    replacedBy: listOf(input.replacedBy, `${name}.replacedBy`),
    replaces: listOf(input.replaces, `${name}.replaces`),
    tags: listOf(input.tags, `${name}.tags`),
    id: optional.id ?? termId(term, optional.sense),
    caseSensitive: trueOrFalse(input.caseSensitive, `${name}.caseSensitive`) ?? term !== term.toLowerCase(),
    place: input.place ?? { file: '', start: nowhere, end: nowhere },
  }
}

/** YAML makes a number of `2022`. */
function textOf(value: unknown, name: string): string {
  if (typeof value !== 'string' && typeof value !== 'number') throw unexpectedValue(value, name, 'a text')
  return String(value)
}

function listOf(value: unknown, name: string): string[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) return [textOf(value, name)]
  return value.map((one: unknown, at) => textOf(one, `${name}[${at}]`))
}

function trueOrFalse(value: unknown, name: string): boolean | undefined {
  if (value !== undefined && typeof value !== 'boolean') throw unexpectedValue(value, name, 'true or false')
  return value
}
