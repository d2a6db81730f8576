import { createHmac } from 'node:crypto'
import type { Queries } from '../database/index.ts'
import type { Keys } from '../members/index.ts'

/** How often something may be done in a period. */
export interface Limit {
  name: string
  most: number
  periodMs: number
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** The limits of the service. Leaving has none: it must always work, and many leave through the same mail provider. */
export const limits = {
  lettersToAddress: { name: 'letters-to-address', most: 3, periodMs: dayMs },
  joinsFromNetwork: { name: 'joins-from-network', most: 20, periodMs: hourMs },
  /** Over all, so that a crowd of machines cannot make us flood strangers. */
  lettersInAll: { name: 'letters-in-all', most: 500, periodMs: hourMs },
  /**
   * As long as a link is good: whoever uses up a member's letters, the member has one with a link that works. In a day
   * no more than a mailbox bears.
   */
  signInLettersToAddress: { name: 'sign-in-letters-to-address', most: 3, periodMs: 10 * 60_000 },
  signInLettersADay: { name: 'sign-in-letters-a-day', most: 30, periodMs: dayMs },
  signInsFromNetwork: { name: 'sign-ins-from-network', most: 60, periodMs: hourMs },
  changesOfMember: { name: 'changes-of-member', most: 60, periodMs: hourMs },
  changesFromNetwork: { name: 'changes-from-network', most: 600, periodMs: hourMs },
} as const satisfies Record<string, Limit>

/** Counts what is done, by a keyed hash of who does it: the table names no address and no network. */
export interface Limiter {
  /** Counts one more, and says whether that is still within the limit. */
  take: (queries: Queries, limit: Limit, who: string, now: number) => Promise<boolean>
  /** Forgets the counts of periods that are over. */
  prune: (queries: Queries, now: number) => Promise<void>
}

export function createLimiter(keys: Keys): Limiter {
  const keyOf = (limit: Limit, who: string): string => {
    const hash = createHmac('sha256', keys.current.derive('limits')).update(who).digest('base64url')
    return `${limit.name} ${hash}`
  }
  return {
    take: async (queries, limit, who, now) => {
      const row = await queries.get<{ count: number }>(
        `INSERT INTO limits (key, period, count) VALUES (?, ?, 1)
         ON CONFLICT (key, period) DO UPDATE SET count = limits.count + 1 RETURNING count`,
        keyOf(limit, who),
        Math.floor(now / limit.periodMs) * limit.periodMs,
      )
      return (row?.count ?? 1) <= limit.most
    },
    prune: async (queries, now) => {
      await queries.run('DELETE FROM limits WHERE period < ?', now - 2 * dayMs)
    },
  }
}
