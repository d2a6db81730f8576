import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { previewWorking, type WorkingPreview, type WorkingRequest } from '../../../src/press/preview/index.ts'
import { lockWorkspace } from '../../../src/workspace/index.ts'
import { article, lines, makePng, makeWorkspace, smallBase, type Workspace } from '../workspace-fixture.ts'

const wales = ':::audience{when="region = Wales"}\n\nOnly in Wales.\n\n:::\n'

function preview(workspace: Workspace, file: string, more: Partial<WorkingRequest> = {}) {
  const request = { file, source: readOr(workspace, file), show: 'page' as const, ...more }
  return previewWorking(workspace.root, request)
}

function readOr(workspace: Workspace, file: string): string {
  return file in workspace.tree() ? workspace.read(file) : ''
}

/** What is shown, as text. */
function shown({ edition }: WorkingPreview): string {
  return edition ? ('html' in edition ? edition.html : edition.text) : 'nothing'
}

function rules({ diagnostics }: WorkingPreview): string[] {
  return diagnostics.map(({ ruleId, severity, line }) => `${severity} ${ruleId} ${line}`)
}

/** The letter in a preview page of a build, in the colours of the day as mail programs show it. */
function letterIn(page: string): string {
  const [, escaped = ''] = /srcdoc="([^"]*)"/.exec(page) ?? []
  const html = escaped.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>')
  return html.replaceAll('&amp;', '&').replaceAll('@media not all', '@media (prefers-color-scheme: dark)')
}

function textIn(page: string): string {
  const [, escaped = ''] = /<pre tabindex="0">([^<]*)<\/pre>/.exec(page) ?? []
  return escaped.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

const first = 'articles/first.md'
const changed = article(
  {
    title: 'Another title',
    date: '2023-03-03',
    summary: 'What is new.',
    image: 'images/square.png',
    imageAlt: 'Grey',
  },
  'The DfE wrote to each ICB, see [the second](second.md).',
  '',
  '![A grey square](images/square.png)',
  '',
  wales,
  '## What follows',
  '',
  'An EHCP is no XYZ.',
)

describe('an article that is being written', () => {
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
      { id: '2023-05/region-wales', label: 'Our first letter (region: Wales)' },
      { id: '2023-05/otherwise', label: 'Our first letter (For everyone else)' },
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
