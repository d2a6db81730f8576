import type { Root } from 'mdast'
import { adaptTree } from './adapt-tree.ts'
import { loadNative, type NativeParse } from './load-native.ts'
import { maskColons } from './mask-colons.ts'
import { unlike } from './unlike.ts'
import type { Vetted } from './vetter.ts'

/** A tree, or why there is none and remark-parse must read the text. */
export type NativeReading =
  | { by: 'native'; tree: Root }
  /** The text has something that the two parsers may read differently. */
  | { by: 'routed' }
  /** There is no native parser on this machine, or none that can be tried. */
  | { by: 'absent' }
  /** It broke, now or when it was tried, or gave something that is no tree. */
  | { by: 'failed'; reason: string }

/**
 * Reads a text by the native parser if that gives the tree that remark-parse would give, and if it has survived it.
 * Never throws.
 */
export function parseNatively(text: string, vetted: Vetted, load: () => NativeParse | Error = loadNative): NativeReading {
  if (unlike(text)) return { by: 'routed' }
  if (vetted.by !== 'native') return vetted
  const parse = load()
  if (parse instanceof Error) return { by: 'absent' }
  try {
    const masked = maskColons(text)
    const tree = adaptTree(parse(masked), text, masked !== text)
    return tree ? { by: 'native', tree } : { by: 'routed' }
  } catch (error) {
    return { by: 'failed', reason: error instanceof Error ? error.message : String(error) }
  }
}
