import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { createProgram } from '../../src/commands/program.ts'
import { renderStylesheet } from '../../src/editions/archive/index.ts'
import { makeSite } from '../editions/archive/site.ts'
import { codeOf, headingFragments, readDocument, relativeLinks, type Document } from './markdown-links.ts'

const silent = { out: () => undefined, err: () => undefined, interactive: false, colour: false, env: {} }
const program = await createProgram({ terminal: silent, exit: () => undefined })

const root = path.resolve(import.meta.dirname, '../..')
const pages = globSync('docs/**/*.md', { cwd: root }).toSorted()
const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...pages].map((file) =>
  readDocument(root, file),
)

describe.each(documents)('$file', (document) => {
  test('has links that lead somewhere', () => {
    const broken = relativeLinks(document).filter(({ url }) => !leadsSomewhere(url, document))
    expect(broken).toEqual([])
  })

  test('names commands that exist, with options they have', () => {
    const used = codeOf(document).flatMap(commandsIn)
    expect(used.flatMap((words) => unknownWords(words))).toEqual([])
  })

  test('names npm scripts that exist', () => {
    const used = codeOf(document).flatMap((line) => [
      ...line.matchAll(/\bnpm run (?:--?[\w-]+(?: '[^']*')? )*([\w:-]+)/g),
    ])
    const names = [...used.map(([, name = '']) => name), ...shortScriptsIn(document)]
    expect(names.filter((name) => !(name in scripts))).toEqual([])
  })
})

test('every command is documented', () => {
  const text = readFileSync(path.join(root, 'docs/commands.md'), 'utf8')
  const headings = text.match(/^## .*$/gm) ?? []
  expect(headings.toSorted()).toEqual(
    commandNames(program)
      .map((name) => `## ${name}`)
      .toSorted(),
  )
})

test('every command is named in a guide', () => {
  const guides = documents.filter(({ file }) =>
    /^(?:README|docs\/(?:authors|officers|members|designers|developers|sending|serving))\.md$/.test(file),
  )
  const code = guides.flatMap((document) => codeOf(document)).join('\n')
  const leaves = commandNames(program).filter(
    (name) => !['tidings', 'tidings glossary', 'tidings members'].includes(name),
  )
  const isNamed = (name: string): boolean =>
    code.includes(name) ||
    code.includes(name.replace(/^tidings/, 'tidings --')) ||
    code.split('\n').includes(name.replace(/^tidings /, ''))
  expect(leaves.filter((name) => !isNamed(name))).toEqual([])
})

test('the README begins with the two commands', () => {
  const [first, second] = codeOf(documents[0]!)
  expect(first).toMatch(/^npm ci && npm start\b/)
  expect(second).toBe('npm test')
})

test('the guide for designers tells of every name that the templates use', () => {
  const guide = readFileSync(path.join(root, 'docs/designers.md'), 'utf8')
  const templates = globSync('templates/**/*.{mjml,html}', { cwd: root })
  const names = templates.flatMap((file) => {
    const tags = readFileSync(path.join(root, file), 'utf8').match(/\{[{%].*?[%}]\}/g) ?? []
    return tags.flatMap((tag) => tag.replace(/'[^']*'/g, '').match(/\b[a-z]\w*(?:\.[a-z]\w*)+/gi) ?? [])
  })
  const isOurs = (name: string): boolean => !/^(?:words|forloop|theme\.(?:light|dark))\./.test(name)
  const words = new Set(names.filter(isOurs).flatMap((name) => name.split('.').slice(1)))
  words.delete('size')
  expect(words.size).toBeGreaterThan(40)
  expect([...words].filter((word) => !new RegExp(`\`(?:[\\w.]+\\.)?${word}\\b`).test(guide))).toEqual([])
})

test('the guide for designers tells of every custom property of the stylesheet that the theme gives', () => {
  const guide = readFileSync(path.join(root, 'docs/designers.md'), 'utf8')
  const given = new Set(renderStylesheet(makeSite().settings, '').match(/--[\w-]+(?=:)/g))
  expect(given.size).toBeGreaterThan(8)
  expect([...given].filter((name) => !guide.includes(`\`${name}\``))).toEqual([])
})

test('every decision is in their index, with every dependency and its licence', () => {
  const index = readFileSync(path.join(root, 'docs/decisions/README.md'), 'utf8')
  const records = pages.filter((file) => /decisions\/\d/.test(file)).map((file) => path.basename(file))
  expect(records.filter((name) => !index.includes(`(${name})`))).toEqual([])
  const listed = [...index.matchAll(/^\| `([^`]+)`\s*\| ([^|]+?)\s*\|/gm)].map(([, name, licence]) => [
    name,
    licence,
  ])
  const names = [...Object.keys(dependencies), ...Object.keys(devDependencies)]
  expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(names.map((name) => [name, licenceOf(name)])))
})

const { scripts, dependencies, devDependencies } = JSON.parse(
  readFileSync(path.join(root, 'package.json'), 'utf8'),
) as {
  scripts: Record<string, string>
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}

function licenceOf(name: string): string {
  const file = path.join(root, 'node_modules', name, 'package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { license: string }).license
}

function leadsSomewhere(url: string, document: Document): boolean {
  const [address = '', fragment] = url.split('#')
  const target = address === '' ? document.file : path.posix.join(path.posix.dirname(document.file), address)
  if (!existsSync(path.join(root, target))) return false
  if (fragment === undefined) return true
  const isFolder = statSync(path.join(root, target)).isDirectory()
  return !isFolder && headingFragments(readDocument(root, target)).has(fragment)
}

function commandNames(command: Command, name = command.name()): string[] {
  return [name, ...command.commands.flatMap((child) => commandNames(child, `${name} ${child.name()}`))]
}

/** The words after `tidings` of each command that a line of code holds. */
function commandsIn(line: string): string[][] {
  const isCommand = /(?:^|[;&|(] *|tidings -- |sudo )tidings ([^|&;#>]*)|\btidings -- ([^|&;#>]*)/g
  return [...line.matchAll(isCommand)].map(([, plain, afterDashes]) => {
    return (plain ?? afterDashes ?? '').trim().split(/\s+/)
  })
}

/** What the program would not understand of a command; capitals and dots stand for something of the reader's. */
function unknownWords(words: readonly string[]): string[] {
  let command = program
  let isValue = false
  const unknown: string[] = []
  for (const word of words.map((one) => one.replace(/[`.,]$/, ''))) {
    const wasValue = isValue
    isValue = false
    if (wasValue || word === '' || /^[A-Z.…"'$/~]/.test(word) || word === '--help') continue
    const option = /^--?[\w-]+/.exec(word)?.[0]
    const child = command.commands.find((one) => one.name() === word)
    if (option) {
      const known = command.options.find(({ long, short }) => long === option || short === option)
      isValue = known !== undefined && (known.required || known.optional) && option === word
      if (!known) unknown.push(`${command.name()} ${word}`)
    } else if (child) command = child
    else if (command.commands.length > 0) unknown.push(...word.split('|').filter(isNoWordOf(command)))
  }
  return unknown
}

/** Whether it is neither a command of this one nor, having a digit as issues have, its argument. */
function isNoWordOf({ commands, registeredArguments }: Command): (word: string) => boolean {
  const isArgument = (word: string): boolean => registeredArguments.length > 0 && /\d/.test(word)
  return (word) => !isArgument(word) && !commands.some((known) => known.name() === word)
}

/** `npm start` and `npm test` need no `run`. */
function shortScriptsIn(document: Document): string[] {
  return codeOf(document).flatMap((line) =>
    [...line.matchAll(/\bnpm (start|test)\b/g)].map(([, name = '']) => name),
  )
}
