import fc from 'fast-check'
import type { Nodes, Root } from 'mdast'
import { toString } from 'mdast-util-to-string'
import { describe, expect, it } from 'vitest'
import { VFile } from 'vfile'
import { createGlossaryIndex, linkGlossary, remarkGlossary } from '../../src/glossary/index.ts'
import { link, nodesOf, parse, parseCommonmark, term } from './linking.ts'
import { isLongRun } from '../long-run.ts'

const terms = [
  term('DfE = Department for Education'),
  term('SEND = special educational needs and disabilities'),
  term('SEN = special educational needs'),
  term('SENCo = special educational needs co-ordinator', { also: ['SENCO'], replacedBy: ['SEN'] }),
  term('SENCo NPQ = qualification for co-ordinators'),
  term('LA = local authority', { plural: 'LAs' }),
  term('AP = alternative provision', { sense: 'provision' }),
  term('AP = assistant principal', { sense: 'principal' }),
  term('alternative provision = education elsewhere'),
  term('R&D = research and development'),
  term('C++ = a language'),
  term('école = school'),
]

const letters = fc.constantFrom(
  ...[
    'DfE',
    'SEND',
    'SEN',
    'SENCo',
    'SENCo NPQ',
    'SENCo\nNPQ',
    'LA',
    'LAs',
    "LAs'",
    'AP',
    'APs',
    'PRU',
    'R&D',
    'C++',
  ],
  ...[
    'D&#102;E',
    'R&amp;D',
    'C\\+\\+',
    'alternative provision',
    'Alternative\nProvision',
    'école',
    'E\u0301COLE',
  ],
  ...[
    'DfE’s',
    'ADfE',
    'DfE2',
    'DfE_x',
    'DfE\u0301',
    'DfE\u00ad',
    '𝐀DfE',
    '❤️DfE',
    ':term[AP]{sense=principal}',
  ],
  ...['Department for Education (DfE)', 'assistant principal (AP)', 'LA (local academy)', ':plain[SEN]'],
)
const glue = fc.constantFrom(
  ...[
    ' ',
    '\n',
    '  \n',
    ', ',
    '/',
    '-',
    '(',
    ')',
    '“',
    '”',
    "'",
    '*',
    '**',
    '_',
    '`',
    '~~',
    '[',
    '](x)',
    '<b>',
    '</b>',
  ],
  ...[
    '<a href="x">',
    '</a>',
    '\\',
    '&',
    '&amp;',
    '|',
    '🎉',
    '\n> ',
    '\n\n- ',
    '\n\n  ',
    '\n\n# ',
    '\n\n## ',
    '\n\n',
    '[^1]',
  ],
  ...[
    'https://x.org/',
    'a@b.org',
    '![',
    '\u00a0',
    '\t',
    '\r\n',
    '.',
    'the ',
    ':',
    '{',
    '}',
    '\n\n| a | b |\n|--|--|\n| ',
  ],
)
const article = fc
  .array(fc.oneof({ weight: 3, arbitrary: letters }, { weight: 2, arbitrary: glue }), { maxLength: 40 })
  .map((parts) => parts.join('') + '\n\n[^1]: The DfE and the LA.\n')

const settings = { senses: { AP: 'provision' } }
const runs = { numRuns: isLongRun ? 2_000 : 150 }

const visible = (tree: Nodes): string => toString(tree, { includeImageAlt: true, includeHtml: true })
const copy = (tree: Root): Root => structuredClone(tree)

describe('linking', () => {
  it('leaves the visible text as it is', () => {
    fc.assert(
      fc.property(article, (source) => {
        const before = visible(parse(source))
        expect(visible(link(source, terms, settings).tree)).toBe(before)
      }),
      runs,
    )
  })

  it('gives the same when done twice', () => {
    fc.assert(
      fc.property(article, (source) => {
        const once = link(source, terms, settings)
        const tree = copy(once.tree)
        const twice = link(source, terms, settings, copy(tree))
        expect(twice.tree).toEqual(tree)
        expect(twice.mentions).toEqual(once.mentions)
      }),
      runs,
    )
  })

  it('puts no mention into a link, a heading or code', () => {
    fc.assert(
      fc.property(article, (source) => {
        const { tree } = link(source, terms, settings)
        const rest: [Nodes, boolean][] = [[tree, false]]
        for (let next = rest.pop(); next; next = rest.pop()) {
          const [node, isInside] = next
          if (node.type === 'glossaryMention') expect(isInside).toBe(false)
          const now =
            isInside || node.type === 'link' || node.type === 'linkReference' || node.type === 'heading'
          if ('children' in node) for (const child of node.children) rest.push([child, now])
        }
      }),
      runs,
    )
  })

  it('does not depend on the order of the glossary', () => {
    fc.assert(
      fc.property(article, fc.shuffledSubarray(terms, { minLength: terms.length }), (source, shuffled) => {
        const [one, other] = [link(source, terms, settings), link(source, shuffled, settings)]
        expect(other.mentions).toEqual(one.mentions)
        expect(other.diagnostics).toEqual(one.diagnostics)
      }),
      runs,
    )
  })

  it('gives places that cut exactly the letters out of the source', () => {
    fc.assert(
      fc.property(article, (source) => {
        for (const { place, text } of link(source, terms, settings).mentions) {
          const raw = source.slice(place.start.offset, place.end.offset)
          const container = parseCommonmark(raw.replace(/\n[ \t>]*/g, '\n'))
          const seen = text.includes('+') ? raw.replaceAll('\\', '') : toString(container)
          expect(seen.replace(/\s+/g, ' ')).toBe(text.replace(/\s+/g, ' '))
          const lines = source.slice(0, place.start.offset).split(/\r\n|\n|\r/)
          expect(place.start.line).toBe(lines.length)
          expect(place.start.column).toBe((lines.at(-1) ?? '').length + 1)
        }
      }),
      runs,
    )
  })
})

