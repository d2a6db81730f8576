import { describe, expect, it } from 'vitest'
import { authorsPage } from '../../src/studio/authors-page.ts'
import { article } from '../press/workspace-fixture.ts'
import { openStudio } from './studio-fixture.ts'

const writeAt = (file: string): string => `href="/-/write?file=${encodeURIComponent(file)}"`

describe('the first page for who may write', () => {
  it('leads to where each article, draft and issue is written, also where it cannot be read', async () => {
    const { ask } = openStudio({
      'articles/draft.md': article({ title: 'At <work>', draft: 'true' }),
      'articles/broken.md': '---\ntitel: x\n---\n',
    })
    const { status, text } = await ask('GET', '/')
    expect(status).toBe(200)
    for (const name of ['first', 'second', 'draft', 'broken', 'issues/2023-05'])
      expect(text).toContain(writeAt(`articles/${name}.md`))
    expect(text).toContain('aria-label="Write: At &lt;work&gt;"')
    expect(text).toContain('draft: not published')
  })

  it('lists what is not saved, whatever became of the file', async () => {
    const { workspace, ask, open } = openStudio()
    expect((await ask('GET', '/')).text).not.toContain('Not saved yet')
    const { hash } = await open('articles/second.md')
    const json = { file: 'articles/second.md', source: 'Mine', base: hash }
    await ask('PUT', '/-/unsaved', { json })
    const item = /Not saved yet<\/h2>.*?<li>The second article <small>written \d+ \w+ \d{4} at \d\d:\d\d</s
    expect((await ask('GET', '/')).text).toMatch(item)
    workspace.remove('articles/second.md')
    const { text } = await ask('GET', '/')
    expect(text).toContain('Not saved yet')
    expect(text).toContain(writeAt('articles/second.md'))
  })

  it('leads from a finding to its place', () => {
    const finding = {
      line: 7,
      column: 2,
      endLine: 1,
      endColumn: 1,
      severity: 'error',
      note: 'Do it.',
    } as const
    const at = (file: string): string =>
      authorsPage({
        build: 'x',
        authored: [],
        unsaved: [],
        result: {
          diagnostics: [
            { ...finding, file, ruleId: 'workspace/missing-key', message: 'Unexpected `x`, expected <b>' },
          ],
          articles: [],
          issues: [],
          routed: 0,
          replaced: [],
        },
      })
    expect(at('articles/first.md')).toContain('file=articles%2Ffirst.md&amp;line=7&amp;column=2"')
    expect(at('articles/first.md')).toContain('<code>x</code>, expected &lt;b&gt;<br>')
    expect(at('tidings.yaml')).not.toContain('href="/-/write')
  })
})
