import { expect, it } from 'vitest'
import { caretPlace, findWords, headingAbove, wordsOf } from '../../../src/studio/client/follow-caret.ts'

const headings = [
  { line: 5, depth: 2, text: 'Pay' },
  { line: 9, depth: 2, text: 'Dates' },
  { line: 12, depth: 3, text: 'Pay' },
]

it('knows the heading above a line, and that there is none before the first', () => {
  expect([1, 5, 8, 9, 40].map((line) => headingAbove(headings, line))).toEqual([-1, 0, 0, 1, 2])
})

it('finds a heading by its words, the second of two alike too', () => {
  const shown = ['November 2023', 'Pay', ' Dates\n', 'Pay']
  expect(headings.map((_heading, index) => findWords(shown, wordsOf(headings, index)!))).toEqual([1, 2, 3])
  expect(findWords(['Pay'], wordsOf(headings, 2)!)).toBe(-1)
  expect(wordsOf(headings, 3)).toBeUndefined()
})

it('knows how far down a section the caret is', () => {
  const lineOf = (line: number): number => (line - 1) * 10
  const at = (line: number): unknown =>
    caretPlace(headings, { line, offset: lineOf(line) }, lineOf, { start: 10, end: 200 })
  expect([1, 2, 3.5, 5, 7, 12].map(at)).toEqual([
    { section: -1, part: 0 },
    { section: -1, part: 0 },
    { section: -1, part: 0.5 },
    { section: 0, part: 0 },
    { section: 0, part: 0.5 },
    { section: 2, part: 0 },
  ])
  expect(caretPlace([], { line: 1, offset: 0 }, lineOf, { start: 0, end: 0 })).toEqual({
    section: -1,
    part: 0,
  })
})
