import fc from 'fast-check'
import type { Nodes } from 'mdast'
import { describe, expect, test } from 'vitest'
import { parseMarkdown, plainText } from '../../src/articles/index.ts'
import { limitNesting } from '../../src/articles/limit-nesting.ts'
import { process } from './process.ts'

describe('headings', () => {
  test('have ids of their own', () => {
    const { facts, tree, found } = process('## Pay & hours\n\n## Pay, hours\n\n### Footnotes\n\n## Pay hours 2\n\n## Ünïon’s *day*\n\n## ???')
    expect(facts.headings.map(({ id }) => id)).toEqual([
      'pay-hours',
      'pay-hours-2',
      'section-footnotes',
      'pay-hours-2-2',
      'ünïons-day',
      'section',
    ])
    expect(facts.headings[4]).toEqual({ id: 'ünïons-day', depth: 2, text: 'Ünïon’s day', line: 9 })
    expect(tree.children[0]!.data).toMatchObject({ id: 'pay-hours' })
    expect(found).toEqual([])
  })

  test.each([
    ['# One', 'articles/level-1-heading # One'],
    ['## A\n\n#### B', 'articles/skipped-heading #### B'],
    ['### A', 'articles/skipped-heading ### A'],
    ['##', 'articles/empty-heading ##'],
  ])('%j is reported', (source, found) => {
    expect(process(source).found).toEqual([found])
  })

  test('a heading of level 1 is one of level 2', () => {
    expect(process('# One').facts.headings).toMatchObject([{ depth: 2 }])
  })
})

describe('references and footnotes', () => {
  test('references are resolved, also before and inside containers', () => {
    const { outline, found } = process('[a][x] [y] [z]\n\n> [X]: https://example.org/x\n> [y]: https://example.org/y')
    expect(outline).toEqual([
      'paragraph(link https://example.org/x(a), ,link https://example.org/y(y), [z])',
      'blockquote()',
    ])
    expect(found).toEqual([])
  })

  test('footnotes stand at the end in order of reference', () => {
    const { tree, found } = process('[^b]: B[^c]\n\nx[^a] y[^b]\n\n[^c]: C\n\n[^a]: A\n\nlast')
    const notes = tree.children.filter((node) => node.type === 'footnoteDefinition')
    expect(notes.map(({ identifier }) => identifier)).toEqual(['a', 'b', 'c'])
    expect(tree.children.slice(-3)).toEqual(notes)
    expect(found).toEqual([])
  })

  test('one that is not defined or not used is reported', () => {
    expect(process('x[^a]\n\n[^b]: B').found).toEqual([
      'articles/undefined-footnote [^a]',
      'articles/unused-footnote [^b]: B',
    ])
  })
})

describe('tables', () => {
  const columnsOf = (source: string) => {
    const { tree, found } = process(source)
    const [table] = tree.children
    return { found, align: table?.type === 'table' ? table.align : undefined }
  }

  test('have the columns of their longest row, and a row longer than the first is reported', () => {
    const source = '| What | When |\n| - | -: |\n| Committee | 6 December | bring the minutes |\n| Vote: yes|no | 7 December |\n| Pay |'
    expect(columnsOf(source)).toEqual({
      found: ['articles/surplus-cell | bring the minutes |', 'articles/surplus-cell | 7 December |'],
      align: [null, 'right', null],
    })
  })

  test.each([
    ['rows that are too short', '| a | b |\n|---|---|\n| c |'],
    ['cells at the end that hold nothing', '| a | b |\n|---|---|\n| c | d | | <!-- --> |'],
    ['a stroke that is part of a text', '| a | b |\n|---|---|\n| c\\|d | `e\\|f` |'],
    ['HTML', '<table><tr><th>a<th>b<tr><td>c</table>'],
  ])('are as they were with %s', (_, source) => {
    expect(columnsOf(source)).toEqual({ found: [], align: [null, null] })
  })

  test('are looked at wherever they stand', () => {
    const table = '| a |\n|---|\n| b | c |'
    const inList = table.replace(/^/gm, '  ').replace(' ', '-')
    for (const source of [inList, table.replace(/^/gm, '> '), `:::note\n${table}\n:::`, `x[^a]\n\n[^a]: x\n\n${table.replace(/^/gm, '    ')}`]) {
      expect(process(source).found).toEqual(['articles/surplus-cell | c |'])
    }
  })
})