describe('the plugin', () => {
  const plugin = remarkGlossary({ terms, expand: true, policy: 'section', ...settings })
  const transform = (tree: Root, source: string): Root => {
    plugin(tree, new VFile({ value: source, path: 'a.md' }))
    return tree
  }

  it('changes the visible text by its own expansions only', () => {
    fc.assert(
      fc.property(article, (source) => {
        const tree = transform(parse(source), source)
        const rest: Nodes[] = [tree]
        for (let node = rest.pop(); node; node = rest.pop()) {
          if (!('children' in node)) continue
          node.children = node.children.filter(
            (child) => child.type !== 'text' || !child.data?.glossaryExpansion,
          ) as never
          rest.push(...(node.children as Nodes[]))
        }
        expect(visible(tree)).toBe(visible(parse(source)))
        expect(nodesOf(tree)).toEqual([])
      }),
      runs,
    )
  })

  it('gives the same when run twice', () => {
    fc.assert(
      fc.property(article, (source) => {
        const once = transform(parse(source), source)
        expect(transform(copy(once), source)).toEqual(once)
      }),
      runs,
    )
  })

  it('puts no link into a link', () => {
    fc.assert(
      fc.property(article, (source) => {
        const rest: [Nodes, boolean][] = [[transform(parse(source), source), false]]
        for (let next = rest.pop(); next; next = rest.pop()) {
          const [node, isInside] = next
          const isLink = node.type === 'link' || node.type === 'linkReference'
          expect(isLink && isInside).toBe(false)
          if ('children' in node) for (const child of node.children) rest.push([child, isInside || isLink])
        }
      }),
      runs,
    )
  })
})

describe('large and hostile input', () => {
  const index = createGlossaryIndex(terms)
  const run = (tree: Root, source: string): number =>
    linkGlossary(tree, { file: 'a.md', source, index }, () => {}).mentions.length

  it('nested 10,000 deep does not overflow the stack', () => {
    const tree: Root = { type: 'root', children: [] }
    let at = tree as unknown as { children: Nodes[] }
    for (let depth = 0; depth < 10_000; depth++) {
      const quote = { type: 'blockquote', children: [] as Nodes[] } as const
      at.children.push(quote as never)
      at = quote
    }
    const paragraph = { type: 'paragraph', children: [] as Nodes[] } as const
    at.children.push(paragraph as never)
    at = paragraph
    for (let depth = 0; depth < 10_000; depth++) {
      const strong = { type: 'strong', children: [] as Nodes[] } as const
      at.children.push(strong as never)
      at = strong
    }
    at.children.push({ type: 'text', value: 'The DfE' })
    expect(run(tree, '')).toBe(1)
  })

  it.each([
    ['words', 'the DfE said so to an LA and a PRU '],
    ['capitals', 'DFEX SENDX '],
    ['one word', 'DfE/'],
    ['brackets', '(DfE '],
    ['addresses', 'a@b.org,DfE,'],
    ['lines', 'the DfE\n'],
    ['references', '&amp; DfE \\* '],
    // What looked at all of the text again for each mention would not end in a test's time.
  ])('is done with a text of two million letters: %s', (_, part) => {
    const count = 2_000_000 / part.length
    const value = part.replaceAll('&amp;', '&').replaceAll('\\*', '*').repeat(count)
    const source = part.repeat(count)
    const point = (offset: number) => ({ line: 1, column: offset + 1, offset })
    const position = { start: point(0), end: point(source.length) }
    const tree: Root = {
      type: 'root',
      children: [{ type: 'paragraph', children: [{ type: 'text', value, position }], position }],
      position,
    }
    expect(run(tree, source)).toBeGreaterThan(part.includes('SENDX') ? -1 : 1000)
  })

  it('builds an index of 100,000 terms', () => {
    const many = Array.from({ length: 100_000 }, (_, number) =>
      term(`T${number.toString(36)}X = term ${number}`),
    )
    const large = createGlossaryIndex(many)
    expect(large.find('T5X')).toHaveLength(1)
  })
})
