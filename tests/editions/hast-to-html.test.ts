import fc from 'fast-check'
import type { ElementContent, Properties, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { toHast } from 'mdast-util-to-hast'
import { expect, it } from 'vitest'
import { hastToHtml } from '../../src/editions/hast-to-html.ts'
import { isLongRun } from '../long-run.ts'
import { parse } from './everything.ts'

const signs = fc.constantFrom(...'ab "\'`&<>=/\0\n\t\r\u00a0é😀\ud800', '&amp;', '--', '<!--')
const text = fc.array(signs, { maxLength: 8 }).map((all) => all.join(''))

/** Those that are written by ourselves come more than once, so that most trees have only them. */
const known = ['p', 'p', 'a', 'a', 'td', 'li', 'h2', 'section', 'br', 'hr', 'img']
const tags = fc.constantFrom(...known, 'A', 'BR', 'script', 'style', 'svg', 'title', 'input', 'my-tag')

const knownKeys = [
  ...[
    'align',
    'alt',
    'aria-description',
    'ariaLabel',
    'ariaLabelledBy',
    'cellPadding',
    'cellSpacing',
    'className',
  ],
  ...['decoding', 'dir', 'height', 'href', 'id', 'lang', 'loading', 'role', 'scope', 'src', 'start', 'style'],
  ...['tabIndex', 'title', 'width'],
]
const keys = fc.constantFrom(
  ...knownKeys,
  ...[
    'class',
    'hidden',
    'download',
    'disabled',
    'accept',
    'dataFoo',
    'data-foo',
    'onClick',
    'viewBox',
    'odd"=',
  ],
)
const value: fc.Arbitrary<Properties[string]> = fc.oneof(
  { arbitrary: text, weight: 5 },
  fc.array(fc.oneof(text, fc.integer()), { maxLength: 3 }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, undefined, Number.NaN, ''),
)
const properties = fc
  .array(fc.tuple(keys, value), { maxLength: 3 })
  .map((all): Properties => Object.fromEntries(all))

const node = fc.letrec<{ node: ElementContent }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    text.map((value): ElementContent => ({ type: 'text', value })),
    text.map((value): ElementContent => ({ type: 'raw', value })),
    text.map((value): ElementContent => ({ type: 'comment', value })),
    fc
      .tuple(tags, properties, fc.array(tie('node'), { maxLength: 3 }))
      .map(([tagName, properties, children]): ElementContent => ({
        type: 'element',
        tagName,
        properties,
        children,
      })),
  ),
})).node

const tree = fc.array(node, { maxLength: 4 }).map((children): Root => ({ type: 'root', children }))

it('writes what hast-util-to-html writes, whatever is in the tree', () => {
  fc.assert(
    fc.property(tree, fc.boolean(), (root, allowDangerousHtml) => {
      expect(hastToHtml(root, { allowDangerousHtml })).toBe(toHtml(root, { allowDangerousHtml }))
    }),
    { numRuns: isLongRun ? 100_000 : 3000 },
  )
})

it('writes each attribute that it knows by the name that hast-util-to-html gives it', () => {
  for (const key of knownKeys) {
    const root: Root = {
      type: 'root',
      children: [{ type: 'element', tagName: 'p', properties: { [key]: ['a', 'b'] }, children: [] }],
    }
    expect(hastToHtml(root, { allowDangerousHtml: false })).toBe(toHtml(root))
  }
})

it('writes a template and its content', () => {
  const content = toHast(parse('Some *words* & `code`.')) as Root
  const template: ElementContent = {
    type: 'element',
    tagName: 'template',
    properties: {},
    children: [],
    content,
  }
  expect(hastToHtml(template, { allowDangerousHtml: true })).toBe(toHtml(template))
})
