import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/diagnostics/index.ts'
import { contrast } from '../../src/model/contrast.ts'
import type { Brand } from '../../src/model/settings.ts'
import { loadSettings, themeSchema } from '../../src/workspace/index.ts'
import { readYaml } from '../../src/workspace/read-yaml.ts'
import { sourceFile } from './findings.ts'

const repository = path.resolve(import.meta.dirname, '../..')

const least = [
  'title: News',
  'organisation: Society',
  'baseUrl: https://example.org/news/',
  'sender: { name: News, address: news@example.org }',
  'postalAddress: [1 High Street]',
  'listId: news.example.org',
  '',
].join('\n')

/** Findings as `rule file:line:column`, a second place after an arrow. */
function read(
  theme: string | undefined,
  brand = '',
): { brand: Brand | undefined; seen: string[]; findings: Finding[] } {
  const findings: Finding[] = []
  const settings = loadSettings(
    sourceFile(least + brand, 'tidings.yaml'),
    (finding) => findings.push(finding),
    theme === undefined ? undefined : sourceFile(theme, 'templates/theme.yaml'),
  )
  const at = (one: Pick<Finding, 'file' | 'place'>): string =>
    `${one.file}:${one.place?.start.line}:${one.place?.start.column}`
  const seen = findings.map((one) => `${one.rule} ${at(one)}${one.related ? ` → ${at(one.related)}` : ''}`)
  return { brand: settings?.brand, seen, findings }
}

const own = themeSchema.parse({})
const brandLine = least.split('\n').length

describe('a theme', () => {
  it.each([
    ['that is missing', undefined],
    ['that is empty', ''],
    ['of comments only', '# later\n'],
    ['with a part that is left out', 'measures: {}\n'],
  ])('%s is the tool’s own', (_what, theme) => {
    const { brand, seen } = read(theme)
    expect(seen).toEqual([])
    expect(brand).toEqual(own)
  })

  it('changes what it names and nothing else', () => {
    const { brand, seen } = read(
      "colours:\n  accent: '#005a2c'\nfonts: { body: Arial }\nmeasures: { emailWidth: 640 }\n",
    )
    expect(seen).toEqual([])
    expect(brand).toEqual({
      ...own,
      colours: { ...own.colours, accent: '#005a2c' },
      fonts: { ...own.fonts, body: 'Arial' },
      measures: { ...own.measures, emailWidth: 640 },
    })
  })

  it('gives way to what the settings say of single colours and fonts', () => {
    const { brand, seen } = read(
      "colours: { accent: '#005a2c', text: '#111111' }\ndarkColours: { accent: '#88ccff' }\nfonts: { body: Arial, mono: Menlo }\n",
      "brand:\n  colours: { accent: '#7a1f5c' }\n  darkColours: { rule: '#555555' }\n  fonts: { body: Verdana }\n",
    )
    expect(seen).toEqual([])
    expect(brand).toEqual({
      ...own,
      colours: { ...own.colours, accent: '#7a1f5c', text: '#111111' },
      darkColours: { ...own.darkColours, accent: '#88ccff', rule: '#555555' },
      fonts: { ...own.fonts, body: 'Verdana', mono: 'Menlo' },
    })
  })

  it('does not take the logo’s place in the settings', () => {
    const { brand } = read('', 'brand: { logo: logo.png, logoAlt: News }\n')
    expect(brand).toEqual({ ...own, logo: 'logo.png', logoAlt: 'News' })
  })

  it.each([
    ['broken YAML', 'colours: [a\n', 'workspace/invalid-yaml 2:1'],
    ['an unknown key', 'colors: {}\n', 'workspace/unknown-key 1:1'],
    ['an unknown colour', "colours:\n  link: '#000000'\n", 'workspace/unknown-key 2:3'],
    ['a colour by name', 'darkColours:\n  text: white\n', 'workspace/invalid-setting 2:9'],
    [
      'a font that leaves its declaration',
      "fonts:\n  body: 'x; } body { display: none'\n",
      'workspace/invalid-setting 2:9',
    ],
    ['an e-mail too narrow', 'measures:\n  emailWidth: 479\n', 'workspace/invalid-setting 2:15'],
    ['an e-mail too wide', 'measures:\n  emailWidth: 801\n', 'workspace/invalid-setting 2:15'],
    ['a half pixel', 'measures:\n  emailTextSize: 16.5\n', 'workspace/invalid-setting 2:18'],
    ['a measure with its unit', 'measures:\n  archiveColumn: 34em\n', 'workspace/invalid-setting 2:18'],
    ['lines that touch', 'measures:\n  archiveLineHeight: 1\n', 'workspace/invalid-setting 2:22'],
    ['a list where keys belong', '- colours\n', 'workspace/invalid-setting 1:1'],
  ])('is refused for %s, at its place', (_what, theme, expected) => {
    const { brand, seen } = read(theme)
    expect(seen).toEqual([expected.replace(' ', ' templates/theme.yaml:')])
    expect(brand).toBeUndefined()
  })

  it('says how far a measure may go', () => {
    const { findings } = read('measures: { emailWidth: 900, emailTextSize: 15.5, archiveTextSize: 9 }\n')
    expect(findings.map(({ message }) => message)).toEqual([
      'Unexpected `900` for `measures.emailWidth`, expected at most 800',
      'Unexpected `15.5` for `measures.emailTextSize`, expected a whole number',
      'Unexpected `9` for `measures.archiveTextSize`, expected at least 14',
    ])
  })

  it('is looked at although the settings have a mistake', () => {
    const { seen } = read('colours: { text: black }\n', 'direction: up\n')
    expect(seen).toEqual([
      `workspace/invalid-setting tidings.yaml:${brandLine}:12`,
      'workspace/invalid-setting templates/theme.yaml:1:18',
    ])
  })
})

