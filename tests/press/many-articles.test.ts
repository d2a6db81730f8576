import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { createTextRelease } from '../../src/press/release-text.ts'
import { createSweep } from '../../src/press/sweep-heap.ts'
import { openCache, type SourceFile } from '../../src/workspace/index.ts'

const root = mkdtempSync(path.join(tmpdir(), 'tidings-many-'))
const cache = openCache(root)

afterAll(() => {
  cache.close()
  rmSync(root, { recursive: true })
})

function article(): SourceFile {
  return { file: 'articles/one.md', source: '# One\n\nÉtat & “plan” 🙂\n', hash: 'abc' }
}

describe('the texts of many articles', () => {
  it('are read from the cache once their article is made, also by who copies them', () => {
    const [first, second] = [article(), { ...article(), meta: {} }]
    createTextRelease(2_000, cache)(first, second)
    expect(cache.get('text', 'articles/one.md')).toEqual({ key: 'abc', value: article().source })
    expect(Object.getOwnPropertyDescriptor(first, 'source')).not.toHaveProperty('value')
    expect({ ...first }).toEqual(article())
    expect(second.source).toBe(article().source)
  })

  it('of few stay where they are', () => {
    const source = article()
    createTextRelease(1_999, cache)(source)
    expect(Object.getOwnPropertyDescriptor(source, 'source')).toHaveProperty('value', article().source)
  })
})

describe('the heap of a build of many articles', () => {
  it('is cleared up when it has grown by half', async () => {
    const sweep = createSweep(2_000)
    const forgotten = new WeakRef({ text: 'of an article that is made' })
    await nextTurn()
    const kept = Array.from({ length: 600 }, () => Buffer.alloc(500_000, 'x').toString('latin1'))
    sweep()
    await nextTurn()
    expect(forgotten.deref()).toBeUndefined()
    expect(kept).toHaveLength(600)
  })

  it('of few articles is left to V8', () => {
    expect(createSweep(1_999)()).toBeUndefined()
  })
})
