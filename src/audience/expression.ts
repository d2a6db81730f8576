import type { RuleId } from '../diagnostics/index.ts'

export const comparisonOperators = ['=', '!=', '<', '<=', '>', '>='] as const

export type ComparisonOperator = (typeof comparisonOperators)[number]

/** A value as written, without its quotes; what it means depends on the attribute's declared type. */
export interface Literal {
  text: string
  /** Where it stands in the expression's source. */
  offset: number
  length: number
}

/** One test of one attribute: `region = Wales`. */
export interface Comparison {
  type: 'comparison'
  attribute: Literal
  operator: ComparisonOperator
  value: Literal
}

/** A test against a list: `region in [Wales, Scotland]`, `region not in [Wales]`. */
export interface Membership {
  type: 'membership'
  attribute: Literal
  negated: boolean
  values: Literal[]
}

export interface Negation {
  type: 'not'
  operand: Expression
}

/** `and` or `or` over two or more operands; none of them is a junction of the same type. */
export interface Junction {
  type: 'and' | 'or'
  operands: Expression[]
}

/** A test of one attribute, the leaf of every expression. */
export type Test = Comparison | Membership

/** A condition over members' attributes. */
export type Expression = Test | Negation | Junction

export type AudienceRuleId = Extract<RuleId, `audience/${string}`>

/** Takes one finding: the rule, the stretch of the expression's source, the message, and a way out of its own. */
export type OnAudienceError = (
  rule: AudienceRuleId,
  offset: number,
  length: number,
  message: string,
  note?: string,
) => void

/** Every test of the expression, in order. */
export function testsOf(expression: Expression): Test[] {
  if (expression.type === 'not') return testsOf(expression.operand)
  if (expression.type === 'comparison' || expression.type === 'membership') return [expression]
  return expression.operands.flatMap(testsOf)
}
