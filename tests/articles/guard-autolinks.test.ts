import fc from 'fast-check'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { describe, expect, it } from 'vitest'
import { guardAutolinks } from '../../src/articles/guard-autolinks.ts'

const plain = unified().use(remarkParse).use(remarkGfm).freeze()
const guarded = unified().use(remarkParse).use(remarkGfm).use(guardAutolinks).freeze()

describe('addresses in text', () => {
  it.each([
    'see https://example.org/a and more',
    'see WWW.example.org, or HTTP://EXAMPLE.ORG',
    'write to a.b+c@example.org.',
    '*www.example.org* [not www.example.org](https://example.org)',
    'escaped www\\.example.org and a&#64;example.org and http&#58;//example.org',
    '| a |\n|---|\n| www.example.org |',
  ])('are found as without the guard: %s', (source) => {
    expect(guarded.parse(source)).toEqual(plain.parse(source))
  })

  it('are found as without the guard in any text made of their parts', () => {
    const part = fc.constantFrom('www', '.', '@', ':', '/', '//', 'http', 'HTTPS', 'example', 'org', ' ', '\n', '*', '_', '[', ']', '(', ')', '&#64;', '\\', 'é')
    fc.assert(
      fc.property(fc.array(part, { maxLength: 24 }), (parts) => {
        const source = parts.join('')
        expect(guarded.parse(source)).toEqual(plain.parse(source))
      }),
      { numRuns: 1000 },
    )
  })
})
