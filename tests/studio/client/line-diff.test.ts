import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffLines, foldSame } from '../../../src/studio/client/line-diff.ts'
import { changeBetween } from '../../../src/studio/client/text-change.ts'

const texts = fc.array(fc.constantFrom('a', 'b', 'c', '')).map((lines) => lines.join('\n'))

describe('the difference between two texts', () => {
  it('has all lines of both, in their order', () => {
    fc.assert(
      fc.property(texts, texts, (theirs, mine) => {
        const lines = diffLines(theirs, mine)
        const of = (left: 'mine' | 'theirs'): string =>
          lines
            .filter(({ kind }) => kind === 'same' || kind === left)
            .map(({ text }) => text)
            .join('\n')
        expect([of('theirs'), of('mine')]).toEqual([theirs, mine])
      }),
    )
  })

  it('shows one line that was put in as one line', () => {
    expect(diffLines('a\nb\nc', 'a\nb\nx\nc').filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'mine', text: 'x' },
    ])
  })

  it('still has all lines where there are too many to compare', () => {
    const many = (word: string): string =>
      Array.from({ length: 2100 }, (_none, at) => `${word} ${at}`).join('\n')
    const lines = diffLines(many('old'), many('new'))
    expect(lines.map(({ kind }) => kind).indexOf('mine')).toBe(2100)
    expect(lines).toHaveLength(4200)
  })

  it('folds what is the same, but for the lines beside a difference', () => {
    const theirs = 'a\nb\nc\nd\ne'
    expect(foldSame(diffLines(theirs, `${theirs}\nf`), 1)).toEqual([
      { kind: 'folded', count: 4 },
      { kind: 'same', text: 'e' },
      { kind: 'mine', text: 'f' },
    ])
  })
})

it('makes one text of another by one change', () => {
  fc.assert(
    fc.property(texts, texts, (from, to) => {
      const change = changeBetween(from, to)
      expect(from.slice(0, change.from) + change.insert + from.slice(change.to)).toBe(to)
      expect(change.from).toBeLessThanOrEqual(change.to)
    }),
  )
})
