/**
 * Letters that this process may still send under a limit that all processes share. They are counted in the database
 * before they go, so that no two processes send the same one, and what was not used is given back.
 */
export interface Lease {
  readonly key: string
  /** Letters that may begin at this moment. */
  left: (now: number) => number
  /** Whether it should be topped up, before it runs out. */
  isLow: (now: number) => boolean
  /** Whether letters that were not used wait to be given back. */
  owes: (now: number) => boolean
  take: () => void
  handedOver: (now: number) => void
  end: (wasHandedOver: boolean) => void
  /** How many it would like: about a second's worth. */
  wanted: (now: number) => number
  /** What was granted is counted under the stamp. */
  grant: (stamp: number, letters: number, now: number) => void
  /** What the database's counts have to be changed by; `putBack` where that failed. */
  takeChanges: (now: number, isLast?: boolean) => Map<number, number>
  putBack: (changes: ReadonlyMap<number, number>) => void
}

export interface LeaseOptions {
  key: string
  /** The minute or the day that a time is counted under; a lease is good for it alone. */
  stampOf: (now: number) => number
  /** Whether a letter is counted when it is handed over, and not when it begins. */
  followsHandOver: boolean
}

const [leastSize, mostSize] = [10, 1000]
/** A lease should last about so long. */
const aimMs = 1000

export function createLease({ key, stampOf, followsHandOver }: LeaseOptions): Lease {
  let held = 0
  let stamp = NaN
  let size = leastSize
  let grantedAt = -Infinity
  const begun: number[] = []
  const handed: number[] = []
  let changes = new Map<number, number>()
  const change = (at: number, letters: number): void => void changes.set(at, (changes.get(at) ?? 0) + letters)
  const giveBack = (at: number): void => {
    if (at === stamp) held++
    else change(at, -1)
  }
  const left = (now: number): number => (stampOf(now) === stamp ? held : 0)
  return {
    key,
    left,
    isLow: (now) => left(now) <= size / 4,
    owes: (now) =>
      (held > 0 && stampOf(now) !== stamp) ||
      [...changes.values()].reduce((sum, letters) => sum + letters, 0) < 0,
    take: () => {
      held--
      begun.push(stamp)
    },
    handedOver: (now) => {
      const from = begun.shift()
      if (from === undefined) return
      const to = followsHandOver ? stampOf(now) : from
      handed.push(to)
      if (to === from) return
      change(from, -1)
      change(to, 1)
    },
    end: (wasHandedOver) => {
      const from = wasHandedOver ? handed.shift() : (begun.pop() ?? handed.pop())
      if (from !== undefined && !wasHandedOver) giveBack(from)
    },
    wanted: (now) => {
      const lasted = now - grantedAt
      if (left(now) === 0 && lasted >= 0 && lasted < aimMs) size = Math.min(mostSize, size * 2)
      else if (lasted > 2 * aimMs || lasted < 0) size = Math.max(leastSize, Math.ceil(size / 2))
      return Math.max(0, size - left(now))
    },
    grant: (at, letters, now) => {
      if (at !== stamp && held > 0) change(stamp, -held)
      held = at === stamp ? held + letters : letters
      stamp = at
      grantedAt = now
    },
    takeChanges: (now, isLast = false) => {
      if (held > 0 && (isLast || stampOf(now) !== stamp)) {
        change(stamp, -held)
        held = 0
      }
      const taken = changes
      changes = new Map()
      return taken
    },
    putBack: (taken) => {
      for (const [at, letters] of taken) change(at, letters)
    },
  }
}
