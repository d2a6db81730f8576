import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluate, parseExpression, possibleOutcomes } from '../../src/audience/index.ts'
import type { AttributeDeclaration } from '../../src/model/settings.ts'

const attributes: Record<string, AttributeDeclaration> = {
  region: { type: 'text', values: ['England', 'Wales', 'Northern Ireland'] },
  branch: { type: 'text' },
  age: { type: 'number' },
  since: { type: 'date' },
  retired: { type: 'boolean' },
}

const parse = (source: string) => parseExpression(source, expect.fail)!
const outcomes = (sources: string[], limit = 64) => possibleOutcomes(sources.map(parse), attributes, limit)

describe('the outcomes members can have', () => {
  test('no expression has one outcome', () => {
    expect(outcomes([])).toEqual([[]])
  })

  test('one expression is true or not', () => {
    expect(outcomes(['region = Wales'])).toEqual([[true], [false]])
  })

  test('expressions that exclude one another are never both true', () => {
    expect(outcomes(['region = Wales', 'region = England'])).toEqual([
      [true, false],
      [false, true],
      [false, false],
    ])
  })

  test('a missing value makes an expression and its negation both untrue', () => {
    expect(outcomes(['region = Wales', 'not region = Wales'])).toHaveLength(3)
  })

  test('numbers and days between the named ones count', () => {
    expect(outcomes(['age > 60 and age < 65'])).toEqual([[true], [false]])
    expect(outcomes(['since > 2020-01-01 and since < 2020-01-03'])).toEqual([[true], [false]])
  })

  test('what nobody can be is no outcome', () => {
    expect(outcomes(['age > 65 and age < 60'])).toEqual([[false]])
  })

  test('independent expressions multiply, up to the limit', () => {
    const sources = ['region = Wales', 'branch = Leeds', 'age > 60', 'retired = true']
    expect(outcomes(sources, 16)).toHaveLength(16)
    expect(outcomes(sources, 15)).toBe('too-many')
  })

  test('many declared values cost no more than the ones that are told apart', () => {
    const values = Array.from({ length: 5_000 }, (_, index) => `branch ${index}`)
    const many = Object.fromEntries(
      ['a', 'b', 'c', 'd'].map((name) => [name, { type: 'text' as const, values }]),
    )
    const shared = ['a = "branch 1" or b = "branch 2"', 'c = "branch 3" or d = "branch 4"', 'a = x or c = y']
    expect(possibleOutcomes(shared.map(parse), many, 64)).toHaveLength(4)
  })

  test('the outcome of any member is among them', () => {
    const sources = [
      'region in [Wales] or age >= 65',
      'not (age < 65) and retired = true',
      'branch != Leeds',
      'age > 70.5',
    ]
    const known = new Set((outcomes(sources) as boolean[][]).map(String))
    fc.assert(
      fc.property(
        fc.record({
          region: fc.constantFrom('England', 'Wales', undefined),
          age: fc.option(fc.double({ min: 60, max: 75, noNaN: true }), { nil: undefined }),
          retired: fc.constantFrom(true, false, undefined),
          branch: fc.constantFrom('Leeds', 'York', undefined),
        }),
        (member) => {
          expect(known).toContain(String(sources.map((source) => evaluate(parse(source), member))))
        },
      ),
    )
  })
})
