import { countsOf, type DeliveryCounts } from './count-deliveries.ts'
import type { DeliveryState } from './delivery.ts'
import type { Group, GroupResult } from './ledger.ts'

/** How a send stands, for whoever watches it. */
export interface Progress {
  counts: DeliveryCounts
  /** Lines that have a letter under way. */
  lines: number
  state: 'sending' | 'waiting-for-pace' | 'waiting-for-retry' | 'trouble'
  /** What the trouble is. */
  trouble?: string
  /** When the next letter is due, where all of them wait. */
  nextAt?: number
}

/** Keeps the counts between two looks at the ledger, which take long for a large one. */
export interface RunningCounts {
  /** What the ledger itself says. */
  refresh: (counts: DeliveryCounts) => void
  /** What a group changed. */
  apply: (group: Group, result: GroupResult) => void
  read: () => DeliveryCounts
}

/** Counts what this process does; what others do comes with the next look. */
export function createRunningCounts(first: DeliveryCounts): RunningCounts {
  let counts = first
  const handed = new Set<number>()
  const move = (from: DeliveryState, to: DeliveryState, count = 1): void => {
    counts.byState[from] -= count
    counts.byState[to] += count
  }
  return {
    refresh: (fresh) => {
      counts = fresh
    },
    apply: (group, { granted, suppressed, claimed }) => {
      for (const { id, state } of group.settlements) {
        move(handed.delete(id) ? 'handed-over' : 'claimed', state)
      }
      for (const id of granted) {
        handed.add(id)
        move('claimed', 'handed-over')
      }
      // The letter's own settlement, as one that was withheld, counts it back to waiting.
      move('waiting', 'suppressed', suppressed.size)
      move('claimed', 'waiting', group.putOff.length)
      move('waiting', 'claimed', claimed?.waiting ?? 0)
      move('deferred', 'claimed', claimed?.deferred ?? 0)
      move('claimed', 'suppressed', claimed?.suppressed ?? 0)
    },
    read: () => countsOf(counts.planned, { ...counts.byState }),
  }
}
