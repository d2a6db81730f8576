import { describe, expect, it } from 'vitest'
import {
  createGlossaryIndex,
  formatExpansion,
  isExpanded,
  isMarked,
  termId,
} from '../../src/glossary/index.ts'
import type { Mention } from '../../src/model/mention.ts'
import { term } from './linking.ts'

describe('a term’s address', () => {
  it.each([
    ['ICB', undefined, 'icb'],
    ['SENCo NPQ', undefined, 'senco-npq'],
    ['AP', 'alternative-provision', 'ap--alternative-provision'],
    ['R&D', undefined, 'r-d'],
    ['École', undefined, 'école'],
    ['КГБ', undefined, 'кгб'],
    ['Children’s services', undefined, 'children-s-services'],
  ])('of %s (%s) is %s', (letters, sense, id) => {
    expect(termId(letters, sense)).toBe(id)
  })

  it('keeps terms apart that differ in signs, the same each time', () => {
    const ids = ['C', 'C++', 'C#', '.NET', 'NET', '.*', '+', '++'].map((letters) => termId(letters))
    expect(new Set(ids).size).toBe(ids.length)
    expect(termId('C++')).toBe(termId('C++'))
    for (const id of ids) expect(id).toMatch(/^[a-z0-9-]+$/)
  })
})

describe('an expansion', () => {
  it.each([
    ['ICB = integrated care board', 'ICB', 'ICB (integrated care board)'],
    ['ICB = integrated care board', 'ICBs', 'ICBs (integrated care boards)'],
    ['LA = local authority', 'LAs', 'LAs (local authorities)'],
    ['HoS = head of service', 'HoSs', 'HoSs (head of service)'],
    ['EHCP = education, health and care plan', 'EHCPs', 'EHCPs (education, health and care plans)'],
    [
      'CAMHS = child and adolescent mental health services',
      'CAMHSs',
      'CAMHSs (child and adolescent mental health services)',
    ],
    ['TA = teaching staff', 'TAs', 'TAs (teaching staff)'],
  ])('of %s beside %s reads %s', (short, text, expected) => {
    expect(formatExpansion(term(short), text)).toBe(expected)
  })

  it('takes the plural that the glossary gives', () => {
    expect(formatExpansion(term('MP = member of parliament', { plural: 'MsP' }), 'MsP')).toBe(
      'MsP (member of parliament)',
    )
  })
})

describe('marking', () => {
  const place = { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 4, offset: 3 } }
  const mention = (more: Partial<Mention>): Mention => ({
    termId: 'icb',
    text: 'ICB',
    place,
    where: 'prose',
    firstInArticle: false,
    firstInSection: false,
    definedHere: false,
    always: false,
    ...more,
  })

  it('goes by the policy in prose, and nowhere else', () => {
    const policies = ['first', 'section', 'all', 'none'] as const
    const marked = (more: Partial<Mention>): boolean[] =>
      policies.map((policy) => isMarked(mention(more), policy))
    expect(marked({})).toEqual([false, false, true, false])
    expect(marked({ firstInSection: true })).toEqual([false, true, true, false])
    expect(marked({ firstInSection: true, firstInArticle: true })).toEqual([true, true, true, false])
    expect(marked({ always: true })).toEqual([true, true, true, true])
    for (const where of ['heading', 'link', 'plain'] as const) {
      expect(marked({ where, always: true, firstInArticle: true, firstInSection: true })).not.toContain(true)
    }
  })

  it('expands what is marked first and not defined', () => {
    expect(isExpanded(mention({ firstInArticle: true }), 'first')).toBe(true)
    expect(isExpanded(mention({ firstInArticle: true, definedHere: true }), 'first')).toBe(false)
    expect(isExpanded(mention({ firstInSection: true }), 'section')).toBe(true)
    expect(isExpanded(mention({ firstInSection: true }), 'all')).toBe(false)
    expect(isExpanded(mention({ always: true }), 'none')).toBe(true)
  })
})

describe('the index', () => {
  it('finds a term by every way to write it', () => {
    const index = createGlossaryIndex([
      term('LA = local authority', { also: ['council'] }),
      term('MP = member', { plural: 'MsP' }),
      term('pupil referral unit = x'),
    ])
    const found = (letters: string): string[] => index.find(letters).map(({ id }) => id)
    expect(['LA', 'LAs', 'council', 'councils'].map(found)).toEqual([['la'], ['la'], ['la'], ['la']])
    expect(['MP', 'MsP', 'MPs'].map(found)).toEqual([['mp'], ['mp'], []])
    expect(found('Pupil  Referral\nUnits')).toEqual(['pupil-referral-unit'])
    expect(found('la')).toEqual([])
  })

  it('prefers a term to the plural of another', () => {
    const index = createGlossaryIndex([term('LA = local authority'), term('LAs = London area schools')])
    expect(index.find('LAs').map(({ id }) => id)).toEqual(['las'])
  })
})
