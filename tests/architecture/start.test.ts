import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { roomsApart } from '../../src/press/tool.ts'

const source = path.resolve(import.meta.dirname, '../../src')

/** What a file imports when it is loaded: not its types, and not what it loads later. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const imports = text.matchAll(/^(?:import|export)\s+(?!type\b)(?:[^'()]*?\sfrom\s+)?'([^']+)'/gm)
  return [...imports].map(([, specifier]) => specifier!)
}

/** All files of ours and packages that are loaded with `files`. */
function loadedWith(...files: string[]): { files: string[]; packages: string[] } {
  const found = new Set(files.map((file) => path.join(source, file)))
  const packages = new Set<string>()
  for (const file of found) {
    for (const specifier of importsOf(file)) {
      if (specifier.startsWith('.')) found.add(path.resolve(path.dirname(file), specifier))
      else if (!specifier.startsWith('node:')) packages.add(specifier)
    }
  }
  return { files: [...found].map((file) => path.relative(source, file)), packages: [...packages] }
}

describe('what is loaded before anything is known to have changed', () => {
  it('is commander and nothing else for `tidings --help`', () => {
    const { files, packages } = loadedWith('cli.ts')
    expect(packages).toEqual(['commander'])
    expect(files.length).toBeLessThan(20)
  })

  it('is no package that makes or reads anything for `tidings check`', () => {
    const { files, packages } = loadedWith('cli.ts', 'commands/check.ts', 'press/index.ts')
    expect(packages).toEqual(['commander'])
    expect(files).not.toContain('diagnostics/rules.ts')
  })

  it('is no schema, and no YAML but the plain, for a build after a text has changed', () => {
    const { packages } = loadedWith('press/run-fully.ts')
    expect(packages).toContain('liquidjs')
    expect(
      packages.filter((name) => ['zod', 'yaml', 'mjml', 'sharp', 'remark-parse'].includes(name)),
    ).toEqual([])
  })

  it('is no room that the press leaves out of what its work depends on', () => {
    const rooms = loadedWith('press/run-fully.ts').files.map((file) => file.split(path.sep)[0]!)
    expect(rooms).toContain('editions')
    expect(rooms.filter((room) => roomsApart.has(room))).toEqual([])
  })
})
