import type { Root } from 'mdast'
import { remarkDefinitionList } from 'remark-definition-list'
import remarkDirective from 'remark-directive'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { harvest } from '../../src/glossary/harvest.ts'
import { harvestedTerms, harvestRows, proposeYaml } from '../../src/glossary/harvest-propose.ts'
import type { Finding } from '../../src/diagnostics/index.ts'
import { mergeTerms } from '../../src/glossary/merge-terms.ts'
import type { Term } from '../../src/model/term.ts'

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkDirective).use(remarkDefinitionList)

function input(source: string, file = 'articles/one.md') {
  const tree: Root = parser.parse(source)
  return { file, source, tree }
}

const pairs = (source: string): [string, string][] =>
  harvest([input(source)], []).map(({ term, expansion }) => [term, expansion])

const icb: Term = {
  id: 'icb',
  term: 'ICB',
  expansion: 'integrated care board',
  also: ['ICBd'],
  replacedBy: [],
  replaces: [],
  caseSensitive: true,
  tags: [],
  place: {
    file: 'articles/glossary.yaml',
    start: { line: 7, column: 3, offset: 90 },
    end: { line: 8, column: 3, offset: 120 },
  },
}

describe('harvest', () => {
  it('tells file, line and column of the letters', () => {
    const source =
      '# Report\n\n- One\n\n  > The *local\n  > authority* (**LAs** are many) and pupil\n  > referral units (*PRUs*).\n'
    expect(harvest([input(source)], [])).toMatchObject([
      {
        term: 'PRU',
        expansion: 'pupil referral unit',
        file: 'articles/one.md',
        line: 7,
        column: 22,
        known: false,
      },
    ])
  })

  it('tells the column after references and escapes', () => {
    const source = 'A &amp; B\\! the Department&#32;for Education (DfE).'
    const [found] = harvest([input(source)], [])
    expect(found).toMatchObject({
      expansion: 'Department for Education',
      line: 1,
      column: source.indexOf('DfE') + 1,
    })
  })

  it('reads lists, each with its sign', () => {
    expect(
      pairs(
        '- CQC: Care Quality Commission\n- **EHRC** – Equality and Human Rights Commission\n- LA, local authority\n',
      ),
    ).toEqual([
      ['CQC', 'Care Quality Commission'],
      ['EHRC', 'Equality and Human Rights Commission'],
      ['LA', 'local authority'],
    ])
  })

  it('reads lines of one paragraph', () => {
    expect(pairs('CIF    condition improvement fund\nPFI    private finance initiative')).toEqual([
      ['CIF', 'condition improvement fund'],
      ['PFI', 'private finance initiative'],
    ])
  })

  it('reads tables, whichever columns hold letters and expansions', () => {
    expect(
      pairs(
        '| Body | Short form | Role |\n|-|-|-|\n| Teaching Regulation Agency | TRA | conduct |\n| Standards and Testing Agency | STA | tests |',
      ),
    ).toEqual([
      ['TRA', 'Teaching Regulation Agency'],
      ['STA', 'Standards and Testing Agency'],
    ])
  })

  it('takes a row whose letters do not fit, where the table says what it is, with less confidence', () => {
    const found = harvest(
      [
        input(
          '| Abbreviation | Meaning |\n|-|-|\n| DfE | Department for Education |\n| PRU | short-stay school |',
        ),
      ],
      [],
    )
    expect(found.map(({ term }) => term)).toEqual(['DfE', 'PRU'])
    expect(found[1]?.confidence).toBeLessThan(found[0]?.confidence ?? 0)
  })

  it('reads definition lists', () => {
    expect(pairs('EBSA\n: emotionally based school avoidance\n\nEducation Authority\n: EA\n')).toEqual([
      ['EBSA', 'emotionally based school avoidance'],
      ['EA', 'Education Authority'],
    ])
  })

  it.each([
    '| Area | Places |\n|-|-|\n| North | 120 |\n| TBC | not yet known |',
    '| Who | Where |\n|-|-|\n| LA | local |\n| ICB | local |\n| DfE | national |',
    'image: images/steps.png\nseries: season of events',
    '- Bring your card.\n- The AGM starts at eleven: do not be late.',
    '`Department for Education (DfE)`',
    '```\nDepartment for Education (DfE)\n```',
    '![Department for Education (DfE)](a.png)',
  ])('finds nothing in %j', (source) => {
    expect(pairs(source)).toEqual([])
  })

  it('gives each expansion once, where it is first', () => {
    const found = harvest(
      [
        input('A Local authority (LA).'),
        input('Another local authority (LA), a learning academy (LA).', 'articles/two.md'),
      ],
      [],
    )
    expect(found.map(({ expansion, file }) => [expansion, file])).toEqual([
      ['Local authority', 'articles/one.md'],
      ['learning academy', 'articles/two.md'],
    ])
  })

  it('knows what the glossary has, and what it has otherwise', () => {
    const found = harvest(
      [
        input(
          'Integrated care boards (ICBs); the inner-city board (ICB); an institute of care by design (ICBd).',
        ),
      ],
      [icb],
    )
    expect(found.map(({ known }) => known)).toEqual([true, false, false])
    expect(found[0]?.conflict).toBeUndefined()
    expect(found[1]?.conflict).toEqual({
      expansion: 'integrated care board',
      file: 'articles/glossary.yaml',
      line: 7,
      column: 3,
    })
    expect(found[2]?.conflict?.expansion).toBe('integrated care board')
  })

  it('prints rows without what only the program needs', () => {
    const rows = harvestRows(harvest([input('A local authority (LA).')], []))
    expect(rows).toEqual([
      {
        term: 'LA',
        expansion: 'local authority',
        file: 'articles/one.md',
        line: 1,
        column: 20,
        confidence: expect.any(Number),
      },
    ])
  })
})

