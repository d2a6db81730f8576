import type { Root } from 'mdast'
import { expect } from 'vitest'
import { parseMarkdown } from '../../../src/articles/parse-markdown.ts'
import { parseNatively } from '../../../src/articles/native/parse-natively.ts'
import { limitNesting } from '../../../src/articles/limit-nesting.ts'

/** Whether the native parser read the text (else it goes to remark-parse); its tree must be that of remark-parse. */
export function isReadNatively(source: string): boolean {
  if (source.startsWith('\uFEFF') || limitNesting(source).isLimited) return false
  const reading = parseNatively(source, { by: 'native' })
  if (reading.by === 'routed') return false
  expect({ source, by: reading.by }).toEqual({ source, by: 'native' })
  const { tree } = reading as { tree: Root }
  const reference = parseMarkdown(source)
  if (!isSame(tree, reference)) {
    // Fails, and shows where.
    expect({ source, tree: withoutUndefined(tree) }).toEqual({ source, tree: withoutUndefined(reference) })
    throw new Error(`Different trees for ${JSON.stringify(source)}`)
  }
  return true
}

/** Equal in every field; a field that is undefined is none. Faster than `toEqual`, and as strict. */
function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const first = one as Record<string, unknown>
  const second = other as Record<string, unknown>
  for (const key of new Set([...Object.keys(first), ...Object.keys(second)])) {
    if (!isSame(first[key], second[key])) return false
  }
  return true
}

function withoutUndefined(tree: Root): unknown {
  return JSON.parse(JSON.stringify(tree))
}
