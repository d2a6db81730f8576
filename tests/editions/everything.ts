import type { BlockContent, Paragraph, Root, RootContent } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import type { IssueInput, LetterImage } from '../../src/editions/issue-input.ts'
import type { Article, ArticleMeta, HeadingFact } from '../../src/model/article.ts'
import type { Issue } from '../../src/model/issue.ts'
import type { Mention } from '../../src/model/mention.ts'
import type { FilePlace, Place } from '../../src/model/place.ts'
import type { Settings } from '../../src/model/settings.ts'
import { createRecipientTokens, createTemplates, standardRecipientFields } from '../../src/templates/index.ts'
import { folderFiles } from './folder-files.ts'

/** Markdown as a tree. */
export function parse(markdown: string): Root {
  return unified().use(remarkParse).use(remarkGfm).parse(markdown)
}

/** Markdown as blocks that can stand in any container. */
export function blocks(markdown: string): BlockContent[] {
  return parse(markdown).children as BlockContent[]
}

export const somewhere: Place = {
  start: { line: 1, column: 1, offset: 0 },
  end: { line: 1, column: 2, offset: 1 },
}

export function inFile(file: string): FilePlace {
  return { file, ...somewhere }
}

/** A mention of a term in prose. */
export function mention(text: string, termId = text.toLowerCase(), more: Partial<Mention> = {}): RootContent {
  const facts: Mention = {
    termId,
    text,
    place: somewhere,
    where: 'prose',
    firstInArticle: true,
    firstInSection: true,
    definedHere: false,
    always: false,
    ...more,
  }
  return { type: 'glossaryMention', mention: facts, children: [{ type: 'text', value: text }] }
}

export function paragraph(...children: (string | RootContent)[]): Paragraph {
  const phrases = children.map((child) =>
    typeof child === 'string' ? { type: 'text', value: child } : child,
  )
  return { type: 'paragraph', children: phrases as Paragraph['children'] }
}

const everyMarkdown = `
## Prose

Some *emphasis*, **strong words**, ~~struck words~~, \`inline code with <angle> & "quotes"\`, a
[link](https://example.org/a?b=1&c=2), a [link to a section](#tables), a [link to an article](other.md), a hard\\
break, a footnote[^one] and another[^two]. A tag in the text stays text: {{ recipient.name }} {% if x %}. An inline
![small star](star.png) picture. A long address: https://example.org/${'very-long-path-'.repeat(8)}end

> A quotation of a paragraph.
>
> > A quotation in a quotation.

### Lists

- first
- second, with **strong**
  - nested
    1. deeper
    2. deeper still
- third

1. one
2. two

   a second paragraph of two
3. three

- [x] done
- [ ] to do

## Tables

| Body | What it does | When | Number | Address |
| :--- | :----------: | ---- | -----: | ------- |
| The Department for Education | Writes the national standards and pays for them | March 2023 | 1,234 | https://example.org/a-long-address-of-a-page |
| A very *small* body | Nothing | \`never\` | 5 | |

Between.

\`\`\`js
const veryLongLine = 'a line of code that is much longer than a telephone is wide, and so has to be folded somewhere'
  // indented <tag> & "quotes"

done()
\`\`\`

***

![A picture that stands alone](alone.png)

#### A heading that skips

After it.

[^one]: The first note, with a [link](https://example.org/note).
[^two]: The second note.

    With a second paragraph and another reference[^three].
[^three]: A note of a note.
`

