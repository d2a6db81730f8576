import { describe, expect, it } from 'vitest'
import { makeWorkspace, smallBase } from '../workspace-fixture.ts'
import { letterIn, preview, rules, shown, wales } from './preview-of.ts'

describe('an issue that is being written', () => {
  const issueFile = 'articles/issues/2023-05.md'
  const source = (smallBase[issueFile] as string)
    .replace('Dear members,', 'Dear members, see [the second](second.md#nowhere):')
    .concat('\n', wales, '\n## News of the ABC\n\nAn ICB.\n')

  it('has the letters, the page and the findings that a build would make of it', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    const sound = source.replace('#nowhere', '')
    const page = await preview(workspace, issueFile, { source: sound })
    const emails = await Promise.all(
      page.letters.map(({ id }) =>
        preview(workspace, issueFile, { source: sound, show: 'email', letter: id }),
      ),
    )
    workspace.write(issueFile, sound)
    const { diagnostics } = await workspace.build()
    expect(page.diagnostics).toEqual(diagnostics.filter(({ file }) => file === issueFile))
    const built = workspace.read('out/archive/issues/2023-05/index.html')
    const withoutHash = (html: string) => html.replace(/(<meta name="tidings-content" content=")[^"]*/, '$1')
    expect(withoutHash(shown(page))).toBe(withoutHash(built))
    expect(emails.map(shown)).toEqual(
      page.letters.map(({ id }) => letterIn(workspace.read(`out/email/${id}/preview.html`))),
    )
    expect(page).toMatchObject({
      headings: [{ depth: 2, text: 'News of the ABC' }],
      terms: [{ letters: 'ICB', mentions: 1 }],
      unknown: [{ letters: 'ABC' }],
    })
  })

  it('has its page and letters also as a draft, and with errors, which are warnings then', async () => {
    const workspace = makeWorkspace()
    const errors = source
      .replace('](second.md#nowhere)', '](third.md)')
      .replace('number: 1', 'audience: colour = red')
      .replace('- first', '- first\n  - none')
    const page = await preview(workspace, issueFile, { source: errors })
    expect(rules(page)).toContain('error press/unknown-article 8')
    const draft = errors.replace('date:', 'draft: true\ndate:')
    const email = await preview(workspace, issueFile, { source: draft, show: 'email' })
    expect(rules(email).filter((rule) => !rule.startsWith('warning'))).toEqual([])
    expect(rules(email)).toContain('warning press/unknown-article 9')
    expect(shown(email)).toContain('Dear members')
    expect(shown(await preview(workspace, issueFile, { source: draft }))).toContain('Dear members')
    expect(email.letter).toBe('2023-05/region-wales')
  })

  it('has findings and nothing else where its front matter cannot be read', async () => {
    const workspace = makeWorkspace()
    const broken = await preview(workspace, issueFile, { source: '---\nsubject: x\n---\n', show: 'email' })
    expect(rules(broken)).toEqual(['error workspace/missing-key 2'])
    expect(broken).toMatchObject({ letters: [], headings: [], words: 0 })
  })
})
