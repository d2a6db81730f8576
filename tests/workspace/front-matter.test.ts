import { describe, expect, it } from 'vitest'
import { loadArticle, loadIssue, looksLikeDraft } from '../../src/workspace/index.ts'
import { listening, sourceFile } from './findings.ts'

function readArticle(source: string, file?: string) {
  const { report, findings, seen } = listening(source)
  const article = loadArticle(sourceFile(source, file), report)
  return { article, findings, seen: seen() }
}

function readIssue(source: string, file = 'articles/issues/2023-05.md') {
  const { report, seen } = listening(source)
  const issue = loadIssue(sourceFile(source, file), report)
  return { issue, seen: seen() }
}

describe('the front matter of an article', () => {
  it('gives every key its default', () => {
    expect(readArticle('---\ntitle: A\n---\ntext', 'articles/2023/SEND Summary.md').article?.meta).toEqual({
      title: 'A',
      authors: [],
      tags: [],
      cover: false,
      draft: false,
      senses: {},
      aliases: [],
      slug: 'send-summary',
    })
  })

  it.each([
    ['health, care', ['health', 'care']],
    ['"pay, "', ['pay']],
    ['pay and hours', ['pay and hours']],
    ['[Wales, "England, north"]', ['Wales', 'England, north']],
    ['2023', ['2023']],
  ])('parts the tags in one line at their commas: %s', (written, tags) => {
    const { article, seen } = readArticle(`---\ntitle: A\ntags: ${written}\nauthors: Ann, chair\n---\n`)
    expect(article?.meta).toMatchObject({ tags, authors: ['Ann, chair'] })
    expect(seen).toEqual([])
  })

  it('lists corrections, each a date and a text', () => {
    const corrections = '  - { date: 2023-11-20, text: It is six. }\n'
    expect(readArticle(`---\ntitle: A\ncorrections:\n${corrections}---\n`).article?.meta.corrections).toEqual(
      [{ date: '2023-11-20', text: 'It is six.' }],
    )
  })

  it.each([
    ['It is six.', 'workspace/invalid-setting'],
    ['[{ text: It is six. }]', 'workspace/missing-key'],
    ['[{ date: 2023-02-30, text: It is six. }]', 'workspace/impossible-date'],
    ['[{ date: 2023-11-20, text: "" }]', 'workspace/invalid-setting'],
    ['[{ date: 2023-11-20, words: It is six. }]', 'workspace/unknown-key'],
  ])('takes no correction such as %s', (corrections, rule) => {
    const { article, findings } = readArticle(`---\ntitle: A\ncorrections: ${corrections}\n---\n`)
    expect(article).toBeUndefined()
    expect(findings.map((finding) => finding.rule)).toContain(rule)
  })

  it.each([
    ['', 'empty file'],
    ['\n---\ntitle: A\n---\n', 'blank before the line `---`'],
    ['\uFEFF ---\ntitle: A\n---\n', 'blank before the line `---`'],
    ['–––\ntitle: A\n–––\n', 'Unexpected `–––`'],
    ['—\ntitle: A\n—\n', 'Unexpected `—`'],
    ['- a list\n', 'Unexpected text'],
    ['--- a\n', 'Unexpected text'],
  ])('is missing from %j, and the message says what is there', (source, message) => {
    const { findings } = readArticle(source)
    expect(findings.map(({ rule }) => rule)).toEqual(['workspace/missing-front-matter'])
    expect(findings[0]?.message).toContain(message)
  })

  it.each([
    ['LF', '---\ntitle: A\n---\ntext'],
    ['CRLF', '---\r\ntitle: A\r\n---\r\ntext'],
    ['CR', '---\rtitle: A\r---\rtext'],
    ['a byte order mark', '\uFEFF---\ntitle: A\n---\ntext'],
    ['spaces after the dashes', '---  \ntitle: A\n--- \t\ntext'],
    ['nothing after it', '---\ntitle: A\n---'],
  ])('is read with %s', (_what, source) => {
    const { article, seen } = readArticle(source)
    expect(seen).toEqual([])
    expect(article?.meta.title).toBe('A')
  })

  it('ends at the first line of three dashes alone, not at dashes in a text', () => {
    const { article } = readArticle('---\ntitle: a --- b\nsummary: |\n  ---\n---\n\n---\n')
    expect(article?.meta.summary).toBe('---')
  })

  it('may have comments beside values that are no running text, and on lines of their own', () => {
    const front =
      'title: A\n# A comment.\ndate: 2023-05-01 # moved\nslug: a-b # short\nseries: A b # new\ntags:\n  - c # of 3\ndraft: true # yet'
    const { article, seen } = readArticle(`---\n${front}\n---\n`)
    expect(seen).toEqual([])
    expect(article?.meta).toMatchObject({ date: '2023-05-01', slug: 'a-b', tags: ['c'], draft: true })
  })

  it('takes `author` for `authors`, one name or several', () => {
    expect(readArticle('---\ntitle: A\nauthor: B\n---\n').article?.meta.authors).toEqual(['B'])
    expect(readArticle('---\ntitle: A\nauthors: [B, C]\n---\n').article?.meta.authors).toEqual(['B', 'C'])
  })

  it('knows where each key stands', () => {
    const { metaPlaces } = readArticle('---\ntitle: A\nslug: b\n---\n').article!
    expect(metaPlaces['slug']).toMatchObject({ file: 'articles/a.md', start: { line: 3, column: 7 } })
  })

  it.each([
    ['text before it', 'text\n---\ntitle: A\n---\n', ['workspace/missing-front-matter 1:1 ""']],
    ['an empty file', '', ['workspace/missing-front-matter 1:1 ""']],
    [
      'front matter that is not closed',
      '---\ntitle: A\n\ntext\n',
      ['workspace/front-matter-not-closed 1:1 "---\\n"'],
    ],
    [
      'closing dashes that are too many',
      '---\ntitle: A\n----\n',
      ['workspace/front-matter-not-closed 1:1 "---\\n"'],
    ],
    ['front matter with nothing in it', '---\n---\n', ['workspace/missing-key 2:1 ""']],
    ['a missing title', '---\ndate: 2023-01-01\n---\n', ['workspace/missing-key 2:1 ""']],
    ['a title of blanks', "---\ntitle: ' '\n---\n", ['workspace/invalid-setting 2:8 "\' \'"']],
    ['an unknown key', '---\ntitle: A\nsumary: B\n---\n', ['workspace/unknown-key 3:1 "sumary"']],
    ['a wrong type', '---\ntitle: A\ndraft: soon\n---\n', ['workspace/invalid-setting 3:8 "soon"']],
    [
      'a text cut by a number sign',
      '---\ntitle: Room #4 is shut\n---\n',
      ['workspace/cut-text 2:13 "#4 is shut"'],
    ],
    ['a text cut from its start', '---\ntitle: #4\n---\n', ['workspace/cut-text 2:8 "#4"']],
    ['a text cut on its second line', '---\ntitle: A\n  B # C \n---\n', ['workspace/cut-text 3:5 "# C"']],
    [
      'a text cut in a list',
      '---\ntitle: A\ncorrections:\n  - date: 2023-05-02\n    text: In room #4.\n---\n',
      ['workspace/cut-text 5:19 "#4."'],
    ],
    ['a text that loses a word', '---\ntitle: &co news\n---\n', ['workspace/cut-text 2:8 "&co"']],
    ['a text that loses a tag', '---\ntitle: !urgent news\n---\n', ['workspace/cut-text 2:8 "!urgent"']],
    ['broken YAML', '---\ntitle: A\ntags: [a\n---\n', ['workspace/invalid-yaml 4:1 ""']],
  ])('reports %s', (_what, source, expected) => {
    const { article, seen } = readArticle(source)
    expect(seen).toEqual(expected)
    expect(article).toBeUndefined()
  })

  it.each([
    '2023-02-29',
    '2023-13-01',
    '2023-00-10',
    '2023-04-31',
    '23-04-01',
    '2023-4-1',
    '1 May 2023',
    "''",
  ])('refuses the day %s', (day) => {
    const { seen } = readArticle(`---\ntitle: A\ndate: ${day}\n---\n`)
    expect(seen).toEqual([`workspace/impossible-date 3:7 ${JSON.stringify(day)}`])
  })

  it.each(['2024-02-29', '0001-01-01', '9999-12-31'])('takes the day %s', (day) => {
    expect(readArticle(`---\ntitle: A\ndate: ${day}\n---\n`).article?.meta.date).toBe(day)
  })

  it.each(['../up', 'a/b', 'a..b', '.', '-a', 'a--b', 'A', 'a b', 'a%2fb', 'a\\b', 'a?b', 'a#b', 'con:x'])(
    'refuses the slug %s',
    (slug) => {
      const { seen, article } = readArticle(`---\ntitle: A\nslug: '${slug}'\n---\n`)
      expect(seen).toEqual([`workspace/invalid-slug 3:7 ${JSON.stringify(`'${slug}'`)}`])
      expect(article).toBeUndefined()
    },
  )

  it.each(['a', '2023', 'send-2', 'école', '日本'])('takes the slug %s', (slug) => {
    expect(readArticle(`---\ntitle: A\nslug: '${slug}'\n---\n`).article?.meta.slug).toBe(slug)
  })

  it('composes the letters of a slug, as those of a file’s name', () => {
    const decomposed = 'école'.normalize('NFD')
    expect(readArticle(`---\ntitle: A\nslug: ${decomposed}\n---\n`).article?.meta.slug).toBe('école')
    const named = readArticle('---\ntitle: A\n---\n', `articles/${decomposed}.md`)
    expect(named.article?.meta.slug).toBe('école')
  })

  it('refuses a slug that no file system can hold', () => {
    expect(readArticle(`---\ntitle: A\nslug: ${'a'.repeat(300)}\n---\n`).seen[0]).toMatch(
      /^workspace\/invalid-slug 3:7/,
    )
  })

  it('refuses an alias that is no slug', () => {
    expect(readArticle('---\ntitle: A\naliases: [../../x]\n---\n').seen).toEqual([
      'workspace/invalid-slug 3:11 "../../x"',
    ])
  })

  it('refuses a file whose name leaves nothing for an address', () => {
    const { article, findings } = readArticle('---\ntitle: A\n---\n', 'articles/—.md')
    expect(findings.map(({ rule, file }) => [rule, file])).toEqual([
      ['workspace/invalid-slug', 'articles/—.md'],
    ])
    expect(article).toBeUndefined()
    expect(readArticle('---\ntitle: A\nslug: dash\n---\n', 'articles/—.md').article?.meta.slug).toBe('dash')
  })
})