describe('contrast', () => {
  it('is what WCAG says', () => {
    expect(contrast('#000', '#ffffff')).toBeCloseTo(21)
    expect(contrast('#767676', '#fff')).toBeCloseTo(4.54, 2)
    expect(contrast('#fff', '#767676')).toBe(contrast('#767676', '#ffffff'))
  })

  it('is enough at 4.5, and one shade below is not', () => {
    expect(read("colours: { muted: '#767676' }\n").seen).toEqual([])
    expect(read("colours: { muted: '#777777' }\n").seen).toEqual([
      'workspace/low-contrast templates/theme.yaml:1:19',
    ])
  })

  it.each([
    ['text', "colours:\n  text: '#999999'\n", '2:9'],
    ['muted text', "colours:\n  muted: '#9aa5ad'\n", '2:10'],
    ['the accent', "colours:\n  accent: '#ffcc00'\n  accentText: '#000000'\n", '2:11'],
    ['text on the accent', "colours:\n  accentText: '#333333'\n", '2:15'],
    ['text on a dark page', "darkColours:\n  text: '#555555'\n", '2:9'],
    ['text on the accent of a dark page', "darkColours:\n  accentText: '#ffffff'\n", '2:15'],
  ])('of %s is reported at its colour, and stops nothing', (_what, theme, at) => {
    const { seen, brand } = read(theme)
    expect(seen).toEqual([`workspace/low-contrast templates/theme.yaml:${at}`])
    expect(brand).toBeDefined()
  })

  it('is reported at the background where that alone was chosen', () => {
    const { seen } = read("darkColours:\n  background: '#888888'\n")
    expect(new Set(seen)).toEqual(new Set(['workspace/low-contrast templates/theme.yaml:2:15']))
  })

  it('is reported where the colour is written last, with the place of the other', () => {
    const { seen } = read(
      "colours:\n  text: '#111111'\n  background: '#eeeeee'\n  muted: '#444444'\n",
      "brand:\n  colours:\n    text: '#bbbbbb'\n",
    )
    expect(seen).toEqual([
      `workspace/low-contrast tidings.yaml:${brandLine + 2}:11 → templates/theme.yaml:3:15`,
    ])
  })

  it('never reads as enough when it is not', () => {
    const [finding] = read("colours: { muted: '#777777' }\n").findings
    expect(finding?.message).toBe(
      'Unexpected contrast 4.47 of `colours.muted` #777777 on `colours.background` #ffffff, expected at least 4.5',
    )
  })

  it('is looked at through an alias', () => {
    const { seen } = read("colours: &pale { text: '#999999' }\ndarkColours: *pale\n")
    expect(seen[0]).toBe('workspace/low-contrast templates/theme.yaml:1:24')
  })
})

describe('the themes that are shipped', () => {
  const themeAt = (file: string): Brand | undefined => {
    const source = readFileSync(path.join(repository, file), 'utf8')
    const { brand, seen } = read(source)
    expect(seen).toEqual([])
    return brand
  }

  it('show the tool’s own values in a new workspace', () => {
    expect(themeAt('starter/templates/theme.yaml')).toEqual(own)
  })

  it('differ for the sample in its colours and fonts only', () => {
    expect(themeAt('templates/theme.yaml')?.measures).toEqual(own.measures)
  })

  it.each(['starter/templates/theme.yaml', 'templates/theme.yaml'])('name every key in %s', (file) => {
    const source = readFileSync(path.join(repository, file), 'utf8')
    const input = { file, source, start: 0, end: source.length }
    const result = readYaml(input, themeSchema, (finding) => expect(finding).toBeUndefined())
    const leaves = Object.entries(own).flatMap(([part, values]) =>
      Object.keys(values).map((key) => [part, key]),
    )
    expect(leaves).toHaveLength(21)
    expect(leaves.filter((keys) => !result?.has(...keys))).toEqual([])
  })
})
