import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatExpression, parseExpression } from '../../src/audience/index.ts'
import type { Expression } from '../../src/audience/index.ts'

const literal = (text: string) => ({ text, offset: 0, length: 0 })
const attribute = fc
  .stringMatching(/^[a-z][a-z0-9-]{0,8}$/)
  .filter((name) => !['and', 'or', 'not', 'in', 'recipient'].includes(name))
const value = fc.oneof(
  fc.string({ maxLength: 12, unit: 'grapheme' }),
  fc.constantFrom('and', 'Not', 'true', '-1', '2023-03-02'),
)

const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc
      .tuple(attribute, fc.constantFrom('=', '!=', '<', '<=', '>', '>='), value)
      .map(([name, operator, text]): Expression => ({
        type: 'comparison',
        attribute: literal(name),
        operator: operator as '=',
        value: literal(text),
      })),
    fc
      .tuple(attribute, fc.boolean(), fc.array(value, { minLength: 1, maxLength: 3 }))
      .map(([name, negated, texts]): Expression => ({
        type: 'membership',
        attribute: literal(name),
        negated,
        values: texts.map(literal),
      })),
    tie('expression').map((operand): Expression => ({ type: 'not', operand })),
    fc
      .tuple(
        fc.constantFrom('and' as const, 'or' as const),
        fc.array(tie('expression'), { minLength: 2, maxLength: 3 }),
      )
      .map(([type, operands]): Expression => ({
        type,
        operands: operands.flatMap((operand) => (operand.type === type ? operand.operands : [operand])),
      })),
  ),
}))

/** The expression without the places of its words. */
const bare = (tree: Expression) =>
  JSON.parse(JSON.stringify(tree, (key, part) => (key === 'offset' || key === 'length' ? undefined : part)))

test('an expression in normal form reads back as the same expression', () => {
  fc.assert(
    fc.property(expression, (tree) => {
      const text = formatExpression(tree)
      fc.pre(text.length <= 2_000)
      const again = parseExpression(text, (_rule, _offset, _length, message) =>
        expect.fail(`${text}: ${message}`),
      )
      expect(bare(again!)).toEqual(bare(tree))
      expect(formatExpression(again!)).toBe(text)
    }),
    { numRuns: 500 },
  )
})
