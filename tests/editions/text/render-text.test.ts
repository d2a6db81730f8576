import fc from 'fast-check'
import type { Root, RootContent } from 'mdast'
import { describe, expect, it } from 'vitest'
import { renderText } from '../../../src/editions/text/index.ts'
import { lengthOf, wrap } from '../../../src/editions/text/wrap.ts'
import type { IssueInput } from '../../../src/editions/issue-input.ts'
import { everyBlock, everyTree, makeArticle, makeInput, paragraph, parse, settings } from '../everything.ts'

function textOf(tree: Root, more: Partial<IssueInput> = {}): string {
  const articles = [
    {
      article: makeArticle('one', 'One', tree, { authors: [] }),
      as: 'full' as const,
      url: 'https://archive.example.org/articles/one/',
    },
  ]
  const { text } = renderText(makeInput({ articles, intro: undefined, abbreviations: () => [], ...more }))
  const start = text.indexOf('='.repeat(72), text.indexOf('='.repeat(72)) + 1) + 73
  return text.slice(start, text.indexOf('-'.repeat(72), start)).trim()
}

const written = (markdown: string): string => textOf(parse(markdown))

describe('the text of an issue', () => {
  it('is what it was for everything an author can write', async () => {
    await expect(renderText(makeInput()).text).toMatchFileSnapshot('everything.txt')
  })

  it('has the addresses for leaving as tokens, whole', () => {
    const { text, tokens } = renderText(makeInput())
    expect(tokens.map(({ field, context }) => [field, context])).toEqual([
      ['unsubscribeUrl', 'text'],
      ['preferencesUrl', 'text'],
    ])
    expect(text).toContain(`Unsubscribe: ${tokens[0]?.token}\n`)
  })

  it('takes no time for tabs without end', () => {
    expect(textOf({ type: 'root', children: [paragraph(`a${'\t'.repeat(400_000)}b \n c`)] })).toBe('a b c')
  })

  it('leaves template tags in an article as they are', () => {
    expect(written('{{ recipient.name }} {% x %}')).toBe('{{ recipient.name }} {% x %}')
  })

  it('folds near 72 and never breaks an address', () => {
    const url = `https://example.org/${'a'.repeat(100)}`
    const lines = written(`${'word '.repeat(40)}${url} ${'word '.repeat(40)}`).split('\n')
    expect(lines).toContain(url)
    for (const line of lines.filter((each) => each !== url)) expect(line.length).toBeLessThanOrEqual(72)
  })

  it('numbers links, the same address once, and lists them at the end', () => {
    expect(
      written('[a](https://example.org/a), [b](https://example.org/b) and [a](https://example.org/a).'),
    ).toBe('a [1], b [2] and a [1].\n\nLinks\n-----\n[1] https://example.org/a\n[2] https://example.org/b')
  })

  it('passes over numbers that the author wrote in brackets', () => {
    const source =
      'As Smith[2] says, [a](https://example.org/a), [b](https://example.org/b).\n\n[2] Smith, 1997'
    expect(written(source)).toBe(
      'As Smith[2] says, a [1], b [3].\n\n[2] Smith, 1997\n\nLinks\n-----\n[1] https://example.org/a\n[3] https://example.org/b',
    )
  })

  it('does not number an address that is its own words', () => {
    expect(written('<https://example.org/> and <a@example.org>')).toBe(
      'https://example.org/ and a@example.org',
    )
  })

  it('drops addresses that no letter may carry', () => {
    expect(written('[a](javascript:alert(1))')).toBe('a')
  })

  it('numbers where a picture leads', () => {
    const link = { url: 'https://example.org/a' }
    const figure: RootContent = {
      type: 'figure',
      url: 'chart.png',
      alt: 'A chart',
      link,
      children: [{ type: 'text', value: 'Pay' }],
    }
    const text = (children: RootContent[]): string => textOf({ type: 'root', children })
    expect(text([figure])).toBe('[Picture: A chart — Pay] [1]\n\nLinks\n-----\n[1] https://example.org/a')
    expect(text([{ ...figure, link: { url: 'javascript:alert(1)' } }])).toBe('[Picture: A chart — Pay]')
  })

  it('keeps a link’s number on its word’s line', () => {
    for (let length = 55; length < 75; length += 1) {
      const text = written(`${'x'.repeat(length)} [word](https://example.org/)`)
      expect(text).toContain('word [1]')
    }
  })

  it('lays a table out in columns where it fits', () => {
    expect(written('| Body | Number |\n| - | -: |\n| DfE | 1 |\n| A longer name | 200 |')).toBe(
      'Body           Number\n-------------  ------\nDfE                 1\nA longer name     200',
    )
  })

  it('folds the cells of a table that nearly fits', () => {
    const table = written(
      `| Body | What it does |\n| - | - |\n| DfE | ${'many words '.repeat(12)}|\n| LA | few |`,
    )
    for (const line of table.split('\n')) expect(line.length).toBeLessThanOrEqual(72)
    expect(table).toMatch(/^Body {2}What it does\n-{4} {2}-+\nDfE {3}many words.*\n {6}many words/)
  })

  it('writes a table that cannot fit as records', () => {
    const cell = 'x'.repeat(30)
    expect(written(`| A | B | C |\n| - | - | - |\n| ${cell} | ${cell} | ${cell} |`)).toBe(
      `A: ${cell}\nB: ${cell}\nC: ${cell}`,
    )
  })

  it('keeps the cells that stand beside the head of a table', () => {
    const table = parse('| A | B |\n| - | - |\n| a | b | c |\n| d |')
    Object.assign(table.children[0]!, { align: [null, null, null] })
    expect(textOf(table)).toBe('A  B\n-  -  -\na  b  c\nd')
    const cell = 'x'.repeat(30)
    const wide = parse(`| A | B |\n| - | - |\n| ${cell} | ${cell} | ${cell} |`)
    Object.assign(wide.children[0]!, { align: [null, null, null] })
    expect(textOf(wide)).toBe(`A: ${cell}\nB: ${cell}\n${cell}`)
  })

  it('gives items the numbers that their author wrote', () => {
    const tree = parse('8. a\n10. b\n11. c')
    const [list] = tree.children
    if (list?.type === 'list') list.children[1]!.data = { number: 10 }
    expect(textOf(tree)).toBe('8. a\n10. b\n11. c')
  })

  it('nests lists and quotations', () => {
    expect(written('9. a\n   - b\n     > c\n10. d')).toBe('9. a\n    - b\n      > c\n10. d')
  })

  it('tells raised and lowered digits from plain ones', () => {
    const element = (name: string, value: string): RootContent => ({
      type: 'inlineElement',
      name,
      attributes: {},
      children: [{ type: 'text', value }],
    })
    const tree = parse('10')
    const [paragraph] = tree.children
    if (paragraph?.type !== 'paragraph') throw new Error('no paragraph')
    paragraph.children.push(
      element('sup', '2') as never,
      { type: 'text', value: ' H' },
      element('sub', '2') as never,
    )
    expect(textOf(tree)).toBe('10² H₂')
  })
})

