import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluate, parseExpression } from '../../src/audience/index.ts'
import type { MemberAttributes } from '../../src/audience/index.ts'

const isTrue = (source: string, member: MemberAttributes) =>
  evaluate(parseExpression(source, expect.fail)!, member)

describe('a member with values', () => {
  const member = { region: 'Wales', age: 70, 'member-since': '2001-05-01', retired: true, code: '10' }
  test.each([
    ['region = Wales', true],
    ['region = wales', true],
    ['region != Wales', false],
    ['region in [England, Wales]', true],
    ['region not in [England, Wales]', false],
    ['age >= 70 and age < 71', true],
    ['age = 70.0', true],
    ['age > 9', true],
    ['member-since < 2002-01-01', true],
    ['member-since >= 2001-05-01', true],
    ['retired = true', true],
    ['retired = false', false],
    ['code = 10', true],
    ['not (region = Wales and age < 18)', true],
    ['region = England or age < 18', false],
  ])('%s is %s', (source, truth) => {
    expect(isTrue(source, member)).toBe(truth)
  })
})

describe('a member without the value', () => {
  test.each([
    'region = Wales',
    'not region = Wales',
    'region != Wales',
    'region in [Wales]',
    'region not in [Wales]',
  ])('%s is not true', (source) => {
    expect(isTrue(source, {})).toBe(false)
    expect(isTrue(source, { region: '' })).toBe(false)
  })

  test('what else is known decides where it can', () => {
    expect(isTrue('region = Wales or age > 60', { age: 70 })).toBe(true)
    expect(isTrue('not (region = Wales and age < 60)', { age: 70 })).toBe(true)
    expect(isTrue('region = Wales and age > 60', { age: 70 })).toBe(false)
  })

  test('a name of an object’s own workings is no value', () => {
    expect(isTrue('constructor != x', {})).toBe(false)
  })

  test('no expression and its negation are both true', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('a = x', 'a != x or b = 1', 'a in [x, y] and not b < 2'),
        fc.record({ a: fc.constantFrom('x', 'y', undefined), b: fc.constantFrom(1, 2, undefined) }),
        (source, member) => {
          expect(isTrue(source, member) && isTrue(`not (${source})`, member)).toBe(false)
        },
      ),
    )
  })
})
