import type { Expression, Literal } from './expression.ts'
import { keywords } from './parse-expression.ts'
import { bareWord } from './tokenize.ts'

/** The expression in normal form: single spaces, quotes and parentheses only where they are needed. */
export function formatExpression(expression: Expression): string {
  if (expression.type === 'comparison') {
    return `${expression.attribute.text} ${expression.operator} ${formatLiteral(expression.value)}`
  }
  if (expression.type === 'membership') {
    const operator = expression.negated ? 'not in' : 'in'
    return `${expression.attribute.text} ${operator} [${expression.values.map(formatLiteral).join(', ')}]`
  }
  if (expression.type === 'not') return `not ${formatOperand(expression.operand, ['and', 'or'])}`
  const looser = expression.type === 'and' ? ['or'] : []
  return expression.operands.map((operand) => formatOperand(operand, looser)).join(` ${expression.type} `)
}

function formatOperand(expression: Expression, looser: string[]): string {
  const text = formatExpression(expression)
  return looser.includes(expression.type) ? `(${text})` : text
}

function formatLiteral({ text }: Literal): string {
  bareWord.lastIndex = 0
  const isBare = bareWord.exec(text)?.[0] === text && !keywords.has(text.toLowerCase())
  return isBare ? text : `"${text.replace(/["\\]/g, '\\$&')}"`
}