/** Blocks with every node type of the model. */
export function everyBlock(): RootContent[] {
  const figure: RootContent = {
    type: 'figure',
    url: 'chart.png',
    alt: 'A chart that rises',
    children: [
      { type: 'text', value: 'Figure 1. ' },
      { type: 'emphasis', children: [{ type: 'text', value: 'Plans' }] },
    ],
  }
  const inline = ['sub', 'sup', 'kbd', 'mark', 'small', 'u', 'ins', 'q', 'cite', 'span', 'bdi'].flatMap(
    (name): RootContent[] => [
      {
        type: 'inlineElement',
        name,
        attributes: name === 'span' ? { lang: 'cy' } : {},
        children: [{ type: 'text', value: name }],
      },
      { type: 'text', value: ' ' },
    ],
  )
  const table = blocks('| a | b |\n| - | - |\n| 1 | 2 |')
  return [
    paragraph(
      'The ',
      mention('ICB'),
      ' met the ',
      mention('LA'),
      '’s ',
      mention('PCF', 'pcf', { definedHere: true }),
      '.',
    ),
    { type: 'heading', depth: 2, children: [{ type: 'text', value: 'Boxes' }] },
    {
      type: 'callout',
      kind: 'note',
      title: 'A title of <its> own',
      children: [...blocks('A note.\n\n- with\n- a list'), ...table],
    },
    { type: 'callout', kind: 'tip', children: blocks('A tip with `code`.') },
    {
      type: 'callout',
      kind: 'important',
      children: [...blocks('## Heading in a box\n\nWords.'), figure],
    },
    {
      type: 'callout',
      kind: 'warning',
      children: [
        {
          type: 'button',
          url: 'https://example.org/w',
          children: [{ type: 'text', value: 'Button in a box' }],
        },
      ],
    },
    {
      type: 'button',
      url: 'https://example.org/join?a=1&b=2',
      children: [{ type: 'text', value: 'Join <us> & them' }],
    },
    figure,
    {
      type: 'audiencePassage',
      when: 'region = "Wales"',
      children: [...blocks('Only for Wales.'), figure],
      otherwise: blocks('For others.'),
    },
    {
      type: 'defList',
      children: [
        { type: 'defListTerm', children: [{ type: 'text', value: 'Term' }] },
        { type: 'defListDescription', children: blocks('Its meaning.\n\nAnd more.') },
      ],
    },
    paragraph(...inline),
  ]
}

export function everyTree(): Root {
  const tree = parse(everyMarkdown)
  const notes = tree.children.filter((node) => node.type === 'footnoteDefinition')
  const rest = tree.children.filter((node) => node.type !== 'footnoteDefinition')
  const list: RootContent = {
    ...paragraph('ICB: the author’s own list'),
    data: { abbreviationList: true } as never,
  }
  return { type: 'root', children: [...rest, ...everyBlock(), list, ...notes] }
}

export function makeArticle(
  slug: string,
  title: string,
  tree: Root,
  more: Partial<ArticleMeta> = {},
): Article {
  const headings: HeadingFact[] = []
  for (const node of tree.children) {
    if (node.type !== 'heading') continue
    const text = node.children.map((child) => ('value' in child ? child.value : '')).join('')
    const line = node.position?.start.line ?? 1
    headings.push({ id: text.toLowerCase().replaceAll(' ', '-'), depth: node.depth, text, line })
  }
  const meta: ArticleMeta = {
    title,
    date: '2023-03-02',
    authors: ['Branch education officer', 'A second author'],
    summary: `A summary of “${title}” & more.`,
    tags: [],
    draft: false,
    senses: {},
    slug,
    aliases: [],
    ...more,
  }
  const facts = {
    file: `articles/${slug}.md`,
    meta,
    wordCount: 1,
    headings,
    mentions: [],
    images: [],
    links: [],
    conditions: [],
  }
  return {
    facts,
    tree,
    closingList: [],
    drawings: [],
    labels: [],
    undefinedLetters: new Map(),
    readBy: 'remark',
  }
}

