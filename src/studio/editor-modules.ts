import { readdir, readFile, realpath } from 'node:fs/promises'
import { findPackageJSON } from 'node:module'
import path from 'node:path'

/** Where a browser finds the editor's packages: an import map, as HTML has it in a script. */
export interface ImportMap {
  imports: Record<string, string>
  scopes: Record<string, Record<string, string>>
}

/** The editor's packages as the ES modules they are. */
export interface EditorModules {
  map: ImportMap
  /** The file of each address. */
  files: ReadonlyMap<string, string>
}

/** What `client/` imports; what these stand on comes along. */
const entrances = [
  '@codemirror/autocomplete',
  '@codemirror/commands',
  '@codemirror/lang-markdown',
  '@codemirror/language',
  '@codemirror/lint',
  '@codemirror/search',
  '@codemirror/state',
  '@codemirror/view',
  '@lezer/highlight',
]

/** The reader of front matter: many small modules, in a folder of what is meant for browsers. */
const inFolders = ['yaml']

interface Manifest {
  version: string
  module?: string
  exports?: { import?: string; '.'?: { default?: string } }
  dependencies?: Record<string, string>
}

/**
 * Each package is looked for from the one that needs it, wherever a package manager has put it. Two versions of
 * one package have two addresses, and who needs the second has a scope of its own.
 */
export async function findEditorModules(from: string): Promise<EditorModules> {
  const files = new Map<string, string>()
  const map: ImportMap = { imports: {}, scopes: {} }
  const add = async (name: string, base: string): Promise<string> => {
    const { manifest, file, parts } = await readPackage(name, base)
    const address = `/-/modules/${name}@${manifest.version}.js`
    if (files.has(address)) return address
    files.set(address, file)
    const needs: Record<string, string> = {}
    for (const need of Object.keys(manifest.dependencies ?? {})) needs[need] = await add(need, parts)
    map.scopes[address] = needs
    return address
  }
  for (const name of entrances) map.imports[name] = await add(name, from)
  for (const name of inFolders) map.imports[name] = await addFolder(name, from, files)
  return { map, files }
}

/** Each module of a package that stands on no other, at the place where the others look for it. */
async function addFolder(name: string, from: string, files: Map<string, string>): Promise<string> {
  const { manifest, file } = await readPackage(name, from)
  const folder = path.dirname(file)
  const address = `/-/modules/${name}@${manifest.version}/`
  for (const entry of await readdir(folder, { recursive: true })) {
    if (entry.endsWith('.js')) files.set(address + entry.split(path.sep).join('/'), path.join(folder, entry))
  }
  return address + path.basename(file)
}

async function readPackage(
  name: string,
  base: string,
): Promise<{ manifest: Manifest; file: string; parts: string }> {
  const found = findPackageJSON(name, base)
  if (found === undefined) throw new Error(`The package ${name} is not installed`)
  // Beside its real place lies what it needs itself: pnpm shows only a link where it is needed.
  const parts = await realpath(found)
  const manifest = JSON.parse(await readFile(parts, 'utf8')) as Manifest
  const file = manifest.exports?.import ?? manifest.exports?.['.']?.default ?? manifest.module
  if (file === undefined) throw new Error(`The package ${name} has no ES module`)
  return { manifest, file: path.join(path.dirname(parts), file), parts }
}
