import { describe, expect, it } from 'vitest'
import { findings, link, linkedIn, nodesOf, parse, parseCommonmark, term } from './linking.ts'

const dfe = term('DfE = Department for Education')
const send = term('SEND = special educational needs and disabilities')
const dhsc = term('DHSC = Department of Health and Social Care')
const la = term('LA = local authority')
const ehcp = term('EHCP = education, health and care plan')
const senco = term('SENCo = special educational needs co-ordinator', { also: ['SENCO'] })
const npq = term('SENCo NPQ = national professional qualification for co-ordinators')
const sen = term('SEN = special educational needs')
const icb = term('ICB = integrated care board')
const ccg = term('CCG = clinical commissioning group', { replacedBy: ['ICB'] })
const taskforce = term('APST = alternative provision specialist taskforce', {
  also: ['AP Specialist Taskforce'],
})
const provision = term('AP = alternative provision', { sense: 'provision' })
const principal = term('AP = assistant principal', { sense: 'principal' })
const phrase = term('alternative provision = education outside mainstream schools')
const cpp = term('C++ = a language')
const rd = term('R&D = research and development')
const star = term('.* = anything')
const terms = [dfe, send, dhsc, la, ehcp, senco, npq, sen, icb, ccg, taskforce, phrase, cpp, rd, star]

describe('letters in prose', () => {
  it.each([
    ['The DfE said', ['DfE']],
    ['(DfE)', ['DfE']],
    ['“DfE” and ‘DfE’', ['DfE', 'DfE']],
    ['DfE/DHSC', ['DfE', 'DHSC']],
    ['DfE-funded, non-SEND', ['DfE', 'SEND']],
    ['DfE—DHSC–SEND…', ['DfE', 'DHSC', 'SEND']],
    ['**DfE** *SEND* ~~LA~~', ['DfE', 'SEND', 'LA']],
    ['- DfE\n  - SEND\n\n1. LA', ['DfE', 'SEND', 'LA']],
    ['| DfE | x |\n|--|--|\n| SEND | y |', ['DfE', 'SEND']],
    ['> DfE\n> > SEND', ['DfE', 'SEND']],
    ['Text[^1] here.\n\n[^1]: The DfE.', ['DfE']],
    ['Term\n: The DfE', ['DfE']],
    ['DfE\n: The department', ['DfE']],
    [':::note[Title]\nThe DfE\n:::', ['DfE']],
    ["DfE's and DfE’s", ['DfE', 'DfE']],
    ["EHCPs, LAs' and SENCOs", ['EHCPs', 'LAs', 'SENCOs']],
    ["the ‘LAs’ said, 'LA'", ['LAs', 'LA']],
    ['SENCo NPQ', ['SENCo NPQ']],
    ['the SENCo\nNPQ', ['SENCo\nNPQ']],
    ['the SENCo&nbsp;NPQ', ['SENCo\u00a0NPQ']],
    ['SENCo **NPQ**', ['SENCo']],
    ['AP Specialist Taskforce', ['AP Specialist Taskforce']],
    ['AP Specialist', []],
    ['✅ DfE ❤️DfE 🎉SEND', ['DfE', 'DfE', 'SEND']],
    ['C++ and C, .* and R&D; R & D', ['C++', '.*', 'R&D']],
    ['DfE[^1]\n\n[^1]: x', ['DfE']],
    ['DfE.Then', ['DfE']],
    ['وDfE ثم الـSEND', ['DfE', 'SEND']],
    ['וDfE, הSENCo NPQ', ['DfE', 'SENCo NPQ']],
    ['وَDfE', ['DfE']],
    ['**و**DfE', ['DfE']],
  ])('links %j', (source, expected) => {
    expect(linkedIn(source, terms)).toEqual(expected)
  })

  it.each([
    ...['DfEوال', 'وDfES', '٣DfE', 'яDfE', 'αDfE', '与DfE'],
    ...['dfe', 'DfES', 'ADfE', 'DfE2', '2DfE', 'DfE_x', '_xDfE', 'ÉDfE', 'DfEé'],
    ...['DfE\u0301', '\u0301DfE', 'DfE٣', '𝐀DfE', 'DfE𝐀', 'DfEж', '**SEN**Co', 'SEN**Co**', '`x`DfE'],
  ])('leaves %j alone', (source) => {
    expect(linkedIn(source, terms)).toEqual([])
  })

  it.each([
    ...[
      'Df\u00adE',
      'DfE\u00ad',
      '\u00adDfE',
      'D\u200bfE',
      'Df\u200dE',
      'D\u2060f\ufeffE',
      'D\u00ad\u200bfE',
    ],
    ...['alter\u00adnative pro\u200bvision'],
  ])('links %j, whose letters are all that is seen of it', (written) => {
    const source = `The ${written} met, and ${written}`
    const { mentions } = link(source, terms)
    expect(mentions.map(({ text }) => text)).toEqual([written, written])
    const places = mentions.map(({ place }) => source.slice(place.start.offset, place.end.offset))
    expect(places).toEqual([written, written])
  })

  it('takes what is not seen for no part of a word at its edge, nor in a script without capitals', () => {
    expect(linkedIn('\u200bDfE\u200b/\u200bDHSC\u200d', terms)).toEqual(['DfE', 'DHSC'])
    expect(linkedIn('👩\u200d💻DfE', terms)).toEqual(['DfE'])
    expect(linkedIn('کتاب\u200cها', [term('کتاب = book')])).toEqual(['کتاب'])
    expect(linkedIn('می\u200cخواهم', [term('می\u200cخواهم = I want')])).toEqual(['می\u200cخواهم'])
  })

  it('tells the place of letters written with references to what is not seen', () => {
    const source = 'The D&shy;fE and D&#x200B;fE'
    const places = link(source, terms).mentions.map(({ place }) =>
      source.slice(place.start.offset, place.end.offset),
    )
    expect(places).toEqual(['D&shy;fE', 'D&#x200B;fE'])
  })

  it.each([
    ['Alternative Provision', ['Alternative Provision']],
    ['ALTERNATIVE provision', ['ALTERNATIVE provision']],
    ['alternative provisions', ['alternative provisions']],
    ['alternative\nprovision', ['alternative\nprovision']],
    ['alternatives provision', []],
  ])('links a phrase in any case: %j', (source, expected) => {
    expect(linkedIn(source, terms)).toEqual(expected)
  })

  it('folds letters beyond ASCII', () => {
    const school = term('école = school')
    expect(linkedIn('Une ÉCOLE, une École, une e\u0301cole, ecole', [school])).toEqual([
      'ÉCOLE',
      'École',
      'e\u0301cole',
    ])
  })
})

