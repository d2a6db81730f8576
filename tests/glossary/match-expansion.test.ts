import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expansionBefore, isExpansionOf } from '../../src/glossary/match-expansion.ts'

describe('isExpansionOf', () => {
  it.each([
    ['DfE', 'Department for Education'],
    ['PRUs', 'pupil referral units'],
    ['NAHE', 'National Association for Hospital Education'],
    ['Ofsted', 'Office for Standards in Education'],
    ['SENCO', 'special educational needs coordinator'],
    ['SEND', 'special educational needs and disabilities'],
    ['MAT', 'multi-academy trust'],
    ['KS2', 'key stage 2'],
    ['R&D', 'research and development'],
    ['ADHD', 'attention deficit hyperactivity disorder'],
    ['EHCP', 'education, health and care plan'],
  ])('%s stands for %j', (letters, phrase) => {
    expect(isExpansionOf(letters, phrase)).toBe(true)
  })

  it.each([
    ['ICB', 'clinical commissioning group'],
    ['DfE', 'Department of Health'],
    ['LA', 'pupil referral unit'],
    ['PRU', 'the PRU'],
    ['PRU', ''],
    ['', 'pupil referral unit'],
    ['AP', 'an apple is a pear'],
    ['ON', 'on Monday we were told that nobody came'],
  ])('%s does not stand for %j', (letters, phrase) => {
    expect(isExpansionOf(letters, phrase)).toBe(false)
  })
})

describe('expansionBefore', () => {
  it('finds where the phrase starts, folding white space', () => {
    const text = 'The head of the Department\nfor  Education '
    expect(expansionBefore(text, 'DfE')).toMatchObject({
      start: 16,
      end: 41,
      expansion: 'Department for Education',
    })
  })

  it('takes the stretch whose words start with the letters, not the shortest', () => {
    expect(expansionBefore('after it met the national parent partnership network', 'NPPN')?.expansion).toBe(
      'national parent partnership network',
    )
  })

  it.each([
    ['We drove to the north of', 'England'],
    ['It ended. Pupils rarely understood', 'PXQ'],
    ['Nobody came', 'AGM'],
    ['', 'AGM'],
  ])('finds nothing in %j for %s', (text, letters) => {
    expect(expansionBefore(text, letters)).toBeUndefined()
  })

  it('does not reach into the sentence before', () => {
    expect(expansionBefore('We need a pupil. Referral units', 'PRU')).toBeUndefined()
  })

  it('gives a stretch of the text it was given', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 8 }), (text, letters) => {
        const match = expansionBefore(text, letters)
        const stretch = match && text.slice(match.start, match.end).replace(/\s+/gu, ' ')
        expect(stretch).toBe(match?.expansion)
      }),
    )
  })
})
