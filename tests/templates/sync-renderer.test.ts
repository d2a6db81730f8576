import fc from 'fast-check'
import { Context, Drop, Liquid } from 'liquidjs'
import { describe, expect, it } from 'vitest'
import { renderPlainly } from '../../src/templates/sync-renderer.ts'

class Price extends Drop {
  override valueOf(): string {
    return '<12>'
  }
}

const scope = {
  title: 'A & B <c>',
  empty: '',
  count: 3,
  zero: 0,
  no: false,
  yes: true,
  nothing: null,
  list: ['one', 'two', 'th<ree'],
  none: [],
  deep: { name: 'x', inner: { size: 7, list: [{ url: '/a' }, { url: '/b' }], nothing: null } },
  price: new Price(),
  key: 'name',
  say: () => 'said',
}

const partials: Record<string, string> = {
  part: '({{ title }}{% if given %} {{ given }}{% endif %})',
  page: '<{% block top %}top{% endblock %}|{% block body %}{% endblock %}|{{ title }}>',
}

function engine(isPlain: boolean): Liquid {
  const liquid = new Liquid({
    templates: partials,
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    outputEscape: 'escape',
    memoryLimit: 5000,
  })
  liquid.registerFilter(
    'shout',
    (value: unknown, sign = '!') => `${String(value).toUpperCase()}${String(sign)}`,
  )
  liquid.registerFilter('slow', function* (value: unknown): Generator<unknown, unknown> {
    return yield value
  })
  if (isPlain) renderPlainly(liquid)
  return liquid
}

/** What a template gives: its text, or the words of its error; and the steps that were counted. */
function outcome(liquid: Liquid, template: string): { text?: string; error?: string; steps: number } {
  let steps = 0
  const check = (): void => {
    steps += 1
  }
  try {
    const parsed = liquid.parse(template)
    const limits = { renderLimit: { check, use: check } as never }
    const context = new Context({}, liquid.options, { globals: scope, sync: true }, limits)
    return { text: String(liquid.renderSync(parsed, context)), steps }
  } catch (error) {
    return { error: (error as Error).message, steps }
  }
}

const stock = engine(false)
const plain = engine(true)
const oneOf = (...values: string[]): fc.Arbitrary<string> => fc.constantFrom(...values)

const operand = oneOf(
  ...Object.keys(scope),
  'deep.name',
  'deep.inner.size',
  'deep.inner.list[1].url',
  'deep.inner.list.first.url',
  'deep.inner.nothing',
  'deep.inner.nothing.more',
  'deep[key]',
  'list[0]',
  'list[count]',
  'list.size',
  'title.size',
  'list.last',
  'missing',
  'deep.missing',
  'toString',
  '"text & more"',
  '3',
  '-1.5',
  'true',
  'nil',
  'blank',
  '(1..3)',
)
const operator = oneOf('==', '!=', '>', '<', '>=', '<=', 'contains', 'and', 'or')
const condition = fc.oneof(
  operand,
  fc.tuple(operand, operator, operand).map((parts) => parts.join(' ')),
  fc.tuple(operand, operator, operand, operator, operand).map((parts) => parts.join(' ')),
  operand.map((value) => `not ${value}`),
)
const filter = oneOf(
  'upcase',
  'raw',
  'escape',
  'default: "other"',
  'default: title, allow_false: yes',
  'append: deep.name',
  'append: missing',
  'shout',
  'shout: deep[key]',
  'slow',
  'size',
  'join: ", "',
  'first',
  'unknown',
)
const output = fc
  .tuple(operand, fc.array(filter, { maxLength: 3 }))
  .map(([value, filters]) => `{{ ${[value, ...filters].join(' | ')} }}`)
const { template } = fc.letrec<{ template: string; node: string }>((tie) => ({
  template: fc.array(tie('node'), { maxLength: 4 }).map((nodes) => nodes.join(' ')),
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    output,
    oneOf('plain <text>', '{% break %}', '{% continue %}', '{% render "part" %}', '{% include "part" %}'),
    operand.map((value) => `{% render "part", given: ${value} %}`),
    operand.map((value) => `{% assign title = ${value} %}`),
    fc.tuple(condition, tie('template')).map(([what, then]) => `{% unless ${what} %}${then}{% endunless %}`),
    fc
      .tuple(condition, tie('template'), condition, tie('template'))
      .map(
        ([what, then, or, other]) => `{% if ${what} %}${then}{% elsif ${or} %}${other}{% else %}-{% endif %}`,
      ),
    fc
      .tuple(operand, tie('template'))
      .map(([list, each]) => `{% for item in ${list} %}{{ item }}{{ forloop.last }}${each}{% endfor %}`),
    fc
      .tuple(operand, tie('template'))
      .map(([value, then]) => `{% case ${value} %}{% when 3 %}${then}{% endcase %}`),
    tie('template').map((inner) => `{% capture kept %}${inner}{% endcapture %}{{ kept | raw }}`),
  ),
}))

describe('rendering plainly', () => {
  it('gives what LiquidJS gives, its errors and its steps', () => {
    fc.assert(
      fc.property(template, (source) => {
        expect(outcome(plain, source)).toEqual(outcome(stock, source))
      }),
      { numRuns: 2000 },
    )
  })

  it('does so for layouts and their blocks', () => {
    fc.assert(
      fc.property(template, template, (top, body) => {
        const source = `{% layout "page" %}{% block top %}${top}{{ block.super }}{% endblock %}{% block body %}${body}{% endblock %}`
        expect(outcome(plain, source)).toEqual(outcome(stock, source))
      }),
      { numRuns: 500 },
    )
  })

  it('is cut off by the limit of what filters allocate, as LiquidJS is', () => {
    const source = '{% assign long = title | append: title | append: title %}'.repeat(400)
    expect(outcome(plain, source).error).toMatch(/memory alloc limit exceeded/)
    expect(outcome(plain, source)).toEqual(outcome(stock, source))
  })
})