describe('the text edition', () => {
  const kinds = new Map<string, RootContent>()
  const gather = (node: RootContent): void => {
    kinds.set(node.type, node)
    if ('children' in node) for (const child of node.children) gather(child)
  }
  for (const node of [...everyTree().children, ...everyBlock()]) gather(node)

  it.each([...kinds.keys()])('takes a node of type %s anywhere', (type) => {
    const node = kinds.get(type)!
    const places: RootContent[] = [
      node,
      { type: 'blockquote', children: [node as never] },
      { type: 'paragraph', children: [node as never] },
      { type: 'list', children: [{ type: 'listItem', children: [node as never] }] },
      {
        type: 'table',
        children: [{ type: 'tableRow', children: [{ type: 'tableCell', children: [node as never] }] }],
      },
    ]
    for (const place of places)
      expect(textOf({ type: 'root', children: [place] })).not.toMatch(/undefined|\[object/)
  })

  it('loses no word of any paragraph', () => {
    const words = fc.array(fc.stringMatching(/^[a-zà-ÿ]{1,90}$/u), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(words, (each) => {
        const tree: Root = {
          type: 'root',
          children: [{ type: 'paragraph', children: [{ type: 'text', value: each.join(' ') }] }],
        }
        expect(textOf(tree).split(/\s+/)).toEqual(each)
      }),
    )
  })
})

describe('folding', () => {
  it('makes lines that are as full as they can be', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^\S{1,20}$/)),
        fc.integer({ min: 20, max: 80 }),
        (words, width) => {
          const lines = wrap(words.join(' '), width)
          expect(lines.join(' ')).toBe(words.join(' '))
          for (const [index, line] of lines.entries()) {
            expect(lengthOf(line)).toBeLessThanOrEqual(width)
            const next = lines[index + 1]?.split(' ')[0] ?? 'x'.repeat(width)
            expect(lengthOf(line) + 1 + lengthOf(next)).toBeGreaterThan(width)
          }
        },
      ),
    )
  })
})

describe('quotations in a sentence', () => {
  const quotation = (
    attributes: Record<string, string>,
    ...children: (string | RootContent)[]
  ): RootContent => ({
    type: 'inlineElement',
    name: 'q',
    attributes,
    children: paragraph(...children).children,
  })
  const nested = paragraph('A ', quotation({}, 'one ', quotation({}, 'two'), ' three'), '.')
  const textIn = (language: string, ...children: RootContent[]): string =>
    textOf({ type: 'root', children }, { settings: { ...settings, language } })

  it('have the marks of the language, and others within', () => {
    expect(textIn('en-GB', nested)).toBe('A “one ‘two’ three”.')
    expect(textIn('de', nested)).toBe('A „one ‚two‘ three“.')
    expect(textIn('fr', nested)).toBe('A «\u00A0one “two” three\u00A0».')
  })

  it('have those of the language around them', () => {
    const french = quotation({ lang: 'fr' }, 'un ', quotation({}, 'deux'))
    expect(textIn('de', paragraph(french))).toBe('„un “deux”“')
    const block: RootContent = {
      type: 'blockquote',
      data: { hProperties: { lang: 'cy' } },
      children: [nested],
    }
    expect(textIn('de', block)).toBe('> A ‘one “two” three’.')
  })
})
