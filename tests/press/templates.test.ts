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
