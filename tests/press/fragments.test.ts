import { globSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { lines, makeWorkspace, smallBase, type Workspace } from './workspace-fixture.ts'

const settings = `${String(smallBase['tidings.yaml']).replace('news.example.org\n', 'example.org/news\n')}archive:\n  shape: fragments\n`
const first = 'out/archive/articles/first/'

function fragments(files: Parameters<typeof makeWorkspace>[0] = {}): Workspace {
  return makeWorkspace({ 'tidings.yaml': settings, ...files })
}

interface List {
  stylesheet: string
  notFound: { head: string; body: string }
  pages: { address: string; url: string; kind: string; title: string | null; head: string; body: string }[]
}

const listOf = ({ read }: Workspace): List => JSON.parse(read('out/archive/fragments.json')) as List

describe('an archive as fragments', () => {
  it('has for each page its head, its body in one element, and no page', async () => {
    const workspace = fragments()
    expect((await workspace.build()).diagnostics).toEqual([])
    expect(globSync('out/archive/**/index.html', { cwd: workspace.root })).toEqual([])
    const body = workspace.read(`${first}body.html`)
    expect(body).toMatch(/^<div class="tidings page-article" lang="en-GB" dir="ltr">[\s\S]*<\/div>\n$/)
    expect(body).toContain('The first article')
    expect(body).not.toMatch(/<(?:html|head|body|main)\b|site-header|site-footer/)
    const head = workspace.read(`${first}head.html`)
    expect(head).toContain('<title>The first article – Small News</title>')
    expect(head).not.toMatch(/<(?:html|head|body|div)\b/)
  })

  it('is listed for the site that includes it: each page with its files, its title and its kind', async () => {
    const workspace = fragments()
    await workspace.build()
    const { pages, stylesheet } = listOf(workspace)
    const page = pages.find(({ address }) => address === 'articles/first/')
    expect(page).toMatchObject({
      url: 'https://example.org/news/articles/first/',
      kind: 'article',
      title: 'The first article',
      head: 'articles/first/head.html',
      body: 'articles/first/body.html',
    })
    for (const { head, body } of pages) {
      for (const file of [head, body]) expect(workspace.read(`out/archive/${file}`)).not.toBe('')
    }
    expect(pages.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['index', 'glossary', 'issue']))
    expect(workspace.read(`out/archive/${stylesheet}`)).toMatch(/^\.tidings :where/)
  })

  it('has what to show for an address that there is not, and lists it apart from the pages', async () => {
    const workspace = fragments()
    await workspace.build()
    const { notFound, pages } = listOf(workspace)
    expect(notFound).toEqual({ head: '404/head.html', body: '404/body.html' })
    expect(workspace.read(`out/archive/${notFound.head}`)).toContain('noindex')
    expect(workspace.read(`out/archive/${notFound.body}`)).toContain('href="/news/glossary/"')
    expect(pages.map(({ address }) => address).filter((address) => address.includes('404'))).toEqual([])
  })

  it('has links that hold from the root of the host, under the address of the archive', async () => {
    const workspace = fragments()
    await workspace.build()
    expect(workspace.read(`${first}body.html`)).toContain('href="/news/glossary/')
    expect(workspace.read(`${first}head.html`)).toMatch(/href="\/news\/assets\/style\.[0-9a-f]{8}\.css"/)
    for (const file of globSync('out/archive/**/body.html', { cwd: workspace.root })) {
      expect(workspace.read(file)).not.toMatch(/<[^>]*\s(?:href|src)="\.{1,2}\//)
    }
  })

  it('goes on from the last build to what a first build makes', async () => {
    const workspace = fragments()
    await workspace.build()
    workspace.write(
      'articles/first.md',
      workspace.read('articles/first.md').replace('The first', 'The very first'),
    )
    await workspace.build()
    expect(listOf(workspace).pages.map(({ title }) => title)).toContain('The very first article')
    const goneOn = workspace.outTree()
    workspace.remove('out')
    workspace.remove('.tidings')
    await workspace.build()
    expect(workspace.outTree()).toEqual(goneOn)
  })

  it('becomes whole pages again when the settings say so', async () => {
    const workspace = fragments()
    await workspace.build()
    workspace.write('tidings.yaml', settings.replace('fragments', 'site'))
    await workspace.build()
    expect(globSync('out/archive/**/body.html', { cwd: workspace.root })).toEqual([])
    expect(workspace.read('out/archive/index.html')).toContain('<!DOCTYPE html>')
  })

  it('reports a frame of the workspace that does not say where its parts are', async () => {
    const workspace = fragments({
      'templates/archive/fragment.html': lines(
        '<div class="tidings">{% block content %}{% endblock %}</div>',
      ),
    })
    const { errors } = await workspace.json('build')
    expect(errors).toEqual(['press/fragment-parts templates/archive/fragment.html:1:1'])
  })
})
