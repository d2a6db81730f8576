import { describe, expect, it } from 'vitest'
import { article, makeWorkspace, smallBase, type Workspace } from './workspace-fixture.ts'

interface Changes {
  added: string[]
  changed: string[]
  deleted: string[]
}

function changesOf({ read }: Workspace): Changes {
  return JSON.parse(read('.tidings/changes.json')) as Changes
}

/** Every file of the archive with its hash. */
function archiveOf({ outTree }: Workspace): Record<string, string> {
  const entries = Object.entries(outTree()).filter(
    ([name, hash]) => name.startsWith('archive/') && hash !== 'folder',
  )
  return Object.fromEntries(entries.map(([name, hash]) => [name.slice('archive/'.length), hash]))
}

function isPage(file: string): boolean {
  return file.endsWith('index.html')
}

/** What an upload of `changes` alone would have to hold. */
function expected(before: Record<string, string>, after: Record<string, string>): Changes {
  return {
    added: Object.keys(after)
      .filter((file) => !(file in before))
      .sort(),
    changed: Object.keys(after)
      .filter((file) => file in before && before[file] !== after[file])
      .sort(),
    deleted: Object.keys(before)
      .filter((file) => !(file in after))
      .sort(),
  }
}

describe('the list of what a build changed in the archive', () => {
  it('begins with every file', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    expect(changesOf(workspace)).toEqual(expected({}, archiveOf(workspace)))
  })

  it('names what is new, other and gone, and nothing else', async () => {
    const workspace = makeWorkspace({ 'articles/third.md': article({ title: 'Third' }, 'Text.') })
    await workspace.build()
    const before = archiveOf(workspace)
    workspace.remove('articles/third.md')
    workspace.write('articles/fourth.md', article({ title: 'Fourth' }, 'Text.'))
    workspace.write('articles/first.md', String(smallBase['articles/first.md']).replace('wrote', 'said'))
    await workspace.build()
    const changes = changesOf(workspace)
    expect(changes).toEqual(expected(before, archiveOf(workspace)))
    expect(changes.added.filter(isPage)).toEqual(['articles/fourth/index.html'])
    expect(changes.deleted.filter(isPage)).toEqual(['articles/third/index.html'])
    expect(changes.changed).toContain('articles/first/index.html')
    expect(changes.changed).not.toContain('articles/second/index.html')
  })

  it('stays where a build changes nothing', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    workspace.write('articles/fourth.md', article({ title: 'Fourth' }, 'Text.'))
    await workspace.build()
    const changes = changesOf(workspace)
    await workspace.build()
    await workspace.check()
    expect(changesOf(workspace)).toEqual(changes)
  })

  it('is right also without a cache', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    const before = archiveOf(workspace)
    workspace.remove('.tidings')
    workspace.write('articles/fourth.md', article({ title: 'Fourth' }, 'Text.'))
    await workspace.build()
    expect(changesOf(workspace)).toEqual(expected(before, archiveOf(workspace)))
  })
})
