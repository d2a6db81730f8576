import { describe, expect, it } from 'vitest'
import { listAbbreviations } from '../../../src/editions/archive/index.ts'
import type { FoundDefinition } from '../../../src/model/article.ts'
import { makeTerm } from './site.ts'

const point = { line: 1, column: 1, offset: 0 }

function found(letters: string, expansion: string): FoundDefinition {
  return { letters, expansion, place: { start: point, end: point } }
}

const terms = new Map(
  [
    makeTerm('ICB', { expansion: 'integrated care board', also: ['I.C.B.'] }),
    makeTerm('LA', { expansion: 'local authority' }),
    makeTerm('CCG', { expansion: 'clinical commissioning group' }),
  ].map((term) => [term.id, term]),
)

describe('the abbreviations of an article', () => {
  it('are the terms it uses, in alphabetical order, each once', () => {
    expect(listAbbreviations(['la', 'icb', 'la', 'unknown'], [], terms, 'en')).toEqual([
      { letters: 'ICB', expansion: 'integrated care board', termId: 'icb' },
      { letters: 'LA', expansion: 'local authority', termId: 'la' },
    ])
  })

  it('include every entry of the author’s closing list, in the author’s words', () => {
    const closingList = [
      found('XYZ', 'cross yard zone'),
      found('LA', 'lancashire area'),
      found('CCG', 'Clinical Commissioning Group.'),
    ]
    expect(listAbbreviations(['la'], closingList, terms, 'en')).toEqual([
      { letters: 'CCG', expansion: 'clinical commissioning group', termId: 'ccg' },
      { letters: 'LA', expansion: 'lancashire area' },
      { letters: 'LA', expansion: 'local authority', termId: 'la' },
      { letters: 'XYZ', expansion: 'cross yard zone' },
    ])
  })

  it('do not double an entry that differs only in case, hyphens, quotes or spelling', () => {
    const closingList = [found('I.C.B.', 'Integrated  care-board'), found('LA', 'Local Authority')]
    expect(listAbbreviations(['la', 'icb'], closingList, terms, 'en')).toHaveLength(2)
  })
})