describe('words in capitals', () => {
  const technology = term('IT = information technology')
  const words = [
    technology,
    term('WHO = World Health Organization'),
    term('AS = advanced subsidiary'),
    term('AT = assistive technology'),
    term('HE = higher education'),
    term('US = United States'),
    term('NICE = National Institute for Health and Care Excellence'),
    term('pay = what one earns'),
  ]

  it.each([
    'PLEASE VOTE: IT IS YOUR UNION. AS WE SAID, HE WHO VOTES WINS.',
    '# WHO IS NEXT, AS IT STANDS',
    'Remember: IT IS YOUR UNION. Thank you.',
    'HE WHO VOTES WINS',
    'JOIN US NOW',
    'STRIKE AS TALKS FAIL',
    'CONFERENCE AT BRIGHTON',
    'HOW NICE ARE WE?',
    'AT&T',
    'B&AT',
  ])('are no letters in %j', (source) => {
    expect(link(source, words).mentions).toEqual([])
  })

  it.each([
    ['the IT team', ['IT']],
    ['IT and HE staff; the WHO, NICE', ['IT', 'HE', 'WHO', 'NICE']],
    ['THE IT TEAM IS HERE', ['IT']],
    ['NICE GUIDANCE', ['NICE']],
    ['HE, IT, WHO', ['HE', 'IT', 'WHO']],
    ['our NEW IT system', ['IT']],
    ['IMPORTANT: IT staff', ['IT']],
    ['IT & HE, WHO/NICE', ['IT', 'HE', 'WHO', 'NICE']],
    ['IT IS :term[IT]', ['IT']],
    ['WE WANT MORE PAY', ['PAY']],
  ])('are letters in %j', (source, expected) => {
    expect(linkedIn(source, words)).toEqual(expected)
  })

  it('are judged in a long line without a fuss', () => {
    expect(link('IT IS '.repeat(20_000), words).mentions).toEqual([])
  })
})

