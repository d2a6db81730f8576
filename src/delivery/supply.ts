import { createClaimQueue } from './claim-queue.ts'
import type { ClaimedDelivery } from './delivery.ts'
import type { DomainBackoff } from './domain-backoff.ts'
import type { GroupCommit } from './group-commit.ts'
import type { Group, GroupResult } from './ledger.ts'
import type { Round } from './round.ts'

/** Deliveries for the lines, as the pace allows them. */
export interface Supply {
  /** One that begins now; else how long to wait. */
  next: () => ClaimedDelivery | number
  /** One that may begin before the last one of its line is done: to a domain without limits. */
  nextAhead: () => ClaimedDelivery | undefined
  /** How long until there is one: 0 for now. */
  waitForWork: () => number
  /** The letter is done. */
  done: (delivery: ClaimedDelivery, wasHandedOver: boolean) => void
  /** Takes back a delivery of which nothing has left the house: another line may begin it. */
  takeBack: (delivery: ClaimedDelivery) => void
  /** Takes in what a group has claimed; says whether there is any. */
  takeIn: (group: Group, result: GroupResult) => boolean
  /** Asks for more, where there are few. */
  refill: () => void
  size: () => number
  drain: () => ClaimedDelivery[]
}

/**
 * Claimed at a time: enough that a commit serves many, few enough that the letters at their gates hardly wait for it,
 * and that an end gives them back at once.
 */
const batchOfLine = 3
const leastBatch = 20
const mostBatch = 200

export function createSupply(
  round: Round,
  backoff: DomainBackoff,
  ledger: Pick<GroupCommit, 'claim' | 'putOff'>,
): Supply {
  const { clock, pace, connections } = round.options
  const batch = Math.min(Math.max(connections * batchOfLine, leastBatch), mostBatch)
  const queue = createClaimQueue({
    waitForAny: (now) => Math.max(pace.waitForAny(now), backoff.waitForAny(now)),
    waitFor: (domain, now) => Math.max(pace.waitFor(domain, now), backoff.waitFor(domain, now)),
    spacing: pace.spacing,
  })
  const refill = (): void => {
    if (queue.readyCount() < batch * 2) ledger.claim(batch)
  }
  const take = (now: number): ClaimedDelivery | number => {
    if (round.trouble.reason !== undefined) return Infinity
    const found = queue.next(now)
    ledger.putOff(queue.takePutOff())
    if (!round.isExhausted) refill()
    return found
  }
  const begin = (delivery: ClaimedDelivery, now: number): ClaimedDelivery => {
    pace.begin(delivery.domain, now)
    round.busy += 1
    return delivery
  }
  const done = ({ domain }: ClaimedDelivery, wasHandedOver: boolean): void => {
    round.busy -= 1
    pace.end(domain, wasHandedOver)
    queue.freed()
  }
  return {
    refill,
    size: queue.size,
    drain: queue.drain,
    next: () => {
      const now = clock.now()
      const found = take(now)
      return typeof found === 'number' ? found : begin(found, now)
    },
    nextAhead: () => {
      const now = clock.now()
      const found = take(now)
      if (typeof found === 'number') return undefined
      if (pace.spacing(found.domain) === 0) return begin(found, now)
      queue.putBack(found)
      return undefined
    },
    waitForWork: () => {
      const found = take(clock.now())
      if (typeof found === 'number') return found
      queue.putBack(found)
      return 0
    },
    done,
    takeBack: (delivery) => {
      done(delivery, false)
      queue.putBack(delivery)
    },
    takeIn: (group, { claimed }) => {
      if (!claimed) return false
      round.isExhausted = claimed.deliveries.length + claimed.suppressed < group.claim
      queue.add(claimed.deliveries)
      return claimed.deliveries.length > 0
    },
  }
}
