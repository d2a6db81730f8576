import fc from 'fast-check'

const word = fc.constantFrom(
  ...'school plan QSB Panel review née 教育 member the of 😀 budget naïve 2024 x SEND Café – “quoted” £20 40% R&D'.split(' '),
)
const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((list) => list.join(' '))
const letter = fc.constantFrom('a', 'b', 'one', 'n1')

type Make = (inner: string) => string

/** What running text may have, in the forms that people write. */
const usualPieces: Make[] = [
  (inner) => `*${inner}*`,
  (inner) => `**${inner}**`,
  (inner) => `_${inner}_`,
  (inner) => `~~${inner}~~`,
  (inner) => `[${inner}](https://example.org/a?b=c&d=e)`,
  (inner) => `[${inner}](../other.md "A title")`,
  (inner) => `*${inner} in [a link](#part) here*`,
  (inner) => `![${inner}](images/pic.png)`,
  (inner) => `\`${inner}\``,
  () => 'https://example.com/path',
  () => '(https://example.com)',
  () => 'someone@example.org',
  () => '<https://example.com/a>',
  () => '<someone@example.org>',
  () => '[^a]',
  () => '[^none]',
  () => '[the words][one]',
  () => '[one]',
  () => '[One][]',
  () => '[nowhere]',
  (inner) => `:plain[${inner}]`,
  (inner) => `:term[${inner}]{sense=x}`,
  () => 'Key:value and 10:30',
  () => 'Note:this_one and a:b',
  () => '&eacute; &amp; &#65; &copy &nope;',
  (inner) => `<b>${inner}</b>`,
  () => 'a<br>b',
  () => '2 \\* 3 \\_ \\# 1',
  (inner) => `${inner}  \n${inner}`,
  (inner) => `${inner}\\\n${inner}`,
  (inner) => `${inner}\n${inner}`,
  () => 'a * b _ c ~ d',
  () => 'snake_case_name and 2*3*4',
  () => '5 > 3! "Yes", he said; (no) #1 + 1 = 2',
]

/** What running text may have, in forms that the parsers are known or likely to read differently. */
const oddPieces: Make[] = [
  (inner) => `**_${inner}_**`,
  (inner) => `***${inner}***`,
  (inner) => `*${inner}`,
  (inner) => `${inner}**`,
  (inner) => `[${inner} [a](b) c](d)`,
  (inner) => `[${inner}`,
  (inner) => `${inner}]`,
  (inner) => `[https://example.com ${inner}](x)`,
  (inner) => `![${inner} *a* [b](c)](d)`,
  (inner) => `[${inner}](<a b> 'c')`,
  (inner) => `\`\`${inner} \` ${inner}\`\``,
  () => '`',
  () => 'www.example.com',
  () => '_someone@example.org_',
  () => 'mailto:someone@example.org',
  () => '<m:abc>',
  () => 'http://.x',
  () => '<!-- hidden -->',
  () => '<a href="`">`',
  (inner) => `:plain[ ${inner} ]`,
  (inner) => `:plain[${inner}]{`,
  (inner) => `:plain[${inner} [a](b)]`,
  (inner) => `:term[${inner}]{a="b" .c #d}`,
  () => ':name and ::name',
  () => '&#0; &#xD800; &#x110000;',
  () => '\\`code\\`',
  () => '~one~',
  () => '^[a note]',
]

const listOf = (texts: fc.Arbitrary<string>, maxLength = 3): fc.Arbitrary<string[]> =>
  fc.array(texts, { minLength: 1, maxLength })
const oneLine = (text: string): string => text.replace(/ *\\?\n/g, ' ')
const indented = (text: string, by: string): string => text.replace(/\n(?=[^\n])/g, `\n${by}`)

/** A block: made of running text and other blocks. */
type MakeBlock = (inline: fc.Arbitrary<string>, block: () => fc.Arbitrary<string>) => fc.Arbitrary<string>

const lines = (inline: fc.Arbitrary<string>): fc.Arbitrary<string> => inline.map(oneLine)

