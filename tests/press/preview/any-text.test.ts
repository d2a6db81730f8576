import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { previewWorking, type WorkingRequest } from '../../../src/press/preview/index.ts'
import { isLongRun } from '../../long-run.ts'
import { makeWorkspace, smallBase } from '../workspace-fixture.ts'

const workspace = makeWorkspace()
const article = 'articles/first.md'
const issue = 'articles/issues/2023-05.md'
const shows = ['page', 'email', 'text'] as const

/** What stands in a text while it is typed: whole things, and halves of them. */
const pieces = [
  ...[
    '---\n',
    '---',
    'title: A\n',
    'title: [\n',
    'title: "',
    'draft: true\n',
    'date: 2023-01-01\n',
    'date: 2',
  ],
  ...[
    'slug: a\n',
    'slug: A b\n',
    'audience: region =',
    'audience: region = Wales\n',
    'articles:\n  - first\n',
  ],
  ...[
    'articles: [first, none',
    'subject: S\n',
    'template: none\n',
    '- &a [*a]\n',
    'senses: {LA: x}\n',
    '\t: x\n',
  ],
  ...[':::', ':::note[', ':::note\n', ':::\n', ':::audience{when="', ':::audience{when="region = Wales"}\n'],
  ...[
    ':::otherwise\n',
    '::wordcloud',
    '::wordcloud[x]\n',
    '```chart\n',
    '```\n',
    ':term[',
    ':plain[LA]',
    '{#a .b c=',
  ],
  ...[
    '# ',
    '## Pay\n',
    '- ',
    '1. ',
    '> ',
    '| a | b |\n|--|--|\n| c |\n',
    '![x](images/square.png)',
    '![](',
    '[^1]',
  ],
  ...[
    '[^1]: note\n',
    '<b',
    '<!--',
    '<script>',
    '</p>',
    '&#0;',
    '&amp',
    '**',
    '_',
    '`',
    '\\',
    '\n',
    '\n\n',
    '\r',
    ' ',
  ],
  ...[
    '[x](second.md#',
    '[x](first.md#what-follows)',
    '%',
    '{{',
    '{% raw',
    '{{ member.name }}',
    'LA',
    'XYZ (x y z)',
  ],
  ...['\uD800', '\uDC00', '\u0000', '\uFEFF', '\u202E', 'é', '🙂', 'a', '0'],
]

const typed = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 6 })), {
  maxLength: 30,
})

/** Behind a front matter that can be read, so that the text is. */
const source = (file: string) =>
  fc.tuple(fc.boolean(), typed).map(([isSound, parts]) => {
    const start = isSound ? `${(smallBase[file] as string).split('---')[1]}` : undefined
    return (start === undefined ? '' : `---${start}---\n\n`) + parts.join('')
  })

const request: fc.Arbitrary<WorkingRequest> = fc
  .tuple(fc.constantFrom(article, issue, 'articles/new.md'), fc.constantFrom(...shows))
  .chain(([file, show]) => source(file === issue ? issue : article).map((source) => ({ file, source, show })))

describe('whatever is typed', () => {
  it('is shown or told what is wrong with, and throws nothing', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (request) => {
        const { pictures, ...answer } = await previewWorking(workspace.root, request)
        expect(pictures.size).toBeGreaterThanOrEqual(0)
        expect(JSON.parse(JSON.stringify(answer))).toEqual(answer)
        expect(answer.diagnostics.every(({ file }) => file === request.file)).toBe(true)
        expect(answer.edition !== undefined || answer.diagnostics.length > 0).toBe(true)
      }),
      { numRuns: isLongRun ? 5000 : 200, interruptAfterTimeLimit: isLongRun ? 300_000 : 15_000 },
    )
  }, 320_000)

  it.each([
    ['nothing', ''],
    ['2 MB of brackets', '['.repeat(2_000_000)],
    ['2 MB of brackets of pictures', '![('.repeat(700_000)],
    ['2 MB of fences', ':::note\n'.repeat(250_000)],
    ['2 MB of quotations', '> '.repeat(1_000_000)],
    ['2 MB of letters', 'XYZ '.repeat(500_000)],
    ['2 MB of YAML', `---\na: ${'['.repeat(2_000_000)}\n---\n`],
  ])(
    'may be %s',
    async (_, text) => {
      for (const front of ['', '---\ntitle: Long\n---\n\n']) {
        const { diagnostics, edition } = await previewWorking(workspace.root, {
          file: article,
          source: front + text,
          show: 'email',
        })
        expect(edition !== undefined || diagnostics.length > 0).toBe(true)
      }
    },
    60_000,
  )
})
