import { history, undo } from '@codemirror/commands'
import { EditorState } from '@codemirror/state'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleaned, detailFields, type DetailField } from '../../../src/studio/client/detail-fields.ts'
import type { DetailItem, DetailValue } from '../../../src/studio/client/detail-fields.ts'
import { editDetail } from '../../../src/studio/client/edit-details.ts'
import { readDetails } from '../../../src/studio/client/read-details.ts'
import { loadArticle, loadIssue } from '../../../src/workspace/index.ts'

const article = Object.fromEntries(detailFields.article.map((field) => [field.key, field]))
const issue = Object.fromEntries(detailFields.issue.map((field) => [field.key, field]))

function edited(source: string, field: DetailField | undefined, value: DetailValue): string | undefined {
  const change = editDetail(source, field!, value)
  return change && source.slice(0, change.from) + change.insert + source.slice(change.to)
}

function front(...lines: string[]): string {
  return `---\n${lines.map((line) => `${line}\n`).join('')}---\n\nWords.\n`
}

function list(...texts: string[]): DetailItem[] {
  return texts.map((text) => ({ text }))
}

/** What the press reads under a key of an article; with what is wrong. */
function read(source: string, kind: 'article' | 'issue' = 'article'): { value: unknown; wrong: string[] } {
  const wrong: string[] = []
  const file = kind === 'article' ? 'articles/a.md' : 'articles/issues/a.md'
  const load = kind === 'article' ? loadArticle : loadIssue
  const loaded = load({ file, source, hash: '' }, ({ message }) => wrong.push(message))
  return { value: loaded && 'meta' in loaded ? loaded.meta : loaded, wrong }
}