const usualBlocks: MakeBlock[] = [
  (inline) => fc.tuple(fc.integer({ min: 1, max: 6 }), lines(inline)).map(([depth, text]) => `${'#'.repeat(depth)} ${text}`),
  (inline) => listOf(lines(inline)).map((items) => items.map((text) => `- ${text}`).join('\n')),
  (inline) => listOf(lines(inline)).map((items) => items.map((text) => `* ${text}`).join('\n\n')),
  (inline) => listOf(lines(inline)).map((items) => items.map((text, index) => `${index + 1}. ${text}`).join('\n')),
  (inline) => fc.tuple(lines(inline), lines(inline), lines(inline)).map(([a, b, c]) => `- ${a}\n  ${b}\n  - ${c}\n- ${b}`),
  (inline) => fc.tuple(lines(inline), lines(inline)).map(([a, b]) => `1. ${a}\n   - ${b}\n2. ${a}`),
  () => listOf(words).map((items) => items.map((text, index) => `- [${index % 2 ? 'x' : ' '}] task ${text}`).join('\n')),
  (inline) => fc.tuple(lines(inline), lines(inline)).map(([a, b]) => `${a}\n- ${b}`),
  (inline) => listOf(lines(inline)).map((texts) => texts.map((text) => `> ${text}`).join('\n')),
  (inline) => fc.tuple(lines(inline), lines(inline)).map(([a, b]) => `> ${a}\n>\n> ${b}`),
  () => fc.tuple(fc.constantFrom('', 'js', 'mermaid'), words).map(([info, text]) => `\`\`\`${info}\n${text}\n\n  <b> *a* [b]\n\`\`\``),
  (inline) =>
    fc.tuple(fc.constantFrom('---', ':---', '---:', ':---:', ' --- '), listOf(lines(inline))).map(
      ([align, cells]) => `| a | b |\n|---|${align}|\n${cells.map((cell) => `| ${cell} | x   |`).join('\n')}`,
    ),
  (_inline, block) => fc.tuple(words, block()).map(([title, text]) => `:::note[${title}]\n${text}\n:::`),
  (_inline, block) => block().map((text) => `:::audience{when='region in [Wales, "Northern Ireland"]'}\n\n${text}\n\n:::\n\n:::otherwise\n${text}\n:::`),
  (_inline, block) => block().map((text) => `::::tip\n:::note\n${text}\n:::\n::::`),
  () => words.map((text) => `::button[${text}]{href="https://example.org/join"}`),
  () => fc.constant('::wordcloud{words=20 shape=wide}'),
  (inline) => fc.tuple(lines(inline), lines(inline)).map(([term, text]) => `${term}\n: ${text}`),
  (inline) => fc.tuple(lines(inline), lines(inline)).map(([a, b]) => `${a}\n${b}\n: ${b}\n: ${a}\n\nOther\n: ${b}`),
  (inline) => fc.tuple(letter, lines(inline)).map(([name, text]) => `[^${name}]: ${text}`),
  () => letter.map((name) => `[${name}]: https://example.org/${name}\n[Two]: ../x.md "Title"`),
  () => fc.constantFrom('---', '***', '___'),
  () => words.map((text) => `<!-- ${text} -->`),
  () => words.map((text) => `\`\`\`mermaid ${oneLine(text)} a=b.c\n${text}\n\`\`\``),
]

const oddBlocks: MakeBlock[] = [
  (inline) => inline.map((text) => `${text}\n===`),
  (inline) => inline.map((text) => `${text}\n---`),
  (inline) => inline.map((text) => `    ${text}`),
  (_inline, block) => block().map((text) => `- ${indented(text, '  ')}`),
  (_inline, block) => block().map((text) => `10) ${indented(text, '    ')}`),
  (_inline, block) => block().map((text) => `> ${indented(text, '> ')}`),
  (_inline, block) => block().map((text) => `> ${text}`),
  (_inline, block) => block().map((text) => `Term\n: ${indented(text, '  ')}`),
  (_inline, block) => block().map((text) => `Term\n\n: ${text}`),
  (_inline, block) => block().map((text) => `[^a]: ${indented(text, '    ')}`),
  (_inline, block) => block().map((text) => `<div>\n${text}\n</div>`),
  (_inline, block) => block().map((text) => `<!--\n${text}\n\n-->`),
  (_inline, block) => block().map((text) => `:::note\n${text}`),
  (_inline, block) => block().map((text) => `- :::note\n  ${indented(text, '  ')}\n  :::`),
  (inline) => inline.map((text) => `- [ ] *${text}*\n- [x] ${text}`),
  (inline) => inline.map((text) => `a | b\n-|:-\n${text} | c`),
  (inline) => inline.map((text) => `~~~ ${text}\n${text}`),
  () => fc.constantFrom(':::', '::x', ':', '|', '-', '1.', '>', '#', '+ ', '```', '[a]:', '[^a]:', '\t', '  '),
]

