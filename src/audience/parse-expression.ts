import { comparisonOperators } from './expression.ts'
import type { ComparisonOperator, Expression, Literal, OnAudienceError } from './expression.ts'
import { recipientMessage, tokenize, type Token } from './tokenize.ts'

export const maximumLength = 2_000
export const maximumDepth = 100

/** Words of the grammar, in any capitals; as values they need quotes. */
export const keywords = new Set(['and', 'or', 'not', 'in'])

/**
 * Reads a condition like `region in [Wales, "Northern Ireland"] and not status = lapsed`. `not` binds closest, then
 * `and`, then `or`. Reports `audience/syntax`, `audience/too-long`, `audience/too-deep` or `audience/recipient-field`
 * and gives nothing if it cannot be read.
 */
export function parseExpression(source: string, onError: OnAudienceError): Expression | undefined {
  if (source.length > maximumLength) {
    const message = `Unexpected condition of ${source.length} characters, expected at most ${maximumLength}`
    onError('audience/too-long', maximumLength, source.length - maximumLength, message)
    return undefined
  }
  const tokens = tokenize(source, onError)
  return tokens && new Parser(tokens, onError).parse()
}

class Parser {
  private readonly tokens: Token[]
  private readonly onError: OnAudienceError
  private index = 0
  private depth = 0

  constructor(tokens: Token[], onError: OnAudienceError) {
    this.tokens = tokens
    this.onError = onError
  }

  parse(): Expression | undefined {
    const expression = this.junction('or')
    if (!expression) return undefined
    return this.token.kind === 'end' ? expression : this.refuse('`and`, `or` or the end', this.quotesAdvice())
  }

  private get token(): Token {
    return this.tokens[this.index]!
  }

  private isKeyword(word: string, token: Token = this.token): boolean {
    return token.kind === 'word' && token.text.toLowerCase() === word
  }

  private takeSymbol(text: string): boolean {
    if (this.token.kind !== 'symbol' || this.token.text !== text) return false
    this.index++
    return true
  }

  private takeKeyword(word: string): boolean {
    if (!this.isKeyword(word)) return false
    this.index++
    return true
  }

  private junction(type: 'and' | 'or'): Expression | undefined {
    const operands: Expression[] = []
    do {
      const operand = type === 'or' ? this.junction('and') : this.unary()
      if (!operand) return undefined
      if (operand.type === type) operands.push(...operand.operands)
      else operands.push(operand)
    } while (this.takeKeyword(type))
    return operands.length === 1 ? operands[0] : { type, operands }
  }

  private unary(): Expression | undefined {
    const opening = this.token
    if (this.takeKeyword('not')) {
      const operand = this.deeper(opening, () => this.unary())
      return operand && { type: 'not', operand }
    }
    if (!this.takeSymbol('(')) return this.test()
    const inner = this.deeper(opening, () => this.junction('or'))
    if (!inner) return undefined
    return this.takeSymbol(')') ? inner : this.refuse('`)`, `and` or `or`', this.quotesAdvice())
  }

  private deeper(opening: Token, read: () => Expression | undefined): Expression | undefined {
    if (this.depth === maximumDepth) {
      const message = `Unexpected nesting deeper than ${maximumDepth}, expected a flatter condition`
      this.onError('audience/too-deep', opening.offset, opening.length, message)
      return undefined
    }
    this.depth++
    const expression = read()
    this.depth--
    return expression
  }

  private test(): Expression | undefined {
    const attribute = this.attribute()
    if (!attribute) return undefined
    if (this.isKeyword('not') && this.isKeyword('in', this.tokens[this.index + 1])) {
      this.index += 2
      return this.membership(attribute, true)
    }
    if (this.takeKeyword('in')) return this.membership(attribute, false)
    const operator = comparisonOperators.find((sign) => this.takeSymbol(sign))
    if (!operator)
      return this.refuse('`=`, `!=`, `<`, `<=`, `>`, `>=`, `in` or `not in`', this.yesAdvice(attribute))
    return this.comparison(attribute, operator)
  }

  private attribute(): Literal | undefined {
    const token = this.token
    if (token.kind !== 'word' || keywords.has(token.text.toLowerCase())) return this.refuse('an attribute')
    if (/^recipient(\.|$)/i.test(token.text)) {
      this.onError('audience/recipient-field', token.offset, token.length, recipientMessage)
      return undefined
    }
    return this.takeLiteral()
  }

  private comparison(attribute: Literal, operator: ComparisonOperator): Expression | undefined {
    const value = this.value()
    return value && { type: 'comparison', attribute, operator, value }
  }

  private membership(attribute: Literal, negated: boolean): Expression | undefined {
    if (!this.takeSymbol('['))
      return this.refuse('`[`', 'Write the values in square brackets: `[Wales, Scotland]`.')
    const values: Literal[] = []
    do {
      const value = this.value()
      if (!value) return undefined
      values.push(value)
    } while (this.takeSymbol(','))
    return this.takeSymbol(']')
      ? { type: 'membership', attribute, negated, values }
      : this.refuse('`,` or `]`', this.quotesAdvice())
  }

  private value(): Literal | undefined {
    const { kind, text } = this.token
    if (kind === 'quoted' || (kind === 'word' && !keywords.has(text.toLowerCase()))) return this.takeLiteral()
    const advice = text === '=' ? 'Write a single `=`.' : undefined
    return this.refuse('a value', kind === 'word' ? `Put the value in quotes: "${text}".` : advice)
  }

  private takeLiteral(): Literal {
    const { text, offset, length } = this.token
    this.index++
    return { text, offset, length }
  }

  private refuse(expected: string, note?: string): undefined {
    const { kind, text, offset, length } = this.token
    const found = kind === 'end' ? 'end of the condition' : `\`${text}\``
    this.onError('audience/syntax', offset, length, `Unexpected ${found}, expected ${expected}`, note)
  }

  /** Two words in a row are most often a value that lacks its quotes. */
  private quotesAdvice(): string | undefined {
    const before = this.tokens[this.index - 1]
    if (before?.kind !== 'word' || this.token.kind !== 'word') return undefined
    return `Put a value of several words in quotes: "${before.text} ${this.token.text}".`
  }

  private yesAdvice(attribute: Literal): string | undefined {
    const stands = this.token.kind === 'end' || this.isKeyword('and') || this.isKeyword('or')
    return stands ? `Say what it is compared with, as in \`${attribute.text} = true\`.` : undefined
  }
}
