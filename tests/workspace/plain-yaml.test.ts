import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isNode, parseDocument } from 'yaml'
import { readPlainYaml, type PlainNode } from '../../src/workspace/plain-yaml.ts'

/** Every value of it as `[path, value, start, end]`. */
function listed(node: PlainNode, path: (string | number)[] = []): unknown[] {
  const parts = [...(node.parts ?? [])].flatMap(([key, part]) => listed(part, [...path, key]))
  return [[path, node.value, ...node.range], ...parts]
}

/** The same places in what the package gives. */
function asByPackage(text: string, node: PlainNode): unknown[] {
  const document = parseDocument(text)
  expect(document.errors).toEqual([])
  return (listed(node) as [path: (string | number)[]][]).map(([path]) => {
    const found: unknown = document.getIn(path, true)
    if (!isNode(found)) return [path]
    return [path, found.toJS(document), found.range?.[0], found.range?.[1]]
  })
}

/** Whether it is read at all; if so, as the package reads it. */
function isReadAlike(text: string): boolean {
  const node = readPlainYaml(text)
  if (node) expect([text, listed(node)]).toEqual([text, asByPackage(text, node)])
  return node !== undefined
}

describe('plain YAML', () => {
  it.each([
    'title: Article 3\ndate: 2017-03-10\nseries: summary-2\ntags: [policy]\nsummary: What changed, number 3.\n',
    'title: Who, and why – the “code” (2024)\ndraft: true\nauthors:\n  - Ann O’Neill\n  - B\nslug: a',
    'title: C# at 10:30 n#3? [yes]\ntags:\n- one\n- two\naliases: []\n',
    '- term: SEND\n  expansion: special needs\n  also: [S, T U]\n- term: X\n  tags:\n    - a\n    - b\n',
  ])('reads %j as the package does', (text) => {
    expect(isReadAlike(text)).toBe(true)
  })

  it.each([
    '',
    'title',
    'title:',
    'title: 3',
    'title: 1e5',
    'title: 0x1F',
    'title: Null',
    'title: True',
    'title: "a"',
    'title: a: b',
    'title: a:',
    'title: a # b',
    'title: a ',
    'title:  a',
    'title: a\n  b',
    'title: a\n\nslug: b',
    '# a\ntitle: b',
    'title: a\ntitle: b',
    'title: |\n  a',
    'title: &a b',
    'title: *a',
    'title: !!str a',
    'title: a\r\n',
    'title: a\tb',
    'title: a\n...\n',
    'title: a\n---\n',
    'title: { a: b }',
    'tags: [a, 3]',
    'tags: [a, , b]',
    'tags: [a,]',
    'tags: [a: b]',
    'tags: [a]b',
    'tags: [[a]]',
    'tags:\n  - a\n - b',
    'tags:\n  - - a',
    'tags:\n  - a: b',
    'tags: a\n  - b',
    'null: a',
    '? a\n: b',
    '<<: a',
    '- a\n- b',
    '- term: a\n - term: b',
    '- term: a\n   id: b',
    '- term: a\nid: b',
  ])('leaves %j to the package', (text) => {
    expect(readPlainYaml(text)).toBe(undefined)
  })
})

const wordsOf = (list: string): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...list.split(' ')), { minLength: 1, maxLength: 4 }).map((all) => all.join(' '))
const words = fc
  .tuple(
    fc.constantFrom('Plan', 'née', '教育', '2024', 'QSB’s', 'R&D', 'a:b'),
    wordsOf("a-b 😀 (n) £20 “x” 50% C# 10:30 a.m. [x] | > * & ! - it's {y} a,b"),
  )
  .map((all) => all.join(' '))
