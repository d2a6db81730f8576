import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/diagnostics/index.ts'
import { readTermList } from '../../src/glossary/import-list.ts'

function read(text: string) {
  const findings: Finding[] = []
  const terms = readTermList(text, 'list.txt', (finding) => findings.push(finding))
  return { terms, findings }
}

function pairs(text: string): [string, string][] {
  return read(text).terms.map(({ term, expansion }) => [term, expansion])
}

describe('a list as authors keep it', () => {
  it.each([
    [
      'APST      Alternative Provision Specialist Taskforce project',
      'APST',
      'Alternative Provision Specialist Taskforce project',
    ],
    ['DfE\tDepartment for Education', 'DfE', 'Department for Education'],
    ['DfE\t\t  Department   for Education  ', 'DfE', 'Department for Education'],
    ['NHSE - NHS England', 'NHSE', 'NHS England'],
    ['EHCP — education, health and care plan', 'EHCP', 'education, health and care plan'],
    ['LA – local authority', 'LA', 'local authority'],
    ['LA–local authority', 'LA', 'local authority'],
    ['PRU: pupil referral unit', 'PRU', 'pupil referral unit'],
    ['PRU = pupil referral unit', 'PRU', 'pupil referral unit'],
    ['- CQC   Care Quality Commission', 'CQC', 'Care Quality Commission'],
    ['* **CQC**: Care Quality Commission', 'CQC', 'Care Quality Commission'],
    ['• CQC – Care Quality Commission', 'CQC', 'Care Quality Commission'],
    ['3. CQC – Care Quality Commission', 'CQC', 'Care Quality Commission'],
    ['CQC Care Quality Commission', 'CQC', 'Care Quality Commission'],
    [
      'SENCo NPQ     National Professional Qualification for SENCos',
      'SENCo NPQ',
      'National Professional Qualification for SENCos',
    ],
    [
      'SENCo  NPQ        National Professional Qualification for SENCos',
      'SENCo NPQ',
      'National Professional Qualification for SENCos',
    ],
    ['AP Specialist Taskforce   a team in one school', 'AP Specialist Taskforce', 'a team in one school'],
    ['Department for Education – DfE', 'DfE', 'Department for Education'],
    ['Department for Education (DfE)', 'DfE', 'Department for Education'],
    ['DfE ...... Department for Education', 'DfE', 'Department for Education'],
    ['DfE | Department for Education', 'DfE', 'Department for Education'],
    ['DfE stands for Department for Education', 'DfE', 'Department for Education'],
    ['RQT, recently qualified teacher', 'RQT', 'recently qualified teacher'],
    [
      'TUPE   Transfer of Undertakings (Protection of Employment)',
      'TUPE',
      'Transfer of Undertakings (Protection of Employment)',
    ],
  ])('reads %j', (line, term, expansion) => {
    expect(pairs(line)).toEqual([[term, expansion]])
  })

  it('passes over blank lines, rules and headings', () => {
    const { terms, findings } = read(
      'Abbreviations\n\n# Glossary\n-----\nA\nList of abbreviations used:\nPRU  pupil referral unit\n\n',
    )
    expect(terms.map(({ term }) => term)).toEqual(['PRU'])
    expect(findings).toEqual([])
  })

  it('joins an indented line to the one before', () => {
    expect(
      pairs('VCSE    Voluntary, Community\n        and Social Enterprise\nLA      local authority'),
    ).toEqual([
      ['VCSE', 'Voluntary, Community and Social Enterprise'],
      ['LA', 'local authority'],
    ])
  })

  it('reports a line it cannot read, at its line and column, and goes on', () => {
    const { terms, findings } = read(
      'PRU  pupil referral unit\r\n  this says nothing at all\r\nLA  local authority\r\n',
    )
    expect(terms.map(({ term }) => term)).toEqual(['PRU', 'LA'])
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ rule: 'glossary/import-not-understood', file: 'list.txt' })
    expect(findings[0]?.place).toMatchObject({ start: { line: 2, column: 3 }, end: { line: 2, column: 27 } })
  })

  it('reports a term of one letter and a term without an expansion', () => {
    expect(read('A    one letter\nPRU').findings.map(({ place }) => place?.start.line)).toEqual([1, 2])
  })

  it('tells where each term is, with a BOM and CRLF', () => {
    const { terms } = read('\uFEFFPRU  pupil referral unit\r\n - LA  local authority\r\n')
    expect(terms.map(({ place }) => place.start)).toEqual([
      { line: 1, column: 1, offset: 0 },
      { line: 2, column: 4, offset: 29 },
    ])
  })

  it('loses no line: each gives a term, a finding, or is a heading', () => {
    const word = fc.stringMatching(/^[A-Za-z(),:\t –-]{1,30}$/u)
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (lines) => {
        const text = lines.map((line, at) => `AB${at}  words ${line}`).join('\n')
        const { terms, findings } = read(text)
        expect(terms.length + findings.length).toBe(lines.length)
      }),
    )
  })
})

