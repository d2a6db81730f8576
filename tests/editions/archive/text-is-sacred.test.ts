import fc from 'fast-check'
import type { Nodes as HastNodes } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import type { PhrasingContent, RootContent } from 'mdast'
import { toString } from 'mdast-util-to-string'
import { describe, expect, it } from 'vitest'
import { html, mention, paragraph, tree, words } from './body.ts'

// HTML cannot carry control characters, and its parser reads a carriage return as a line feed.
const text = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .filter((value) => !/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u.test(value))

const phrasing: fc.Arbitrary<PhrasingContent> = fc.letrec<{ node: PhrasingContent }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    text.map(words),
    text.map((letters) => mention(letters)),
    text.map((value): PhrasingContent => ({ type: 'inlineCode', value })),
    fc
      .array(tie('node'), { minLength: 1, maxLength: 3 })
      .chain((children) =>
        fc.constantFrom<PhrasingContent>(
          { type: 'emphasis', children },
          { type: 'strong', children },
          { type: 'link', url: 'javascript:x', children },
          { type: 'inlineElement', name: 'mark', attributes: {}, children },
        ),
      ),
  ),
})).node

const block: fc.Arbitrary<RootContent> = fc
  .array(phrasing, { minLength: 1, maxLength: 4 })
  .chain((children) =>
    fc.constantFrom<RootContent>(
      paragraph(...children),
      { type: 'heading', depth: 3, children },
      { type: 'blockquote', children: [paragraph(...children)] },
      { type: 'list', children: [{ type: 'listItem', children: [paragraph(...children)] }] },
      { type: 'table', children: [{ type: 'tableRow', children: [{ type: 'tableCell', children }] }] },
    ),
  )

/** The words of a page without the line feeds between elements. */
function wordsOf(node: HastNodes): string {
  if (node.type === 'text') return node.value === '\n' ? '' : node.value
  return 'children' in node ? node.children.map(wordsOf).join('') : ''
}

describe('text is sacred', () => {
  it('shows every word of the author’s and no other', () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 4 }), (blocks) => {
        expect(wordsOf(fromHtml(html(...blocks), { fragment: true }))).toBe(toString(tree(...blocks)))
      }),
    )
  })
})
