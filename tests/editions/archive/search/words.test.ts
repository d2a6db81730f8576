import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findWords } from '../../../../src/editions/archive/search/words.js'

function wordsOf(text: string, language = 'en-GB'): string[] {
  return findWords(text, language).map(({ word }) => word)
}

/** Whether all forms are one word to the search. */
function areOne(...forms: string[]): boolean {
  return new Set(forms.flatMap((form) => wordsOf(form))).size === 1
}

describe('words', () => {
  it('are the same in capitals, with accents and with either apostrophe', () => {
    expect(areOne('Café', 'cafe', 'CAFÉ', 'café’s', "cafe's")).toBe(true)
  })

  it.each([
    ['policy', 'policies'],
    ['plan', 'plans', 'planned', 'planning'],
    ['change', 'changes', 'changed', 'changing'],
    ['service', 'services'],
    ['travel', 'travelled', 'travelling'],
    ['assess', 'assesses', 'assessed', 'assessing'],
    ['apply', 'applies', 'applied', 'applying'],
    ['need', 'needs', 'needed'],
    ['class', 'classes'],
    ['board', 'boards'],
  ])('of English have one form: %s, %s …', (...forms) => {
    expect(areOne(...forms)).toBe(true)
  })

  it.each([
    ['being', 'be'],
    ['string', 'str'],
    ['virus', 'viru'],
    ['this', 'thi'],
    ['assess', 'assessment'],
  ])('that only look alike stay two: %s, %s', (one, other) => {
    expect(areOne(one, other)).toBe(false)
  })

  it('of another language keep their endings', () => {
    expect(wordsOf('ysgolion planning', 'cy')).toEqual(['ysgolion', 'planning'])
  })

  it('of Chinese and Japanese are their signs, and an emoji ends a word', () => {
    expect(wordsOf('教育は done👍')).toEqual(['教', '育', 'は', 'don', '👍'])
  })

  it('stand where they say, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        let last = 0
        for (const { start, end } of findWords(text, 'en')) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          last = end
        }
      }),
    )
  })
})
