import { describe, expect, it } from 'vitest'
import { createGlossaryIndex, findTerms, possibleTerms, termsBeside } from '../../src/glossary/index.ts'
import { link, term } from './linking.ts'

const terms = [
  term('ICB = integrated care board'),
  term('AP = alternative provision', { sense: 'provision' }),
  term('AP = assistant principal', { sense: 'principal' }),
]
const index = createGlossaryIndex(terms)

/** The terms in a text that stands beside an article's. */
function beside(text: string, body = '', senses: Record<string, string> = {}, seriesSenses = {}): string[] {
  const { mentions } = link(body, terms, { senses })
  return [...termsBeside(text, { index, mentions, senses, seriesSenses })]
}

describe('the terms of a text outside an article’s tree', () => {
  it('are found with their places, but for letters with several meanings', () => {
    expect(findTerms('ICBs and AP', index)).toEqual([{ start: 0, end: 4, termId: 'icb' }])
  })

  it('are all that letters may mean', () => {
    const found = [...possibleTerms('ICBs and AP', index)].map(({ id }) => id)
    expect(found).toEqual(['icb', 'ap--principal', 'ap--provision'])
  })
})

describe('the terms of a text beside an article’s', () => {
  it('are each named once, and none is found in an address', () => {
    expect(beside('ICBs and the ICB')).toEqual(['icb'])
    expect(beside('See https://example.org/ICB')).toEqual([])
  })

  it('have the meaning that front matter, the article or its series gives the letters', () => {
    expect(beside('The AP')).toEqual([])
    expect(beside('The AP', '', { AP: 'principal' })).toEqual(['ap--principal'])
    expect(beside('The AP', 'An alternative provision (AP).')).toEqual(['ap--provision'])
    expect(beside('The AP', '', {}, { AP: 'provision' })).toEqual(['ap--provision'])
  })

  it('are not told by letters that are to be left alone', () => {
    expect(beside('The AP', ':plain[AP]', {})).toEqual([])
  })
})
