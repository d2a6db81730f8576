import { expect, it } from 'vitest'
import { newestWins } from '../../../src/studio/client/newest-wins.ts'

it('runs once at a time, and once more for all that was asked for meanwhile', async () => {
  let wanted = 0
  const done: number[] = []
  const ends: (() => void)[] = []
  const ask = newestWins(async () => {
    const now = wanted
    await new Promise<void>((end) => ends.push(end))
    done.push(now)
  })
  const all = [1, 2, 3].map((now) => {
    wanted = now
    return ask()
  })
  expect(ends).toHaveLength(1)
  ends[0]!()
  await expect.poll(() => ends.length).toBe(2)
  ends[1]!()
  await Promise.all(all)
  expect(done).toEqual([1, 3])
})

it('runs again after a run that failed', async () => {
  let runs = 0
  const ask = newestWins(async () => {
    if (++runs === 1) throw new Error('once')
  })
  await expect(ask()).rejects.toThrow('once')
  await ask()
  expect(runs).toBe(2)
})
