import { describe, expect, it } from 'vitest'
import { counted, createTemplates, messages, serviceMessages } from '../../src/templates/index.ts'

/** Every word with the way to it; a function is asked with a name. */
function wordsOf(value: unknown, way = ''): [string, string][] {
  if (typeof value === 'string') return [[way, value]]
  if (typeof value === 'function') return wordsOf((value as (name: string) => unknown)('Lantern'), way)
  if (typeof value !== 'object' || value === null) throw new Error(`${way} is no word`)
  return Object.entries(value).flatMap(([key, inner]) => wordsOf(inner, `${way}/${key}`))
}

/** Plural forms differ by language; the words that have them do not. */
function keysOf(value: unknown): string[] {
  return [...new Set(wordsOf(value).map(([way]) => way.replace(/\/(?:zero|one|two|few|many|other)$/, '')))]
}

const all = [
  ['the interface', messages],
  ['the service', serviceMessages],
] as const

describe.each(all)('the words of %s', (_name, wordsIn) => {
  it('are whole in Welsh: every key of the English, and no empty word', () => {
    expect(keysOf(wordsIn('cy')).sort()).toEqual(keysOf(wordsIn('en')).sort())
    const empty = ['cy', 'en'].flatMap((tag) =>
      wordsOf(wordsIn(tag)).filter(([, word]) => word.trim() === ''),
    )
    expect(empty).toEqual([])
  })

  it('are translated: hardly a word is the same in both languages', () => {
    const english = new Map(wordsOf(wordsIn('en')))
    const same = wordsOf(wordsIn('cy')).filter(([way, word]) => english.get(way) === word && word.length > 3)
    expect(same.length).toBeLessThanOrEqual(4)
  })

  it('name the publication wherever the English does', () => {
    const naming = (tag: string) =>
      wordsOf(wordsIn(tag)).flatMap(([way, word]) => (word.includes('Lantern') ? [way] : []))
    expect(naming('cy')).toEqual(naming('en'))
  })

  it('are found by any tag of their language, and in English where a language has none', () => {
    expect(wordsIn('cy-GB').language).toBe('cy')
    expect(wordsIn('CY').language).toBe('cy')
    expect(wordsIn('ar').language).toBe('en')
    expect(wordsIn('ar').direction).toBe('ltr')
  })
})

describe('a number with its word', () => {
  const minutes = { one: '{n} funud', two: '{n} funud', other: '{n} munud' }

  it('takes the form that the language has for it', () => {
    const forms = { zero: '0', one: '1', two: '2', few: '3', many: '6', other: 'x' }
    expect([0, 1, 2, 3, 6, 4].map((count) => counted('cy', count, forms)).join('')).toBe('01236x')
    expect([1, 2, 5].map((count) => counted('cy', count, minutes))).toEqual(['1 funud', '2 funud', '5 munud'])
  })

  it('is written with the signs of the language, and has a filter in templates', () => {
    const files = new Map([['templates/archive/page.html', '{{ 1200 | counted: word }}']])
    const print = (language: string) =>
      createTemplates({ files, root: 'templates/archive', language }).render(
        'page',
        { word: minutes },
        () => 0,
      )
    expect(print('cy')).toBe('1,200 munud')
    // A language without words speaks English, and counts in it.
    expect(print('ar')).toBe('1,200 munud')
  })
})
