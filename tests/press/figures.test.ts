import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { article, lines, makeWorkspace, marked, smallBase, type Workspace } from './workspace-fixture.ts'

const drawn = article(
  { title: 'The first article', date: '2023-03-02' },
  'The DfE wrote about outreach. Outreach costs money, and the money comes late; the DfE knows.',
  '',
  '::wordcloud[The words of *this* article]',
  '',
  '```wordcloud What members asked for',
  'training 12',
  'SEND 9',
  '```',
  '',
  ':::chart[Members of the branch]{type=bar}',
  '',
  '| Year | Members |',
  '| ---- | ------- |',
  '| 2022 | 1,310 |',
  '| 2023 | 1,340 |',
  '',
  ':::',
)

function withDrawings(more: Record<string, string> = {}): Workspace {
  return makeWorkspace({ 'articles/first.md': drawn, ...more })
}

const page = 'out/archive/articles/first/index.html'

describe('drawings in the three editions', () => {
  it('are pictures with their words in the archive', async () => {
    const workspace = withDrawings()
    const { diagnostics } = await workspace.build()
    expect(diagnostics.filter(({ ruleId }) => ruleId.startsWith('figures/'))).toEqual([])
    const html = workspace.read(page)
    expect(html.match(/<figure class="drawing[^>]*aria-label="[^"]+"/g)).toHaveLength(3)
    expect(html.match(/<svg [^>]*aria-hidden="true"/g)).toHaveLength(6)
    expect(html).toContain('<figcaption>The words of <em>this</em> article\n<details')
    // Below each cloud the words with their numbers, below the chart its table.
    expect(html).toMatch(/<details class="drawing-words"><summary>[^<]*<\/summary>\s*<ul>[\s\S]*?training 12/)
    expect(html).toMatch(/<summary>The figures in a table<\/summary>[\s\S]*?<table>[\s\S]*?1,340/)
    // A term leads to its entry from the list, and from the picture.
    expect(html).toMatch(/<li>\s*<a class="term" href="..\/..\/glossary\/#send"/)
    expect(html).toMatch(/<a href="..\/..\/glossary\/#dfe" tabindex="-1"><text/)
  })

  it('are PNG at double density in the e-mail, with what they tell as alternative text', async () => {
    const workspace = withDrawings()
    await workspace.build()
    const html = workspace.read('out/email/2023-05/everyone/email.html')
    const images = [...html.matchAll(/<img[^>]*alt="((?:Word cloud|Chart): [^"]*)"[^>]*>/g)]
    expect(images.map(([, alt]) => alt)).toEqual([
      expect.stringMatching(/^Word cloud: .*DfE \(2\)/),
      'Word cloud: training (12), SEND (9)',
      'Chart: Members / Year: 2022 1,310; 2023 1,340',
    ])
    const { pictures } = JSON.parse(workspace.read('out/email/2023-05/manifest.json')) as {
      pictures: { path: string; url: string }[]
    }
    for (const [tag] of images) {
      const [, url = ''] = /src="([^"]*)"/.exec(tag) ?? []
      const width = Number(/width="(\d+)"/.exec(tag)?.[1])
      const picture = pictures.find((one) => one.url === url)
      expect(picture?.path).toMatch(/^mail\/[0-9a-f]{20}\.png$/)
      const { format, width: pixels } = await sharp(
        workspace.readBytes(`out/archive/${picture!.path}`),
      ).metadata()
      expect([format, pixels]).toEqual(['png', 2 * width])
    }
  })

  it('are words in the text', async () => {
    const workspace = withDrawings()
    await workspace.build()
    const text = workspace.read('out/email/2023-05/everyone/email.txt')
    expect(text).toMatch(
      /\[Word cloud: What members asked for\]\n\ntraining 12, SEND \(special[\s\S]*?\) 9\./,
    )
    expect(text).toMatch(
      /\[Chart: Members of the branch\]\n\nYear {2}Members\n[-\s]+\n2022 {2}1,310\n2023 {2}1,340/,
    )
  })

  it('travel inside the letter where the settings say so', async () => {
    const workspace = withDrawings({
      'tidings.yaml': `${smallBase['tidings.yaml'] as string}images: embedded\n`,
    })
    await workspace.build()
    const { variants } = JSON.parse(workspace.read('out/email/2023-05/manifest.json')) as {
      variants: { embedded: { contentType: string }[] }[]
    }
    expect(variants[0]?.embedded.map(({ contentType }) => contentType)).toEqual([
      'image/png',
      'image/png',
      'image/png',
    ])
  })
})

describe('drawings from build to build', () => {
  it('are the same bytes with any number of jobs, and in another folder', async () => {
    const [one, other] = [withDrawings(), withDrawings()]
    await one.build(1)
    await other.build(2)
    expect(one.outTree()).toEqual(other.outTree())
  })

  it('follow the other articles, as a full build would make them', async () => {
    const workspace = withDrawings()
    await workspace.build()
    const before = workspace.read(page)
    const second = article({ title: 'The second article', date: '2023-04-05' }, 'Outreach, outreach, money.')
    const third = article({ title: 'The third article', date: '2023-04-06' }, 'Outreach again.')
    for (const [file, text] of [
      ['articles/second.md', second],
      ['articles/third.md', third],
    ] as const)
      workspace.write(file, text)
    await workspace.build()
    expect(workspace.read(page)).not.toBe(before)
    const fresh = withDrawings({ 'articles/second.md': second, 'articles/third.md': third })
    await fresh.build()
    expect(workspace.outTree()).toEqual(fresh.outTree())
  })

  it('count an issue’s articles where its own words have a cloud', async () => {
    const workspace = makeWorkspace({
      'articles/issues/2023-05.md': lines(
        '---',
        'date: 2023-05-01',
        'subject: Our first letter',
        'preheader: What is in it',
        'articles:',
        '  - first',
        '---',
        '',
        '::wordcloud[What this issue is about]',
      ),
    })
    await workspace.build()
    expect(workspace.read('out/archive/issues/2023-05/index.html')).toMatch(
      /aria-label="Word cloud: [^"]*EHCP \(1\)/,
    )
  })
})

describe('what is wrong with a drawing', () => {
  it('is reported at its line and column, also in a quotation', async () => {
    const { text, at } = marked(article({}, '> ```wordcloud', '> support 12', '> ‸time -3', '> ```', ''))
    const workspace = makeWorkspace({ 'articles/second.md': text })
    const { warnings } = await workspace.json('check')
    expect(warnings).toEqual([`figures/cloud-weight articles/second.md:${at}`])
  })

  it('leaves what its author wrote', async () => {
    const workspace = makeWorkspace({
      'articles/second.md': article(
        {},
        ':::chart',
        '',
        '| Year | Members |',
        '| --- | --- |',
        '| 2022 | many |',
        '',
        ':::',
      ),
    })
    const { errors } = await workspace.json('check')
    expect(errors).toEqual(['figures/chart-without-numbers articles/second.md:5:1'])
  })
})
