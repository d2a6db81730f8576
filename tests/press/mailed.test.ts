import { existsSync, globSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { keepMailed, readManifest, type BuiltIssue } from '../../src/delivery/index.ts'
import { makePng, makeWorkspace, type Workspace } from './workspace-fixture.ts'

const issue = '2023-05'
const at = Date.UTC(2023, 4, 1, 12)
const articlePage = 'out/archive/articles/first/index.html'
const changesPage = 'out/archive/articles/first/changes/index.html'
const issuePage = `out/archive/issues/${issue}/index.html`
const mailPage = `out/archive/issues/${issue}/mail/index.html`

function builtIn({ root }: Workspace): BuiltIssue {
  const attributes = { region: { type: 'text' as const } }
  const built = readManifest({ root, issue, attributes }, ({ message }) => {
    throw new Error(message)
  })
  return built!
}

function keep(workspace: Workspace, time = at): void {
  keepMailed({ root: workspace.root, built: builtIn(workspace), at: time })
}

/** A workspace whose issue was built and mailed. */
async function mailed(files: Parameters<typeof makeWorkspace>[0] = {}): Promise<Workspace> {
  const workspace = makeWorkspace(files)
  await workspace.build()
  keep(workspace)
  return workspace
}

function has({ root }: Workspace, file: string): boolean {
  return existsSync(path.join(root, file))
}

function edit(workspace: Workspace, file: string, from: string, to: string): void {
  const text = workspace.read(file)
  expect(text).toContain(from)
  workspace.write(file, text.replace(from, to))
}

describe('what was mailed', () => {
  it('is kept whole, once for each content, and never written again', async () => {
    const workspace = await mailed()
    const [folder] = globSync(`mailed/${issue}/*`, { cwd: workspace.root })
    const files = Object.keys(workspace.tree(folder)).filter((file) => file.includes('.'))
    expect(files).toEqual([
      'articles.json',
      'everyone/email.html',
      'everyone/email.txt',
      expect.stringMatching(/^mail\/[0-9a-f]{20}\.png$/),
      'mailed.json',
      'manifest.json',
    ])
    expect(workspace.read(`${folder}/everyone/email.html`)).toBe(
      workspace.read(`out/email/${issue}/everyone/email.html`),
    )
    const before = workspace.tree('mailed')
    keep(workspace, at + 86_400_000)
    expect(workspace.tree('mailed')).toEqual(before)
    edit(workspace, 'articles/first.md', 'wrote about', 'wrote to us about')
    await workspace.build()
    keep(workspace)
    expect(globSync(`mailed/${issue}/*`, { cwd: workspace.root })).toHaveLength(2)
  })

  it('has the pictures that were read with the letters, also where a build has taken them away since', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    const built = builtIn(workspace)
    const [picture = ''] = globSync('out/archive/mail/*', { cwd: workspace.root })
    const bytes = workspace.tree(path.dirname(picture))
    workspace.write('articles/images/square.png', makePng(9, 9))
    await workspace.build()
    expect(has(workspace, picture)).toBe(false)
    keepMailed({ root: workspace.root, built, at })
    const [folder] = globSync(`mailed/${issue}/*/mail`, { cwd: workspace.root })
    expect(workspace.tree(folder)).toEqual(bytes)
  })

  it('is nothing where it cannot be written whole', async () => {
    const workspace = makeWorkspace({ mailed: 'a file where the folder should be' })
    await workspace.build()
    expect(() => keep(workspace)).toThrow(/EEXIST|ENOTDIR/)
    expect(workspace.read('mailed')).toBe('a file where the folder should be')
  })

  it('stands in the archive as a page of its own, which the issue’s page links to', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    expect(workspace.read(issuePage)).not.toContain('mail/')
    keep(workspace)
    expect((await workspace.build()).diagnostics).toEqual([])
    expect(workspace.read(issuePage)).toContain('<a href="mail/">See the e-mail as it was sent</a>')
    const page = workspace.read(mailPage)
    expect(page).toContain('<meta name="robots" content="noindex">')
    expect(page).toContain('<time datetime="2023-05-01">1 May 2023</time>')
    expect(page).toContain('Dear members, this is our first letter.')
    expect(page).toMatch(/src="\.\.\/\.\.\/\.\.\/mail\/[0-9a-f]{20}\.png"/)
  })

  it('acts for nobody: its links to leave lead nowhere, and no token is left', async () => {
    const workspace = await mailed()
    await workspace.build()
    const page = workspace.read(mailPage)
    const manifest = JSON.parse(workspace.read(`out/email/${issue}/manifest.json`)) as {
      tokens: { token: string; field: string }[]
    }
    expect(manifest.tokens.map(({ field }) => field)).toContain('unsubscribeUrl')
    for (const { token } of manifest.tokens) expect(page).not.toContain(token)
    expect(page).toMatch(/<a role="link" aria-disabled="true"[^>]*>Unsubscribe<\/a>/)
    expect(page).not.toContain('https://members.example.org')
  })

  it('stays as it was when the articles change, with its pictures', async () => {
    const workspace = await mailed()
    await workspace.build()
    const [page, pictures] = [
      workspace.read(mailPage),
      globSync('out/archive/mail/*', { cwd: workspace.root }),
    ]
    edit(workspace, 'articles/first.md', 'wrote about', 'said nothing of')
    workspace.write('articles/images/square.png', makePng(9, 9))
    await workspace.build()
    expect(workspace.read(mailPage)).toBe(page)
    for (const picture of pictures) expect(has(workspace, picture)).toBe(true)
  })
})