describe('a field of the details', () => {
  it.each([
    ['Room #4: yes', 'title: "Room #4: yes"'],
    ['2.50', 'title: "2.50"'],
    ['no', 'title: no'],
    ['true', 'title: "true"'],
    ['- first', 'title: "- first"'],
    ['He said "no"', 'title: He said "no"'],
    ["It's C:\\temp", "title: It's C:\\temp"],
    ['“Fête” 🎉', 'title: "“Fête” 🎉"'],
    ['"Yes", and \\o/', `title: '"Yes", and \\o/'`],
    ['Pay & hours', 'title: Pay & hours'],
  ])('writes %s as it is read', (typed, line) => {
    const source = front('title: Old', 'draft: true')
    expect(edited(source, article['title'], typed)).toBe(front(line, 'draft: true'))
    expect(read(front(line)).value).toMatchObject({ title: typed })
  })

  it('keeps the comment in its line, and the quotation marks that the author likes', () => {
    const source = front("title: 'Old' # asked Ann", 'date: 2023-01-02 # late', 'series: a # or b')
    expect(edited(source, article['title'], 'New')).toBe(source.replace('Old', 'New'))
    expect(edited(source, article['date'], '2023-01-03')).toBe(source.replace('01-02', '01-03'))
    expect(edited(source, article['series'], 'c')).toBe(source.replace('series: a', 'series: "c"'))
  })

  it('goes with its key when it is empty, and leaves the comments', () => {
    const source = front(
      'title: T',
      'series: a # or b',
      'tags:',
      '  # first',
      '  - a',
      '  - b # last',
      'draft: true',
    )
    expect(edited(source, article['series'], ' ')).toBe(source.replace('series: a ', ''))
    expect(edited(source, article['tags'], [])).toBe(
      front('title: T', 'series: a # or b', '# first', '# last', 'draft: true'),
    )
  })

  it('goes without leaving a comment to the text above it', () => {
    const source = front('title: T', 'summary: >-', '  Words.', 'series: a', '  # or b', 'draft: true')
    expect(edited(source, article['series'], '')).toBe(
      front('title: T', 'summary: >-', '  Words.', '# or b', 'draft: true'),
    )
  })

  it('fills a key that says nothing yet, and begins one at the end', () => {
    const source = front('title: T', 'series: # which?', 'draft: true')
    expect(edited(source, article['series'], 'a')).toBe(source.replace('series:', 'series: "a"'))
    expect(edited(source, article['summary'], 'One.\nTwo.')).toBe(
      front('title: T', 'series: # which?', 'draft: true', 'summary: |-', '  One.', '  Two.'),
    )
    expect(edited(source, article['authors'], list('Ann', 'Bea: chair'))).toBe(
      front('title: T', 'series: # which?', 'draft: true', 'authors:', '  - Ann', '  - "Bea: chair"'),
    )
  })

  it('keeps a summary in the lines in which it is folded', () => {
    const source = front(
      'title: T',
      'summary: >-',
      '  What the branch did between September and',
      '  November.',
      'draft: true',
    )
    expect(edited(source, article['summary'], 'What the branch did between September and December.')).toBe(
      source.replace('November', 'December'),
    )
  })

  it('changes a list in the form that it has', () => {
    const one = front('title: T', 'author: Ann # new', 'tags: a, b')
    expect(edited(one, article['authors'], list('Bea'))).toBe(one.replace('Ann', '"Bea"'))
    expect(edited(one, article['authors'], list('Ann', 'Bea'))).toBe(one.replace('Ann', '[Ann, Bea]'))
    expect(edited(one, article['tags'], list('a', 'b', 'c d'))).toBe(one.replace('a, b', 'a, b, c d'))
    const flow = front('title: T', "tags: [a, 'b']")
    expect(edited(flow, article['tags'], list('a', 'b', 'c: d'))).toBe(
      front('title: T', 'tags: [a, b, "c: d"]'),
    )
    const lines = front('title: T', 'tags:', '- a # one', '# two', '- b', 'draft: true')
    expect(edited(lines, article['tags'], list('a', 'x', 'c'))).toBe(
      front('title: T', 'tags:', '- a # one', '- x', '- c', '# two', 'draft: true'),
    )
    expect(edited(lines, article['tags'], list('a', 'c'))).toBe(lines.replace('- b', '- c'))
    expect(edited(lines, article['tags'], list('z', 'b'))).toBe(lines.replace('- a', '- "z"'))
  })

  it('moves an article with its comments, and carries another as its summary', () => {
    const entries = ['  - first', '  # the long one', '  - slug: second # check', '    as: summary']
    const source = front('date: 2023-01-02', 'subject: S', 'articles:', ...entries, 'number: 3')
    const [first, second] = [{ text: 'first' }, { text: 'second', as: 'summary' as const }]
    expect(edited(source, issue['articles'], [second, first])).toBe(
      front('date: 2023-01-02', 'subject: S', 'articles:', ...entries.slice(1), '  - first', 'number: 3'),
    )
    const summary = edited(source, issue['articles'], [{ text: 'first', as: 'summary' }, second])!
    expect(summary).toBe(source.replace('- first', '- slug: first\n    as: summary'))
    expect(read(summary, 'issue').value).toMatchObject({ articles: [{ as: 'summary' }, { as: 'summary' }] })
  })

  it('begins front matter where there is none, and not above what was meant for one', () => {
    expect(edited('Words.\n', article['title'], 'T')).toBe('---\ntitle: T\n---\n\nWords.\n')
    expect(edited('', article['title'], 'T')).toBe('---\ntitle: T\n---\n')
    expect(edited('\n---\ntitle: T\n---\n', article['title'], 'U')).toBeUndefined()
    expect(edited('---\ntitle: T\n', article['title'], 'U')).toBeUndefined()
  })

  it('leaves alone what only its author can write', () => {
    expect(edited(front('title: [a, b]'), article['title'], 'T')).toBeUndefined()
    expect(edited(front('title: a: b'), article['title'], 'T')).toBeUndefined()
    expect(edited(front('title: &a T', 'summary: *a'), article['title'], 'U')).toBeUndefined()
    expect(edited(front('{title: T}'), article['title'], 'U')).toBeUndefined()
    expect(edited(front('title: T', 'tags: [{a: b}]'), article['tags'], list('x'))).toBeUndefined()
  })
})

const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...'ab :#-\'"\\[]{},&*!|>%@`?~.0123'), maxLength: 12 }),
  fc.constantFrom(
    'no',
    'true',
    'null',
    '~',
    '2.50',
    '007',
    '0x1F',
    '1e3',
    '2023-01-02',
    '- a',
    '---',
    '...',
    '# a',
    'a: b',
    '😀😁',
    'a\u2028b',
    'a\u0085\u0007b',
  ),
)
const lines = texts.filter((text) => cleaned(text, 'line') !== '')
const paragraphs = fc
  .array(texts, { minLength: 1, maxLength: 3 })
  .map((all) => all.join('\n'))
  .filter((text) => cleaned(text, 'text') !== '')
