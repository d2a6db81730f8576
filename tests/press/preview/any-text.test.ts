import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PreviewRequest } from '../../../src/model/preview.ts'
import { previewWorking } from '../../../src/press/preview/index.ts'
import { isLongRun } from '../../long-run.ts'
import { makeWorkspace, smallBase } from '../workspace-fixture.ts'

const workspace = makeWorkspace()
const article = 'articles/first.md'
const issue = 'articles/issues/2023-05.md'

/** What stands in a text while it is typed, whole things and halves of them; `¶` for the end of a line. */
const pieces = [
  '---¶ --- title: title:¶ A¶ [¶ " draft:§true¶ date:§2023-01-01¶ date:§2 slug:§a¶ slug:§A§b¶ - 1.',
  'audience:§region§= audience:§region§=§Wales¶ articles:¶§§-§first¶ articles:§[first,§none template:§none¶',
  ':::¶ ::: :::note[ :::note¶ :::audience{when=" :::audience{when="region§=§Wales"}¶ :::otherwise¶ :plain[LA]',
  '::wordcloud ::wordcloud[x]¶ ```chart¶ ```¶ :term[ {#a§.b§c= #§ ##§Pay¶ >§ |§a§|§b§|¶|--|--|¶|§c§|¶ %',
  '![x](images/square.png) ![]( [^1] [^1]:§note¶ [x](second.md# [x](first.md#what-follows) {{ {%§raw {{§member.name§}}',
  '<b <!-- <script> </p> &#0; &amp ** _ ` \\ ¶ ¶¶ \r § LA XYZ§(x§y§z) - &a§[*a]¶ \t: \uD800 \uDC00 \0 \uFEFF \u202E 🙂 a',
].flatMap((line) => line.split(' ').map((piece) => piece.replaceAll('§', ' ').replaceAll('¶', '\n')))

const piece = fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 6 }))

/** What a front matter may say besides, whether it may or not. */
const keys = [
  ...[
    'audience: region =',
    'audience: colour = red',
    'audience: region = Wales',
    'draft: true',
    'slug: a',
    'slug: A',
  ],
  ...[
    'template: none',
    'template: default',
    'series: none',
    'cover: true',
    'image: none.png',
    'tags: [a, A]',
  ],
  ...[
    'aliases: [first, second]',
    'senses: {LA: x}',
    'updated: 2023-13-01',
    'summary: An XYZ {{ x }}',
    'number: 0',
  ],
]

/** Mostly behind a front matter that can be read, so that the rest is. */
const request: fc.Arbitrary<PreviewRequest> = fc
  .record({
    file: fc.constantFrom(article, issue, 'articles/new.md'),
    show: fc.constantFrom('page', 'email', 'text'),
    isSound: fc.boolean(),
    added: fc.subarray(keys, { maxLength: 3 }),
    parts: fc.array(piece, { maxLength: 30 }),
  })
  .map(({ file, show, isSound, added, parts }) => {
    const [, front = ''] = (smallBase[file === issue ? issue : article] as string).split('---')
    return {
      file,
      show,
      source: `${isSound ? `---${front}${added.join('\n')}\n---\n\n` : ''}${parts.join('')}`,
    }
  })

/** The parsers take many seconds for megabytes of these, which no author types. */
const length = isLongRun ? 2_000_000 : 40_000

describe('whatever is typed', () => {
  it('is shown, or told what is wrong with', async () => {
    const property = fc.asyncProperty(request, async (request) => {
      const { pictures, ...answer } = await previewWorking(workspace.root, request)
      expect(pictures).toBeInstanceOf(Map)
      expect(JSON.parse(JSON.stringify(answer))).toEqual(answer)
      expect(answer.diagnostics.every(({ file }) => file === request.file)).toBe(true)
      expect(answer.edition !== undefined || answer.diagnostics.length > 0).toBe(true)
    })
    const limits = isLongRun ? { numRuns: 5000 } : { numRuns: 150, interruptAfterTimeLimit: 15_000 }
    await fc.assert(property, limits)
  }, 600_000)

  it.each([
    ['nothing', ''],
    ['brackets', '['.repeat(length)],
    ['beginnings of pictures', '![('.repeat(length / 4)],
    ['beginnings of boxes', ':::note\n'.repeat(length / 80)],
    ['quotations in quotations', '> '.repeat(length / 2)],
    ['letters that nobody explains', 'XYZ '.repeat(length / 4)],
    ['lists in YAML', `---\na: ${'['.repeat(length)}\n---\n`],
  ])(
    'may be long and nothing but %s',
    async (_, text) => {
      for (const front of ['', '---\ntitle: Long\n---\n\n']) {
        const request = { file: article, source: front + text, show: 'email' as const }
        const { diagnostics, edition } = await previewWorking(workspace.root, request)
        expect(edition !== undefined || diagnostics.length > 0).toBe(true)
      }
    },
    600_000,
  )
})