describe('a draft that cannot be read', () => {
  it.each([
    '---\ndraft: true\ntitle: [\n---\n',
    '\uFEFF---\r\ntitle: [\r\ndraft: true\r\n---\r\n',
    '---\ntitle: A\ndraft: true\ntext that is not closed',
  ])('is known as one: %j', (source) => expect(looksLikeDraft(source)).toBe(true))

  it.each([
    '---\ntitle: A\n---\ndraft: true\n',
    '---\ndraft: false\n---\n',
    'draft: true\n',
    '---\n  draft: true\n---\n',
  ])('is not taken for one: %j', (source) => expect(looksLikeDraft(source)).toBe(false))
})

describe('the front matter of an issue', () => {
  const front = 'date: 2023-05-01\nsubject: S\n'

  it('takes slugs, and slugs with a word how they are carried', () => {
    const source = `---\n${front}articles:\n  - a\n  - slug: b\n    as: summary\n---\nHello\n`
    const { issue, seen } = readIssue(source)
    expect(seen).toEqual([])
    expect(issue).toMatchObject({
      id: '2023-05',
      title: 'S',
      preheader: '',
      template: 'default',
      draft: false,
      body: 'Hello\n',
    })
    expect(source.slice(issue!.bodyOffset)).toBe('Hello\n')
    expect(issue!.articles.map(({ slug, as, place }) => [slug, as, place.start.line])).toEqual([
      ['a', 'full', 5],
      ['b', 'summary', 6],
    ])
  })

  it.each([
    ['a missing subject', 'date: 2023-05-01\n', ['workspace/missing-key 2:1 ""']],
    [
      'a subject over two lines',
      'date: 2023-05-01\nsubject: "a\\r\\nBcc: b@example.org"\n',
      ['workspace/invalid-setting 3:10 "\\"a\\\\r\\\\nBcc: b@example.org\\""'],
    ],
    ['a number of nothing', `${front}number: 0\n`, ['workspace/invalid-setting 4:9 "0"']],
    ['an article that is no slug', `${front}articles: [../a]\n`, ['workspace/invalid-slug 4:12 "../a"']],
    [
      'an unknown way to carry an article',
      `${front}articles:\n  - slug: a\n    as: whole\n`,
      ['workspace/invalid-setting 6:9 "whole"'],
    ],
    [
      'an unknown key of an article',
      `${front}articles:\n  - slug: a\n    ass: full\n`,
      ['workspace/unknown-key 6:5 "ass"'],
    ],
    [
      'a template outside the folder',
      `${front}template: ../../x\n`,
      ['workspace/invalid-slug 4:11 "../../x"'],
    ],
  ])('reports %s', (_what, keys, expected) => {
    const { issue, seen } = readIssue(`---\n${keys}---\n`)
    expect(seen).toEqual(expected)
    expect(issue).toBeUndefined()
  })

  it('refuses a file name that is no address', () => {
    const { report, findings } = listening()
    expect(loadIssue(sourceFile(`---\n${front}---\n`, 'articles/issues/May 2023.md'), report)).toBeUndefined()
    expect(findings.map(({ rule, file }) => [rule, file])).toEqual([
      ['workspace/invalid-slug', 'articles/issues/May 2023.md'],
    ])
  })
})
