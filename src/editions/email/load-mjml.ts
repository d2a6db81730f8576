import { createRequire, Module } from 'node:module'
import type Mjml2Html from 'mjml'

/**
 * What MJML loads with itself, and calls only where a template has styles to be written into elements, or attributes
 * to be added to them: four hundred modules of six hundred.
 */
const seldomUsed = ['juice', 'cheerio']

let known: Promise<typeof Mjml2Html> | undefined

/** Loads MJML, which takes half as long without what few templates need; that is loaded when it is used. */
export function loadMjml(): Promise<typeof Mjml2Html> {
  known ??= load()
  return known
}

async function load(): Promise<typeof Mjml2Html> {
  const own = createRequire(import.meta.url)
  const core = createRequire(createRequire(own.resolve('mjml')).resolve('mjml-core'))
  for (const name of seldomUsed) loadLate(core, name)
  const { default: mjml2html } = await import('mjml')
  return mjml2html
}

/** Puts in the place of a CommonJS module what loads it when it is called, or asked for anything. */
function loadLate(require: NodeJS.Require, name: string): void {
  const file = require.resolve(name)
  if (require.cache[file]) return
  let loaded: object | undefined
  const load = (): object => {
    if (!loaded) {
      delete require.cache[file]
      loaded = require(name) as object
    }
    return loaded
  }
  const late = new Module(file)
  late.loaded = true
  late.exports = new Proxy(() => undefined, {
    apply: (_target, self, args) => Reflect.apply(load() as () => unknown, self, args) as unknown,
    // Whoever loads it asks for this at once.
    get: (_target, key) => (key === '__esModule' ? undefined : (Reflect.get(load(), key) as unknown)),
    set: (_target, key, value) => Reflect.set(load(), key, value),
    has: (_target, key) => key in load(),
  })
  require.cache[file] = late
}
