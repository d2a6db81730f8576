import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findWords } from '../../../../src/editions/archive/search/words.js'

function wordsOf(text: string, language = 'en-GB'): string[] {
  return findWords(text, language).map(({ word }) => word)
}

const signs = fc.constantFrom('l', 'd', 'n', 'ł', '-', '’')

/** The words that are also written in another way, and how: `amico=damico`. */
function wholesOf(text: string, language: string): string[] {
  return findWords(text, language).map(({ word, whole }) => (whole ? `${word}=${whole.word}` : word))
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

  it.each([
    ['Łódź', 'lodz'],
    ['Straße', 'strasse'],
    ['GROẞ', 'gross'],
    ['Smørrebrød', 'smorrebrod'],
    ['Đakovo', 'dakovo'],
    ['Æther', 'aether'],
    ['œuvre', 'oeuvre'],
    ['Kadın', 'kadin'],
    ['Þór', 'thor'],
  ])('are the same with letters that other keyboards do not have: %s, %s', (one, other) => {
    for (const language of ['en', 'de', 'tr']) {
      expect(wordsOf(one, language)).toEqual(wordsOf(other, language))
    }
  })

  it('of languages that leave out vowels begin behind the apostrophe, and are known in one too', () => {
    expect(wholesOf("L’école d'été, jusqu’à l’ICB", 'fr-FR')).toEqual([
      'ecole=lecole',
      'ete=dete',
      'a=jusqua',
      'icb=licb',
    ])
    expect(wholesOf('dell’arte c’è d’Amico', 'it')).toEqual(['arte=dellarte', 'e=ce', 'amico=damico'])
    expect(wordsOf('aujourd’hui O’Brien', 'fr')).toEqual(['aujourdhui', 'obrien'])
    expect(wordsOf('l’école', 'en')).toEqual(['lecol'])
  })

  it('of Welsh and Turkish end before what is joined to them', () => {
    expect(wholesOf('Cymru’n i’r', 'cy')).toEqual(['cymru=cymrun', 'i=ir'])
    expect(wholesOf("ICB'nin", 'tr')).toEqual(['icb=icbnin'])
  })

  it('of Arabic and Hebrew begin behind what is joined to Latin letters', () => {
    expect(wholesOf('وICB الـICB', 'ar')).toEqual(['icb=وicb', 'icb=الـicb'])
    expect(wordsOf('בICB', 'he')).toEqual(['icb'])
    expect(wordsOf('وICB', 'en')).toEqual(['وicb'])
  })

  it('with hyphens are known in one too, whatever the hyphen; numbers and dates are not', () => {
    expect(wholesOf('E-Mail', 'de')).toEqual(['e=email', 'mail=email'])
    expect(wholesOf('co\u2011operate up-to-date', 'cy')).toEqual([
      'co=cooperate',
      'operate=cooperate',
      'up=uptodate',
      'to=uptodate',
      'date=uptodate',
    ])
    expect(wholesOf('l’e-mail', 'fr')).toEqual(['e=email', 'mail=email'])
    expect(wholesOf('2026-01-03 a - b -c d--e', 'de')).toEqual(['2026', '01', '03', 'a', 'b', 'c', 'd', 'e'])
    expect(wholesOf(Array(30).fill('ab').join('-'), 'de')[0]).toBe('ab')
    expect(findWords('an e-mail', 'de')[1]?.whole).toEqual({ word: 'email', start: 3, end: 9 })
  })

  it('of another language keep their endings', () => {
    expect(wordsOf('ysgolion planning', 'cy')).toEqual(['ysgolion', 'planning'])
  })

  it('of Chinese and Japanese are their signs, and an emoji ends a word', () => {
    expect(wordsOf('教育は done👍')).toEqual(['教', '育', 'は', 'don', '👍'])
  })

  it('stand where they say, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 1 }), signs) }),
        fc.constantFrom('en', 'fr', 'cy', 'tr'),
        (text, language) => {
          let last = 0
          for (const { start, end, whole = { start, end } } of findWords(text, language)) {
            expect(start).toBeGreaterThanOrEqual(last)
            expect(end).toBeGreaterThan(start)
            expect(end).toBeLessThanOrEqual(text.length)
            expect([whole.start <= start, whole.end >= end]).toEqual([true, true])
            last = end
          }
        },
      ),
    )
  })
})
