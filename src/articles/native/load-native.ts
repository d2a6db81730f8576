import { createRequire } from 'node:module'

/** Parses a text; what comes is looked at before it is believed. */
export type NativeParse = (text: string) => unknown

interface Satteri {
  markdownToMdast: (source: string, options: object) => unknown
}

const options = { features: { gfm: true, frontmatter: true, directive: true, definitionList: true } }

const require = createRequire(import.meta.url)
let known: NativeParse | Error | undefined

/**
 * The native parser, or why there is none: its package has a binary for each platform that it knows. Loaded when
 * first asked for, since most commands parse nothing.
 */
export function loadNative(): NativeParse | Error {
  known ??= load()
  return known
}

/** Why there is no native parser on this machine; nothing if there is one. */
export function nativeParserProblem(): string | undefined {
  const parse = loadNative()
  // Some say all that they tried on further lines.
  return parse instanceof Error ? parse.message.split('\n', 1)[0] : undefined
}

function load(): NativeParse | Error {
  try {
    const { markdownToMdast } = require('satteri') as Satteri
    return (text) => markdownToMdast(text, options)
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
