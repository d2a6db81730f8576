import { describe, expect, it } from 'vitest'
import { deliverTo, hastyTimeouts } from './delivering.ts'

// By itself: what holds this process up would hold up tests beside it.
describe('an answer that comes in time, while this process is held up beyond it,', () => {
  it.each([[['PIPELINING']], [[]]])('is read, with %j', async (extensions) => {
    const holdUp = (): void => {
      const until = performance.now() + 500
      while (performance.now() < until);
    }
    const dot = (): undefined => {
      // After the answer has gone, and before anybody can read it.
      setImmediate(holdUp)
    }
    const settings = { timeouts: hastyTimeouts }
    const { outcome } = await deliverTo({ extensions, script: { dot } }, { settings })
    expect(outcome).toMatchObject({ kind: 'accepted' })
  })
})
