import { createRequire } from 'node:module'
import type * as Yaml from 'yaml'
import type { Document, Node, Scalar } from 'yaml'
import type { z } from 'zod'
import { closest, type Report, type RuleId } from '../diagnostics/index.ts'
import type { FilePlace, Place } from '../model/place.ts'
import { readPlainYaml, type PlainNode } from './plain-yaml.ts'
import { createPlacer } from './text-place.ts'
import { describeYamlErrors, lostTexts } from './yaml-slips.ts'

let known: typeof Yaml | undefined

/** Loaded when first asked for: it is seventy files, and most builds read only plain forms. */
function yaml(): typeof Yaml {
  known ??= createRequire(import.meta.url)('yaml') as typeof Yaml
  return known
}

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

/** What says whether a value fits, and which keys it knows: a schema of zod, which need not be loaded for this file. */
export interface Schema<T> {
  safeParse: (value: unknown) => ParseResult<T>
  toJSONSchema: (params: { unrepresentable: 'any'; io: 'input' }) => object
}

type ParseResult<T> = { success: true; data: T } | { success: false; error: z.core.$ZodError }

interface Placing {
  file: string
  /** The range of the value at a path; nothing where there is none. */
  rangeAt: (keys: readonly (string | number)[]) => readonly [number, number, ...unknown[]] | null | undefined
  /** The place of a range of the YAML. */
  placeAt: (range: [number, number]) => Place
}

interface Context extends Placing {
  document: Document
  /** The same as plain values, aliases resolved. */
  value: unknown
  schema: Schema<unknown>
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

function reportIssue(context: Context, issue: z.core.$ZodIssue, report: Report): void {
  const { file } = context
  const branch = issue.code === 'invalid_union' ? likeliestBranch(issue) : undefined
  if (branch) {
    for (const inner of branch)
      reportIssue(context, { ...inner, path: [...issue.path, ...inner.path] }, report)
    return
  }
  const keys = issue.path.filter((key) => typeof key !== 'symbol')
  const name = keys.join('.')
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      const near = closest(key, keysOf(context.schema))
      report({
        rule: 'workspace/unknown-key',
        message: `Unexpected key \`${key}\`${name && ` in \`${name}\``}, expected ${near ? `\`${near}\`` : 'a known key'}`,
        file,
        place: placeOfKey(context, [...keys, key]),
      })
    }
    return
  }
  if (issue.code === 'invalid_key') {
    report({
      rule: 'workspace/invalid-setting',
      message: `Unexpected key \`${name}\`, expected ${issue.issues.map(describe).join(' and ')}`,
      file,
      place: placeOfKey(context, keys),
    })
    return
  }
  const value = valueAt(context.value, keys)
  const missing = value === undefined && keys.length > 0
  const rule: RuleId = missing ? 'workspace/missing-key' : ruleOf(issue)
  report({
    rule,
    message: missing
      ? `Unexpected missing key \`${name}\`, expected ${describe(issue)}`
      : `Unexpected ${quoteValue(value)} for \`${name || 'the file'}\`, expected ${describe(issue)}`,
    file,
    place: placeOfPath(context, keys),
    ...(rule === 'workspace/invalid-slug' && noteOfFileName(value)),
  })
}

/** Whoever names an article by its file. */
function noteOfFileName(value: unknown): { note: string } | undefined {
  const name = typeof value === 'string' ? /([^/]+)\.md$/i.exec(value)?.[1] : undefined
  return name === undefined ? undefined : { note: `Write \`${name}\`: the name of its file without \`.md\`.` }
}

/** The alternative whose shape the value has, though not its content. */
function likeliestBranch(union: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue[] | undefined {
  return union.errors.find((branch) =>
    branch.every((inner) => inner.code !== 'invalid_type' || inner.path.length > 0),
  )
}

/** A schema says which rule a finding belongs to, and the keys it knows, through zod's `params`. */
function ruleOf(issue: z.core.$ZodIssue): RuleId {
  return issue.code === 'custom' && typeof issue.params?.['rule'] === 'string'
    ? (issue.params['rule'] as RuleId)
    : 'workspace/invalid-setting'
}

/** Every key that the schema names at any depth. */
function keysOf(schema: Schema<unknown>): Set<string> {
  const keys = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [name, child] of Object.entries(value)) {
      if (name === 'properties') Object.keys(child as object).forEach((key) => keys.add(key))
      visit(child)
    }
  }
  visit(schema.toJSONSchema({ unrepresentable: 'any', io: 'input' }))
  return keys
}

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_union') {
    const kinds = issue.errors.flat().map(describe)
    return [...new Set(kinds)].filter((kind) => kind !== 'a number' || !kinds.includes('text')).join(' or ')
  }
  if (issue.code === 'custom') return issue.message
  if (issue.code === 'invalid_type') {
    if (!issue.message.startsWith('Invalid input')) return issue.message
    return issue.expected === 'object' ? 'keys and values' : article(issue.expected)
  }
  if (issue.code === 'invalid_value') return issue.values.map((value) => `\`${String(value)}\``).join(' or ')
  if (issue.code === 'too_small') return issue.origin === 'string' ? 'some text' : `at least ${issue.minimum}`
  if (issue.code === 'too_big') return `at most ${issue.maximum}`
  return issue.message.replace(/^Invalid input: expected /, '')
}

function article(type: string): string {
  if (type === 'array') return 'a list'
  if (type === 'string') return 'text'
  if (type === 'int') return 'a whole number'
  if (type === 'boolean') return '`true` or `false`'
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`
}

function quoteValue(value: unknown): string {
  if (typeof value === 'string') return `\`${value.length > 60 ? `${value.slice(0, 57)}…` : value}\``
  if (value === null || value === undefined) return 'empty value'
  if (typeof value === 'object') return Array.isArray(value) ? 'list' : 'keys'
  return `\`${value as number | boolean}\``
}

function valueAt(value: unknown, keys: readonly (string | number)[]): unknown {
  return keys.reduce<unknown>(
    (parent, key) => (parent as Record<string | number, unknown> | null | undefined)?.[key],
    value,
  )
}

function placeOfPath({ file, rangeAt, placeAt }: Placing, keys: (string | number)[]): FilePlace {
  for (let length = keys.length; length >= 0; length--) {
    const range = rangeAt(keys.slice(0, length))
    if (range) return { file, ...placeAt([range[0], length === keys.length ? range[1] : range[0]]) }
  }
  return { file, ...placeAt([0, 0]) }
}

function placeOfKey(context: Context, keys: (string | number)[]): FilePlace {
  const parent = context.document.getIn(keys.slice(0, -1), true)
  const { isMap, isPair, isScalar } = yaml()
  const key = isMap(parent)
    ? parent.items.find((pair) => isPair(pair) && isScalar(pair.key) && pair.key.value === keys.at(-1))?.key
    : undefined
  const range = (key as Node | undefined)?.range
  if (!range) return placeOfPath(context, keys)
  return { file: context.file, ...context.placeAt([range[0], range[1]]) }
}