describe('where nothing is linked', () => {
  it.each([
    ['[the DfE](x)', 'link'],
    ['[the **DfE**][r]\n\n[r]: x', 'link'],
    ['# The DfE', 'heading'],
    ['The DfE\n===', 'heading'],
    ['<a href="x">the DfE</a>', 'link'],
    ['::button[The DfE]{href=x}', 'link'],
    [':plain[DfE]', 'plain'],
    [':plain[the *DfE*]', 'plain'],
  ])('counts the mention in %j', (source, where) => {
    const { mentions, tree } = link(source, terms)
    expect(mentions.map((mention) => [mention.text, mention.where])).toEqual([['DfE', where]])
    expect(nodesOf(tree)).toEqual([])
    expect(mentions[0]).toMatchObject({ firstInArticle: false, firstInSection: false })
  })

  it.each([
    ...[
      '![DfE](x.png)',
      '`DfE`',
      '```\nDfE\n```',
      '    DfE',
      'https://x.org/DfE',
      '<https://x.org/DfE>',
      'DfE@x.org',
    ],
    ...[
      'www.x.org/DfE',
      'x@DfE.org',
      '<b title="DfE">x</b>',
      '<p title="DfE">',
      '<!-- DfE -->',
      ':x[y]{title="DfE"}',
    ],
    ...[
      ':::note{title="DfE"}\nx\n:::',
      '---\ntitle: DfE\n---\n',
      'x[^DfE]\n\n[^DfE]: y',
      '[DfE]: x',
      '<code>DfE</code>',
    ],
    ...['[x](DfE "DfE")', 'see example.org/DfE now', 'DfE.pdf'],
  ])('finds no mention in %j', (source) => {
    expect(link(source, terms).mentions).toEqual([])
  })

  it.each([
    'see https://x.org/DfE.',
    'DfE@x.org',
    'x.y@DfE.org',
    'www.x.org/DfE',
    'ftp://DfE',
    'mailto:DfE@x.org',
  ])('knows the address in %j where GFM is off', (source) => {
    expect(link(source, terms, {}, parseCommonmark(source)).mentions).toEqual([])
  })

  it('links beside an address', () => {
    expect(linkedIn('DfE (https://x.org/DfE) and a@b.org,DfE', terms)).toEqual(['DfE', 'DfE'])
  })

  it('unwraps :plain and keeps its letters', () => {
    const { tree } = link('An :plain[IP] here', [term('IP = intellectual property')])
    expect(tree.children[0]).toMatchObject({
      children: [{ value: 'An ' }, { type: 'text', value: 'IP' }, { value: ' here' }],
    })
  })
})

describe('places', () => {
  it('are told after an address that the parser cut out of the text, escapes and references included', () => {
    const source = 'See /a@b.org, C\\+\\+ and R&amp;D at www.example.org or C\\+\\+.\n'
    const both = [term('C++ = a language'), term('R&D = research and development')]
    const raw = link(source, both).mentions.map(({ place }) =>
      source.slice(place.start.offset, place.end.offset),
    )
    expect(raw).toEqual(['C\\+\\+', 'R&amp;D', 'C\\+\\+'])
  })

  it.each([
    ['D&#102;E', 'D&#102;E'],
    ['x &lt; D&#x66;E now', 'D&#x66;E'],
    ['\\*x\\* D\\f\n\nDfE', 'DfE'],
    ['a&amp;b\nDfE', 'DfE'],
    ['> one\n> two &amp; DfE\n> > SEND', 'DfE'],
    ['- one\n  two\n  the SENCo\n  NPQ', 'SENCo\n  NPQ'],
    ['> the SENCo\n> NPQ', 'SENCo\n> NPQ'],
    ['a\r\nb &amp;\r\nDfE\r\nc', 'DfE'],
    ['| a\\|b DfE | c |\n|--|--|\n| x | y |', 'DfE'],
    ['🎉🎉 &copy; DfE', 'DfE'],
    ['a@b.org &amp; DfE', 'DfE'],
    ['x  \n   DfE', 'DfE'],
    ['R&amp;D', 'R&amp;D'],
    ['Df&#69;', 'Df&#69;'],
    ['Df&#69;\nx', 'Df&#69;'],
    ['C\\+\\+', 'C\\+\\+'],
    ['.\\*', '.\\*'],
  ])('cut the letters out of %j', (source, letters) => {
    const [mention] = link(source, terms).mentions
    const { start, end } = mention!.place
    expect(source.slice(start.offset, end.offset)).toBe(letters)
    const lines = source.slice(0, start.offset).split(/\r\n|\n|\r/)
    expect([start.line, start.column]).toEqual([lines.length, (lines.at(-1) ?? '').length + 1])
  })
})

