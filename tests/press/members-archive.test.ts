import { describe, expect, it } from 'vitest'
import { makeWorkspace, smallBase, type Workspace } from './workspace-fixture.ts'

const withArchive = (archive: string): string => `${String(smallBase['tidings.yaml'])}\narchive: ${archive}\n`

async function built(archive: string): Promise<Workspace> {
  const workspace = makeWorkspace({ 'tidings.yaml': withArchive(archive) })
  expect((await workspace.json('build')).errors).toEqual([])
  return workspace
}

interface OpenFacts {
  articles: Record<string, { title: string; summary?: string }>
  issues: Record<string, string>
}

const factsOf = (workspace: Workspace): OpenFacts =>
  JSON.parse(workspace.read('out/archive/.open.json')) as OpenFacts

describe('an archive for members', () => {
  it('tells the service the hashes of the letters, and no summary', async () => {
    const workspace = await built('{ access: members }')
    const { articles, issues } = factsOf(workspace)
    expect(articles).toEqual({})
    const [id = ''] = Object.keys(issues)
    const manifest = JSON.parse(workspace.read(`out/email/${id}/manifest.json`)) as { contentHash: string }
    expect(issues).toEqual({ [id]: manifest.contentHash })
  })

  it('tells titles and summaries where they are open, and forgets an article with its page', async () => {
    const workspace = await built('{ access: members, openSummaries: true }')
    const before = Object.keys(factsOf(workspace).articles)
    expect(before).toContain('second')
    workspace.write(
      'articles/second.md',
      '---\ntitle: The second\ndate: 2023-04-05\nsummary: In short.\naliases: [old]\n---\n\nText.\n',
    )
    expect((await workspace.json('build')).errors).toEqual([])
    const open = { title: 'The second', summary: 'In short.' }
    expect(factsOf(workspace).articles).toMatchObject({ second: open, old: open })
    workspace.remove('articles/second.md')
    expect((await workspace.json('build')).errors).toEqual([])
    expect(Object.keys(factsOf(workspace).articles)).toEqual(before.filter((slug) => slug !== 'second'))
  })

  it('has letters whose links keep their place through the sign-in', async () => {
    const workspace = makeWorkspace({
      'tidings.yaml': withArchive('{ access: members }'),
      'articles/issues/2023-05.md': String(smallBase['articles/issues/2023-05.md']).replace(
        '- first',
        '- second',
      ),
    })
    await workspace.build()
    const folder = 'out/email/2023-05/everyone'
    const addresses = (text: string): string[] =>
      [...text.matchAll(/https:\/\/news\.example\.org\/[^\s"<>)]*#[^\s"<>)]*/g)].map(([address]) => address)
    const section = 'https://news.example.org/articles/first/?to=what-follows#what-follows'
    const inLetter = new Set(addresses(workspace.read(`${folder}/email.html`)))
    expect([...inLetter].sort()).toEqual([
      section,
      'https://news.example.org/glossary/?to=icb#icb',
      'https://news.example.org/glossary/?to=la#la',
    ])
    expect(addresses(workspace.read(`${folder}/email.txt`))).toEqual([section])
    workspace.write('tidings.yaml', withArchive('{ access: public }'))
    await workspace.build()
    expect(workspace.read(`${folder}/email.html`)).not.toContain('?to=')
  })

  it('has a way to sign out on every page; a public one has neither', async () => {
    const members = await built('{ access: members }')
    expect(members.read('out/archive/articles/second/index.html')).toMatch(/href="[^"]*\/sign-out">Sign out</)
    members.write('tidings.yaml', withArchive('{ access: public }'))
    await members.build()
    expect(members.read('out/archive/articles/second/index.html')).not.toContain('sign-out')
    expect(Object.keys(members.outTree())).not.toContain('archive/.open.json')
  })
})
