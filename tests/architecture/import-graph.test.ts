import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

/** Who may import whom, besides `model` and `diagnostics`, which all may: the house of the design. */
const mayImport: Record<string, readonly string[]> = {
  model: [],
  diagnostics: [],
  workspace: [],
  audience: [],
  glossary: [],
  figures: ['glossary'],
  articles: ['glossary', 'figures', 'audience'],
  templates: [],
  // What the e-mail and the text share lies between their rooms and has no door of its own.
  editions: ['templates'],
  'editions/email': ['editions', 'templates'],
  'editions/text': ['editions', 'templates'],
  'editions/archive': ['editions', 'templates'],
  letter: [],
  press: [
    'workspace',
    'articles',
    'glossary',
    'figures',
    'audience',
    'templates',
    'editions/email',
    'editions/text',
    'editions/archive',
    'letter',
  ],
  database: [],
  members: ['database', 'audience'],
  delivery: ['database', 'members', 'letter'],
  server: ['workspace', 'templates', 'letter', 'database', 'members', 'delivery'],
  intake: [],
  studio: ['press', 'workspace', 'articles', 'glossary', 'intake'],
}

/** Doors besides a room's `index.ts`, for who needs one thing of it and would otherwise load all. Each says for whom it is. */
const sideDoors = [
  'diagnostics/terminal/index.ts',
  'editions/archive/changes/index.ts',
  'editions/email/measures/index.ts',
  'figures/cover/index.ts',
  'intake/format/index.ts',
  'glossary/matcher/index.ts',
  'press/glossary/index.ts',
  'press/pictures/index.ts',
  'press/preview/index.ts',
  'workspace/files/index.ts',
  'workspace/texts/index.ts',
]

/** Rooms at the top, which may import any other. */
const wiring = new Set(['commands', '.'])
const everywhere = ['model', 'diagnostics']

const source = path.resolve(import.meta.dirname, '../../src')

interface Import {
  file: string
  from: string
  to: string
  target: string
}

function imports(): Import[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )
  return files.flatMap((file) => {
    const text = readFileSync(path.join(source, file), 'utf8')
    const specifiers = [...text.matchAll(/(?:from|import)\s*\(?'(\.{1,2}\/[^']+)'/g)].map(
      (match) => match[1]!,
    )
    return specifiers.map((specifier) => {
      const target = path.relative(source, path.resolve(source, path.dirname(file), specifier))
      return { file, from: roomOf(file), to: roomOf(target), target }
    })
  })
}

function roomOf(file: string): string {
  const [first = '.', second = ''] = path.dirname(file).split(path.sep)
  return first === 'editions' && second !== '' ? `editions/${second}` : first
}

describe('the house', () => {
  const all = imports()

  it('has only rooms that the table names', () => {
    const rooms = new Set(all.map(({ from }) => from))
    expect([...rooms].filter((room) => !wiring.has(room) && !(room in mayImport))).toEqual([])
  })

  it('has no room that imports a room it may not', () => {
    const wrong = all.filter(
      ({ from, to }) =>
        from !== to && !wiring.has(from) && !everywhere.includes(to) && !mayImport[from]?.includes(to),
    )
    expect(wrong.map(({ file, target }) => `${file} → ${target}`)).toEqual([])
  })

  it('enters another room only by its doors', () => {
    const wrong = all.filter(
      ({ from, to, target }) =>
        from !== to &&
        to !== 'model' &&
        to !== 'editions' &&
        !wiring.has(to) &&
        target !== path.join(to, 'index.ts') &&
        !sideDoors.includes(target.split(path.sep).join('/')),
    )
    expect(wrong.map(({ file, target }) => `${file} → ${target}`)).toEqual([])
  })

  it('has no side door that nobody enters', () => {
    const entered = new Set(
      all.filter(({ from, to }) => from !== to).map(({ target }) => target.split(path.sep).join('/')),
    )
    expect(sideDoors.filter((door) => !entered.has(door))).toEqual([])
  })

  it('sends a browser only what is meant for it: of the rest of the house it knows types alone', () => {
    const client = readdirSync(path.join(source, 'studio/client')).filter((file) => file.endsWith('.ts'))
    const wrong = client.flatMap((file) => {
      const text = readFileSync(path.join(source, 'studio/client', file), 'utf8')
      const loaded = [...text.matchAll(/^(?:import|export) (?!type )[^;]*? from '([^']+)'/gm)]
      return loaded
        .map(([, specifier = '']) => specifier)
        .filter((specifier) => !/^\.\/[a-z-]+\.ts$|^@codemirror\/|^@lezer\/|^yaml$/.test(specifier))
        .map((specifier) => `${file} → ${specifier}`)
    })
    expect(wrong).toEqual([])
  })

  it('has nothing that imports commands', () => {
    expect(all.filter(({ from, to }) => to === 'commands' && !wiring.has(from))).toEqual([])
  })
})
