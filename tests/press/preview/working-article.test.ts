import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import type { WorkingPreview } from '../../../src/press/preview/index.ts'
import { lockWorkspace } from '../../../src/workspace/index.ts'
import { article, lines, makePng, makeWorkspace, smallBase } from '../workspace-fixture.ts'
import { changed, letterIn, preview, rules, shown, textIn } from './preview-of.ts'

const first = 'articles/first.md'
describe('an article that is being written', () => {
  it('says what is wrong elsewhere where that leaves nothing to show: in settings, glossary and templates', async () => {
    const broken = ['tidings.yaml', 'articles/glossary.yaml', 'templates/archive/article.html']
    for (const file of broken) {
      const workspace = makeWorkspace({ 'articles/second.md': '---\ndate: x\n---\n' })
      workspace.write(file, file.endsWith('.html') ? '{% if %}' : 'title: [oops\n')
      const { edition, elsewhere } = await preview(workspace, first)
      expect(edition).toBeUndefined()
      expect(elsewhere?.map(({ file, severity }) => [file, severity])).toEqual([[file, 'error']])
    }
    const sound = await preview(makeWorkspace({ 'articles/second.md': '---\ndate: x\n---\n' }), first)
    expect(sound).not.toHaveProperty('elsewhere')
  })

  it('has the page, the letters and the findings that a build would make of it once it is saved', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    const page = await preview(workspace, first, { source: changed })
    const email = await preview(workspace, first, { source: changed, show: 'email' })
    const text = await preview(workspace, first, { source: changed, show: 'text' })
    workspace.write(first, changed)
    const { diagnostics } = await workspace.build()
    const own = diagnostics.filter(({ file }) => file === first)
    expect(shown(page)).toBe(workspace.read('out/archive/articles/first/index.html'))
    expect(page.edition).toMatchObject({ kind: 'page', address: '/archive/articles/first/' })
    for (const { diagnostics } of [page, email, text]) expect(diagnostics).toEqual(own)
    expect(own.map(({ ruleId }) => ruleId)).toEqual(['glossary/undefined-abbreviation'])
    for (const { id } of email.letters) {
      const letter = { source: changed, letter: id }
      const built = workspace.read(`out/email/${id}/preview.html`)
      const shownEmail = await preview(workspace, first, { ...letter, show: 'email' })
      expect(shown(shownEmail)).toBe(letterIn(built))
      expect(shown(await preview(workspace, first, { ...letter, show: 'text' }))).toBe(textIn(built))
      expect(shownEmail.letter).toBe(id)
    }
    expect(email.letters).toEqual([
      { id: '2023-05/region-wales', label: 'region: Wales – Our first letter' },
      { id: '2023-05/otherwise', label: 'For everyone else – Our first letter' },
    ])
    expect(email.letter).toBe('2023-05/region-wales')
    expect(email.edition).toMatchObject({
      address: '/email/2023-05/region-wales/preview.html',
      subject: 'Our first letter',
      preheader: 'What is in it',
      sender: 'Small News <news@example.org>',
    })
  })

  it('tells of its headings, terms, letters and words', async () => {
    const workspace = makeWorkspace()
    const source = article(
      { title: 'About the ABC' },
      'The LA asks an ICB, and the ICB the pupil referral units (PRUs).',
      '',
      '## Pay & hours',
      '',
      'An XYZ.',
    )
    const page = await preview(workspace, first, { source })
    expect(page).toMatchObject({
      headings: [{ line: 7, depth: 2, text: 'Pay & hours', id: 'pay-hours' }],
      terms: [
        { letters: 'LA', expansion: 'local authority', mentions: 1 },
        { letters: 'ICB', expansion: 'integrated care board', mentions: 2 },
      ],
      unknown: [
        { letters: 'ABC', line: 2, column: 18 },
        { letters: 'PRU', line: 5, column: 59, expansion: 'pupil referral unit' },
        { letters: 'XYZ', line: 9, column: 4 },
      ],
      words: 18,
    })
    const { headings } = await preview(workspace, first, { source, show: 'text' })
    expect(headings).toEqual([{ line: 7, depth: 2, text: 'Pay & hours' }])
  })

  it('need not be there yet, and writes nothing', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    const before = workspace.tree()
    const source = article({ title: 'New', draft: 'true' }, 'At first, see [the first](first.md).')
    const page = await preview(workspace, 'articles/new.md', { source })
    await preview(workspace, 'articles/new.md', { source, show: 'email' })
    await preview(workspace, first, { source: changed, show: 'text' })
    expect(shown(page)).toContain('<a href="../../articles/first/">the first</a>')
    expect(workspace.tree()).toEqual(before)
  })

  it('has its page also where nothing was built, with all that it loads', async () => {
    const workspace = makeWorkspace({ [first]: changed })
    const { pictures, ...page } = await preview(workspace, first)
    const html = shown(page as WorkingPreview)
    const loaded = [...html.matchAll(/(?:src|href)="(?:\.\.\/)+((?:images|assets)\/[^"]+)"/g)]
    const files = loaded.map(([, file]) => `archive/${file}`)
    expect(files.length).toBeGreaterThan(2)
    for (const file of files) expect((await pictures.get(file)?.())?.length).toBeGreaterThan(0)
    const email = await preview(workspace, first, { show: 'email' })
    const [, picture = ''] = /src="((?:\.\.\/)+archive\/mail\/[^"]+)"/.exec(shown(email)) ?? []
    const address = new URL(picture, 'http://localhost/email/2023-05/region-wales/preview.html').pathname
    expect((await email.pictures.get(address.slice(1))?.())?.length).toBeGreaterThan(0)
  })

  it('shows pictures from inside the letter too', async () => {
    const settings = `${smallBase['tidings.yaml'] as string}images: embedded\n`
    const workspace = makeWorkspace({ 'tidings.yaml': settings })
    const email = await preview(workspace, first, { show: 'email' })
    expect(shown(email)).not.toContain('cid:')
    const [, file = ''] = /src="\.\.\/\.\.\/\.\.\/(archive\/mail\/[^"]+)"/.exec(shown(email)) ?? []
    expect((await email.pictures.get(file)?.())?.length).toBeGreaterThan(0)
  })

  it('has its page where it has errors itself, and where others have', async () => {
    const workspace = makeWorkspace({ 'articles/second.md': article({ title: 'Second', slug: 'first' }) })
    workspace.write('articles/broken.md', '---\ntitle: [\n---\n')
    const source = article({ title: 'Mine' }, 'See [nothing](missing.md).')
    const page = await preview(workspace, first, { source })
    expect(shown(page)).toContain('<h1>Mine</h1>')
    expect(rules(page)).toEqual(['error press/unknown-link 5'])
  })

  it('is read as its file would be, half a character among its words too', async () => {
    const workspace = makeWorkspace()
    const source = article({ title: 'Half' }, '\uFEFFA half \uD83D of a sign.', '', '## What follows')
    const page = await preview(workspace, first, { source })
    workspace.write(first, source)
    await workspace.build()
    expect(shown(page)).toBe(workspace.read('out/archive/articles/first/index.html'))
  })

  it('has findings and no edition where its front matter cannot be read; a draft has warnings', async () => {
    const workspace = makeWorkspace()
    const broken = await preview(workspace, first, { source: '---\ntitle: "One\n---\n\nWords.\n' })
    expect(rules(broken)[0]).toMatch(/^error workspace\//)
    expect(broken.edition).toBeUndefined()
    const draft = await preview(workspace, first, { source: '---\ndraft: true\ntitle: "One\n---\n' })
    expect(rules(draft)[0]).toMatch(/^warning workspace\//)
    const link = article({ draft: 'true' }, '![None](missing.png)')
    expect(rules(await preview(workspace, first, { source: link }))).toEqual([
      'warning press/missing-image 6',
    ])
  })

  it('knows the headings that it links to, and the pictures beside it, also where nothing was built', async () => {
    const source = article({ title: 'Links' }, 'See [pay](annual%20report.md#pay) and [the rest](second.md).')
    const workspace = makeWorkspace({
      'articles/annual report.md': article({ title: 'Report', slug: 'report' }, '## Pay', '', 'More.'),
      'articles/second.md': article({ title: 'Second', slug: 'other' }, '![A square](images/square.png)'),
      'articles/issues/2023-06.md': lines(
        ...['---', 'date: 2023-06-01', 'subject: Two', 'articles: [links, other]', '---'],
      ),
    })
    const email = await preview(workspace, 'articles/links.md', { source, show: 'email' })
    expect(email.diagnostics).toEqual([])
    for (const slug of ['report/#pay', 'other/']) expect(shown(email)).toContain(`/articles/${slug}"`)
    expect(email.pictures.size).toBe(1)
    const wrong = source.replace('#pay', '#none')
    const page = await preview(workspace, 'articles/links.md', { source: wrong })
    expect(rules(page)).toEqual(['warning press/unknown-fragment 5'])
  })

  it('is looked at without waiting for a build that is under way', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    const unlock = await lockWorkspace(workspace.root, () => undefined)
    const cache = new DatabaseSync(path.join(workspace.root, '.tidings/cache.db'))
    // As while a large build writes, or ends.
    cache.exec('BEGIN EXCLUSIVE')
    const page = await preview(workspace, first, { source: changed })
    cache.close()
    unlock()
    expect(shown(page)).toContain('<h1>Another title</h1>')
  })
})

describe('a workspace that changes underneath', () => {
  it('is looked at as it is: settings, glossary, templates, pictures and other articles', async () => {
    const workspace = makeWorkspace({ [first]: changed })
    await workspace.build()
    const source = `${changed}\nAn XYZ again.\n`
    const look = async () => shown(await preview(workspace, first, { source }))
    const before = await look()
    const glossary = workspace.read('articles/glossary.yaml')
    workspace.write('articles/glossary.yaml', `${glossary}- term: XYZ\n  expansion: a new thing\n`)
    expect(await look()).toContain('a new thing')
    workspace.write('articles/second.md', article({ title: 'Second', slug: 'other' }))
    expect(await look()).toContain('href="../../articles/other/"')
    workspace.write('articles/images/square.png', makePng(9, 9))
    const [pictureBefore, pictureNow] = [before, await look()].map(
      (html) => /images\/\w+\.png/.exec(html)?.[0],
    )
    expect(pictureNow).not.toBe(pictureBefore)
    workspace.write('tidings.yaml', workspace.read('tidings.yaml').replace('Small News', 'Renamed News'))
    expect(await look()).toContain('Renamed News')
  })
})
