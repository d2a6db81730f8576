import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeWorkspace, toolRoot } from './workspace-fixture.ts'

const navigation = 'templates/archive/partials/site-navigation.html'
const home = 'out/archive/index.html'

describe('a workspace with some templates of its own', () => {
  it('uses them, and the tool’s for the rest', async () => {
    const workspace = makeWorkspace({
      [navigation]: '<nav><a href="https://www.example.org/">Ours</a></nav>',
    })
    const { diagnostics } = await workspace.build()
    expect(diagnostics).toEqual([])
    expect(workspace.read(home)).toContain('<nav><a href="https://www.example.org/">Ours</a></nav>')
    expect(workspace.read(home)).toContain('<main id="pageContent">')
    expect(workspace.read('out/archive/articles/first/index.html')).toContain('>Ours</a></nav>')
  })

  it('puts its own lines at the end of the head', async () => {
    const icon = '<link rel="icon" href="/favicon.ico">'
    const workspace = makeWorkspace({ 'templates/archive/partials/head-extra.html': icon })
    await workspace.build()
    expect(workspace.read(home)).toMatch(new RegExp(`${icon}\\s*</head>`))
  })

  it('gets every page again when one of them comes, changes or goes, as a first build makes them', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    const plain = workspace.outTree()
    workspace.write(navigation, '<nav>One</nav>')
    await workspace.build()
    expect(workspace.read(home)).toContain('<nav>One</nav>')
    workspace.write(navigation, '<nav>Two</nav>')
    await workspace.build()
    expect(workspace.read(home)).toContain('<nav>Two</nav>')
    workspace.remove(navigation)
    await workspace.build()
    expect(workspace.outTree()).toEqual(plain)
  })

  it('has e-mails that are put together from its own parts and the tool’s', async () => {
    const footer = readFileSync(path.join(toolRoot, 'templates/email/parts/footer.mjml'), 'utf8')
    const ours = footer.replace('{{ words.whyYouGetThis }}', 'From our own footer')
    const workspace = makeWorkspace({ 'templates/email/parts/footer.mjml': ours })
    const { diagnostics } = await workspace.build()
    expect(diagnostics).toEqual([])
    const [file] = globSync('out/email/*/*/email.html', { cwd: workspace.root })
    expect(workspace.read(file!)).toContain('From our own footer')
    expect(workspace.read(file!)).toContain('Dear members, this is our first letter.')
  })

  it('is told where a file of its own is wrong', async () => {
    const workspace = makeWorkspace({ [navigation]: '<nav>\n{{ wrods.home }}</nav>' })
    const { errors } = await workspace.json('build')
    expect(errors).toEqual([`templates/unknown-variable ${navigation}:2:4`])
  })

  it('is told of styles that its copy lacks, where a letter needs them', async () => {
    const head = 'templates/email/parts/head.mjml'
    const workspace = makeWorkspace({ [head]: '<mj-style>\n  a { color: red; }\n</mj-style>\n' })
    expect((await workspace.build()).diagnostics).toEqual([])
    const row = '| Administration | Responsibilities | Representation | Misunderstandings |\n'
    const issue = 'articles/issues/2026-02.md'
    workspace.write(
      issue,
      `---\ndate: 2026-02-10\nsubject: Two\narticles: [first]\n---\n\n${row}|-|-|-|-|\n${row}`,
    )
    const { diagnostics } = await workspace.build()
    expect(diagnostics.map(({ ruleId, file, line }) => [ruleId, file, line])).toEqual([
      ['editions/unstacked-table', head, 1],
    ])
    workspace.remove(head)
    expect((await workspace.build()).diagnostics).toEqual([])
  })

  it('publishes no page that a template puts into no frame', async () => {
    const page = 'templates/archive/article.html'
    const workspace = makeWorkspace({ [page]: '<h1>{{ article.title }}</h1>' })
    const { errors } = await workspace.json('build')
    expect(errors).toEqual([`editions/bare-page ${page}:1:1`])
    workspace.write(
      page,
      '<html lang="en"><head><title>{{ article.title }}</title></head><body></body></html>',
    )
    expect((await workspace.build()).diagnostics).toEqual([])
    workspace.write(page, '<h1>{{ article.title }}</h1>')
    workspace.write('tidings.yaml', `${workspace.read('tidings.yaml')}archive: { shape: fragments }\n`)
    expect((await workspace.json('build')).errors).toEqual([
      'press/fragment-parts templates/archive/fragment.html:1:1',
    ])
  })
})

describe('a Welsh publication', () => {
  it('speaks Welsh in the archive, the e-mail and the text, with Welsh dates', async () => {
    const workspace = makeWorkspace()
    workspace.write('tidings.yaml', workspace.read('tidings.yaml').replace('en-GB', 'cy-GB'))
    await workspace.build()
    const page = workspace.read('out/archive/articles/first/index.html')
    expect(page).toContain('<html lang="cy-GB" dir="ltr"')
    expect(page).toContain('Cyhoeddwyd <time datetime="2023-03-02">2 Mawrth 2023</time>')
    const [email, text] = ['html', 'txt'].map((kind) =>
      workspace.read(globSync(`out/email/*/*/email.${kind}`, { cwd: workspace.root })[0]!),
    )
    expect(email).toContain('Dad-danysgrifio')
    expect(text).toContain('Pam rydych chi’n cael hwn')
  })
})