describe('definitions in the text', () => {
  it.each([
    'Department for Education (DfE)',
    'the department for  education (the “DfE”)',
    'Departments of Education (DfE, not DHSC)',
    '**Department for Education** (DfE)',
    'DfE (Department for Education)',
    'DfE (the Department for Education)',
    'DfE (Department for Education; formerly another)',
  ])('knows %j as the author’s own', (source) => {
    const { mentions, diagnostics } = link(source, terms)
    expect(mentions[0]).toMatchObject({ termId: 'dfe', definedHere: true, firstInArticle: true })
    expect(diagnostics).toEqual([])
  })

  it.each([
    ...[
      'DfE – Department for Education – is',
      'DfE — the Department for Education, which',
      'DfE—Department for Education—is',
    ],
    ...[
      'DfE, or Department for Education, is',
      'DfE or the Department for Education.',
      'DfE - Department for Education - is',
    ],
    ...['- DfE – Department for Education', 'DfE – Department\nfor Education –'],
  ])('knows %j as the author’s own, right behind the letters', (source) => {
    const { mentions, diagnostics, definitions } = link(source, terms)
    expect(mentions[0]).toMatchObject({ termId: 'dfe', definedHere: true, firstInArticle: true })
    expect(definitions).toMatchObject([{ letters: 'DfE' }])
    expect(diagnostics).toEqual([])
  })

  it.each([
    ...[
      'DfE – Department for Exams – is',
      'DfE or Department for Education staff',
      'DfE – Department for Education staff',
    ],
    ...['DfE – the department – is', 'DfE or DHSC,', 'DfE – Department for Education-led –'],
  ])('does not take %j for one', (source) => {
    const { mentions, diagnostics } = link(source, terms)
    expect(mentions[0]).toMatchObject({ termId: 'dfe', definedHere: false })
    expect(diagnostics).toEqual([])
  })

  it.each(['the department (DfE)', 'schools (DfE)', 'DfE (see below)', 'DfE, Department for Education'])(
    'takes %j for a plain mention',
    (source) => {
      const { mentions, diagnostics } = link(source, terms)
      expect(mentions[0]).toMatchObject({ definedHere: false })
      expect(diagnostics).toEqual([])
    },
  )

  it('warns with both places where the text and the glossary disagree', () => {
    const linked = link('x\n\nThe Department for Everything (DfE).', terms)
    expect(findings(linked)).toEqual(['definition-differs 3:32'])
    expect(linked.diagnostics[0]?.related).toMatchObject({
      file: 'articles/glossary.yaml',
      line: 1,
      column: 3,
    })
    expect(linked.mentions[0]).toMatchObject({ definedHere: true })
    expect(findings(link('DfE (Department for Exams)', terms))).toEqual(['definition-differs 1:1'])
  })

  it('gives plural definitions of known and unknown letters', () => {
    const { definitions } = link('local authorities (LAs) and pupil referral units (PRUs)', terms)
    expect(definitions.map(({ letters, expansion }) => [letters, expansion])).toEqual([
      ['LA', 'local authorities'],
      ['PRU', 'pupil referral units'],
    ])
  })

  it('does not expand the expansion, and leaves the letters first', () => {
    const spelt = { ...dfe, also: ['Department for Education'] }
    const { mentions } = link('The Department for Education. The DfE.', [spelt])
    expect(mentions).toMatchObject([
      { definedHere: true, firstInArticle: true },
      { definedHere: false, firstInArticle: true },
    ])
  })
})

