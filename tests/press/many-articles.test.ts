import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createSweep } from '../../src/press/sweep-heap.ts'

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