describe('notes after an expansion', () => {
  it.each([
    ['CCG  Clinical Commissioning Group (now replaced by ICBs)', { replacedBy: ['ICB'], replaces: [] }],
    [
      'CCG  Clinical Commissioning Group (replaced by ICBs and ICPs in July 2022)',
      { replacedBy: ['ICB', 'ICP'], until: '2022-07' },
    ],
    ['CCG  Clinical Commissioning Group, now replaced by ICBs', { replacedBy: ['ICB'] }],
    [
      'CCG  Clinical Commissioning Group (superseded by integrated care boards (ICBs))',
      { replacedBy: ['ICB'] },
    ],
    ['CCG  Clinical Commissioning Group (now the ICB)', { replacedBy: ['ICB'] }],
    [
      'CCG  Clinical Commissioning Group (replacing NASENCO award)',
      { replaces: ['NASENCO award'], replacedBy: [] },
    ],
    ['CCG  Clinical Commissioning Group (formerly PCT)', { replaces: ['PCT'] }],
    ['CCG  Clinical Commissioning Group (until 2022)', { until: '2022' }],
    [
      'CCG  Clinical Commissioning Group (from 2013) (now replaced by ICBs)',
      { since: '2013', replacedBy: ['ICB'] },
    ],
  ])('understands %j', (line, expected) => {
    expect(read(line).terms).toMatchObject([
      { term: 'CCG', expansion: 'Clinical Commissioning Group', ...expected },
    ])
  })

  it('leaves other brackets in the expansion', () => {
    expect(pairs('PEP  personal education plan (for children in care)')).toEqual([
      ['PEP', 'personal education plan (for children in care)'],
    ])
  })

  it('keeps a plural that is itself a term of the list', () => {
    expect(
      read('SATs  standard assessment tests\nKSA  key stage assessment (replaced by SATs)').terms[1]
        ?.replacedBy,
    ).toEqual(['SATs'])
  })
})

describe('tables of all kinds', () => {
  it('reads CSV by the names of its columns', () => {
    const { terms, findings } = read(
      'expansion,Abbreviation,Also known as,also,URL,definition\n"Department for Education, England",DfE,x,DFE;DoE,https://example.org/,The ministry\n',
    )
    expect(findings).toEqual([])
    expect(terms).toMatchObject([
      {
        term: 'DfE',
        expansion: 'Department for Education, England',
        also: ['DFE', 'DoE'],
        url: 'https://example.org/',
        definition: 'The ministry',
      },
    ])
  })

  it('reads CSV without a header, with either delimiter', () => {
    const expected = [
      ['DfE', 'Department for Education'],
      ['EHCP', 'education, health and care plan'],
    ]
    expect(pairs('DfE,Department for Education\nEHCP,"education, health and care plan"\n')).toEqual(expected)
    expect(pairs('DfE;Department for Education\nEHCP;education, health and care plan\n')).toEqual(expected)
  })

  it('reports a CSV row without an expansion at its line', () => {
    const { terms, findings } = read('term,expansion\nDfE,Department for Education\nPRU,\n')
    expect(terms).toHaveLength(1)
    expect(findings).toMatchObject([
      { rule: 'glossary/import-not-understood', place: { start: { line: 3, column: 1 } } },
    ])
  })

  it('reads a Markdown table, whichever column has the letters', () => {
    expect(
      pairs(
        '| What | Letters |\n| --- | :--: |\n| local authority | **LA** |\n| pupil referral unit | PRU |\n',
      ),
    ).toEqual([
      ['LA', 'local authority'],
      ['PRU', 'pupil referral unit'],
    ])
  })

  it('reads a definition list, its second meaning as the definition', () => {
    const { terms } = read(
      'PRU\n: pupil referral unit\n: A school for pupils who are out of school.\n\n**LA**\n\n:   local\n    authority\n',
    )
    expect(terms).toMatchObject([
      {
        term: 'PRU',
        expansion: 'pupil referral unit',
        definition: 'A school for pupils who are out of school.',
      },
      { term: 'LA', expansion: 'local authority' },
    ])
  })
})
