import type { Change } from './pace-rows.ts'

/** Counts letters under keys that have no limit, so that one which is set tomorrow knows of today's letters. */
export interface Tally {
  count: (key: string, stamp: number) => void
  /** What has not been written for certain; `written` when it has. */
  unwritten: () => Change[]
  written: () => void
}

export function createTally(): Tally {
  const counts = new Map<string, Map<number, number>>()
  let last: Change[] = []
  const add = (key: string, stamp: number, letters: number): void => {
    const stamps = counts.get(key) ?? new Map<number, number>()
    counts.set(key, stamps)
    const sum = (stamps.get(stamp) ?? 0) + letters
    if (sum === 0) stamps.delete(stamp)
    else stamps.set(stamp, sum)
  }
  return {
    count: (key, stamp) => add(key, stamp, 1),
    unwritten: () => {
      last = [...counts].flatMap(([key, stamps]) =>
        [...stamps].map(([stamp, letters]): Change => [stamp, key, letters]),
      )
      return last
    },
    written: () => {
      for (const [stamp, key, letters] of last) add(key, stamp, -letters)
      last = []
    },
  }
}