export const settings: Settings = {
  title: 'Side by Side',
  organisation: 'Guild of Education Support Staff',
  language: 'en-GB',
  direction: 'ltr',
  parser: 'native',
  baseUrl: 'https://archive.example.org',
  serviceUrl: 'https://members.example.org',
  sender: { name: 'Side by Side', address: 'news@example.org' },
  postalAddress: ['14 Foundry Yard', 'Brackendale'],
  listId: 'side-by-side.example.org',
  reason: 'You get this because you are a member of the branch.',
  greetingFallback: 'colleague',
  brand: {
    logoAlt: 'Side by Side',
    colours: {
      text: '#1b2430',
      background: '#ffffff',
      accent: '#0b5563',
      accentText: '#ffffff',
      muted: '#52606d',
      rule: '#c5ced6',
    },
    darkColours: {
      text: '#e8edf2',
      background: '#12181f',
      accent: '#7fd1de',
      accentText: '#0b1a1e',
      muted: '#a9b6c2',
      rule: '#3a4753',
    },
    fonts: {
      body: "Georgia, 'Times New Roman', serif",
      heading: "Verdana, 'Segoe UI', Arial, sans-serif",
      mono: 'Consolas, monospace',
    },
    measures: {
      emailWidth: 600,
      emailTextSize: 16,
      emailLineHeight: 1.625,
      archiveTextSize: 19,
      archiveLineHeight: 1.55,
      archiveColumn: 34,
    },
  },
  segments: {},
  database: 'data/tidings.db',
  delivery: {
    smtp: { host: 'localhost', port: 25, security: 'none', connections: 1, timeoutSeconds: 300 },
    pace: { domains: {}, warmUp: [] },
    retry: { firstMinutes: 5, mostHours: 6, giveUpHours: 72 },
    stop: { refusedShare: 0.05, refusedAfter: 100, blocks: 10, connectionTries: 5 },
    expireHours: 12,
  },
  joining: { open: false },
  archive: { access: 'public', shape: 'site', openSummaries: false, feeds: 'full', search: true },
  series: [{ id: 'reform', title: 'The reforms explained', senses: {} }],
  attributes: {},
  linking: { policy: { email: 'first', text: 'first', archive: 'section' }, sectionDepth: 2, ignore: [] },
  images: 'linked',
}

export const issue: Issue = {
  id: '2023-11',
  file: 'articles/issues/2023-11.md',
  number: 14,
  title: 'November 2023: plans, "people" & <places>',
  date: '2023-11-17',
  subject: 'What the reforms mean for "you" & <them>',
  preheader: 'A plain summary of the changes & "dates".',
  articles: [],
  template: 'default',
  draft: false,
  body: '',
  bodyOffset: 0,
  place: inFile('articles/issues/2023-11.md'),
  places: {
    title: inFile('articles/issues/2023-11.md'),
    subject: inFile('articles/issues/2023-11.md'),
    preheader: inFile('articles/issues/2023-11.md'),
    audience: inFile('articles/issues/2023-11.md'),
    template: inFile('articles/issues/2023-11.md'),
    series: inFile('articles/issues/2023-11.md'),
  },
}

const expansions: Record<string, string> = {
  icb: 'integrated care board',
  la: 'local authority',
  pcf: 'parent carer forum',
}

const pictures: Record<string, LetterImage> = {
  'star.png': { url: 'https://archive.example.org/mail/star.png', width: 20, height: 20 },
  'alone.png': { url: 'https://archive.example.org/mail/alone.png', width: 552, height: 300 },
  'chart.png': { url: 'https://archive.example.org/mail/chart.png?a=1&b=2', width: 400, height: 200 },
}

/** An input that uses everything; give what a test changes. */
export function makeInput(
  more: Partial<IssueInput> = {},
  templates: Record<string, string> = {},
): IssueInput {
  const fields = [...standardRecipientFields, 'region']
  const files = new Map(folderFiles('templates/email'))
  for (const [name, text] of Object.entries(templates)) files.set(`templates/email/${name}`, text)
  return {
    issue,
    intro: parse('Dear colleagues,\n\n## About this issue\n\nIt uses *everything*.'),
    articles: [
      {
        article: makeArticle('everything', 'Everything an author can write', everyTree(), {
          series: 'reform',
        }),
        as: 'full',
        url: 'https://archive.example.org/articles/everything/',
      },
      {
        article: makeArticle('second', 'A second article', parse('Short.')),
        as: 'summary',
        url: 'https://archive.example.org/articles/second/',
      },
    ],
    settings,
    engine: createTemplates({ files, root: 'templates/email', language: 'en-GB', recipientFields: fields }),
    recipient: createRecipientTokens({ fields, seed: 'test', sources: [] }),
    archiveUrl: 'https://archive.example.org/issues/2023-11/',
    image: (url) => pictures[url],
    link: (url) => (url.endsWith('.md') ? `https://archive.example.org/articles/${url.slice(0, -3)}/` : url),
    mark: ({ termId, definedHere }) => ({
      href: `https://archive.example.org/glossary/#${termId}`,
      expansion: definedHere ? undefined : expansions[termId],
    }),
    termsIn: () => [],
    abbreviations: (ids) =>
      [...ids].sort().map((id) => ({
        term: id.toUpperCase(),
        expansion: expansions[id] ?? '',
        href: `https://archive.example.org/glossary/#${id}`,
      })),
    ...more,
  }
}
