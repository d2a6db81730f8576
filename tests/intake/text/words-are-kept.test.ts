import fc from 'fast-check'
import type { Nodes } from 'hast'
import { describe, expect, it } from 'vitest'
import { readText } from '../../../src/intake/text/read-text.ts'
import { isLongRun } from '../../long-run.ts'

const begin = fc.constantFrom(
  '',
  '',
  '',
  '- ',
  '* ',
  '  - ',
  '    ',
  '1. ',
  '2) ',
  '10. ',
  '(a) ',
  'b) ',
  '> ',
  '> > ',
  '>',
  '\t',
  'a\t',
  '•\t',
  'x   ',
)
const words = fc.array(
  fc.constantFrom('we', 'met', 'in', 'é', 'information,', 'hall.', '3', 'x'.repeat(50)),
  { maxLength: 14 },
)
const end = fc.constantFrom('', '', '', '  ', ':', '\t', ' -')
const plain = fc.tuple(begin, words, end).map(([begin, words, end]) => begin + words.join(' ') + end)
const line = fc.oneof(plain, plain, fc.constantFrom('', '', '---', '====', '-- ', '***', '>', '---\t---'))
const text = fc.array(line, { maxLength: 25 }).map((lines) => lines.join('\n'))

function lettersOf(text: string): string {
  return (text.match(/\p{L}+/gu) ?? []).join(' ')
}

function shownIn(node: Nodes): string {
  if (node.type === 'text') return node.value
  const within = 'children' in node ? node.children.map((child) => shownIn(child)).join('') : ''
  const isApart = node.type === 'element' && !/^(?:a|strong|em)$/.test(node.tagName)
  return isApart ? ` ${within} ` : within
}

function read(text: string): string {
  const read = readText(
    { name: 'x.txt', bytes: Buffer.from(text), readBeside: () => undefined },
    () => undefined,
  )
  return read ? shownIn(read.tree) : ''
}

describe('a text’s words', () => {
  it('are in the tree, each once, in their order and as far apart as they were', () => {
    fc.assert(
      fc.property(text, (text) => {
        expect(lettersOf(read(text))).toBe(lettersOf(text))
      }),
      { numRuns: isLongRun ? 20_000 : 500 },
    )
  })

  it('are kept however many lines and signs there are', () => {
    const texts = [
      '- a\n'.repeat(10_000),
      Array.from({ length: 5_000 }, (_, index) => `${' '.repeat(index % 300)}- a`).join('\n'),
      Array.from({ length: 3_000 }, (_, index) => `${' '.repeat(index)}- a`).join('\n'),
      'a\n1. b\n'.repeat(5_000),
      '1. a\n'.repeat(10_000),
      'a\tb\n'.repeat(10_000),
      `${'>'.repeat(10_000)} a\n`.repeat(10),
      `${'> '.repeat(10_000)}a\n`,
      'a '.repeat(100_000),
      `- a${'\n  b'.repeat(10_000)}`,
      `a${'\n- '.repeat(10_000)}`,
    ]
    const lost = texts.filter((text) => lettersOf(read(text)) !== lettersOf(text))
    expect(lost.map((text) => text.slice(0, 20))).toEqual([])
  })
})
