import { describe, expect, it } from 'vitest'
import { article, lines, makeWorkspace, smallBase } from '../workspace-fixture.ts'
import { preview, shown } from './preview-of.ts'

const first = 'articles/first.md'

describe('an article that is being written', () => {
  it('goes before others with its slug, and what is published before a draft', async () => {
    const named = (title: string, draft: boolean) => article({ title, slug: 'named', draft: String(draft) })
    const workspace = makeWorkspace({
      'articles/a.md': named('One', false),
      'articles/b.md': named('Other', false),
      'articles/c.md': named('Draft', true),
      'articles/issues/2023-06.md': lines(
        ...['---', 'date: 2023-06-01', 'subject: Six', 'articles: [named, first]', '---'],
      ),
    })
    for (const file of ['articles/a.md', 'articles/b.md', 'articles/c.md']) {
      const [, title] = /title: (.*)/.exec(workspace.read(file)) ?? []
      expect(shown(await preview(workspace, file))).toContain(`<h1>${title}</h1>`)
      expect(shown(await preview(workspace, file, { show: 'text' }))).toMatch(new RegExp(`^${title}$`, 'im'))
    }
    const text = shown(await preview(workspace, first, { show: 'text' }))
    expect(text).toMatch(/^Other$/im)
    expect(text).not.toMatch(/^Draft$/im)
  })

  it('is found by its new slug in the letters that list that, and in links of what stands beside it', async () => {
    const workspace = makeWorkspace()
    const issue = workspace.read('articles/issues/2023-05.md').replace('- first', '- renamed\n  - second')
    workspace.write('articles/issues/2023-05.md', issue)
    const source = workspace.read(first).replace('title:', 'slug: renamed\ntitle:')
    const email = await preview(workspace, first, { source, show: 'email' })
    expect(email.letter).toBe('2023-05/everyone')
    expect(shown(email)).toContain('href="https://news.example.org/articles/renamed/#what-follows"')
  })

  it('is carried alone where no issue lists it, and where that issue cannot be made', async () => {
    const workspace = makeWorkspace({ 'templates/email/broken.mjml': '<mjml>{% if %}</mjml>' })
    const second = await preview(workspace, 'articles/second.md', { show: 'email' })
    expect(second.letters).toEqual([{ id: 'everyone', label: 'The second article' }])
    expect(second.letter).toBe('everyone')
    expect(shown(second)).toContain('An <')
    for (const template of ['broken', 'missing']) {
      const issue = smallBase['articles/issues/2023-05.md'] as string
      workspace.write('articles/issues/2023-05.md', issue.replace('number: 1', `template: ${template}`))
      const email = await preview(workspace, first, { show: 'email' })
      expect(email.letters.map(({ id }) => id)).toEqual(['2023-05/everyone', 'everyone'])
      expect(email.letter).toBe('everyone')
      expect(shown(email)).toContain('wrote about')
      expect(email.diagnostics).toEqual([])
    }
  })

  it('is shown in letters as a draft, by drafts of issues too, the newest first', async () => {
    const issue = (date: string) =>
      lines('---', `date: ${date}`, `subject: Of ${date}`, 'draft: true', 'articles: [work]', '---')
    const workspace = makeWorkspace({
      'articles/work.md': article({ title: 'At work', draft: 'true' }, 'Not yet ready.'),
      'articles/issues/2023-06.md': issue('2023-06-01'),
      'articles/issues/2023-07.md': issue('2023-07-01'),
    })
    const email = await preview(workspace, 'articles/work.md', { show: 'email' })
    expect(email.letters.map(({ label }) => label)).toEqual(['Of 2023-07-01', 'Of 2023-06-01'])
    expect(shown(email)).toContain('Not yet ready.')
    expect(shown(await preview(workspace, 'articles/work.md'))).toContain('<h1>At work</h1>')
  })

  it('is offered only in the letters of those who read it', async () => {
    const workspace = makeWorkspace()
    const source = article({ title: 'For some', audience: 'region = Wales' }, 'Only for some.')
    const listed = await preview(workspace, first, { source, show: 'email' })
    expect(listed.letters.map(({ id }) => id)).toEqual(['2023-05/region-wales'])
    const alone = await preview(workspace, 'articles/other.md', { source, show: 'text' })
    expect(alone.letters.map(({ id }) => id)).toEqual(['region-wales'])
    expect(shown(alone)).toContain('Only for some.')
  })
})