const oddWords = wordsOf('Plan #1 : a: - ? [x] {y} | > * & ! " \' , ] } a')
const oddValue = fc.constantFrom(
  ...[
    'true',
    'false',
    'True',
    'null',
    '~',
    '',
    '7',
    '-1',
    '1.5',
    '.5',
    '1e3',
    '0o7',
    '0xFf',
    '1_000',
    '12:30',
    '.inf',
    '.nan',
  ],
  ...[
    '2024-01-31',
    '2024-1-31',
    '2024-01-31 10:00:00',
    'yes',
    'y',
    'fed',
    '007',
    '1.',
    '1.2.3',
    '1-2',
    '3D',
    '5e',
    '8f',
    '9a',
  ],
  ...[
    '"quoted"',
    "'it''s'",
    'a: b',
    'a #b',
    'a#b',
    'a:',
    '&a b',
    '*a',
    '!!str 3',
    '|',
    '>-',
    '@a',
    '`a`',
    '%a',
    'a ',
    ' a',
    'a\tb',
  ],
  ...[
    'a\u00A0',
    '\u00A0a',
    'a\u0085b',
    'a\u2028b',
    'a\uFEFFb',
    'a\u0000',
    'a\uD800',
    '[a',
    '[a]b',
    '[a, b]',
    '{ a: b }',
    '[a, "b"]',
    '[]',
    '[ ]',
    '[a,,b]',
  ],
)
const value = fc.oneof({ arbitrary: words, weight: 18 }, oddWords, oddValue)
const flow = fc
  .array(value, { maxLength: 3 })
  .chain((items) => fc.constantFrom(', ', ',', ' , ').map((comma) => `[${items.join(comma)}]`))
const key = fc.constantFrom(
  'title',
  'date',
  'tags',
  'a_1',
  'true',
  'Null',
  'no',
  'x-y',
  '"k"',
  '3',
  'été',
  '<<',
  '__proto__',
  'constructor',
)
const usualKey = fc.stringMatching(/^[a-z]{3,7}$/)
const indents = fc.constantFrom('', '  ', '    ', ' ')
const list = fc
  .tuple(fc.array(value, { minLength: 1, maxLength: 3 }), indents)
  .map(([items, indent]) => items.map((one) => `\n${indent}- ${one}`).join(''))
const entry = fc
  .tuple(
    fc.oneof({ arbitrary: usualKey, weight: 20 }, key),
    fc.oneof(
      { arbitrary: value.map((one) => ` ${one}`), weight: 5 },
      flow.map((one) => ` ${one}`),
      list,
    ),
  )
  .map(([name, written]) => `${name}:${written}`)
const keys = fc.array(entry, { minLength: 1, maxLength: 4 })
const items = fc
  .array(keys, { minLength: 1, maxLength: 3 })
  .map((all) => all.map((lines) => `- ${lines.join('\n').replaceAll('\n', '\n  ')}`))
const lineEnd = fc.constantFrom(
  ...Array<string>(12).fill('\n'),
  '\r\n',
  '\n\n',
  '\n# a comment\n',
  ' \n',
  '\n  ',
)
const end = fc.constantFrom('\n', '\n', '\n', '', '', '\n\n', ' ', '\n...\n')

it('is read as the package reads it, or not at all', () => {
  let alike = 0
  const documents = 5_000
  const property = fc.property(fc.oneof(keys, items), lineEnd, end, (lines, between, last) => {
    if (isReadAlike(lines.join(between) + last)) alike++
  })
  fc.assert(property, { numRuns: documents })
  expect(alike / documents).toBeGreaterThan(0.2)
})

it('is read as the package reads it when a few signs have slipped', () => {
  const sign = fc.constantFrom(...' \n\t:#-[],{}\'"&*!|>%@`~.?\r\u00A0\u2028\uFEFFa0'.split(''))
  const edits = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 2 }), sign), { minLength: 1, maxLength: 3 })
  const property = fc.property(fc.oneof(keys, items), edits, (lines, changes) => {
    const text = changes.reduce(
      (before, [at, remove, insert]) => {
        const place = at % (before.length + 1)
        return before.slice(0, place) + insert + before.slice(place + remove)
      },
      `${lines.join('\n')}\n`,
    )
    isReadAlike(text)
  })
  fc.assert(property, { numRuns: 5_000 })
})
