import fc from 'fast-check'
import type { BlockContent, List, ListItem, PhrasingContent, Root } from 'mdast'
import { toHtml } from 'hast-util-to-html'
import { toHast } from 'mdast-util-to-hast'
import { expect, it } from 'vitest'
import { isLongRun } from '../../long-run.ts'
import { html, words } from './body.ts'

const text = fc
  .array(fc.constantFrom('a', 'é', '&', '<', '"', ' ', '\t', '\n', ' \n ', '\r\n'), {
    minLength: 1,
    maxLength: 6,
  })
  .map((signs) => signs.join(''))

const phrasing = fc.letrec<{ node: PhrasingContent }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    text.map(words),
    text.map((value): PhrasingContent => ({ type: 'inlineCode', value })),
    fc.constant<PhrasingContent>({ type: 'break' }),
    fc
      .tuple(fc.constantFrom('emphasis', 'strong', 'delete'), fc.array(tie('node'), { maxLength: 3 }))
      .map(([type, children]): PhrasingContent => ({ type, children })),
  ),
})).node

const spread = fc.constantFrom(true, false, null, undefined)

const block = fc.letrec<{ block: BlockContent; item: ListItem; list: List }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 4 },
    fc.array(phrasing, { maxLength: 4 }).map((children): BlockContent => ({ type: 'paragraph', children })),
    fc.constant<BlockContent>({ type: 'thematicBreak' }),
    fc
      .array(tie('block'), { maxLength: 3 })
      .map((children): BlockContent => ({ type: 'blockquote', children })),
    tie('list'),
  ),
  item: fc
    .record({ spread, children: fc.array(tie('block'), { maxLength: 3 }) })
    .map((item): ListItem => ({ type: 'listItem', ...item })),
  list: fc
    .record({
      ordered: fc.boolean(),
      start: fc.constantFrom(null, 0, 1, 7),
      spread,
      children: fc.array(tie('item'), { minLength: 1, maxLength: 3 }),
    })
    .map((list): List => ({ type: 'list', ...list })),
})).block

it('makes of plain nodes what mdast-util-to-hast makes of them', () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 4 }), (children) => {
      const tree: Root = { type: 'root', children: structuredClone(children) }
      expect(html(...children)).toBe(toHtml(toHast(tree)))
    }),
    { numRuns: isLongRun ? 20_000 : 1000 },
  )
})
