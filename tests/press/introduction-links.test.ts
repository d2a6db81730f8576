import { describe, expect, it } from 'vitest'
import { article, lines, makeWorkspace, type Workspace } from './workspace-fixture.ts'

const letter = 'out/email/2023-05/everyone/email.txt'
const page = 'out/archive/issues/2023-05/index.html'

function introducedBy(...words: string[]): Workspace {
  return makeWorkspace({ 'articles/issues/2023-05.md': issueWith(...words), 'articles/draft.md': draft })
}

const draft = article({ title: 'Draft', draft: 'true' })

function issueWith(...words: string[]): string {
  return lines('---', 'date: 2023-05-01', 'subject: May', 'articles: [first]', '---', ...words)
}

describe("the links of an issue's introduction", () => {
  it.each(['second.md', '../second.md', '/articles/second.md', './second.md'])(
    'lead to an article that is named as %s',
    async (url) => {
      const workspace = introducedBy(`See [the other](${url}).`)
      expect(await workspace.json('build')).toMatchObject({ errors: [], warnings: [] })
      expect(workspace.read(letter)).toContain('https://news.example.org/articles/second/')
      expect(workspace.read(page)).toContain('<a href="../../articles/second/">the other</a>')
    },
  )

  it.each([
    ['nowhere.md', 'press/unknown-link'],
    ['../nowhere.md', 'press/unknown-link'],
    ['../draft.md', 'press/unknown-link'],
    ['draft.md#part', 'press/unknown-link'],
    ['2023-05.md', 'press/unknown-link'],
  ])('are an error where they lead to no article that is published: %s', async (url, rule) => {
    const workspace = introducedBy(`See [it](${url}).`)
    const found = { errors: [`${rule} articles/issues/2023-05.md:6:5`] }
    expect(await workspace.json('check')).toMatchObject(found)
    expect(await workspace.json('build')).toMatchObject(found)
    expect(() => workspace.read(letter)).toThrow('ENOENT')
  })

  it('are a warning where the article, or the introduction, has no such heading', async () => {
    const workspace = introducedBy(
      '[A](first.md#what-follows), [b](first.md#nothing), [c](#dates), [d](#date)',
      '',
      '## Dates',
    )
    const found = [22, 58].map((column) =>
      expect.stringMatching(`^press/unknown-fragment .*:6:${column + 7}$`),
    )
    expect(await workspace.json('build')).toMatchObject({ errors: [], warnings: found })
  })

  it('are looked at again when only what they lead to has changed', async () => {
    const workspace = introducedBy('See [it](first.md#what-follows) and [the other](second.md).')
    expect(await workspace.json('build')).toMatchObject({ errors: [], warnings: [] })
    workspace.write('articles/first.md', article({ title: 'First' }, '## What came'))
    workspace.remove('articles/second.md')
    expect(await workspace.json('build')).toMatchObject({
      errors: [expect.stringContaining('press/unknown-link')],
      warnings: [expect.stringContaining('press/unknown-fragment')],
    })
  })

  it('say how the nearest article is written', async () => {
    const { diagnostics } = await introducedBy('See [it](secnd.md).').check()
    expect(diagnostics).toMatchObject([
      {
        message: expect.stringContaining('`articles/second.md`'),
        note: expect.stringContaining('`second.md`'),
      },
    ])
  })

  it('of a draft stop nothing', async () => {
    const workspace = makeWorkspace({
      'articles/issues/2023-06.md': issueWith('[It](nowhere.md)').replace('---', '---\ndraft: true'),
    })
    expect(await workspace.json('build')).toMatchObject({ errors: [] })
  })
})
