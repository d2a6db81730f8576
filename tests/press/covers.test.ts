import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { headOf } from '../editions/archive/page-head.ts'
import { article, makePng, makeWorkspace, smallBase, type Workspace } from './workspace-fixture.ts'

const files = {
  'articles/first.md': article({ title: 'First', series: 'Branch life' }, 'Text.'),
  'articles/second.md': article({ title: 'Second', series: 'branch-life', cover: 'true' }, 'Text.'),
  'articles/third.md': article(
    { title: 'Third', cover: 'true', image: 'images/square.png', imageAlt: 'A square' },
    'Text.',
  ),
  'articles/fourth.md': article({ title: 'Fourth' }, 'Text.'),
}

function coversIn({ outTree }: Workspace): string[] {
  return Object.keys(outTree()).filter((file) => /^archive\/covers\/[0-9a-f]{20}\.png$/.test(file))
}

function picture({ read }: Workspace, page: string): { address: string; alt: string } {
  const { openGraph } = headOf(read(`out/archive/${page}index.html`))
  const { 'og:image': address = '', 'og:image:alt': alt = '' } = Object.fromEntries(openGraph)
  return { address, alt }
}

describe('the pictures that links show', () => {
  it('are one for the publication, one a series, and one for an article that asks', async () => {
    const workspace = makeWorkspace(files)
    await workspace.build()
    expect(coversIn(workspace)).toHaveLength(3)
    const [home, first, second, fourth, series] = [
      picture(workspace, ''),
      picture(workspace, 'articles/first/'),
      picture(workspace, 'articles/second/'),
      picture(workspace, 'articles/fourth/'),
      picture(workspace, 'series/branch-life/'),
    ]
    expect([home.alt, first.alt, second.alt]).toEqual(['Small News', 'Branch life', 'Second'])
    expect(fourth).toEqual(home)
    expect(first).toEqual(series)
    expect(new Set([home, first, second].map(({ address }) => address)).size).toBe(3)
    for (const { address } of [home, first, second]) {
      const file = address.replace('https://news.example.org/', 'out/archive/')
      expect(await sharp(workspace.readBytes(file)).metadata()).toMatchObject({ width: 1200, height: 630 })
    }
  })

  it('are the author’s own where there is one', async () => {
    const workspace = makeWorkspace(files)
    await workspace.build()
    const { address, alt } = picture(workspace, 'articles/third/')
    expect(address).toMatch(/^https:\/\/news\.example\.org\/images\/[0-9a-f]+\.png$/)
    expect(alt).toBe('A square')
  })

  it('are made anew where what they show changes, and go with it', async () => {
    const workspace = makeWorkspace(files)
    await workspace.build()
    const before = coversIn(workspace)
    workspace.write('articles/second.md', files['articles/second.md'].replace('Second', 'Renamed'))
    await workspace.build()
    expect(coversIn(workspace).filter((file) => before.includes(file))).toHaveLength(2)
    workspace.remove('articles/second.md')
    workspace.remove('articles/first.md')
    workspace.remove('articles/issues')
    await workspace.build()
    expect(coversIn(workspace)).toHaveLength(1)
    const clean = makeWorkspace({
      ...files,
      'articles/first.md': null,
      'articles/second.md': null,
      'articles/issues/2023-05.md': null,
    })
    await clean.build()
    expect(workspace.outTree()).toEqual(clean.outTree())
  })

  it('show the logo as it is', async () => {
    const workspace = makeWorkspace({
      'tidings.yaml': `${String(smallBase['tidings.yaml'])}brand: { logo: articles/images/square.png }\n`,
    })
    await workspace.build()
    const before = coversIn(workspace)
    workspace.write('articles/images/square.png', makePng(80, 20))
    await workspace.build()
    expect(coversIn(workspace)).toHaveLength(1)
    expect(coversIn(workspace)).not.toEqual(before)
  })

  it('are asked for in letters that the font has', async () => {
    const title = 'Visitors from 東京 🎉'
    const workspace = makeWorkspace({ 'articles/visitors.md': article({ title, cover: 'true' }, 'Text.') })
    const { warnings, errors } = await workspace.json('check')
    expect(errors).toEqual([])
    expect(warnings).toEqual(['press/undrawable-cover articles/visitors.md:3:8'])
    workspace.write('articles/visitors.md', article({ title, cover: 'sometimes' }, 'Text.'))
    expect((await workspace.json('check')).errors).toEqual([
      'workspace/invalid-setting articles/visitors.md:3:8',
    ])
  })
})