describe('the author’s list at the end', () => {
  it.each([
    ['a list', '- DfE — Department for Education\n- PRU – pupil referral unit'],
    [
      'a table',
      '| Abbreviation | Meaning |\n|--|--|\n| DfE | Department for Education |\n| PRU | pupil referral unit |',
    ],
    ['a definition list', 'DfE\n: Department for Education\n\nPRU\n: pupil referral unit'],
    ['lines', 'DfE: Department for Education\nPRU: pupil referral unit'],
    ['lines with breaks', 'DfE — Department for Education  \n**PRU** — pupil referral unit'],
  ])('is read from %s', (_, list) => {
    const source = `# T\n\nThe text.\n\n## Abbreviations\n\n${list}\n`
    const { closingList, mentions, tree } = link(source, terms, { ignore: ['PRU'] })
    expect(closingList.map(({ letters, expansion }) => [letters, expansion])).toEqual([
      ['DfE', 'Department for Education'],
      ['PRU', 'pupil referral unit'],
    ])
    for (const { letters, place } of closingList) {
      expect(source.slice(place.start.offset, place.end.offset)).toBe(letters)
    }
    expect(mentions.filter(({ termId }) => termId === 'dfe')).toMatchObject([
      { firstInArticle: false, firstInSection: false, definedHere: true },
    ])
    const marked = tree.children.map((node) => node.data?.abbreviationList === true)
    expect(marked).toEqual([false, false, true, true])
  })

  it('may be followed by references, and is no other section', () => {
    const { closingList } = link(
      '## Abbreviations\n\n- DfE: Department for Education\n\n## References\n\nx',
      terms,
    )
    expect(closingList).toHaveLength(1)
    const early = link('## Abbreviations\n\n- DfE: Department for Education\n\n## What changed\n\nx', terms)
    expect(early.closingList).toEqual([])
  })

  it.each([
    '- DfE: Department for Education\n- Ofsted: those who inspect',
    '- DfE: Department for Education (now replaced by DES)',
    '- DfE: Department for Education\n\n  It pays for schools.',
    '- DfE: [Department for Education](https://example.org/)',
    '- DfE: Department for Education[^1]\n\n[^1]: Since 2010.',
    '- DfE: Department for Education\n\nPRU: pupil referral unit\nAsk us for others.',
    '| Letters | Meaning | Since |\n|--|--|--|\n| DfE | Department for Education | 2010 |',
  ])('stays in the text where it says more than its definitions: %j', (list) => {
    const { closingList, tree, mentions } = link(`The DfE.\n\n## Abbreviations\n\n${list}\n`, terms)
    expect(closingList).toEqual([])
    expect(tree.children.filter(({ data }) => data?.abbreviationList)).toEqual([])
    expect(mentions[0]?.firstInArticle).toBe(true)
  })

  it('is compared with the glossary', () => {
    const linked = link('x\n\n## Glossary\n\n- DfE: Department for Exams', terms)
    expect(findings(linked)).toEqual(['definition-differs 5:3'])
  })
})

