import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Finding } from '../../src/diagnostics/index.ts'
import { readTermList } from '../../src/glossary/import-list.ts'
import type { ImportedTerm } from '../../src/glossary/imported-term.ts'
import { mergeTerms } from '../../src/glossary/merge-terms.ts'

const list = (text: string): ImportedTerm[] => readTermList(text, 'list.txt', () => {})

function merge(yaml: string, text: string) {
  const findings: Finding[] = []
  const result = mergeTerms(yaml, list(text), {
    file: 'articles/glossary.yaml',
    report: (one) => findings.push(one),
  })
  return { ...result, findings }
}

const glossary = `# yaml-language-server: $schema=glossary.json

# Ministries
- term: DfE   # not DFE
  expansion: 'Department for Education'


# Health
- expansion: "clinical commissioning group"
  term: CCG
- term: ICB
  expansion: >
    integrated
    care board
  # the end
`

describe('merging into a glossary', () => {
  it('leaves every byte of what is there and adds at the end', () => {
    const { text, added, changed } = merge(glossary, 'LA  local authority')
    expect(text).toBe(`${glossary}\n- term: LA\n  expansion: local authority\n`)
    expect([added, changed]).toEqual([['LA'], []])
  })

  it('fills a missing field in, and nothing else', () => {
    const { text, changed, added } = merge(
      glossary,
      'CCG  Clinical Commissioning Group (now replaced by ICBs)',
    )
    expect(text).toBe(glossary.replace('term: CCG\n', 'term: CCG\n  replacedBy: [ICB]\n'))
    expect([added, changed]).toEqual([[], ['CCG']])
  })

  it('does not overwrite a field that is there', () => {
    const yaml = '- term: CCG\n  expansion: clinical commissioning group\n  replacedBy: ICS\n'
    expect(merge(yaml, 'CCG  clinical commissioning group (now replaced by ICBs)').text).toBe(yaml)
  })

  it('keeps another expansion and reports both places', () => {
    const { text, conflicts, findings } = merge(glossary, 'LA  local authority\nDfE  Department for Economy')
    expect(parse(text)).toContainEqual({ term: 'DfE', expansion: 'Department for Education' })
    expect(conflicts).toMatchObject([
      { term: 'DfE', kept: 'Department for Education', refused: 'Department for Economy' },
    ])
    expect(findings).toMatchObject([
      {
        rule: 'glossary/import-conflict',
        file: 'list.txt',
        place: { start: { line: 2, column: 1 } },
        related: { file: 'articles/glossary.yaml', place: { start: { line: 4, column: 3 } } },
      },
    ])
  })

  it('reports two expansions for one term within the list', () => {
    const { added, findings } = merge('', 'AP  alternative provision\nAP  assistant principal')
    expect(added).toEqual(['AP'])
    expect(findings).toMatchObject([
      { rule: 'glossary/import-conflict', place: { start: { line: 2 } }, related: { file: 'list.txt' } },
    ])
  })

  it('knows a term by its other spellings, and an expansion whatever its capitals and dashes', () => {
    const yaml = '- term: MAT\n  expansion: multi-academy trust\n  also: [MATr]\n'
    const { text, conflicts } = merge(yaml, 'MAT  Multi academy trust\nMATr  multi–academy trust')
    expect([text, conflicts]).toEqual([yaml, []])
  })

  it('takes a second sense beside the first', () => {
    const terms = list('term,expansion,sense\nAP,assistant principal,staff\n')
    const { added, conflicts } = mergeTerms(
      '- {term: AP, expansion: alternative provision, sense: place}\n',
      terms,
    )
    expect([added, conflicts]).toEqual([['AP'], []])
  })

  it('puts new entries in their place where the file is alphabetical', () => {
    const yaml =
      '# Terms\n- term: AP\n  expansion: alternative provision\n\n# On LA\n- term: LA\n  expansion: local authority\n\n- term: TA\n  expansion: teaching assistant\n'
    const { text } = merge(yaml, 'ZZZ  zig zag zone\nEA  Education Authority')
    expect(text).toBe(
      yaml.replace('# On LA', '- term: EA\n  expansion: Education Authority\n\n# On LA') +
        '\n- term: ZZZ\n  expansion: zig zag zone\n',
    )
  })

  it.each(['', '\n', '# only a comment\n', '---\n', '[]\n', 'null\n'])('starts a list in %j', (yaml) => {
    const { text, findings } = merge(yaml, 'LA  local authority')
    expect(parse(text)).toEqual([{ term: 'LA', expansion: 'local authority' }])
    expect(findings).toEqual([])
    expect(text).toContain(/#.*/u.exec(yaml)?.[0] ?? '')
  })

  it('keeps CRLF, a missing last newline and the indentation of the entries', () => {
    expect(merge('  - term: AP\r\n    expansion: alternative provision', 'LA  local authority').text).toBe(
      '  - term: AP\r\n    expansion: alternative provision\r\n  - term: LA\r\n    expansion: local authority\r\n',
    )
  })

  it('fills in an entry that is written in one line', () => {
    const { text } = merge(
      '# mine\n- {term: CCG, expansion: Clinical Commissioning Group} # old\n',
      'CCG  clinical commissioning group (now replaced by ICBs)',
    )
    expect(parse(text)).toEqual([
      { term: 'CCG', expansion: 'Clinical Commissioning Group', replacedBy: ['ICB'] },
    ])
    expect(text).toMatch(/# mine[^]*# old/u)
  })

  it.each(['term: AP\n', '- [\n', 'words\n'])('refuses a glossary that is no list: %j', (yaml) => {
    const { text, added, findings } = merge(yaml, 'LA  local authority')
    expect([text, added]).toEqual([yaml, []])
    expect(findings).toMatchObject([{ rule: 'glossary/merge-not-a-list', file: 'articles/glossary.yaml' }])
  })

  it('quotes what YAML would read otherwise', () => {
    const { text } = merge('', 'NO  : yes & no #1\nON2  - true: "x"')
    for (const { term, expansion } of parse(text))
      expect([typeof term, typeof expansion]).toEqual(['string', 'string'])
  })

  const place = {
    file: 'list.txt',
    start: { line: 1, column: 1, offset: 0 },
    end: { line: 1, column: 1, offset: 0 },
  }
  const letters = fc.constantFrom('AB', 'CD', 'EF', 'yes', '1E5', 'G: H', '- I', '#J')
  const words = fc.oneof(
    fc.constantFrom('a b', 'c d', 'Null', "it's: so"),
    fc.string({ minLength: 1, maxLength: 12 }).map((one) => `x${one}x`),
  )
  const term = fc.record({
    term: letters,
    expansion: words,
    also: fc.constant<string[]>([]),
    replacedBy: fc.array(letters, { maxLength: 2 }),
    replaces: fc.constant<string[]>([]),
    tags: fc.array(words, { maxLength: 1 }),
    place: fc.constant(place),
  })
  const layout = fc.constantFrom(
    '',
    '# head\n',
    glossary,
    '- term: AB\n  expansion: a b\n\n- term: CD\n  expansion: |\n    c d\n\n- term: EF\n  expansion: e',
    '- {term: AB, expansion: a b}\n',
  )

  it('says the same merged twice as merged once', () => {
    fc.assert(
      fc.property(layout, fc.array(term, { maxLength: 6 }), (yaml, terms) => {
        const once = mergeTerms(yaml, terms)
        const twice = mergeTerms(once.text, terms)
        expect(twice.text).toBe(once.text)
        expect([twice.added, twice.changed]).toEqual([[], []])
      }),
    )
  })

  it('keeps every comment and every entry, whatever is merged', () => {
    fc.assert(
      fc.property(layout, fc.array(term, { maxLength: 6 }), (yaml, terms) => {
        const { text } = mergeTerms(yaml, terms)
        for (const comment of yaml.match(/#.*/gu) ?? []) expect(text).toContain(comment)
        const after = (parse(text) ?? []) as Record<string, unknown>[]
        for (const entry of (parse(yaml) ?? []) as Record<string, unknown>[]) {
          expect(after).toContainEqual(expect.objectContaining(entry))
        }
      }),
    )
  })
})
