import { expect, it, onTestFinished, vi } from 'vitest'
import { newestWins, soonAfter } from '../../../src/studio/client/newest-wins.ts'

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

it('comes also while somebody asks on without a pause, and once for all that was asked meanwhile', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  let runs = 0
  const ask = soonAfter(1000, () => runs++)
  for (let key = 0; key < 35; key++) {
    ask()
    vi.advanceTimersByTime(100)
  }
  expect(runs).toBe(3)
  vi.advanceTimersByTime(1000)
  expect(runs).toBe(4)
})
