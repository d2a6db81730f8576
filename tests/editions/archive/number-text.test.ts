import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addNumber,
  emptyNumberText,
  readNumberText,
} from '../../../src/editions/archive/search/number-text.ts'

function textOf(numbers: readonly number[]): string {
  const text = emptyNumberText()
  for (const number of numbers) addNumber(text, number)
  return readNumberText(text)
}

describe('numbers as text', () => {
  it('have a sign for each five bits, of the upper half where another follows', () => {
    expect([0, 25, 31, 32, 1023, 1024].map((number) => textOf([number]))).toEqual([
      'A',
      'Z',
      'f',
      'hA',
      '_f',
      'hgA',
    ])
  })

  it('stand one after another, however many', () => {
    const numbers = fc.array(fc.oneof(fc.nat({ max: 70 }), fc.nat()), { maxLength: 200 })
    fc.assert(
      fc.property(numbers, (given) => {
        expect(textOf(given)).toBe(given.map((number) => textOf([number])).join(''))
      }),
    )
  })
})
