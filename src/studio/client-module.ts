import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'

/** A module of `client/` as the browser runs it; nothing where there is none of that name. */
export async function clientModule(name: string): Promise<string | undefined> {
  if (!/^[a-z][a-z-]*$/.test(name)) return undefined
  const isSource = import.meta.url.endsWith('.ts')
  const file = new URL(`client/${name}.${isSource ? 'ts' : 'js'}`, import.meta.url)
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return isSource && text !== undefined ? withoutTypes(text) : text
}

/** As `tsc` makes it for the package: the types are blank, and modules are named as they are served. */
function withoutTypes(source: string): string {
  return quietly(() => stripTypeScriptTypes(source)).replace(
    /((?:from |import\()'\.\/[a-z-]+)\.ts'/g,
    "$1.js'",
  )
}

/** Node runs our own source by the same means without a word; only the function that does it warns. */
function quietly(strip: () => string): string {
  const { emitWarning } = process
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (!String(warning).includes('stripTypeScriptTypes'))
      (emitWarning as (...all: unknown[]) => void).call(process, warning, ...rest)
  }
  try {
    return strip()
  } finally {
    process.emitWarning = emitWarning
  }
}
