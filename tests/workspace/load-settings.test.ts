import { describe, expect, it } from 'vitest'
import { loadGlossary, loadSettings } from '../../src/workspace/index.ts'
import { listening, sourceFile } from './findings.ts'

const least = [
  'title: News',
  'organisation: Society',
  'baseUrl: https://example.org/news/',
  'sender: { name: News, address: news@example.org }',
  'postalAddress: [1 High Street]',
  'listId: news.example.org',
  '',
].join('\n')
const lineCount = least.split('\n').length - 1

function read(more = '', base = least) {
  const source = base + more
  const { report, seen, findings } = listening(source)
  const settings = loadSettings(sourceFile(source, 'tidings.yaml'), report)
  return { settings, seen: seen(), findings }
}

describe('settings', () => {
  it('need only what has no sensible default', () => {
    const { settings, seen } = read()
    expect(seen).toEqual([])
    expect(settings).toMatchObject({
      language: 'en-GB',
      direction: 'ltr',
      serviceUrl: 'https://example.org/news',
      images: 'linked',
      linking: { policy: { email: 'first', text: 'first', archive: 'section' }, sectionDepth: 2, ignore: [] },
    })
    expect(settings?.reason).toContain('Society')
  })

  it.each([
    ['https://example.org', 'https://example.org'],
    ['https://example.org/', 'https://example.org'],
    ['https://example.org/a/b//', 'https://example.org/a/b'],
    ['http://localhost:8080/x', 'http://localhost:8080/x'],
  ])('keep the base URL %s as %s', (given, kept) => {
    const { settings } = read('', least.replace('https://example.org/news/', given))
    expect(settings?.baseUrl).toBe(kept)
  })

  it.each([
    'example.org',
    'javascript:alert(1)',
    'ftp://example.org',
    '//example.org',
    'https://',
    'https://example.org/?a=b',
    'https://example.org/#top',
    'https://me:secret@example.org',
  ])('refuse the base URL %s', (url) => {
    const { seen } = read('', least.replace('https://example.org/news/', `'${url}'`))
    expect(seen).toEqual([`workspace/invalid-setting 3:10 ${JSON.stringify(`'${url}'`)}`])
  })

  it.each([
    [
      'a language that is none',
      'language: english language',
      `workspace/invalid-setting ${lineCount + 1}:11 "english language"`,
    ],
    ['an unknown key', 'titel: x', `workspace/unknown-key ${lineCount + 1}:1 "titel"`],
    [
      'an unknown policy',
      'linking: { policy: { email: sometimes } }',
      `workspace/invalid-setting ${lineCount + 1}:29 "sometimes"`,
    ],
    [
      'a depth that no heading has',
      'linking: { sectionDepth: 7 }',
      `workspace/invalid-setting ${lineCount + 1}:26 "7"`,
    ],
    [
      'a colour by name',
      'brand: { colours: { text: red } }',
      `workspace/invalid-setting ${lineCount + 1}:27 "red"`,
    ],
    [
      'a font that leaves its declaration',
      "brand: { fonts: { body: 'x; } body { display: none' } }",
      `workspace/invalid-setting ${lineCount + 1}:25 "'x; } body { display: none'"`,
    ],
    [
      'an attribute with no values',
      'attributes: { region: { values: [] } }',
      `workspace/invalid-setting ${lineCount + 1}:33 "[]"`,
    ],
    [
      'a series twice',
      'series: [{ id: a, title: A }, { id: a, title: B }]',
      `workspace/invalid-setting ${lineCount + 1}:37 "a"`,
    ],
    [
      'an answer address over two lines',
      'replyTo: "a@example.org\\r\\nBcc: b@example.org"',
      `workspace/invalid-setting ${lineCount + 1}:10 "\\"a@example.org\\\\r\\\\nBcc: b@example.org\\""`,
    ],
  ])('report %s', (_what, line, expected) => {
    const { settings, seen } = read(`${line}\n`)
    expect(seen).toEqual([expected])
    expect(settings).toBeUndefined()
  })

  it('report an attribute whose name no condition could write, at its name', () => {
    const { seen, settings } = read('attributes: { "a b": {} }\n')
    expect(seen).toEqual([`workspace/invalid-setting ${lineCount + 1}:15 "\\"a b\\""`])
    expect(settings).toBeUndefined()
  })

  it('report every mistake at once', () => {
    expect(read('direction: up\nimages: none\n').seen).toHaveLength(2)
  })
})

describe('the glossary’s file', () => {
  function readTerms(source: string) {
    const { report, seen } = listening(source)
    const terms = loadGlossary(
      sourceFile(source, 'articles/glossary.yaml'),
      (term) => term.toLowerCase(),
      report,
    )
    return { terms, seen: seen() }
  }

  it('is a list of terms', () => {
    const { terms, seen } = readTerms(
      '- term: DfE\n  expansion: Department\n  also: [DFE]\n- term: 14\n  expansion: fourteen\n',
    )
    expect(seen).toEqual([])
    expect(terms).toMatchObject([
      { id: 'dfe', term: 'DfE', also: ['DFE'], caseSensitive: true, place: { start: { line: 1 } } },
      { id: '14', term: '14', caseSensitive: false, place: { start: { line: 4 } } },
    ])
  })

  it('may be empty', () => {
    expect(readTerms('# nothing yet\n').terms).toEqual([])
  })

  it.each([
    ['a term without its meaning', '- term: A\n', 'workspace/missing-key 1:3 ""'],
    ['an unknown key', '- term: A\n  expansion: b\n  note: c\n', 'workspace/unknown-key 3:3 "note"'],
    ['keys where a list belongs', 'DfE: Department\n', 'workspace/invalid-setting 1:1 "DfE: Department\\n"'],
    [
      'a time that is none',
      '- term: A\n  expansion: b\n  since: 2022-13\n',
      'workspace/invalid-setting 3:10 "2022-13"',
    ],
    [
      'a sense that is no address',
      '- term: A\n  expansion: b\n  sense: a/b\n',
      'workspace/invalid-slug 3:10 "a/b"',
    ],
  ])('reports %s', (_what, source, expected) => {
    const { terms, seen } = readTerms(source)
    expect(seen).toEqual([expected])
    expect(terms).toBeUndefined()
  })
})
