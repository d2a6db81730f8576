import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createSweep } from '../../src/press/sweep-heap.ts'
import { makeWorkspace } from './workspace-fixture.ts'

describe('the heap of a build of many articles', () => {
  it('is cleared up when it has grown by half', async () => {
    const kept = Array.from({ length: 600 }, () => Buffer.alloc(500_000, 'x').toString('latin1'))
    const sweep = createSweep(2_000)
    const forgotten = new WeakRef({ text: 'of an article that is made' })
    await nextTurn()
    // It does not look at the heap at every call.
    for (let article = 0; article < 8; article++) sweep()
    await nextTurn()
    expect(forgotten.deref()).toBeUndefined()
    expect(kept).toHaveLength(600)
  })

  it('of few articles is left to V8', () => {
    expect(createSweep(1_999)()).toBeUndefined()
  })
})

describe('a workspace of so many files that another thread reads them', () => {
  it('is built as if there were few, and again where the cache is damaged', async () => {
    // Nothing but their names: what is wrong with them is found soon.
    const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`articles/many/${n}.md`, '']))
    const workspace = makeWorkspace()
    await workspace.build()
    const good = workspace.outTree()
    for (const [file, text] of Object.entries(many)) workspace.write(file, text)
    workspace.remove('out/archive/index.html')
    workspace.write('out/archive/articles/second/stray.html', 'stray')
    const { diagnostics } = await workspace.build()
    expect(diagnostics.filter(({ file }) => file.startsWith('articles/many/'))).toHaveLength(2_000)
    const database = new DatabaseSync(path.join(workspace.root, '.tidings/cache.db'))
    database.exec(`UPDATE entry SET sum = sum + 1 WHERE kind = 'state' AND name = 'outputs'`)
    database.close()
    expect((await workspace.build()).diagnostics).toEqual(diagnostics)
    workspace.remove('articles/many')
    await workspace.build()
    expect(workspace.outTree()).toEqual(good)
  })
})