describe('the capitals of an expansion', () => {
  it.each([
    ['Integrated care boards (ICBs) are new.', 'integrated care board'],
    ['It ended. Free school meals (FSM) go on.', 'free school meals'],
    ['- Local authority (LA)\n- Another one', 'local authority'],
    ['| Letters | Meaning |\n|-|-|\n| KS2 | Key stage 2 |', 'key stage 2'],
    ['- LA: Local authority\n- PRU: Pupil referral unit', 'local authority'],
    ['An ICB (Integrated care board) plans.', 'integrated care board'],
    ['Multi-academy trusts (MATs) grow.', 'multi-academy trust'],
    ['Education, health and care plans (EHCPs) end.', 'education, health and care plan'],
    ['Integrated NHS care (INC) is new.', 'integrated NHS care'],
    ['Department for Education (DfE) staff came.', 'Department for Education'],
    ['Sutton Trust report (STR) is out.', 'Sutton Trust report'],
    ['English as an additional language (EAL) is taught.', 'English as an additional language'],
    ['Ofsted inspection framework (OIF). What Ofsted says.', 'Ofsted inspection framework'],
    ['No heading ends so\n\nIntegrated care boards (ICBs) are new.', 'integrated care board'],
    ['We met a Local authority (LA) there.', 'Local authority'],
  ])('are those of the middle of a sentence in %j', (source, expansion) => {
    expect(pairs(source)[0]?.[1]).toBe(expansion)
  })
})

describe('people and their initials', () => {
  const sure = (...sources: string[]): string[] =>
    harvest(
      sources.map((source, index) => input(source, `articles/${index}.md`)),
      [],
    )
      .filter(({ confidence }) => confidence >= 0.8)
      .map(({ term }) => term)

  it.each([
    'Present: Ann Smith (AS), Bob Jones (BJ), Carol O’Brien (CO).',
    'Apologies: Dr Ann Smith (AS) and no one else',
    'Ann Smith (AS) welcomed Bob Jones (BJ).',
    '- Ann Smith (AS)\n- Bob Jones (BJ)',
    '## Present\n\nAnn Smith (AS)',
    '- AS – Ann Smith\n- BJ – Bob Jones',
    '| Who | In short |\n|-|-|\n| Ann Smith | AS |\n| Bob Jones | BJ |',
  ])('are never sure in %j', (source) => {
    expect(sure(source)).toEqual([])
  })

  it('are not sure in one article where another lists them', () => {
    expect(sure('Ann Smith (AS) spoke.', 'Present: Ann Smith (AS), Bob Jones (BJ).')).toEqual([])
  })

  it.each([
    'The Local Authority (LA) and the Pupil Panel (PP) met.',
    'Health Board (HB) and Academy Trust (AT) met.',
    '| Abbreviation | Meaning |\n|-|-|\n| MS | Multiple Sclerosis |\n| OT | Occupational Therapy |',
  ])('are not the bodies in %j', (source) => {
    expect(sure(source)).toHaveLength(2)
  })
})

it('takes a phrase in code for what letters beside it stand for, and no letters from code', () => {
  expect(pairs('The `code word` (CW) and `Department for Education` (`DfE`).')).toEqual([['CW', 'code word']])
})

describe('proposed entries', () => {
  const found = harvest(
    [
      input('Integrated care boards (ICBs) and a local authority (LA).'),
      input('Inner-city board (ICB), learning academy (LA), alpha: beta (AB).', 'articles/two.md'),
    ],
    [icb],
  )

  it('are entries a glossary can take, what is known and in conflict left out', () => {
    expect(parse(proposeYaml(found))).toEqual([{ term: 'LA', expansion: 'local authority' }])
  })

  it('merge into the glossary, conflicts reported with the place in the article', () => {
    const findings: Finding[] = []
    const yaml = '- term: ICB\n  expansion: integrated care board\n'
    const { added } = mergeTerms(yaml, harvestedTerms(found), { report: (one) => findings.push(one) })
    expect(added).toEqual(['LA'])
    expect(findings.map(({ rule, file, place }) => [rule, file, place?.start.column])).toEqual([
      ['glossary/import-conflict', 'articles/two.md', 19],
      ['glossary/import-conflict', 'articles/two.md', 43],
    ])
  })

  it('tell place, confidence and conflict in comments', () => {
    const yaml = proposeYaml(found)
    expect(yaml).toMatch(/^# articles\/one\.md:1:54, \d+ % sure\n- term: LA$/mu)
    expect(yaml).toContain('# in conflict with "integrated care board" (articles/glossary.yaml:7:3)')
    expect(yaml).toContain('# also found as "local authority" (articles/one.md:1:54)')
  })
})
