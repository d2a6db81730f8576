import type { Root } from 'mdast'
import { adaptTree } from './adapt-tree.ts'
import { loadNative, type NativeParse } from './load-native.ts'
import { maskColons } from './mask-colons.ts'
import { unlike } from './unlike.ts'

/** A tree, or why there is none and remark-parse must read the text. */
export type NativeReading =
  | { by: 'native'; tree: Root }
  /** The text has something that the two parsers may read differently. */
  | { by: 'routed' }
  /** There is no native parser on this machine. */
  | { by: 'absent' }
  /** It broke, or gave something that is no tree. */
  | { by: 'failed'; reason: string }

/** Reads a text by the native parser if that gives the tree that remark-parse would give. Never throws. */
export function parseNatively(text: string, load: () => NativeParse | Error = loadNative): NativeReading {
  if (unlike(text)) return { by: 'routed' }
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