describe('the source as it is', () => {
  const source = '---\ntitle: T\n---\n\n## A\n\nThe DfE said\nso to [LAs](x.md).\n\n```\na\nb\n```\n'

  test('front matter is no part of the tree', () => {
    expect(process(source).outline[0]).toBe('heading(A)')
  })

  test.each([
    ['a byte order mark', `\uFEFF${source}`],
    ['CRLF', source.replaceAll('\n', '\r\n')],
    ['both', `\uFEFF${source.replaceAll('\n', '\r\n')}`],
    ['a byte order mark alone', '\uFEFFDfE [x](x.md)'],
  ])('with %s every place still cuts out its words', (_, text) => {
    const { facts, outline } = process(text)
    const cut = ({ place }: { place: { start: { offset: number }; end: { offset: number } } }) =>
      text.slice(place.start.offset, place.end.offset)
    expect(facts.mentions.map(cut)).toEqual(facts.mentions.map((mention) => mention.text))
    expect(facts.mentions).not.toEqual([])
    expect(facts.links.map(cut)[0]).toMatch(/^\[\w+\]\(x\.md\)$/)
    expect(outline.join('')).not.toContain('\r')
  })

  test('words are counted', () => {
    expect(process('One two **three** `four five`.\n\n- six\n').facts.wordCount).toBe(7)
  })
})

describe('deep nesting', () => {
  const count = 10_000
  test.each([
    ['quotes', '>'.repeat(count) + ' a', 'a'],
    ['spaced quotes', '> '.repeat(count) + 'a', 'a'],
    ['lists', '- '.repeat(count) + 'a', 'a'],
    ['numbered lists', '1. '.repeat(count) + 'a', 'a'],
    ['quotes with lists', '> - '.repeat(count) + 'a', 'a'],
    ['opening brackets', '['.repeat(count) + 'a', '['.repeat(count) + 'a'],
    ['pairs of brackets', '['.repeat(count) + 'a' + ']'.repeat(count), '['.repeat(count) + 'a' + ']'.repeat(count)],
    ['emphasis', '*a '.repeat(count), '*a '.repeat(count).trimEnd()],
    ['stars', '*'.repeat(count) + 'a', '*'.repeat(count) + 'a'],
    ['closing brackets', ']'.repeat(2 * count), ']'.repeat(2 * count)],
    ['words in brackets', '[a]('.repeat(2 * count), '[a]('.repeat(2 * count)],
    ['words behind an open bracket', '[' + '\\* <b>ab</b> '.repeat(count), '[' + '* ab '.repeat(count).trimEnd()],
  ])(
    '10,000 %s keep their words and get a warning',
    (_, source, text) => {
      const { tree, findings } = process(source)
      expect(plainText(tree)).toBe(text)
      expect(findings.map(({ rule }) => rule)).toEqual(['articles/deep-nesting'])
    },
    10_000,
  )

  test.each([
    ['rule of stars', '*'.repeat(count), 'thematicBreak'],
    ['rule of spaced dashes', '- '.repeat(count), 'thematicBreak'],
    ['fence of tildes', `${'~'.repeat(count)}\na\n${'~'.repeat(count)}`, 'code(a)'],
    ['code of quotes', `\`\`\`\n${'> '.repeat(200)}[[\n\`\`\``, `code(${'> '.repeat(200)}[[)`],
  ])('a long %s is what it always is', (_, source, outline) => {
    expect(process(source)).toMatchObject({ outline: [outline], found: [] })
  })

  test.each([
    ['HTML', 'x ' + '<b>'.repeat(count) + 'a' + '</b>'.repeat(count)],
    ['blocks of HTML', '<div>'.repeat(count) + 'x a'],
    ['boxes', ':::note\n'.repeat(200)],
    ['links', '['.repeat(1_000) + 'a' + '](x.md)'.repeat(1_000)],
    ['pictures', '!['.repeat(1_000) + 'a' + '](x.png)'.repeat(1_000)],
  ])('deep %s neither hang nor crash', (_, source) => {
    expect(JSON.stringify(process(source).tree)).toContain('a')
  })

  test.each(['<!-- ', '<![CDATA[', '<? ', '<!a '])('thousands of %j that nothing closes are the text that one is', (sign) => {
    const { tree, found } = process(`x ${sign}`)
    const one = plainText(tree)
    expect(one).toBe(`x ${sign}`.trimEnd())
    const many = process(`x ${sign}`.repeat(5_000))
    expect(plainText(many.tree)).toBe(`x ${sign}`.repeat(5_000).trimEnd())
    expect(sign.includes('[') ? many.found.slice(1) : many.found).toEqual(found)
  })

  test('a comment that is closed stays one, however many there are, and so does a block of HTML', () => {
    expect(plainText(process('a <!-- b --> '.repeat(300)).tree).trim()).toBe('a  '.repeat(300).trim())
    expect(plainText(process('<!-- b -->\n'.repeat(300) + '\nx').tree)).toBe('x')
    expect(plainText(process(`\`\`\`\n${'a <!-- '.repeat(300)}\n\`\`\``).tree)).toBe('a <!-- '.repeat(300))
  })

  test('tabs without end take no time', () => {
    expect(process('\t'.repeat(100_000) + 'x').outline).toEqual([`code(${'\t'.repeat(99_999)}x)`])
    expect(process('a\n\n' + '\t'.repeat(100_000) + '\n\nb').outline).toEqual(['paragraph(a)', 'paragraph(b)'])
  })

  test.each([
    ['footnotes and addresses', Array.from({ length: 3_000 }, (_, n) => `[a${n}]: https://example.org/${n}`).join('\n') + '\n\n[x][a2999]'],
    ['rows of a table', '| a |\n| - |\n' + '| [x](https://example.org/) |\n'.repeat(1_500)],
    ['items in a quote', '> - [x](https://example.org/)\n'.repeat(1_500)],
  ])('%s are each read for themselves', (_, source) => {
    expect(limitNesting(source)).toMatchObject({ isLimited: false, text: source })
  })

  test('signs that stand in for others while parsing may be in the text', () => {
    expect(process('\uE93E and \uE9DB').outline).toEqual(['paragraph(\uE93E and \uE9DB)'])
    expect(process('\uE93E ' + '['.repeat(200)).findings.map(({ rule }) => rule)).toEqual(['articles/too-deep'])
  })
})