describe('an article that changed after it was mailed', () => {
  it('says so, and shows the difference word by word', async () => {
    const workspace = await mailed()
    await workspace.build()
    expect(has(workspace, changesPage)).toBe(false)
    expect(workspace.read(articlePage)).not.toContain('Changed since')
    edit(workspace, 'articles/first.md', 'wrote about SEND', 'spoke of SEND')
    expect((await workspace.build()).diagnostics).toEqual([])
    expect(workspace.read(articlePage)).toContain(
      'Changed since it was mailed on <time datetime="2023-05-01">1 May 2023</time>: <a href="changes/">What changed</a>',
    )
    const text = workspace.read(changesPage).replace(/<span class="heard">[^<]*<\/span>/g, '')
    expect(text).toContain(
      'The DfE <del>wrote</del><ins>spoke</ins> <del>about</del><ins>of</ins> SEND to every LA.',
    )
    expect(text).toContain('<summary>1 passage as before</summary>')
    expect(text).toContain('1 passage differs')
  })

  it('forgets the page when its words are again those that were mailed', async () => {
    const workspace = await mailed()
    await workspace.build()
    const plain = workspace.outTree()
    edit(workspace, 'articles/first.md', 'wrote about', 'spoke of')
    await workspace.build()
    edit(workspace, 'articles/first.md', 'spoke of', 'wrote about')
    await workspace.build()
    expect(workspace.outTree()).toEqual(plain)
  })

  it('is compared with the mailing that was last', async () => {
    const workspace = await mailed()
    edit(workspace, 'articles/first.md', 'wrote about', 'spoke of')
    await workspace.build()
    keep(workspace, at + 3 * 86_400_000)
    await workspace.build()
    expect(has(workspace, changesPage)).toBe(false)
    expect(workspace.read(mailPage)).toContain('4 May 2023')
    edit(workspace, 'articles/first.md', 'spoke of', 'was silent on')
    await workspace.build()
    expect(workspace.read(changesPage)).toContain('4 May 2023')
  })

  it('is known of an article that no letter carried when it was made', async () => {
    const file = `articles/issues/${issue}.md`
    const workspace = makeWorkspace()
    const written = workspace.read(file)
    workspace.remove(file)
    await workspace.build()
    workspace.write(file, written)
    await workspace.build()
    keep(workspace)
    await workspace.build()
    expect(has(workspace, changesPage)).toBe(false)
    const late = await mailed()
    late.remove('.tidings')
    late.remove(file)
    await late.build()
    expect(has(late, changesPage)).toBe(false)
    edit(late, 'articles/first.md', 'wrote about', 'spoke of')
    await late.build()
    expect(has(late, changesPage)).toBe(true)
  })

  it('is one only where its words differ: formatting and a new term change nothing', async () => {
    const workspace = await mailed()
    edit(workspace, 'articles/first.md', 'wrote about SEND', '*wrote* about **SEND**')
    edit(
      workspace,
      'articles/glossary.yaml',
      '- term: LA\n',
      '- term: every\n  expansion: each one\n- term: LA\n',
    )
    await workspace.build()
    expect(has(workspace, changesPage)).toBe(false)
  })

  it('is none where the letters carried only its summary', async () => {
    const short =
      '---\nnumber: 1\ndate: 2023-05-01\nsubject: Our first letter\narticles:\n  - slug: first\n    as: summary\n---\n\nHello.\n'
    const workspace = await mailed({ 'articles/issues/2023-05.md': short })
    edit(workspace, 'articles/first.md', 'wrote about', 'spoke of')
    await workspace.build()
    expect(has(workspace, mailPage)).toBe(true)
    expect(has(workspace, changesPage)).toBe(false)
  })

  it('is the same in a first build and in one that goes on from the last', async () => {
    const workspace = await mailed()
    await workspace.build()
    edit(workspace, 'articles/first.md', 'wrote about', 'spoke of')
    await workspace.build()
    const goneOn = workspace.outTree()
    workspace.remove('.tidings')
    workspace.remove('out')
    await workspace.build()
    expect(workspace.outTree()).toEqual(goneOn)
  })
})

describe('a record that is damaged', () => {
  it.each(['mailed.json', 'manifest.json', 'articles.json'])(
    '(%s) is a warning, and stops nothing',
    async (name) => {
      const workspace = await mailed()
      const [file] = globSync(`mailed/*/*/${name}`, { cwd: workspace.root })
      workspace.write(file!, '{ "version": 2 ')
      edit(workspace, 'articles/first.md', 'wrote about', 'spoke of')
      const { errors, warnings } = await workspace.json('build')
      expect([errors, warnings]).toEqual([[], [`press/mailed-unreadable ${file}:1:1`]])
      expect(has(workspace, articlePage)).toBe(true)
    },
  )

  it('names no file outside its folder', async () => {
    const workspace = await mailed()
    const [file] = globSync('mailed/*/*/mailed.json', { cwd: workspace.root })
    const record = JSON.parse(workspace.read(file!)) as { pictures: string[] }
    workspace.write(file!, JSON.stringify({ ...record, pictures: ['mail/../../../../tidings.yaml'] }))
    const { warnings } = await workspace.json('build')
    expect(warnings).toEqual([`press/mailed-unreadable ${file}:1:1`])
  })
})
