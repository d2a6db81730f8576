import { describe, expect, it } from 'vitest'
import { article } from '../press/workspace-fixture.ts'
import { openStudio, problemIn } from './studio-fixture.ts'

describe('what can be linked or shown', () => {
  it('is every article by its title, and every picture', async () => {
    const { workspace, ask } = openStudio({ 'articles/broken.md': '---\ntitel: x\n---\n' })
    const { json } = await ask('GET', '/-/names')
    expect(json).toEqual({
      articles: [
        { file: 'articles/broken.md', title: 'articles/broken.md', slug: 'broken' },
        { file: 'articles/first.md', title: 'The first article', slug: 'first' },
        { file: 'articles/second.md', title: 'The second article', slug: 'second' },
      ],
      pictures: ['articles/images/square.png'],
      series: [],
    })
    workspace.write('articles/first.md', article({ title: 'Another', series: 'Walks' }))
    const { articles, series } = (await ask('GET', '/-/names')).json
    expect(articles[1].title).toBe('Another')
    expect(series).toEqual([{ id: 'Walks', title: 'Walks' }])
  })
})

describe('the preview of a text that is not saved', () => {
  const request = { file: 'articles/first.md', source: 'Words', show: 'text' }

  it('is made of it, and its pictures are served where `out/` would have them', async () => {
    const { ask } = openStudio()
    const { status, json } = await ask('POST', '/-/preview', { json: { ...request, letter: 'second' } })
    expect([status, json.edition, json.letters[0].id]).toEqual([
      200,
      { kind: 'text', text: 'text: Words' },
      'second',
    ])
    expect(json).not.toHaveProperty('pictures')
    const picture = await ask('GET', '/archive/images/made.png')
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png'])
  })

  it('is of an edition that there is', async () => {
    const { ask } = openStudio()
    expect(problemIn(await ask('POST', '/-/preview', { json: { ...request, show: 'fax' } }))[0]).toBe(400)
  })
})
