import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseMarkdown, plainText } from '../../src/articles/index.ts'
import { process } from './process.ts'

describe('boxes and buttons', () => {
  test.each(['note', 'tip', 'important', 'warning'])('`:::%s` is a callout', (kind) => {
    expect(process(`:::${kind}[A *title*]\nWords.\n:::\n`)).toMatchObject({
      outline: [`callout ${kind} A title(paragraph(Words.))`],
      found: [],
    })
  })

  test('a button has its words and address', () => {
    expect(process('::button[Join *us*]{href=https://example.org/join}')).toMatchObject({
      outline: ['button https://example.org/join(Join ,emphasis(us))'],
      found: [],
    })
  })

  test.each([
    ['::button[Join]', 'articles/missing-attribute ::button', 'paragraph(Join)'],
    ['::button{href=https://example.org}', 'articles/missing-label ::button', undefined],
    ['::button[Join]{href="java&#115;cript:x"}', 'articles/unsafe-link java&#115;cript:x', 'paragraph(Join)'],
    ['::button[Join]{href=javascript:x}', 'articles/unsafe-link javascript:x', 'paragraph(Join)'],
    ['::button[Join]{href=https://example.org colour=red}', 'articles/unknown-attribute ::button', expect.any(String)],
    [':::note{.big}\nA\n:::', 'articles/unknown-attribute :::note', 'callout note(paragraph(A))'],
    [':::notee\nA\n:::', 'articles/unknown-directive :::notee', 'paragraph(A)'],
    ['::video[A film]', 'articles/unknown-directive ::video', 'paragraph(A film)'],
    ['a :foo[b *c*]{d} e', 'articles/unknown-directive :foo', 'paragraph(a ,:foo[,b ,emphasis(c),]{d}, e)'],
    ['::: note\nA\n:::', 'articles/malformed-directive ::: note\nA\n:::', expect.any(String)],
    [':::note\nA', 'articles/unclosed-directive :::note', 'callout note(paragraph(A))'],
    ['A\n\n:::\n', 'articles/stray-fence :::', 'paragraph(A)'],
    ['A\n:::', 'articles/stray-fence :::', 'paragraph(A)'],
    ['A *b*\n:::', 'articles/stray-fence :::', 'paragraph(A ,emphasis(b))'],
    ['A\r\n:::', 'articles/stray-fence :::', 'paragraph(A)'],
    ['A\n:::\n::::', 'articles/stray-fence :::', 'paragraph(A)'],
    ['| A |\n|---|\n| B |\n:::', 'articles/stray-fence :::', 'table(tableRow(tableCell(A)),tableRow(tableCell(B)))'],
    ['A  \n:::', 'articles/stray-fence :::', 'paragraph(A)'],
    [':::\nA', 'articles/stray-fence :::', 'paragraph(:::\nA)'],
    ['::::note\nA\n:::\nB\n::::', 'articles/stray-fence :::', expect.any(String)],
    [':::otherwise\nA\n:::', 'articles/stray-otherwise :::otherwise', 'paragraph(A)'],
  ])('%j is reported and its words stay', (source, found, first) => {
    const result = process(source)
    expect(result.found).toEqual([found])
    expect(result.outline[0]).toEqual(first)
  })

  test('a slip in a name is told the nearest one, with the right number of colons', () => {
    expect(process(':::notee\nA\n:::').findings[0]!.message).toContain('expected `:::note`')
    expect(process('::note[A]').findings[0]!.message).toContain('expected `:::note`')
  })
})

