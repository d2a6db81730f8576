import { isMap, isScalar, isSeq, parseDocument, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml'
import type { DetailField, DetailItem, DetailKind, DetailValue } from './detail-fields.ts'
import { frontMatter, mayBeginFrontMatter } from './front-matter.ts'

/** A key of front matter with its value. */
export type DetailPair = Pair<Scalar, Node | null>

/** Front matter that can be read: its keys in their order. */
export interface ReadFrontMatter {
  text: string
  pairs: readonly DetailPair[]
  /** All that it says, for comparing. */
  values: Record<string, unknown>
}

/** What the top of a text says for the form. */
export interface Details {
  /** Nothing to read, where the text has no front matter yet; or something that cannot be read. */
  kind: 'none' | 'broken' | 'read'
  /** The value of a key: empty where it is not there, `undefined` where no field can show it. */
  valueOf: (field: DetailField) => DetailValue | undefined
}

/** Reads the front matter of a text. */
export function readDetails(source: string): Details {
  const part = frontMatter(source)
  const isNone = !part && mayBeginFrontMatter(source)
  const front = isNone || part ? readYaml(part?.text ?? '') : undefined
  if (!front) return { kind: 'broken', valueOf: () => undefined }
  return { kind: isNone ? 'none' : 'read', valueOf: (field) => valueOf(pairOf(front, field), field.kind) }
}

/** Reads keys that stand in lines of their own; nothing where they have errors, or stand in braces. */
export function readYaml(text: string): ReadFrontMatter | undefined {
  const document = parseDocument(text, { prettyErrors: false, keepSourceTokens: true })
  const { contents, errors } = document
  if (errors.length > 0 || (contents !== null && !isKeys(contents))) return undefined
  const pairs = contents?.items ?? []
  try {
    const values = (document.toJS() ?? {}) as Record<string, unknown>
    return pairs.every(({ key }) => typeof key.value === 'string') ? { text, pairs, values } : undefined
  } catch {
    // An alias of nothing.
    return undefined
  }
}

function isKeys(node: Node): node is YAMLMap<Scalar, Node | null> {
  return isMap(node) && node.flow !== true && node.items.every(({ key }) => isScalar(key))
}

/** The pair of a field's key, by either of its names. */
export function pairOf({ pairs }: ReadFrontMatter, field: DetailField): DetailPair | undefined {
  const named = (name: string | undefined): DetailPair | undefined =>
    pairs.find(({ key }) => key.value === name)
  return named(field.key) ?? named(field.otherKey)
}

/** What a value says to a field of this kind. */
export function valueOf(pair: DetailPair | undefined, kind: DetailKind): DetailValue | undefined {
  const node = pair?.value ?? null
  const isList = kind === 'names' || kind === 'subjects' || kind === 'articles'
  if (node === null) return isList ? [] : ''
  if (isScalar(node)) {
    const text = textOf(node)
    if (!isList) return text
    if (text === '') return []
    if (kind === 'articles') return undefined
    return itemsOf(kind === 'subjects' ? text.split(',') : [text])
  }
  if (!isList || !isSeq<Node | null>(node)) return undefined
  const items = node.items.map((item) => itemOf(item, kind))
  return items.every((item) => item !== undefined) ? items : undefined
}

/** Texts that are not empty, as items. */
export function itemsOf(texts: readonly string[]): DetailItem[] {
  return texts
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => ({ text }))
}

function itemOf(node: Node | null, kind: DetailKind): DetailItem | undefined {
  if (isScalar(node)) return itemsOf([textOf(node)])[0]
  if (kind !== 'articles' || !isMap(node)) return undefined
  const values = new Map(
    node.items.map(({ key, value }) => [
      isScalar(key) ? key.value : '',
      isScalar(value) ? textOf(value) : '',
    ]),
  )
  const text = values.get('slug')
  const as = values.get('as') ?? 'full'
  if (!text || (as !== 'full' && as !== 'summary') || values.size > (values.has('as') ? 2 : 1))
    return undefined
  return as === 'summary' ? { text, as } : { text }
}

/** A number or a switch is taken as it is written. */
function textOf({ value, source }: Scalar): string {
  if (typeof value === 'string') return value.trim()
  return value === null || value === undefined ? '' : (source ?? String(value as number | boolean)).trim()
}
