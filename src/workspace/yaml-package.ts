import { createRequire } from 'node:module'
import type * as Yaml from 'yaml'

let known: typeof Yaml | undefined

/** Loaded when first asked for: it is seventy files, and most builds read only plain forms. */
export function yaml(): typeof Yaml {
  known ??= createRequire(import.meta.url)('yaml') as typeof Yaml
  return known
}
