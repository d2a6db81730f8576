import { describe, expect, it } from 'vitest'
import { keptSentences, writeSentences } from '../../src/press/kept-sentences.ts'

/** Reads what was written of two articles; the terms of each have the places that are given. */
function written(articles: Record<string, { places: number[]; sentences: string[] }>) {
  const sentenceOf = keptSentences({
    getBytes: (_kind, file) => {
      const article = articles[file]
      return article && { key: '', value: writeSentences(article.sentences) }
    },
  })
  return (file: string, term: number) => {
    const terms = Uint32Array.from(articles[file]?.places ?? [term])
    const none = { counts: new Uint32Array(), sentences: new Float64Array() }
    return sentenceOf({ file, uses: { terms, ...none } }, term)
  }
}

describe('sentences that are kept', () => {
  it('are read as they were written, by the place of their term', () => {
    const read = written({
      'a.md': { places: [7, 0, 3], sentences: ['An <mark>ICB</mark>.', '', 'Größe – <mark>S🙂</mark>'] },
      'b.md': { places: [3], sentences: ['Of another.'] },
    })
    expect([7, 0, 3, 5].map((term) => read('a.md', term))).toEqual([
      'An <mark>ICB</mark>.',
      undefined,
      'Größe – <mark>S🙂</mark>',
      undefined,
    ])
    expect(read('b.md', 3)).toBe('Of another.')
  })

  it('are none where none were kept', () => {
    expect(written({})('a.md', 1)).toBeUndefined()
  })

  it('stay whole when there are more than one piece of memory holds', () => {
    const many = (file: number) => Array.from({ length: 60 }, (_, at) => `${file} ${at} ${'–'.repeat(5000)}`)
    const places = Array.from({ length: 60 }, (_, at) => at)
    const files = [0, 1, 2, 3].map((file) => [`${file}.md`, { places, sentences: many(file) }] as const)
    const read = written(Object.fromEntries(files))
    for (const [file, { sentences }] of files) {
      expect(places.map((place) => read(file, place))).toEqual(sentences)
    }
  })
})