describe('undefined abbreviations', () => {
  it('are reported once an article with the expansion found', () => {
    const linked = link('The PRU. Two pupil referral units (PRUs). PRU.', terms)
    expect(findings(linked)).toEqual(['undefined-abbreviation 1:5'])
    expect(linked.diagnostics[0]).toMatchObject({ severity: 'warning', related: { line: 1, column: 36 } })
    expect(linked.diagnostics[0]?.message).toContain('"pupil referral units"')
    expect(linked.diagnostics[0]?.note).toContain('as "PRU" with the expansion "pupil referral unit"')
  })

  it('are proposed as harvest proposes them', () => {
    const noteOf = (text: string): string | undefined => link(text, []).diagnostics[0]?.note
    expect(noteOf('Integrated care boards (ICBs) met.')).toContain(
      '"ICB" with the expansion "integrated care board"',
    )
    expect(noteOf('An ICB (Integrated care board) met.')).toContain('the expansion "integrated care board"')
    expect(noteOf('Sutton Trust report (STR).')).toContain('the expansion "Sutton Trust report"')
    expect(noteOf('Present: Ann Smith (AS).')).toContain('Add a person’s initials to `linking.ignore`')
    expect(noteOf('We asked the school for it (ASI).')).toBe(
      'Add it to the glossary with its expansion, or to `linking.ignore` in `tidings.yaml`.',
    )
  })

  it.each([
    ...[
      'Chapter XIV and VIII',
      '5 MB or 10 kWh at 3 GHz',
      'SW1A 1AA and EC1A 1BB',
      'PLEASE READ ALL OF THIS TODAY',
    ],
    ...[
      'J.R.R. Tolkien and JRR Tolkien',
      'KS2, P45, COVID-19, ISO 9001-2',
      '`PRU`',
      'README.md',
      ':plain[PRU]',
      '#PRU',
    ],
    ...[
      'YouTube and McDonald',
      'https://PRU.org/PRU',
      'MY_CONST',
      '10:30 AM',
      'A B C',
      '# WHAT HAPPENED NEXT',
    ],
    ...['Beverly Hills, CA 90210', 'it costs 5 GBP', 'PRU'],
    ...['IMPORTANT: come', 'URGENT, READ, HELP, VOTE now, and JOIN', 'it goes on AND SO ON, with VOTES'],
    ...['In school: SUMMER SCHOOL, TEACHERS and teachers', '9am GMT, 10.30 p.m. BST', 'in AD 70 it fell'],
    ...[
      'AT&T and B&NES pay',
      'Present: AB, CD, EF and GHI. All well.',
      '**Present:** AB (chair), CD',
      'ACTION: AB',
    ],
    ...['Apologies for absence from: AB and CD\nthen', '| Action: AB/CD |\n|--|'],
  ])('are not in %j', (source) => {
    expect(findings(link(source, terms, { ignore: source === 'PRU' ? ['PRU'] : ['ISO'] }))).toEqual([])
  })

  it.each([
    'PRU',
    'the PRUs',
    '**PRU**',
    'PRU-led',
    "PRU's",
    '# The PRU',
    '[PRU](x)',
    '| PRU | x |\n|--|--|',
    'The PRU Strategy',
    'اجتمع مجلس المدارس وPRU',
    'اجتمع مجلس المدارس PRU',
    'P\u00adR\u200bU',
    'URGENT: PRU staff',
    'Please READ PRU plans',
    'GMT',
    'the AD said',
    'Present: the PRU team',
    'Action: PRU to say',
    'Present: AB, CD. PRU was named.',
    'The pace of PACE',
  ])('are in %j', (source) => {
    expect(link(source, terms).diagnostics.map(({ ruleId }) => ruleId)).toEqual([
      'glossary/undefined-abbreviation',
    ])
  })
})

it('tells both of two abbreviations that `&` joins', () => {
  expect(findings(link('PRU&CDE', terms))).toEqual([
    'undefined-abbreviation 1:1',
    'undefined-abbreviation 1:5',
  ])
})

describe('letters that the glossary has in another case', () => {
  it('are told with what it has', () => {
    const linked = link('The DFE, DFEs and SENCo. The SenCO', terms)
    expect(findings(linked)).toEqual(['undefined-abbreviation 1:5', 'undefined-abbreviation 1:30'])
    const [dfeFound, sencoFound] = linked.diagnostics
    expect(dfeFound).toMatchObject({
      message: 'Unexpected DFE, expected DfE as the glossary has it',
      note: 'Write `DfE`, or add `DFE` to `also` of that entry of the glossary.',
      related: { file: 'articles/glossary.yaml', line: 1, column: 3 },
    })
    expect(sencoFound?.message).toContain('expected SENCo')
  })

  it('are told as letters of their own where the text defines them otherwise', () => {
    const linked = link('The Department for Food and Environment (DFE)', terms)
    expect(linked.diagnostics[0]?.note).toContain('Department for Food and Environment')
  })
})

