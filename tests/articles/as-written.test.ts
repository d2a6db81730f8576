import type { Nodes } from 'mdast'
import { describe, expect, test } from 'vitest'
import { plainText } from '../../src/articles/index.ts'
import { process } from './process.ts'

describe('lines that Markdown takes for addresses', () => {
  test.each([
    ['[Action]: Ann', ['articles/lost-line [Action]: Ann']],
    ['[Pay]: agreed (unanimous)\n\n> - [Date]: 10:30', ['articles/lost-line [Pay]: agreed (unanimous)', 'articles/lost-line [Date]: 10:30']],
    ['The [Action] is clear.\n\n[Action]: Ann', ['articles/unpublished-link [Action]', 'articles/lost-line [Action]: Ann']],
    ['[Contact]: ann@example.org', ['articles/lost-line [Contact]: ann@example.org']],
    ['[Deadline]: 12/11/2023', ['articles/lost-line [Deadline]: 12/11/2023']],
    ['[r]: https://example.org/', ['articles/unused-address [r]: https://example.org/']],
    ['[a][r]\n\n[r]: https://example.org/\n[R]: https://example.org/b', ['articles/unused-address [R]: https://example.org/b']],
    ['[a][r] ![b][i]\n\n[r]: https://example.org/\n[i]: images/b.png\n[R]: https://example.org/', []],
    ['Note.[^n]\n\n[^n]: See [r].\n\n[r]: report.md', []],
    ['[//]: # (for the editor)\n\n[comment]: <> (and more)\n\n\\[Action]: Ann\n\n[Action]: Ann and Bob', []],
    ['```\n[Action]: Ann\n```', []],
    ['[logo]: logo.png\n[x]: other.md', ['articles/unused-address [logo]: logo.png', 'articles/unused-address [x]: other.md']],
    ['[Licence]: LICENCE\n[b]: <images>', ['articles/unused-address [Licence]: LICENCE', 'articles/unused-address [b]: <images>']],
    ['[the rules][r]\n\n[r]: rules', ['articles/unpublished-link [the rules][r]']],
  ])('are reported where no reader would see them: %j', (source, found) => {
    expect(process(source).found).toEqual(found)
  })
})

describe('numbers of lists', () => {
  const numbersIn = (node: Nodes): (number | undefined)[] => {
    const inside = 'children' in node ? node.children.flatMap(numbersIn) : []
    if (node.type !== 'list' || !node.ordered) return inside
    return [node.start ?? undefined, ...node.children.map(({ data }) => data?.number), ...inside]
  }

  test.each([
    ['3. Pay\n5. Hours\n8. Pensions', [3, undefined, 5, 8]],
    ['1997. It was\n\n100000. Long', [1997, undefined, 100000]],
    ['1. a\n2. b\n2. c\n3. d', [1, undefined, undefined, 2, undefined]],
    ['5) a\n4) b', [5, undefined, 4]],
    ['> - x\n>\n>   007. a\n>   9. b', [7, undefined, 9]],
    ['\uFEFF2. a\n4. b', [2, undefined, 4]],
  ])('are those that the author wrote: %j', (source, numbers) => {
    expect(numbersIn(process(source).tree)).toEqual(numbers)
  })

  test.each(['1. a\n1. b\n1. c', '2. a\n2. b', '4. a\n5. b', '- a\n- b', '<ol start="3"><li>1. a</li><li>7. b</li></ol>'])(
    'are left to follow one another in %j',
    (source) => {
      expect(numbersIn(process(source).tree).slice(1).filter(Boolean)).toEqual([])
    },
  )
})

describe('control characters', () => {
  test('are left out, and the first is reported', () => {
    const { tree, found, findings } = process('a\u0001b DfE `c\u0007d` ![e\u001B](x.png)\n\n```\nf\u009Fg\n```')
    expect(tree.children.map(plainText)).toEqual(['ab DfE cd e', 'fg'])
    expect(found).toEqual(['articles/control-character \u0001'])
    expect(findings[0]?.message).toContain('U+0001 and 3 more')
  })

  test.each(['\v', '\f', '\u0085', '\u2028', '\u2029'])('that end a line (%j) are spaces', (end) => {
    const { tree, facts, found } = process(`Manual${end}break by the Department${end}for Education and the DfE.`)
    expect(plainText(tree)).toBe('Manual break by the Department for Education and the DfE.')
    expect(facts.mentions.map(({ text, place }) => [text, place.start.column])).toContainEqual(['DfE', 54])
    expect(found).toEqual([])
  })

  test.each([{ by: 'native' }, { by: 'absent' }] as const)('are found whoever reads: %j', (vetted) => {
    expect(process('a\u0001b', {}, vetted).found).toHaveLength(1)
    expect(process('A tab\there\r\nand "ünïcode" 😀\u00A0', {}, vetted).found).toEqual([])
  })
})

describe('lines that would run together', () => {
  test.each([
    '• First\n• Second',
    'We agreed:\r\n•\tFirst\r\n•\t**Second** one',
    '·First\n·Second',
    '\uF0B7 First\n\uF0B7 Second',
    'o\tFirst\no\tSecond',
    '– First\n– Second',
    'a) Alpha\nb) Beta',
    '(i) Alpha\n(ii) Beta',
    'A) *Alpha*\nB) Beta',
    'Motions:\n2. Pay\n3. Hours',
    'Name\tRole\tPhone\nAnn\tChair\t01632',
    'Used here:\nDfE\tDepartment for Education\n**LA**\t\tlocal authority',
    '> Name\tRole\n> Ann\tChair',
    '- Rooms:\n  a) Hall\n  b) Library',
  ])('are reported as pasted: %j', (source) => {
    expect(process(source).findings.map(({ rule }) => rule)).toEqual(['articles/pasted-list'])
  })

  test.each([
    '• First  \n• Second',
    '• First\\\n• Second',
    '• First\n\n• Second',
    '• Only one\nand how it goes on',
    'The plan\n– which is long –\nand another\n– so it goes.',
    'As (a) and\n(b) say, or in\n(b) and',
    '(c) 2023 Union\n(c) 2024 Union',
    'It was in\n2024. Then',
    'I) am\nnot a list',
    'A sentence that goes on and on and on has one\ttab\nand so has the other line, which goes on, just\there',
    'x\n\n## Abbreviations\n\nDfE\tDepartment for Education\nLA\tlocal authority',
    'One\ttab\nand none',
    'Ann\tChair\\\nBen\tTreasurer',
    'An address:\n1 High Street\n2nd floor\nAnytown',
    '- First\n- Second\n\n1. a\n2. b',
    'Roses are red,\nviolets are blue.',
    'At 10. We met.\nAt 11. We left.',
    '```\na) Alpha\nb) Beta\n```',
  ])('are no matter in %j', (source) => {
    expect(process(source).found).toEqual([])
  })

  test.each([
    ['Kind regards\nAnn\n----------', ['articles/underlined-paragraph Kind regards\nAnn\n----------']],
    ['> Kind regards\n> Ann\n> ---', ['articles/underlined-paragraph Kind regards\n> Ann\n> ---']],
    ['Pay and hours\n---', []],
    ['<h2>\nPay\nand hours\n</h2>', []],
    ['Kind regards\nAnn\n\n---', []],
  ])('are reported where dashes make a heading of them: %j', (source, found) => {
    expect(process(source).found).toEqual(found)
  })
})
