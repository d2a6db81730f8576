import fc from 'fast-check'
import { remarkDefinitionList } from 'remark-definition-list'
import remarkDirective from 'remark-directive'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { describe, expect, it } from 'vitest'
import { chunkStarts } from '../../src/articles/chunk-starts.ts'
import { parseInChunks } from '../../src/articles/parse-chunks.ts'
import { isLongRun } from '../long-run.ts'

const processor = unified().use(remarkParse).use(remarkGfm).use(remarkDirective).use(remarkDefinitionList).use(remarkFrontmatter).freeze()
const parse = (text: string) => processor.parse(text)

const numRuns = isLongRun ? 2_000 : 150

const pieces = [
  'A paragraph.\nOf two lines.\n',
  'With a [link][a], a [b], a note[^n] and [text](https://example.org).\n',
  '## A heading\n',
  '# \n',
  '- item\n\n  more\n- item\n',
  '- ```\n  code\n\n  # no heading\n  ```\n',
  '- item\n\n  ```\n  open code\n',
  '1. one\n2. two\n\n   ~~~\n   x\n   ~~~\n',
  '> quote\n\n> ```\n> # code\n',
  '```js\n# no heading\n\nNo paragraph\n```\n',
  '~~~\n```\n\nNo paragraph\n~~~\n',
  ' ```\n\nNo paragraph\n ```\n',
  '````\n```\n\nNo paragraph\n\n````\n',
  '<!-- a\n\n# no heading\n\n-->\n',
  '  <!-- a\n',
  '<pre>\n\nNo paragraph\n\n</pre>\n',
  '<div>\n\nA paragraph\n\n</div>\n',
  ':::note\n\nIn a box\n\n:::\n',
  '::::note\n\n:::tip\n\nIn a box\n\n:::\n\nStill\n\n::::\n',
  ':::\n',
  '| a | b |\n| - | - |\n| [a] | d |\n',
  '[a]: https://example.org/a\n',
  '[b]: <https://example.org/b> "B"\n',
  '[^n]: A note.\n\n    With more.\n',
  '    indented code\n\n    # no heading\n',
  'Setext\n===\n',
  '***\n',
  '---\n',
  '\u00A0\n',
  'É a paragraph\n',
  '123 a paragraph\n',
]
const described = [...pieces, 'Term\n: meaning\n', 'Term\n\n: meaning\n\n  more\n']

function text(from: readonly string[]) {
  const between = fc.constantFrom('\n', '\n', '\n\n', '')
  return fc.tuple(fc.array(fc.tuple(fc.constantFrom(...from), between), { minLength: 2, maxLength: 14 }), fc.constantFrom('\n', '\r\n')).map(([parts, ending]) =>
    `Start.\n\n${parts.flat().join('')}`.replaceAll('\n', ending),
  )
}

describe('a long text', () => {
  it.each([
    ['without lists of terms', pieces],
    ['with lists of terms', described],
  ])('%s read in pieces gives the tree of the whole', (_what, from) => {
    let cut = 0
    fc.assert(
      fc.property(text(from), (source) => {
        if (chunkStarts(source, 1).length > 1) cut++
        expect(parseInChunks(source, parse, 1)).toEqual(parse(source))
      }),
      { numRuns },
    )
    expect(cut).toBeGreaterThan(numRuns / 5)
  })

  it('keeps its front matter, and references in both directions', () => {
    const source = '---\ntitle: A\n---\n\nSee [a] and[^n].\n\n## One\n\n[a]: #a\n\n[^n]: Note of [b].\n\n## Two\n\n[A] again.\n\n[b]: #b\n'
    const tree = parseInChunks(source, parse, 1)
    expect(tree).toEqual(parse(source))
    expect(tree.children[0]?.type).toBe('yaml')
  })

  it('is cut where headings and paragraphs begin, and not too finely', () => {
    const source = 'Text.\n\n## Heading\n\nText.\n\n- item\n\nText.\n'
    expect(chunkStarts(source, 1).map((start) => source.slice(start).split('\n', 1)[0])).toEqual(['Text.', '## Heading', 'Text.', 'Text.'])
    expect(chunkStarts(source, 20)).toHaveLength(2)
    expect(chunkStarts(source, 1000)).toEqual([0])
  })

  it('of many lists takes time in step with its length', () => {
    const part = 'Text of a paragraph.\n\n- item\n- item\n\n> quote\n\n'
    const time = (count: number): number => {
      const start = performance.now()
      parseInChunks(part.repeat(count), parse, 5_000)
      return performance.now() - start
    }
    time(500)
    expect(time(4_000)).toBeLessThan(12 * Math.max(time(1_000), 50))
  })
})
