import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  comparePassages,
  type PassageChange,
} from '../../../src/editions/archive/changes/compare-passages.ts'
import type { Passage } from '../../../src/model/mailed.ts'

const text = (value: string): Passage => ({ kind: 'text', text: value })

/** One version as the changes tell it. */
function version(changes: readonly PassageChange[], left: 'added' | 'removed'): string[] {
  return changes.flatMap((change) => {
    if (change.kind === 'same') return change.passages.map((passage) => passage.text)
    if (change.kind === 'changed') {
      const parts = change.parts.filter(({ kind }) => kind !== left)
      return [parts.map((part) => part.text).join('')]
    }
    return change.kind === left ? [] : [change.passage.text]
  })
}

describe('two versions of an article', () => {
  it('differ in the words that changed, and in no others', () => {
    const changes = comparePassages([text('The plan costs £4.')], [text('The plan costs £5 now.')], 'en')
    expect(changes).toMatchObject([
      {
        kind: 'changed',
        parts: [
          { kind: 'same', text: 'The plan costs £' },
          { kind: 'removed', text: '4' },
          { kind: 'added', text: '5 now' },
          { kind: 'same', text: '.' },
        ],
      },
    ])
  })

  it('keep a passage that moved away from its neighbours apart from one that was put in', () => {
    const before = ['One two three.', 'Four five six.', 'Seven eight.'].map(text)
    const after = ['One two three.', 'Quite another thing.', 'Four five seven.', 'Seven eight.'].map(text)
    const kinds = comparePassages(before, after, 'en').map(({ kind }) => kind)
    expect(kinds).toEqual(['same', 'added', 'changed', 'same'])
  })

  it('that share hardly a word are one taken out and one put in', () => {
    const kinds = comparePassages([text('Apples and pears.')], [text('Nobody knows why.')], 'en')
    expect(kinds.map(({ kind }) => kind)).toEqual(['added', 'removed'])
  })

  it('know a heading from a paragraph of the same words', () => {
    const heading: Passage = { kind: 'heading', text: 'Costs' }
    expect(comparePassages([text('Costs')], [heading], 'en').map(({ kind }) => kind)).not.toContain('same')
  })

  it('are compared word by word where words have no space between them', () => {
    const [change] = comparePassages(
      [text('会議は月曜日に開かれます')],
      [text('会議は火曜日に開かれます')],
      'ja',
    )
    expect(change).toMatchObject({
      kind: 'changed',
      parts: [{ text: '会議は' }, { text: '月曜日' }, { text: '火曜日' }, { text: 'に開かれます' }],
    })
  })

  it('give both versions back whole, whatever they are', () => {
    const passages = fc.array(fc.oneof(fc.constantFrom('a b c', 'a b d', 'x y', ''), fc.string()).map(text), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(passages, passages, (before, after) => {
        const changes = comparePassages(before, after, 'en')
        expect(version(changes, 'added')).toEqual(before.map((passage) => passage.text))
        expect(version(changes, 'removed')).toEqual(after.map((passage) => passage.text))
      }),
    )
  })

  it('of 2,000 passages each that have nothing in common are told apart in a moment', () => {
    const many = (word: string): Passage[] =>
      Array.from({ length: 2000 }, (_, index) => text(`${word}${index} ${word}x${index}`))
    expect(comparePassages(many('a'), many('b'), 'en')).toHaveLength(4000)
  })
})
