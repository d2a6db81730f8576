import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findDefinitions } from '../../src/glossary/harvest-find.ts'

const sure = (text: string): [string, string][] =>
  findDefinitions(text)
    .filter(({ confidence }) => confidence >= 0.5)
    .map(({ letters, expansion }) => [letters, expansion])

describe('findDefinitions', () => {
  it.each([
    ['The Department for Education (DfE) said no.', 'DfE', 'Department for Education'],
    [
      'Members of NAHE (National Association for Hospital Education) met.',
      'NAHE',
      'National Association for Hospital Education',
    ],
    ['taught in pupil referral units (PRUs) now', 'PRU', 'pupil referral unit'],
    ['run by local authorities (LAs)', 'LA', 'local authority'],
    ['Members of Parliament (MPs) voted', 'MP', 'Member of Parliament'],
    ['the special educational needs coordinator (“SENCO”)', 'SENCO', 'special educational needs coordinator'],
    ['a national funding formula (NFF; since 2018)', 'NFF', 'national funding formula'],
    ['the Department for Work and Pensions (DWP, formerly DSS)', 'DWP', 'Department for Work and Pensions'],
    ['an integrated care board (hereafter the ICB)', 'ICB', 'integrated care board'],
    ['The UK Health Security Agency, or UKHSA, says', 'UKHSA', 'UK Health Security Agency'],
    ['the Joint Council for Qualifications—JCQ for short—says', 'JCQ', 'Joint Council for Qualifications'],
    ['where OT stands for occupational therapy it is paid', 'OT', 'occupational therapy'],
    ['Used here: RQT, recently qualified teacher; others', 'RQT', 'recently qualified teacher'],
    ['the Joint Strategic Needs Assessment [JSNA] is', 'JSNA', 'Joint Strategic Needs Assessment'],
    ['one plan (education, health and care plan, EHCP) for all', 'EHCP', 'education, health and care plan'],
    ['the Health and Safety Executive’s (HSE’s) form', 'HSE', 'Health and Safety Executive'],
    [
      'Ofsted (the Office for Standards in Education, Children’s Services and Skills) came',
      'Ofsted',
      'Office for Standards in Education, Children’s Services and Skills',
    ],
    ['the AP Specialist Taskforce (APST) puts', 'APST', 'AP Specialist Taskforce'],
    [
      'special educational\nneeds and disabilities (SEND)',
      'SEND',
      'special educational needs and disabilities',
    ],
    ['the Joint Consultative Committee (JCC – the main body) met', 'JCC', 'Joint Consultative Committee'],
    ['the Joint Consultative Committee (JCC: the main body) met', 'JCC', 'Joint Consultative Committee'],
    ['the Joint Consultative Committee (JCC and others) met', 'JCC', 'Joint Consultative Committee'],
    ['new technical levels (T-levels) begin', 'T-level', 'technical level'],
    ['the state of the art (SOTA) is', 'SOTA', 'state of the art'],
    ['costs of research and development (R and D) rose', 'R and D', 'research and development'],
  ])('finds one in %j', (text, letters, expansion) => {
    expect(sure(text)).toEqual([[letters, expansion]])
  })

  it.each([
    'up again (see Figure 2), and nobody was surprised',
    'in nine areas (England) and later',
    'paid £12,000 (net) to 30 families (about 110 children)',
    'Others disagree (Holt, 2019; Marsh and Penny, 2021).',
    'the Act (section 19) and the guidance (paragraph 4.2)',
    'on 4 March (Saturday), in the hall (first floor)',
    'the chance was small (P = 0.04) in the trial',
    'Look at the website (www.example.org) or write (pensions@example.org)',
    'the meeting (online, via Teams) was recorded (again)',
    'part two (II) and part three (iii)',
    'He said: DfE, LA and NHS all agree.',
    'OBJECTIVE: the objective of the report',
    'We asked the school for it (ASI).',
    'They told us what it costs (TUWIC).',
    'Officers met the minister (MTM) again.',
    'and we said no everywhere (SNE)',
  ])('finds nothing in %j', (text) => {
    expect(sure(text)).toEqual([])
  })

  it('gives the place of the letters and both sides as they are written', () => {
    const text = 'Some pupil referral units (the “PRUs”) closed.'
    const [found] = findDefinitions(text)
    expect(text.slice(found?.start, found?.end)).toBe('PRUs')
    expect(found?.written).toEqual({ letters: 'PRUs', expansion: 'pupil referral units' })
  })

  it('is surer of letters that start every word than of letters inside them', () => {
    const [plain] = findDefinitions('the school teachers review body (STRB)')
    const [inside] = findDefinitions('the tetrahydrocannabinol (THC)')
    expect(plain?.confidence).toBeGreaterThan(inside?.confidence ?? 1)
  })

  it('gives places that cut the written letters out of any text', () => {
    const piece = fc.constantFrom(
      'pupil referral unit',
      'PRU',
      'PRUs',
      ' (',
      ') ',
      '[',
      ']',
      ', or ',
      ' “',
      '” ',
      '\n',
      'DfE ',
      'the ',
      '—',
      'é',
      '; ',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('')
        for (const { start, end, written, confidence } of findDefinitions(text)) {
          expect(text.slice(start, end)).toBe(written.letters)
          expect(confidence).toBeGreaterThanOrEqual(0)
          expect(confidence).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('takes time in proportion to the text, whatever its brackets', () => {
    const slow = ['('.repeat(50_000) + ')'.repeat(50_000), 'AB-'.repeat(50_000), 'a (DfE) '.repeat(10_000)]
    for (const text of slow) expect(findDefinitions(text).length).toBeLessThan(20_000)
  })
})
