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

describe('a list that is another glossary', () => {
  it('reads every key of a glossary as it stands', () => {
    const { terms, findings } = read(
      '# Ours\n- term: ICB\n  expansion: integrated care board (now one of many).\n  definition: >\n    Plans\n    and pays.\n  also: [ICBoard, "ICB, North"]\n  since: 2022-07\n  caseSensitive: false\n- { expansion: freephone, term: 0800, replaces: FREE }\n',
    )
    expect(findings).toEqual([])
    expect(terms).toMatchObject([
      {
        term: 'ICB',
        expansion: 'integrated care board (now one of many).',
        definition: 'Plans and pays.',
        also: ['ICBoard', 'ICB, North'],
        since: '2022-07',
        caseSensitive: false,
        place: { start: { line: 2, column: 3 } },
      },
      { term: '0800', expansion: 'freephone', replaces: ['FREE'] },
    ])
  })

  it.each([
    ['- Acronym: ICB\n  Meaning: integrated care board\n'],
    ['[{"term":"ICB","expansion":"integrated care board","mentions":3}]'],
    ['{"title": "Ours", "terms": [{"term": "ICB", "expansion": "integrated care board"}]}'],
    ['ICB:\n  expansion: integrated care board\n'],
    ['- ICB: integrated care board\n'],
    ['ICB: integrated care board\n'],
  ])('reads %j by the names of its keys', (text) => {
    expect(pairs(text)).toEqual([['ICB', 'integrated care board']])
  })

  it('reports an entry without one of both, and YAML that is broken', () => {
    const missing = read('- term: ICB\n  expansion: integrated care board\n- term: LA\n')
    expect(missing.findings.map(({ place }) => place?.start.line)).toEqual([3])
    const broken = read('- term: ICB\n  expansion: integrated: care board\n  definition: x\n')
    expect(broken.terms).toEqual([])
    expect(broken.findings.map(({ place }) => place?.start.line)).toEqual([2])
  })
})

describe('what is around a list', () => {
  it('passes over front matter, and keeps the places', () => {
    const { terms, findings } = read(
      '---\ntitle: Our letters\nsummary: All\n---\n\n| Letters | Meaning |\n| --- | --- |\n| ICB | integrated care board |\n',
    )
    expect(terms).toMatchObject([{ term: 'ICB', place: { start: { line: 8, column: 3 } } }])
    expect([terms.length, findings]).toEqual([1, []])
  })

  it('reads a list between two rules', () => {
    expect(pairs('---\nAGM: annual general meeting\n---\nLA: local authority\n')).toHaveLength(2)
  })

  it.each([
    'Updated: 5 March 2024',
    'Updated by: Ann Smith',
    'Autumn term: 2 September 2024',
    'ICB: 2024-03-05',
    '<table><tr><td>ICB</td><td>integrated care board</td></tr>',
    '    <td>integrated care board</td>',
    'ICB – <b>integrated</b> care board',
    'HE, FE – colleges',
    'PDA (autism): pathological demand avoidance',
  ])('takes no term from %j, and says so', (line) => {
    const { terms, findings } = read(`LA: local authority\n${line}\n`)
    expect(terms).toMatchObject([{ term: 'LA', expansion: 'local authority' }])
    expect(findings.map(({ rule, place }) => [rule, place?.start.line])).toEqual([
      ['glossary/import-not-understood', 2],
    ])
  })
})

describe('entries that are not one term a line', () => {
  it.each([
    ['NEC – National Executive Committee.', 'National Executive Committee'],
    ['NEC – National Executive Committee. (formerly NCC)', 'National Executive Committee'],
    ['ABC – Acme Bolts Co.', 'Acme Bolts Co.'],
    ['FOO – A first sentence. Another one.', 'A first sentence. Another one.'],
    ['SJA – St. John Ambulance.', 'St. John Ambulance'],
  ])('takes the full stop off %j where it ends no shortened word', (line, expansion) => {
    expect(pairs(line).map((pair) => pair[1])).toEqual([expansion])
  })

  it.each([
    ['SENCo (SENCO) – special educational needs coordinator', 'SENCo', ['SENCO']],
    ['SENCo, SENCO – special educational needs coordinator', 'SENCo', ['SENCO']],
    ['SENCo or SENCO: special educational needs coordinator', 'SENCo', ['SENCO']],
    ['LA/LAs – local authority', 'LA', []],
    ['LAs/LA – local authority', 'LA', []],
    ['LA(s) – local authority', 'LA', []],
    ['R&D – research and development', 'R&D', []],
    ['HE/FE – higher and further education', 'HE/FE', []],
  ])('reads the spellings of %j', (line, term, also) => {
    const { terms, findings } = read(line)
    expect(terms.map((one) => [one.term, one.also])).toEqual([[term, also]])
    expect(findings).toEqual([])
  })

  it('reads two terms with an expansion each', () => {
    const expected = [
      ['HE', 'higher education'],
      ['FE', 'further education'],
    ]
    expect(pairs('HE, FE – higher education, further education')).toEqual(expected)
    expect(pairs('term,expansion\n"HE, FE","higher education, further education"\n')).toEqual(expected)
  })

  it('reads letters with their meaning on the next line', () => {
    expect(
      pairs('GB\n – Great Britain\nNEC\nNational Executive Committee\n- LA – local authority\n'),
    ).toEqual([
      ['GB', 'Great Britain'],
      ['NEC', 'National Executive Committee'],
      ['LA', 'local authority'],
    ])
    const { terms, findings } = read('PRU\n- LA – local authority\n')
    expect([terms.map(({ term }) => term), findings.length]).toEqual([['LA'], 1])
  })
})
