import type { Outcome } from './transport.ts'

/** Holds back whole domains that put off one letter after another. */
export interface DomainBackoff {
  note: (domain: string, outcome: Outcome, now: number) => void
  /** How long letters to the domain wait: 0 for not at all. */
  waitFor: (domain: string, now: number) => number
}

/** So many in a row mean the domain, not the mailbox. */
const inARow = 5
const firstMs = 60_000
const longestMs = 30 * 60_000
/** Domains remembered at most; the oldest go first. */
const mostDomains = 10_000

interface Held {
  deferrals: number
  since: number
  waitMs: number
}

/**
 * After five letters in a row that a domain put off, its others wait: a minute, then two, up to half an hour. A
 * greylisted first letter (RFC 6647) does not count, because each mailbox has to be tried once. It is forgotten when
 * the process ends: the letters that were put off have their own times in the ledger.
 */
export function createDomainBackoff(): DomainBackoff {
  const held = new Map<string, Held>()
  return {
    note: (domain, outcome, now) => {
      if (outcome.kind === 'accepted' || outcome.kind === 'refused') held.delete(domain)
      if (outcome.kind !== 'deferred' || /gr[ea]y-? ?list/i.test(outcome.reply)) return
      const deferrals = (held.get(domain)?.deferrals ?? 0) + 1
      const waitMs =
        deferrals % inARow === 0
          ? Math.min(firstMs * 2 ** (deferrals / inARow - 1), longestMs)
          : (held.get(domain)?.waitMs ?? 0)
      held.delete(domain)
      held.set(domain, { deferrals, since: now, waitMs })
      if (held.size > mostDomains) held.delete(held.keys().next().value ?? '')
    },
    waitFor: (domain, now) => {
      const one = held.get(domain)
      if (!one || one.waitMs === 0) return 0
      // A clock that jumped back would hold the domain for too long.
      if (now < one.since) one.since = now
      return Math.max(0, one.since + one.waitMs - now)
    },
  }
}
