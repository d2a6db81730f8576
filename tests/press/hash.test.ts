import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashOfText } from '../../src/press/hash.ts'

describe('the short hash of a text', () => {
  it('is a whole number that a double holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const hash = hashOfText(text)
        expect(Number.isSafeInteger(hash) && hash >= 0).toBe(true)
        expect(hashOfText(text)).toBe(hash)
      }),
    )
  })

  it('is another for every other text of many that are alike', () => {
    const words = ['the', 'board', 'met', 'ICB', '', ' ', 'a', 'b', '\u0100', '\u0101', '1', '2']
    const texts = new Set(
      words.flatMap((a) => words.flatMap((b) => words.flatMap((c) => words.map((d) => a + b + c + d)))),
    )
    for (let number = 0; number < 200_000; number++) texts.add(`The ${number} boards met in ${number % 7}.`)
    const hashes = [...texts].map(hashOfText)
    expect(new Set(hashes).size).toBe(texts.size)
    // Nor are they alike in half of their bits.
    const halves = (shift: number) =>
      new Set(hashes.map((hash) => Math.floor(hash / 2 ** shift) % 2 ** 26)).size
    const expected = 2 ** 26 * (1 - Math.exp(-texts.size / 2 ** 26))
    for (const shift of [0, 13, 27]) expect(halves(shift)).toBeGreaterThan(expected * 0.999)
  })
})
