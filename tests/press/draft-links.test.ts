import { describe, expect, it } from 'vitest'
import { article, makeWorkspace, type Workspace } from './workspace-fixture.ts'

function draftSaying(words: string): Workspace {
  return makeWorkspace({
    'articles/mine.md': article({ title: 'Mine', draft: 'true' }, words),
    'articles/other.md': article({ title: 'Other', draft: 'true' }, '## Dates'),
  })
}

describe('the links of a draft', () => {
  it.each([
    ['nowhere.md', 'press/unknown-link'],
    ['first.md#nothing', 'press/unknown-fragment'],
    ['other.md#nothing', 'press/unknown-fragment'],
  ])('are a warning where they lead to nothing, before it is published: %s', async (url, rule) => {
    const found = { errors: [], warnings: [`${rule} articles/mine.md:6:5`] }
    expect(await draftSaying(`See [it](${url}).`).json('check')).toMatchObject(found)
  })

  it.each(['first.md', 'other.md', 'other.md#dates'])(
    'may lead to what is published, and to another draft, which can be published with it: %s',
    async (url) => {
      const workspace = draftSaying(`See [it](${url}).`)
      expect(await workspace.json('check')).toMatchObject({ errors: [], warnings: [] })
    },
  )
})
