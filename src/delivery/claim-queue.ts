import type { ClaimedDelivery } from './delivery.ts'

/** How long letters wait: over all, and for a domain. */
export interface Waits {
  waitForAny: (now: number) => number
  waitFor: (domain: string, now: number) => number
  spacing: (domain: string) => number
}

/** A delivery that goes back to the ledger until its time. */
export interface PutOff {
  id: number
  until: number
}

/** The deliveries that this process has claimed and no line has taken yet: at most some thousands. */
export interface ClaimQueue {
  add: (deliveries: readonly ClaimedDelivery[]) => void
  /** The next one that may go now; else how long to wait, which is `Infinity` where there is none. */
  next: (now: number) => ClaimedDelivery | number
  putBack: (delivery: ClaimedDelivery) => void
  /** A letter to a domain is done: one of its others may go. */
  freed: () => void
  /** Those that have no limit in their way, as far as is known. */
  readyCount: () => number
  size: () => number
  /** What the queue has no room for; the caller writes it to the ledger. */
  takePutOff: () => PutOff[]
  /** Empties it. */
  drain: () => ClaimedDelivery[]
}

/** Kept in memory for a domain that has to wait, and for all of them together. */
const mostOfDomain = 100
const mostHeld = 2000

/**
 * Takes deliveries in order but lets none wait for a domain that has to: it is held aside, and where too many are, goes
 * back to the ledger with a later time, each later by the domain's spacing, so that a big domain does not come round
 * again and again.
 */
export function createClaimQueue(waits: Waits): ClaimQueue {
  let ready: ClaimedDelivery[] = []
  let at = 0
  const held = new Map<string, ClaimedDelivery[]>()
  let heldCount = 0
  let putOff: PutOff[] = []
  const putOffUntil = new Map<string, number>()
  let checkedAt = 0
  let heldWaitMs = 0

  function hold(delivery: ClaimedDelivery, waitMs: number, now: number): void {
    const others = held.get(delivery.domain)
    if (heldCount >= mostHeld || (others?.length ?? 0) >= mostOfDomain) return postpone(delivery, waitMs, now)
    if (others) others.push(delivery)
    else held.set(delivery.domain, [delivery])
    heldCount += 1
    heldWaitMs = Math.min(heldWaitMs, waitMs)
  }

  function postpone({ id, domain }: ClaimedDelivery, waitMs: number, now: number): void {
    const spacing = waits.spacing(domain)
    const earliest = now + waitMs + mostOfDomain * spacing
    const after = putOffUntil.get(domain) ?? 0
    const until = Math.max(earliest, after + spacing)
    putOffUntil.set(domain, until)
    putOff.push({ id, until })
  }

  /** The first held one whose domain may go; else notes how long that takes. */
  function nextHeld(now: number): ClaimedDelivery | undefined {
    // A clock that jumped back makes the noted time worthless.
    if (now >= checkedAt && now < checkedAt + heldWaitMs) return undefined
    checkedAt = now
    heldWaitMs = Infinity
    for (const [domain, deliveries] of held) {
      const waitMs = waits.waitFor(domain, now)
      if (waitMs > 0) {
        heldWaitMs = Math.min(heldWaitMs, waitMs)
        continue
      }
      heldWaitMs = 0
      heldCount -= 1
      const delivery = deliveries.shift()
      if (deliveries.length === 0) held.delete(domain)
      return delivery
    }
    return undefined
  }

  function nextReady(now: number): ClaimedDelivery | undefined {
    while (at < ready.length) {
      const delivery = ready[at]!
      at += 1
      const waitMs = held.has(delivery.domain) ? heldWaitMs : waits.waitFor(delivery.domain, now)
      if (waitMs === 0 && !held.has(delivery.domain)) return delivery
      hold(delivery, Math.max(waitMs, 1), now)
    }
    ready = []
    at = 0
    return undefined
  }

  const size = (): number => ready.length - at + heldCount
  return {
    size,
    add: (deliveries) => {
      ready = [...ready.slice(at), ...deliveries]
      at = 0
    },
    next: (now) => {
      if (size() === 0) return Infinity
      const waitMs = waits.waitForAny(now)
      if (waitMs > 0) return waitMs
      const found = (heldCount > 0 ? nextHeld(now) : undefined) ?? nextReady(now)
      if (found) return found
      return heldCount > 0 ? Math.max(1, checkedAt + heldWaitMs - now) : Infinity
    },
    putBack: (delivery) => {
      ready = [delivery, ...ready.slice(at)]
      at = 0
    },
    freed: () => {
      heldWaitMs = 0
    },
    readyCount: () => ready.length - at,
    takePutOff: () => {
      const taken = putOff
      putOff = []
      return taken
    },
    drain: () => {
      const all = [...ready.slice(at), ...[...held.values()].flat()]
      ready = []
      at = 0
      held.clear()
      heldCount = 0
      return all
    },
  }
}
