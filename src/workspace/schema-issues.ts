import type { Document, Node } from 'yaml'
import type { z } from 'zod'
import { closest, type Report, type RuleId } from '../diagnostics/index.ts'
import type { FilePlace, Place } from '../model/place.ts'
import { yaml } from './yaml-package.ts'

/** What says whether a value fits, and which keys it knows: a schema of zod, which need not be loaded for this file. */
export interface Schema<T> {
  safeParse: (value: unknown) => ParseResult<T>
  toJSONSchema: (params: { unrepresentable: 'any'; io: 'input' }) => object
}

export type ParseResult<T> = { success: true; data: T } | { success: false; error: z.core.$ZodError }

/** Finds the places of values in a file. */
export interface Placing {
  file: string
  /** The range of the value at a path; nothing where there is none. */
  rangeAt: (keys: readonly (string | number)[]) => readonly [number, number, ...unknown[]] | null | undefined
  /** The place of a range of the YAML. */
  placeAt: (range: [number, number]) => Place
}

/** What was read, and how it is to be checked. */
export interface Context extends Placing {
  document: Document
  /** The same as plain values, aliases resolved. */
  value: unknown
  schema: Schema<unknown>
}

/** Reports, in plain words and at its place, what does not fit a schema. */
export function reportIssue(context: Context, issue: z.core.$ZodIssue, report: Report): void {
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

/** The value at a path of keys and indexes; nothing where there is none. */
export function valueAt(value: unknown, keys: readonly (string | number)[]): unknown {
  return keys.reduce<unknown>(
    (parent, key) => (parent as Record<string | number, unknown> | null | undefined)?.[key],
    value,
  )
}

/** The place of the value at a path, or of the nearest that it would stand in. */
export function placeOfPath({ file, rangeAt, placeAt }: Placing, keys: (string | number)[]): FilePlace {
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
