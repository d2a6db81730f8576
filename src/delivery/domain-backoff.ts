import type { Outcome } from './transport.ts'

/** Holds back whole domains that put off one letter after another, and all letters where every one is put off. */
export interface DomainBackoff {
  note: (domain: string, outcome: Outcome, now: number) => void
  /** How long letters to the domain wait: 0 for not at all. */
  waitFor: (domain: string, now: number) => number
  /** How long any letter waits. */
  waitForAny: (now: number) => number
}

/** So many in a row mean the domain, not the mailbox; and so many over all mean our own server. */
const inARow = 5
const inARowOverAll = 50
const firstMs = 60_000
const longestMs = 30 * 60_000
/** Domains remembered at most; the oldest go first. */
const mostDomains = 10_000

interface Run {
  deferrals: number
  since: number
  waitMs: number
}

/**
 * After five letters in a row that a domain put off, its others wait: a minute, then two, up to half an hour; after
 * fifty over all domains, everything does. A greylisted first letter (RFC 6647) does not count, because each mailbox
 * has to be tried once. It is forgotten when the process ends: the letters that were put off have their own times in
 * the ledger.
 */
export function createDomainBackoff(): DomainBackoff {
  const domains = new Map<string, Run>()
  let all: Run | undefined
  return {
    note: (domain, outcome, now) => {
      if (outcome.kind === 'accepted' || outcome.kind === 'refused') {
        domains.delete(domain)
        all = undefined
      }
      if (outcome.kind !== 'deferred' || /gr[ea]y-? ?list/i.test(outcome.reply)) return
      const run = longer(domains.get(domain), inARow, now)
      domains.delete(domain)
      domains.set(domain, run)
      if (domains.size > mostDomains) domains.delete(domains.keys().next().value ?? '')
      all = longer(all, inARowOverAll, now)
    },
    waitFor: (domain, now) => waitOf(domains.get(domain), now),
    waitForAny: (now) => waitOf(all, now),
  }
}

function longer(run: Run | undefined, step: number, now: number): Run {
  const deferrals = (run?.deferrals ?? 0) + 1
  const waitMs =
    deferrals % step === 0 ? Math.min(firstMs * 2 ** (deferrals / step - 1), longestMs) : (run?.waitMs ?? 0)
  return { deferrals, since: now, waitMs }
}

function waitOf(run: Run | undefined, now: number): number {
  if (!run || run.waitMs === 0) return 0
  // A clock that jumped back would hold it for too long.
  if (now < run.since) run.since = now
  return Math.max(0, run.since + run.waitMs - now)
}