describe('passages for an audience', () => {
  const nested = "::::audience{when='region=Wales'}\nA\n:::otherwise\nB\n:::\n::::\n"
  const sibling = "A0\n\n:::audience{when='region=Wales'}\nA\n:::\n:::otherwise\nB\n:::\n"

  test('the part for the others stands inside or after', () => {
    const passage = 'passage region = Wales else(paragraph(B))(paragraph(A))'
    expect(process(nested)).toMatchObject({ outline: [passage], found: [] })
    expect(process(sibling)).toMatchObject({ outline: ['paragraph(A0)', passage], found: [] })
  })

  test('the same number of colons inside is understood, with a warning', () => {
    const result = process(":::audience{when='region=Wales'}\nA\n:::otherwise\nB\n:::\n:::\n")
    expect(result.outline).toEqual(['passage region = Wales else(paragraph(B))(paragraph(A))'])
    expect(result.found).toEqual(['articles/unclosed-directive :::otherwise'])
  })

  const wales = "audience{when='region=Wales'}"

  test.each([
    [`:::${wales}\nA`, ['articles/unclear-passage :::audience']],
    [`::::${wales}\nA\n:::note\nB\n:::`, ['articles/unclear-passage ::::audience']],
    [`:::${wales}\n:::note\nA\n:::\nB\n:::`, ['articles/unclear-passage :::note', 'articles/unclear-passage :::']],
    [`:::${wales}\nA\n:::otherwise\nB\n:::\nC\n\n:::`, ['articles/unclear-passage :::otherwise', 'articles/unclear-passage :::']],
    [`:::${wales}\nA\n:::\n\nB\n\n:::`, ['articles/unclear-passage :::']],
    [`:::${wales}\nA\n:::\n\nB\n:::\nC`, ['articles/unclear-passage :::']],
    [`:::note\nA\n\n:::${wales}\nB\n:::\nC`, ['articles/unclear-passage :::audience']],
    [`:::${wales}\nA\n:::\n\n| B |\n|---|\n| C |\n:::`, ['articles/unclear-passage :::']],
    [`:::${wales}\nA\n:::\n\nB\n:::\n---`, ['articles/unclear-passage :::']],
    [`::::tip\n:::${wales}\nA\n:::\n::::`, []],
    [`> :::${wales}\n> A\n> :::`, []],
  ])('an end that may be another one than was meant is an error: %j', (source, found) => {
    expect(process(source).found).toEqual(found)
    // Places count in the text with the line ends that it has.
    expect(process(source.replaceAll('\n', '\r\n')).found).toEqual(found)
  })

  test('a line of colons that is meant stays', () => {
    expect(process('A\n\\:::')).toMatchObject({ outline: ['paragraph(A\n:::)'], found: [] })
  })

  test('conditions are gathered in normal form, each once, in order', () => {
    const source = ["'age>60'", '"region = Wales"', "'age  >  60'"].map((when) => `:::audience{when=${when}}\nA\n:::\n\n`)
    expect(process(source.join('')).facts.conditions).toEqual(['age > 60', 'region = Wales'])
  })

  test.each([
    [":::audience{when='regoin = Wales'}\nA\n:::", 'audience/unknown-attribute regoin'],
    [":::audience{when='region = wales'}\nA\n:::", 'audience/unknown-value wales'],
    [":::audience{when='region = '}\nA\n:::", 'audience/syntax '],
    [":::audience{when='recipient.name = A'}\nA\n:::", 'audience/recipient-field recipient.name'],
    ['> :::audience{when="age = old"}\n> A\n> :::', 'audience/wrong-type old'],
    [':::audience\nA\n:::', 'articles/missing-attribute :::audience'],
    [":::audience{where='a'}\nA\n:::", 'articles/missing-attribute :::audience'],
  ])('%j is reported at its place', (source, found) => {
    const result = process(source)
    expect(result.found).toContain(found)
    expect(plainText(result.tree)).toBe('A')
  })

  test('a second part for the others is one too many', () => {
    const source = "::::audience{when='age > 1'}\nA\n\n:::otherwise\nB\n:::\n\n:::otherwise\nC\n:::\n::::\n"
    expect(process(source).found).toEqual(['articles/stray-otherwise :::otherwise'])
  })

  test('the audience of the whole article is checked where it stands', () => {
    expect(process('', { audience: 'region=Wales' }).facts.meta.audience).toBe('region = Wales')
    const { findings, facts } = process('', { audience: 'regoin=Wales' })
    expect(findings).toMatchObject([{ rule: 'audience/unknown-attribute', place: { start: { line: 3 } } }])
    expect(facts.meta.audience).toBeUndefined()
  })
})

describe('colons in prose', () => {
  test.each(['Note:this', '10:30', 'Key:value{a}', 'ratio 1:2[^1]', 'at :30[a]', ':smile:', 'a:b[c]', 'é:x[y]', 'See: this'])(
    '%s is text',
    (prose) => {
      const { outline, found } = process(`x ${prose} y`)
      expect(outline).toEqual([`paragraph(x ${prose} y)`])
      expect(found.filter((rule) => !rule.startsWith('articles/undefined-footnote'))).toEqual([])
    },
  )

  test('`:plain` and `:term` are read even after a letter', () => {
    expect(process('the:plain[DfE] (:plain[LA])').outline).toEqual(['paragraph(the,DfE, (,LA,))'])
  })

  test('a footnote after such a word is still a footnote', () => {
    expect(process('Note:this[^1]\n\n[^1]: A.\n').outline).toEqual([
      'paragraph(Note:this,footnoteReference)',
      'footnoteDefinition(paragraph(A.))',
    ])
  })

  test('prose of letters, digits and colons reads as it was written', () => {
    const word = fc.stringMatching(/^[A-Za-zé0-9]{1,5}(:[A-Za-zé0-9]{1,5}){0,3}[,.;)]?$/)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
        const prose = `x ${words.join(' ')}`
        expect(plainText(parseMarkdown(prose))).toBe(prose)
      }),
    )
  })
})