describe('senses', () => {
  const both = [provision, principal]

  it('are decided by the article, then the text, then the series', () => {
    const idOf = (source: string, more = {}): string[] =>
      link(source, both, more).mentions.map(({ termId }) => termId)
    expect(idOf('AP', { senses: { AP: 'provision' } })).toEqual(['ap--provision'])
    expect(idOf('APs', { senses: { AP: 'principal' }, seriesSenses: { AP: 'provision' } })).toEqual([
      'ap--principal',
    ])
    expect(idOf('AP. An assistant principal (AP).', { seriesSenses: { AP: 'provision' } })).toEqual([
      'ap--principal',
      'ap--principal',
    ])
    expect(idOf('AP', { seriesSenses: { AP: 'provision' } })).toEqual(['ap--provision'])
    expect(idOf('AP\n\n## Abbreviations\n\n- AP: assistant principal')[0]).toBe('ap--principal')
  })

  it('that stay open are an error naming both, once', () => {
    const linked = link('The AP and the AP', both)
    expect(findings(linked)).toEqual(['ambiguous-term 1:5'])
    expect(linked.diagnostics[0]?.message).toContain('alternative provision')
    expect(linked.diagnostics[0]?.message).toContain('assistant principal')
    expect(linked.mentions).toEqual([])
  })

  it('mark every mention where both occur', () => {
    const source = 'AP, then :term[AP]{sense=principal}, AP and `AP`'
    const { mentions, tree, diagnostics } = link(source, both, { senses: { AP: 'provision' } })
    expect(diagnostics).toEqual([])
    expect(mentions.map(({ termId, always }) => [termId, always])).toEqual([
      ['ap--provision', true],
      ['ap--principal', true],
      ['ap--provision', true],
    ])
    expect(nodesOf(tree)).toHaveLength(3)
    expect(source.slice(mentions[1]!.place.start.offset, mentions[1]!.place.end.offset)).toBe('AP')
  })

  it('that there are not are an error naming those there are', () => {
    const linked = link('x :term[AP]{sense=other} y', both)
    expect(findings(linked)).toEqual(['unknown-sense 1:9'])
    expect(linked.diagnostics[0]?.message).toContain('"principal" or "provision"')
    expect(findings(link('x', both, { senses: { AP: 'other' } }))).toEqual(['unknown-sense 1:1'])
    expect(findings(link(':term[ZZZ]', both))).toEqual(['unknown-term 1:7'])
  })

  it('keep the emphasis inside :term', () => {
    const { tree } = link(':term[**AP**]{sense=provision}', both)
    expect(tree.children[0]).toMatchObject({
      children: [{ type: 'strong', children: [{ type: 'glossaryMention' }] }],
    })
  })
})

describe('replaced terms', () => {
  it('are linked and told once', () => {
    const linked = link('The CCG and CCGs', terms)
    expect(findings(linked)).toEqual(['replaced-term 1:5'])
    expect(linked.diagnostics[0]).toMatchObject({ severity: 'info', message: 'CCG was replaced by ICB' })
    expect(nodesOf(linked.tree)).toHaveLength(2)
  })
})

describe('firsts', () => {
  const firsts = (source: string, more = {}): string[] =>
    link(source, terms, more).mentions.map(
      ({ firstInArticle, firstInSection }) => (firstInArticle ? 'a' : '-') + (firstInSection ? 's' : '-'),
    )

  it('begin again under each heading of the section depth', () => {
    const source = '# DfE\n\nDfE DfE\n\n## X\n\nDfE\n\n### Y\n\nDfE'
    expect(firsts(source)).toEqual(['--', 'as', '--', '-s', '--'])
    expect(firsts(source, { sectionDepth: 3 })).toEqual(['--', 'as', '--', '-s', '-s'])
    expect(firsts(source, { sectionDepth: 1 })).toEqual(['--', 'as', '--', '--', '--'])
  })

  it('are met by members with and without a passage', () => {
    const source = ':::audience{when="a = b"}\nDfE DfE\n:::\n\nDfE DfE'
    expect(firsts(source)).toEqual(['as', '--', 'as', '--'])
  })

  it('count footnotes last', () => {
    expect(firsts('x[^1]\n\n[^1]: DfE\n\nDfE')).toEqual(['as', '-s'])
  })
})

it('reads the tree of a whole article without a fuss', () => {
  expect(nodesOf(parse('x'))).toEqual([])
})