function documentOf(pieces: Make[], blocks: MakeBlock[]): fc.Arbitrary<string> {
  // A few kinds a document, so that each kind is also seen without most others.
  const kinds = fc.tuple(
    fc.subarray(pieces, { minLength: 1, maxLength: 4 }),
    fc.subarray(blocks, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('', '', '---\ntitle: A\ntags: [x]\n---\n\n', '---\n---\n'),
    fc.constantFrom('\n\n', '\n\n', '\n\n', '\n\n\n'),
    fc.constantFrom('', '\n', '\n\n'),
    fc.constantFrom('\n', '\n', '\n', '\r\n'),
  )
  return kinds.chain(([pieceKinds, blockKinds, front, between, end, lineEnd]) => {
    const piece = fc.oneof(words, fc.tuple(fc.constantFrom(...pieceKinds), words).map(([make, inner]) => make(inner)))
    const inline = fc.array(piece, { minLength: 1, maxLength: 4 }).map((list) => list.join(' '))
    const block = (depth: number): fc.Arbitrary<string> =>
      depth > 2
        ? inline
        : fc.oneof(inline, fc.constantFrom(...blockKinds).chain((make) => make(inline, () => block(depth + 1))))
    return fc
      .array(block(0), { minLength: 1, maxLength: 5 })
      .map((list) => (front + list.join(between) + end).replaceAll('\n', lineEnd))
  })
}

/** Documents with every construct that we allow, in the forms that people write. */
export const usualDocuments = documentOf(usualPieces, usualBlocks)

/** Documents with anything, well formed or not. */
export const oddDocuments = documentOf([...usualPieces, ...oddPieces], [...usualBlocks, ...oddBlocks])

const bits = [
  ...'*_[]()`~:\n >#<&\\|-!@{}+="\'1'.split(''),
  ...['::', ':::', '\n\n', '  ', '\t', '- ', '1. ', '---', '\r', '\r\n', '\0', '\uD83D', '\uDE00', '😀', '\uFEFF'],
  ...['\u00A0', '\u00AD', '\u200B', '\u2028', '\u0085', '\f', '\v', '\uE93A', '\u2E3D', 'ß', 'İ', '\u0301', '[^a]', ']: '],
  ...['www.', 'http://', '<!--', '-->', '<b>', '    ', '[x] ', '\n: ', '```', '~~~', '&#0;', '&#xD800;', '&nbsp;'],
  ...['> > > > ', '[[[[[[', '- - - - ', '*'.repeat(9), '('.repeat(9), '\n:::note\n', '\n:::\n', '](', '][', '\n| a | b |\n|---|---|\n'],
]

interface Edit {
  at: number
  remove: number
  insert: string
}

const edits = fc.array(
  fc.record({
    at: fc.nat(1_000_000),
    remove: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 4 })),
    insert: fc.oneof(fc.constantFrom('', ...bits), fc.constantFrom(...bits), fc.string({ unit: 'binary', maxLength: 3 })),
  }),
  { minLength: 1, maxLength: 4 },
)

/** The documents, and the given ones, with a few changes as by a slip of the hand or a broken tool. */
export function mutated(given: readonly string[]): fc.Arbitrary<string> {
  const base = fc.oneof({ arbitrary: usualDocuments, weight: 6 }, { arbitrary: oddDocuments, weight: 2 }, fc.constantFrom(...given))
  return fc.tuple(base, edits).map(([text, changes]) => changes.reduce(applyEdit, text))
}

function applyEdit(text: string, { at, remove, insert }: Edit): string {
  const place = at % (text.length + 1)
  return text.slice(0, place) + insert + text.slice(place + remove)
}