describe('the text', () => {
  const bit = fc.constantFrom('DfE ', 'word ', '*em* ', '**DfE** ', '`code` ', '<b>x</b> ', '[AP](https://example.org) ', ':plain[LA] ', 'a:b ', 'H<sub>2</sub>O ', '~~LA~~ ')
  const block = fc.oneof(
    fc.array(bit, { minLength: 1, maxLength: 8 }).map((bits) => `${bits.join('')}\n\n`),
    fc.constantFrom('> DfE\n\n', '- a\n- LA\n\n', ':::note\nDfE\n:::\n\n', '| a | DfE |\n|---|---|\n| b | c |\n\n', 'DfE\n: AP\n\n'),
  )

  test('that a reader sees is the text that was parsed, without tags', () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 5 }), (blocks) => {
        const source = blocks.join('')
        const { tree } = process(source)
        expect(words(tree)).toBe(words(parseMarkdown(source)))
      }),
    )
  })

  test('is never lost, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab :[]{}()<>*_`~!|#-=\n\\&"\''.split('')), maxLength: 60 }), (source) => {
        expect(() => process(source)).not.toThrow()
        for (const type of ['"html"', '"textDirective"', '"definition"', '"linkReference"']) {
          expect(JSON.stringify(process(source).tree)).not.toContain(`"type":${type}`)
        }
      }),
      { numRuns: 500 },
    )
  })
})

/** The words without white space; those of tags are none. */
function words(node: Nodes): string {
  if (node.type === 'html') return ''
  return 'children' in node ? node.children.map(words).join('') : plainText(node).replace(/\s/g, '')
}
