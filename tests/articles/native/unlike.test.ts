import { describe, expect, it } from 'vitest'
import { unlike, type Unlike } from '../../../src/articles/native/unlike.ts'

/** What each reason is for: a text that both parsers read alike, and one that they do not, or may not. */
const reasons: [Unlike, string, string[]][] = [
  [
    'character',
    'Plain words, “quoted”, 教育 and 😀.',
    ['a\0b', 'a\tb', 'https://e\u0001x.org', 'one\rtwo', 'a\uD83D', '\uDE00', 'a\u2028b', 'a\uFEFFb', 'a\u2E3Db', 'a\uE93Ab'],
  ],
  ['front matter', '---\ntitle: A\n---\n\nWords.', ['---\n-', '---\ntitle: A\n\nWords.', '--- \ntitle: A\n---\n']],
  ['space', 'One  \ntwo', ['    code', ' one', 'one \n\ntwo', '  ']],
  ['code', '```js\na *b*\n\nc\n```', ['```\nnever closed', 'words\n```\na\n```', '```\n:::\n```', '```a`b', '```\n ```\n```']],
  ['HTML', '<!-- for editors -->\n\nWords <b>here</b>', ['<div>\nwords\n</div>', '<!-- a\n\nb -->', '<p>words</p>']],
  [
    'box',
    '::::tip\n:::note[Look: here]\nwords\n:::\n::::\n\n::button[Join]{href=https://example.org}',
    [
      ':::note\nnever closed',
      ':::',
      'words\n:::note\nwords\n:::',
      ':::note[a *b*]\nc\n:::',
      ":::note{a='' b}\nc\n:::",
      ':::note\n:::tip\na\n:::\n:::',
      '::button[ ]{a=b}',
      '::button[a]\nwords',
    ],
  ],
  [
    'list',
    '- one\n  more\n  - inner\n- [x] done\n\n- loose',
    ['- one\nlazy', '-   one', '- - two', '- one\n   three', 'words\n1. one', '- # heading', '- [ ] *strong*', '- [ ] https://example.org'],
  ],
  ['quote', '> one\n> two\n>\n> three', ['> one\nlazy', '> - list', '>one', '> one\n>', 'words\n> one', '> [a\n> b](c)']],
  [
    'table',
    '| a | `b` |\n|---|:---:|\n| c | d |',
    ['| a | b |', '| a | b |\n|-|:-|', '| a | b |\n|---|---|\n| c |', '| a \\| b | c |\n|---|---|', '| `a | b` |\n|---|---|', ':::note\n| a |\n|---|\n:::'],
  ],
  ['definition', '[one]: https://example.org "One"\n[two]: b.md', ['[one]:\n  a', '[one]: <a b>', '[a]: b\nwords', "[a]: b 'c'"]],
  ['note', '[^a]: One.\n[^b]: Two.\n[^c]: [A link](b.md).', ['[^a]: One\nlazy', '[^a]: :::note', '[^a]: [^b]: two', '[^a]: - list']],
  ['meaning', 'Term\n: meaning\n: another\n\nOther\n: third', ['Term\n: one\nlazy', 'Term\n: - list', 'Term \n: one', ':::note\nTerm\n: one\n:::', 'Term\n: one\n\n: two']],
  ['heading', '## One: *two*', ['## one ##', '#one', '##', '## one ', '---\n---\n***\nwords']],
  [
    'text',
    'Key:value, *a* **b** `c` ~~d~~ [e](f.md "g") [h] [i][j] ![k](l.png) :plain[m] <https://example.org> n@example.org'.replace(' n@example.org', '') +
      '\n\nWrite to n@example.org, or see https://example.org/path.',
    [
      'one\n===',
      '1) a\nb',
      '**_a_**',
      '*😀*',
      '[a',
      'a]',
      '[a [b](c)](d)',
      '[a\\](b)',
      '`a',
      '\\`a`',
      '\\:a',
      '<m:abc>',
      'www.example.org',
      '_a@example.org_',
      '[a] b@example.org',
      'http://.x',
      '[https://example.org](b)',
      ':plain[ a ]',
      ':plain[a]{',
      '&#0;',
      'a | b\n--- | ---',
      'one\n\\',
    ],
  ],
]

describe.each(reasons)('%s', (reason, alike, others) => {
  it('leaves what both parsers read alike', () => {
    expect(unlike(alike)).toBe(undefined)
    expect(unlike(alike.replaceAll('\n', '\r\n'))).toBe(undefined)
  })

  it.each(others)('sends %j to remark-parse', (text) => {
    expect([text, unlike(text)]).toEqual([text, expect.any(String)])
  })

  it('is the reason of some of them', () => {
    expect(others.map(unlike)).toContain(reason)
  })
})
