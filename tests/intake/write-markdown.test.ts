import type { Nodes, PhrasingContent, Root, RootContent } from 'mdast'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMarkdown } from '../../src/articles/index.ts'
import { element } from '../../src/intake/elements.ts'
import { tidyPhrases } from '../../src/intake/tidy-phrases.ts'
import { treeOf } from '../../src/intake/to-mdast.ts'
import { writeMarkdown } from '../../src/intake/write-markdown.ts'

const pieces = fc.array(
  fc.constantFrom(
    ...[
      'a',
      'B',
      'ü',
      ' ',
      ' ',
      '1',
      '2.',
      ')',
      '(',
      '*',
      '_',
      '`',
      '~',
      '[',
      ']',
      '!',
      '#',
      '+',
      '-',
      '=',
      '>',
      '<',
    ],
    ...[
      '|',
      '\\',
      '/',
      ':',
      '::',
      ':::',
      'note[',
      'plain[x]',
      '{',
      '}',
      '&',
      '&amp;',
      '"',
      "'",
      '^',
      '$',
      '%',
      '@',
    ],
    ...[
      'https://example.org/a_b*c',
      'www.example.org/x_y',
      'first_last@example.org',
      'http://',
      'www.',
      '.',
      ',',
      '---',
      '***',
      '[^1]',
      '[x]',
    ],
    ...[
      '<b>',
      '<!--',
      '</',
      '{{ x }}',
      '{% y %}',
      '\u00A0',
      '’',
      '…',
      'Key:value',
      ': ',
      '10:30',
      '1)',
      '- ',
      '• ',
    ],
  ),
  { minLength: 1, maxLength: 12 },
)

const text = pieces.map((parts) => parts.join('').replace(/\s+/g, ' ').trim()).filter((value) => value !== '')

function textOf(node: Nodes): string {
  if (node.type === 'html') return /^<\/?(?:sub|sup|br)>$/.test(node.value) ? '' : `HTML:${node.value}`
  if ('children' in node) return node.children.map(textOf).join('')
  return 'value' in node ? node.value : ''
}

function words(value: string): string {
  return value.replace(/\s+/g, ' ').trim()
}

function readBack(tree: Root): Root {
  return parseMarkdown(`---\ntitle: x\n---\n\n${writeMarkdown(tree)}`)
}

function blocksOf(tree: Root): RootContent[] {
  return tree.children.filter(({ type }) => type !== 'yaml')
}

const run = { numRuns: Number(process.env['INTAKE_RUNS'] ?? 400) }

describe('what is written as Markdown', () => {
  it('is read as the paragraph that it was, whatever signs are in it', () => {
    fc.assert(
      fc.property(text, (value) => {
        const tree = treeOf({ type: 'root', children: [element('p', [{ type: 'text', value }])] })
        const blocks = blocksOf(readBack(tree))
        expect(blocks.map(({ type }) => type)).toEqual(['paragraph'])
        expect(words(textOf(blocks[0]!))).toBe(words(value))
      }),
      run,
    )
  })

  it('is read as the heading, item, quotation and cell that it was', () => {
    const places = {
      heading: (value: string) => element('h2', [{ type: 'text', value }]),
      list: (value: string) => element('ul', [element('li', [element('p', [{ type: 'text', value }])])]),
      blockquote: (value: string) => element('blockquote', [element('p', [{ type: 'text', value }])]),
      containerDirective: (value: string) => element('aside', [element('p', [{ type: 'text', value }])]),
      table: (value: string) =>
        element('table', [element('tr', [element('th', [{ type: 'text', value }]), element('th', [])])]),
    }
    fc.assert(
      fc.property(text, fc.constantFrom(...Object.keys(places)), (value, type) => {
        const made = places[type as keyof typeof places](value)
        const blocks = blocksOf(readBack(treeOf({ type: 'root', children: [made] })))
        expect(blocks.map((block) => block.type)).toEqual([type])
        expect(words(textOf(blocks[0]!))).toBe(words(value))
      }),
      run,
    )
  })

  it('keeps emphasis on the words that had it, and the words', () => {
    const marked = fc.array(
      fc.tuple(
        fc.constantFrom('text', 'strong', 'em', 'del'),
        fc.constantFrom('one', ' two ', 'x', ' ', '(y)', 'z.', '“q”', ' a b'),
      ),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    fc.assert(
      fc.property(marked, (runs) => {
        const children = runs.map(([mark, value]) =>
          mark === 'text' ? { type: 'text' as const, value } : element(mark, [{ type: 'text', value }]),
        )
        const whole = words(runs.map(([, value]) => value).join(''))
        fc.pre(whole !== '')
        const source = { type: 'root' as const, children: [element('p', children)] }
        tidyPhrases(source)
        const tree = treeOf(source)
        const back: Root = { type: 'root', children: blocksOf(readBack(tree)) }
        expect(words(textOf(back))).toBe(whole)
        expect(signsOf(back)).toEqual(signsOf(tree))
      }),
      run,
    )
  })
})

/** Each letter with the emphasis that it has. */
function signsOf(tree: Root): string[] {
  const signs: string[] = []
  const walk = (node: Nodes, marks: string): void => {
    const own = ['strong', 'emphasis', 'delete'].includes(node.type) ? `${marks} ${node.type}` : marks
    if (node.type === 'text')
      for (const sign of node.value)
        if (/\S/.test(sign)) signs.push(`${sign}${own.split(' ').toSorted().join(' ')}`)
    if ('children' in node)
      for (const child of node.children as (PhrasingContent | RootContent)[]) walk(child, own)
  }
  walk(tree, '')
  return signs
}
