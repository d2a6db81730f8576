import { describe, expect, it } from 'vitest'
import { changedOn } from '../../../src/editions/archive/index.ts'

interface Days {
  date?: string
  updated?: string
  corrections?: string[]
}

describe('the day on which an article changed', () => {
  it.each<[Days, string | undefined]>([
    [{ date: '2026-01-03' }, '2026-01-03'],
    [{ date: '2026-01-03', updated: '2026-01-09' }, '2026-01-09'],
    [{ date: '2026-01-03', updated: '2020-01-01' }, '2026-01-03'],
    [{ date: '2026-01-03', updated: '2026-01-09', corrections: ['2026-01-12', '2026-01-10'] }, '2026-01-12'],
    [{ date: '2026-01-03', updated: '2026-01-09', corrections: ['2026-01-05'] }, '2026-01-09'],
    [{ corrections: ['2026-01-05'] }, '2026-01-05'],
    [{}, undefined],
  ])('of %o is %s', ({ corrections = [], ...days }, day) => {
    const meta = { ...days, corrections: corrections.map((date) => ({ date, text: 'Noon.' })) }
    expect(changedOn(meta)).toBe(day)
  })
})
