import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** Parses a text; what comes is looked at before it is believed. */
export type NativeParse = (text: string) => unknown

interface Satteri {
  markdownToMdast: (source: string, options: object) => unknown
  createMdastHandle: (source: string, features: object) => object
  serializeHandle: (handle: object) => unknown
  dropHandle: (handle: object) => void
}

const features = { gfm: true, frontmatter: true, directive: true, definitionList: true }

const require = createRequire(import.meta.url)
let known: NativeParse | Error | undefined
let version: string | undefined

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
    return (text) => markdownToMdast(text, { features })
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** Changes with the native parser: what one version survived another need not. Empty where none is installed. */
export function nativeParserVersion(): string {
  version ??= readVersion()
  return version
}

function readVersion(): string {
  try {
    const folder = path.dirname(path.dirname(require.resolve('satteri')))
    return readFileSync(path.join(folder, 'package.json'), 'utf8')
  } catch {
    return ''
  }
}

/** What `markdownToMdast` of a module does in native code; no tree is made of it. Throws where there is no such module. */
export function loadTrial(module: string): (text: string) => void {
  const { createMdastHandle, serializeHandle, dropHandle } = require(module) as Satteri
  return (text) => {
    const handle = createMdastHandle(text, features)
    try {
      serializeHandle(handle)
    } finally {
      dropHandle(handle)
    }
  }
}