const remarks = fc.constantFrom('', ' # remark', ' # a: "b')
const between = fc.constantFrom('', '# on its own\n', '\n', '  # further in\n')

/** A key as authors write it, in one of its forms. */
function written(key: string, forms: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(forms, remarks, between).map(([value, remark, after]) => {
    // A comment behind a text in several lines would stand within it.
    const isBlock = /^[>|]|\n/.test(value)
    const gap = value.startsWith('\n') ? '' : ' '
    return `${key}:${gap}${value}${isBlock ? '' : remark}\n${isBlock ? after.trimStart() : after}`
  })
}

const line = fc.constantFrom(
  '"Old: text"',
  "'It''s old'",
  '"a" ',
  '>-\n  old words\n  and more',
  '|\n  old\n\n  # no remark',
)
const listed = fc.constantFrom(
  '[a, "b, c"]',
  '\n  - a # one\n  # two\n  - "b"',
  '\n- a\n- >-\n  b\n  c',
  '[]',
  '[\n  a, # one\n  b]',
)
const fronts = fc
  .shuffledSubarray([
    written('summary', line),
    written('authors', fc.oneof(listed, fc.constant('"Ann"'))),
    written('tags', fc.oneof(listed, fc.constant('"a, b"'))),
    written('series', fc.constantFrom('"s"', '')),
    written('imageAlt', line),
    written('aliases', fc.constant('\n  - old-one # kept')),
    written('senses', fc.constant('\n  AP: "x" # kept\n  # and this')),
    written('draft', fc.constantFrom('true', 'false')),
  ])
  .chain((keys) => fc.tuple(written('title', line), ...keys))
  .map((keys) => `---\n# At the top\n${keys.join('')}---\nWords.\n`)

const values = fc
  .constantFrom(...detailFields.article)
  .chain((field): fc.Arbitrary<[DetailField, DetailValue]> => {
    if (field.kind === 'text') return fc.tuple(fc.constant(field), paragraphs)
    if (field.kind === 'day') return fc.tuple(fc.constant(field), fc.constant('2024-02-29'))
    if (field.kind !== 'names' && field.kind !== 'subjects') return fc.tuple(fc.constant(field), lines)
    const item = field.kind === 'subjects' ? lines.filter((text) => !text.includes(',')) : lines
    return fc.tuple(
      fc.constant(field),
      fc.array(item, { maxLength: 4 }).map((all) => list(...all)),
    )
  })

/** Of the lines of front matter: what stands in them as a comment. */
function remarksIn(source: string): string[] {
  return (
    source.match(/# (?:remark|a: "b|on its own|further in|one|two|kept|and this|At the top).*/g) ?? []
  ).sort()
}

function withoutKey(value: unknown, key: string): unknown {
  return Object.entries(value as object).filter(([name]) => name !== key)
}

describe('whatever is typed into a field', () => {
  it('is what the press then reads, while all else stays, and comes back byte for byte', () => {
    fc.assert(
      fc.property(fronts, values, (source, [field, value]) => {
        const before = read(source)
        fc.pre(before.wrong.every((message) => !message.startsWith('Unexpected YAML')))
        const after = edited(source, field, value)
        // A comment within brackets has no place in a list of another length.
        if (after === undefined) {
          expect(source).toContain(`${field.key}: [\n  a, # one`)
          return
        }
        const plain =
          typeof value === 'string'
            ? cleaned(value, field.kind)
            : value.map(({ text }) => cleaned(text, field.kind))
        const { wrong, value: meta } = read(after)
        expect(wrong.filter((message) => !before.wrong.includes(message))).toEqual([])
        expect(remarksIn(after)).toEqual(remarksIn(source))
        expect(readDetails(after).kind).toBe('read')
        if (meta) expect(meta).toMatchObject({ [field.key]: plain })
        if (before.value && meta) {
          expect(withoutKey(meta, field.key)).toEqual(withoutKey(before.value, field.key))
        }
        let state = EditorState.create({
          doc: source,
          extensions: [history(), EditorState.lineSeparator.of('\n')],
        })
        state = state.update({ changes: editDetail(source, field, value)! }).state
        expect(state.doc.toString()).toBe(after)
        undo({ state, dispatch: (transaction) => (state = transaction.state) })
        expect(state.doc.toString()).toBe(source)
      }),
      { numRuns: 1000 },
    )
  })
})
