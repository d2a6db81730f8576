import {
  LiquidError,
  RenderError,
  TypeGuards,
  evalToken,
  isTruthy,
  toValue,
  toValueSync,
  type Context,
  type Emitter,
  type IfTag,
  type Liquid,
  type Template,
  type Token,
  type Value,
} from 'liquidjs'
import { isOutput, tagName } from './template-walk.ts'

/**
 * Lets an engine of LiquidJS render without a generator for each markup, output and condition: LiquidJS writes all of
 * them as generators, so that they may wait for promises, and stepping through those takes most of a rendering. What
 * comes out, errors and limits included, is the same: whatever is not plain is left to LiquidJS's own code.
 */
export function renderPlainly(liquid: Liquid): void {
  Object.defineProperty(liquid, 'renderer', { value: { renderTemplates } })
}

/** As LiquidJS's `Render.renderTemplates`, with the result in place of a generator of it. */
function renderTemplates(templates: readonly Template[], ctx: Context, given?: Emitter): string {
  const emitter = given ?? textEmitter()
  ctx.renderLimit.check(0)
  for (const template of templates) {
    ctx.renderLimit.check(0)
    try {
      const html = renderOne(template, ctx, emitter)
      if (html) emitter.write(html)
    } catch (error) {
      throw LiquidError.is(error) ? error : new RenderError(error as Error, template)
    }
    if (isLeft(ctx)) break
  }
  return (emitter as TextEmitter).buffer
}

/** After `{% break %}` or `{% continue %}`. */
function isLeft(ctx: Context): boolean {
  const { breakCalled, continueCalled } = ctx as Context & { breakCalled: boolean; continueCalled: boolean }
  return breakCalled || continueCalled
}

interface TextEmitter extends Emitter {
  buffer: string
}

function textEmitter(): TextEmitter {
  const emitter = {
    buffer: '',
    write: (html: unknown): void => {
      emitter.buffer += textOf(html)
    },
  }
  return emitter as unknown as TextEmitter
}

function textOf(value: unknown): string {
  const plain: unknown = toValue(value)
  if (typeof plain === 'string') return plain
  if (plain === null || plain === undefined) return ''
  return Array.isArray(plain) ? plain.map(textOf).join('') : String(plain as number | boolean)
}

function renderOne(template: Template, ctx: Context, emitter: Emitter): string | undefined {
  const { str } = template as { str?: unknown }
  if (typeof str === 'string') emitter.write(str)
  else if (isOutput(template)) emitter.write(toValue(valueOf(template.value, ctx)) as string)
  else if (tagName(template) === 'if') renderIf(template as IfTag, ctx, emitter)
  else return toValueSync(template.render(ctx, emitter)) as string | undefined
  return undefined
}

function renderIf(tag: IfTag, ctx: Context, emitter: Emitter): void {
  const branch = tag.branches.find(({ value }) => isTruthy(valueOf(value, ctx), ctx))
  renderTemplates(branch?.templates ?? tag.elseTemplates ?? [], ctx, emitter)
}

/** An expression of which a part is not plain: LiquidJS evaluates all of it. */
const notPlain = Symbol('not plain')

/** As `Value.value`. */
function valueOf(value: Value, ctx: Context): unknown {
  let result = evaluate(value.initial.postfix, ctx)
  if (result === notPlain) return toValueSync(value.value(ctx, false))
  for (const filter of value.filters) result = applyFilter(filter as unknown as FilterParts, result, ctx)
  return result
}

/** As `Expression.evaluate`: operands first, then what combines them. */
function evaluate(postfix: readonly Token[], ctx: Context): unknown {
  if (postfix.length === 1) return operandOf(postfix[0], ctx)
  const operands: unknown[] = []
  for (const token of postfix) {
    if (!TypeGuards.isOperatorToken(token)) {
      const operand = operandOf(token, ctx)
      if (operand === notPlain) return notPlain
      operands.push(operand)
      continue
    }
    const right = operands.pop()
    const isUnary = token.operator === 'not'
    operands.push(combine(token.operator, isUnary ? [right] : [operands.pop(), right], ctx))
  }
  return operands[0]
}

function combine(operator: string, operands: unknown[], ctx: Context): unknown {
  if (operands.every(isPrimitive)) {
    if (operator === '==') return operands[0] === operands[1]
    if (operator === '!=') return operands[0] !== operands[1]
  }
  const handler = ctx.opts.operators[operator] as (...parts: unknown[]) => unknown
  return toValueSync(handler(...operands, ctx) as never)
}

function isPrimitive(value: unknown): boolean {
  return typeof value !== 'object' && typeof value !== 'function'
}

/** As `evalToken`, of what is written out and of names with dots between them. */
function operandOf(token: Token | undefined, ctx: Context): unknown {
  if (!token) return undefined
  if ('content' in token) return token.content
  const path = pathOf(token)
  if (!path) return notPlain
  const scopes = ctx as unknown as ScopeReader
  let value: unknown = scopes.findScope(path[0] as string)
  for (const name of path) {
    value = scopes.readProperty(value, name)
    // A name that is not known is an error, whose words LiquidJS knows.
    if (value === undefined || isUnderWay(value)) return notPlain
  }
  return value
}

/** What LiquidJS's context does with names, which its types keep to itself. */
interface ScopeReader {
  findScope: (name: string) => object
  readProperty: (object: unknown, name: string | number) => unknown
}

/** A generator or a promise. */
function isUnderWay(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { next, then } = value as { next?: unknown; then?: unknown }
  return typeof next === 'function' || typeof then === 'function'
}

const paths = new WeakMap<Token, readonly (string | number)[] | false>()

/** `['article', 'authors', 0]`; false where a part of it has to be found out first. */
function pathOf(token: Token): readonly (string | number)[] | false {
  let path = paths.get(token)
  if (path === undefined) {
    path = readPath(token)
    paths.set(token, path)
  }
  return path
}

function readPath(token: Token): readonly (string | number)[] | false {
  if (!TypeGuards.isPropertyAccessToken(token) || token.variable) return false
  const path = token.props.map((prop) => ('content' in prop ? prop.content : undefined))
  const isKnown = (name: unknown): name is string | number =>
    typeof name === 'string' || typeof name === 'number'
  return path.every(isKnown) ? path : false
}

/** What a filter of LiquidJS is made of. */
interface FilterParts {
  args: readonly (Token | readonly [string, Token | undefined])[]
  handler: (this: object, ...values: unknown[]) => unknown
  token: Token
  liquid: Liquid
}

/** As `Filter.render`. */
function applyFilter({ args, handler, token, liquid }: FilterParts, value: unknown, ctx: Context): unknown {
  const given = args.map((arg) => (isNamed(arg) ? [arg[0], argumentOf(arg[1], ctx)] : argumentOf(arg, ctx)))
  return toValueSync(handler.call({ context: ctx, token, liquid }, value, ...given) as never)
}

function isNamed(arg: FilterParts['args'][number]): arg is readonly [string, Token | undefined] {
  return Array.isArray(arg)
}

function argumentOf(token: Token | undefined, ctx: Context): unknown {
  const plain = operandOf(token, ctx)
  return plain === notPlain ? toValueSync(evalToken(token, ctx)) : plain
}
