import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { findEditorModules } from '../../src/studio/editor-modules.ts'
import { makeFolder } from '../made-folders.ts'

const entrances = ['autocomplete', 'commands', 'lang-markdown', 'language', 'lint', 'search', 'state', 'view']
const names = [...entrances.map((name) => `@codemirror/${name}`), '@lezer/highlight']

function writePackage(folder: string, name: string, version: string, dependencies: string[] = []): void {
  mkdirSync(folder, { recursive: true })
  const needs = Object.fromEntries(dependencies.map((need) => [need, '*']))
  const parts = { name, version, type: 'module', exports: { import: './index.js' }, dependencies: needs }
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(parts))
  writeFileSync(path.join(folder, 'index.js'), 'export {}')
}

/** As `yaml` is: what is for browsers lies in a folder, and finds its own parts by their places. */
function writeYaml(folder: string): void {
  mkdirSync(path.join(folder, 'browser/dist'), { recursive: true })
  const parts = { name: 'yaml', version: '2.0.0', exports: { '.': { default: './browser/index.js' } } }
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(parts))
  writeFileSync(path.join(folder, 'browser/index.js'), "export * from './dist/index.js'")
  writeFileSync(path.join(folder, 'browser/dist/index.js'), 'export {}')
}

/** As the tool lies in a project: its own file, from which packages are looked for. */
function toolIn(project: string): string {
  const own = path.join(project, 'node_modules/tidings/dist/studio')
  mkdirSync(own, { recursive: true })
  return pathToFileURL(path.join(own, 'editor-modules.js')).href
}

it('finds two versions of a package where npm has put one inside another', async () => {
  const project = makeFolder()
  const at = (name: string): string => path.join(project, 'node_modules', name)
  for (const name of names)
    writePackage(at(name), name, '1.0.0', name === '@codemirror/view' ? ['crelt'] : [])
  writePackage(at('crelt'), 'crelt', '1.0.0')
  writeYaml(at('yaml'))
  writePackage(at('@codemirror/lint'), '@codemirror/lint', '1.0.0', ['crelt'])
  writePackage(at('@codemirror/lint/node_modules/crelt'), 'crelt', '2.0.0')
  const { map, files } = await findEditorModules(toolIn(project))
  expect(map.scopes['/-/modules/@codemirror/view@1.0.0.js']).toEqual({ crelt: '/-/modules/crelt@1.0.0.js' })
  expect(map.scopes['/-/modules/@codemirror/lint@1.0.0.js']).toEqual({ crelt: '/-/modules/crelt@2.0.0.js' })
  expect(Object.keys(map.imports)).toEqual([...names, 'yaml'])
  expect(files.size).toBe(names.length + 2 + 2)
  expect(map.imports['yaml']).toBe('/-/modules/yaml@2.0.0/index.js')
  expect(files.get('/-/modules/yaml@2.0.0/dist/index.js')).toBe(
    path.join(realpathSync(at('yaml')), 'browser/dist/index.js'),
  )
})

it('finds what lies beside the real place of a package, as pnpm has it', async () => {
  const project = makeFolder()
  const store = path.join(project, 'node_modules/.pnpm')
  for (const name of names) {
    const real = path.join(store, name.replace('/', '+'), 'node_modules', name)
    writePackage(real, name, '1.0.0', name === '@codemirror/view' ? ['crelt'] : [])
    const link = path.join(project, 'node_modules', name)
    mkdirSync(path.dirname(link), { recursive: true })
    symlinkSync(real, link)
  }
  writeYaml(path.join(project, 'node_modules/yaml'))
  const crelt = path.join(store, '@codemirror+view/node_modules/crelt')
  writePackage(crelt, 'crelt', '1.0.0')
  const { files } = await findEditorModules(toolIn(project))
  expect(files.get('/-/modules/crelt@1.0.0.js')).toBe(path.join(realpathSync(crelt), 'index.js'))
})
