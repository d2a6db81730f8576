import type { Document, Scalar } from 'yaml'
import type { Report } from '../diagnostics/index.ts'
import type { FilePlace, Place } from '../model/place.ts'
import { readPlainYaml, type PlainNode } from './plain-yaml.ts'
import {
  placeOfPath,
  reportIssue,
  valueAt,
  type Context,
  type Placing,
  type Schema,
} from './schema-issues.ts'
import { createPlacer } from './text-place.ts'
import { yaml } from './yaml-package.ts'
import { describeYamlErrors, lostTexts } from './yaml-slips.ts'

/** YAML that stands in a file, the whole file or its front matter. */
export interface YamlInput {
  file: string
  /** The whole file. */
  source: string
  /** Where the YAML begins and ends in it. */
  start: number
  end: number
  /** Whether its writer thinks of texts and not of YAML, in which a text may be cut: front matter. */
  isOfTexts?: boolean
  /** What YAML without content means. Default: no keys. */
  whenEmpty?: unknown
}

/** YAML read and checked against a schema, with the place of each key or item. */
export interface YamlResult<T> {
  value: T
  /** The place of the value at a path of keys and indexes; of the whole where there is none. */
  placeOf: (...keys: (string | number)[]) => FilePlace
  /** Whether the file itself has a value there, and not only the schema's default. */
  has: (...keys: (string | number)[]) => boolean
}

/**
 * Parses YAML (1.2 core) and checks it against `schema`.
 * Reports each syntax error and each value that does not fit, at its place; gives nothing if there was one.
 */
export function readYaml<T>(given: YamlInput, schema: Schema<T>, report: Report): YamlResult<T> | undefined {
  // The parser would count a byte order mark as indentation.
  const input = given.source[given.start] === '\uFEFF' ? { ...given, start: given.start + 1 } : given
  const text = withLineFeeds(input.source.slice(input.start, input.end))
  // What comes behind the YAML has no part in its places, and may be a whole article.
  const placer = createPlacer(input.source.slice(0, input.end))
  const { file } = input
  const placeAt: Placing['placeAt'] = ([start, end]) => placer(inside(input, start), inside(input, end))
  const plain = readPlainYaml(text)
  if (plain) {
    const fit = schema.safeParse(plain.value)
    if (fit.success) return resultOf(fit.data, plain.value, { file, placeAt, rangeAt: plainRangesOf(plain) })
  }
  const document = yaml().parseDocument(text, { prettyErrors: false })
  const context: Context = { file, placeAt, rangeAt: rangesOf(document), document, value: undefined, schema }
  if (document.errors.length > 0) {
    for (const { range, ...problem } of describeYamlErrors(document.errors, text))
      report({ rule: 'workspace/invalid-yaml', ...problem, file, place: placeAt(range) })
    return undefined
  }
  const lost = lostTexts(document, text, input.isOfTexts)
  for (const { key, range, written } of lost) {
    const message = `Unexpected \`${written}\` beside the text of \`${key}\`, which leaves it out, expected quotation marks round the whole text`
    report({ rule: 'workspace/cut-text', message, file, place: placeAt(range) })
  }
  if (lost.length > 0) return undefined
  const numbers = spellNumbers(document)
  const valueOf = (): unknown => document.toJS({ maxAliasCount: 100 })
  const parsed = safely(valueOf)
  if (parsed instanceof Error) {
    report({
      rule: 'workspace/invalid-yaml',
      message: `Unexpected YAML: ${parsed.message}, expected valid YAML`,
      file: input.file,
      place: placeOfBadAlias(context),
    })
    return undefined
  }
  context.value = parsed
  let result = schema.safeParse(parsed ?? input.whenEmpty ?? {})
  if (!result.success && numbers.length > 0) {
    for (const { path } of result.error.issues) takeAsNumber(document, path, numbers)
    context.value = valueOf()
    result = schema.safeParse(context.value)
  }
  if (result.success) return resultOf(result.data, context.value, context)
  for (const issue of result.error.issues) reportIssue(context, issue, report)
  return undefined
}

function resultOf<T>(value: T, written: unknown, placing: Placing): YamlResult<T> {
  return {
    value,
    placeOf: (...keys) => placeOfPath(placing, keys),
    has: (...keys) => valueAt(written, keys) !== undefined,
  }
}

function rangesOf(document: Document): Placing['rangeAt'] {
  return (keys) => {
    const node = document.getIn(keys, true)
    return yaml().isNode(node) ? node.range : undefined
  }
}

function plainRangesOf(root: PlainNode): Placing['rangeAt'] {
  return (keys) => keys.reduce<PlainNode | undefined>((node, key) => node?.parts?.get(key), root)?.range
}

/** Single carriage returns end lines too, though not in YAML's eyes; places stay as they are. */
function withLineFeeds(text: string): string {
  return text.replace(/\r(?!\n)/g, '\n')
}

/** Makes numbers that are not written as they are counted, such as `2.50`, `007` and `+44`, the text that they are; gives these. */
function spellNumbers(document: Document): Scalar[] {
  const spelled: Scalar[] = []
  yaml().visit(document, {
    Scalar: (_key, scalar) => {
      if (typeof scalar.value !== 'number' || scalar.source === String(scalar.value)) return
      scalar.value = scalar.source
      spelled.push(scalar)
    },
  })
  return spelled
}

/** Where the schema wants a number. */
function takeAsNumber(document: Document, path: readonly PropertyKey[], spelled: readonly Scalar[]): void {
  const node = document.getIn(path, true)
  const scalar = spelled.find((other) => other === node)
  if (scalar) scalar.value = Number(scalar.source)
}

/** The parser may point one past the end. */
function inside({ start, end }: YamlInput, offset: number): number {
  return Math.min(start + offset, end)
}

/** An alias that has no anchor, else the last: one of those that multiply. */
function placeOfBadAlias({ document, placeAt }: Context): Place | undefined {
  let place: Place | undefined
  const { visit } = yaml()
  visit(document, {
    Alias: (_key, alias) => {
      if (alias.range) place = placeAt([alias.range[0], alias.range[1]])
      return alias.resolve(document) === undefined ? visit.BREAK : undefined
    },
  })
  return place
}

function safely<T>(action: () => T): T | Error {
  try {
    return action()
  } catch (error) {
    return error as Error
  }
}
