import type { ClaimedDelivery, DeliveryState } from './delivery.ts'
import { isUnknownAddress } from './judge-refusal.ts'
import type { Retry } from './retry.ts'
import type { Outcome } from './transport.ts'

/** What an attempt came to, as the ledger keeps it. */
export interface Settlement {
  delivery: ClaimedDelivery
  state: DeliveryState
  /** Why it is in that state, where the state alone does not say. */
  reason: string | null
  code: number | null
  reply: string | null
  notBefore: number
  /** Whether a server or the network had its say, so that it counts as an attempt. */
  attempted: boolean
  /** The kind of event to keep; nothing for an acceptance, which the row itself tells. */
  event: string | undefined
  at: number
}

/** Where a delivery goes after an outcome. */
export function settle(
  delivery: ClaimedDelivery,
  outcome: Outcome,
  { retry, now }: { retry: Retry; now: number },
): Settlement {
  const base = { delivery, reason: null, code: null, reply: null, notBefore: 0, attempted: true, at: now }
  const event = outcome.kind
  switch (outcome.kind) {
    case 'accepted':
      return { ...base, state: 'accepted', code: outcome.code, reply: outcome.reply, event: undefined }
    case 'refused': {
      const reason = isUnknownAddress(outcome, delivery.address) ? 'unknown-address' : null
      return { ...base, state: 'refused', reason, code: outcome.code, reply: outcome.reply, event }
    }
    case 'uncertain':
      return { ...base, state: 'uncertain', reason: outcome.reason, event }
    case 'deferred':
      return again({ ...base, state: 'deferred', code: outcome.code, reply: outcome.reply, event }, retry, 1)
    case 'lost':
      // A server that ends lines after some letters has said nothing about this one.
      if (outcome.phase === 'connect' || outcome.phase === 'mail') {
        return { ...release(delivery, now), event, reply: outcome.reason }
      }
      // One loss is the network's; from the second on it may be this letter that the server cannot take.
      return again({ ...base, state: 'waiting', reply: outcome.reason, event }, retry, 2)
    case 'withheld':
      return release(delivery, now)
  }
}

/** Gives a delivery back that was certainly not handed over. */
export function release(delivery: ClaimedDelivery, at: number, notBefore = 0): Settlement {
  return {
    delivery,
    state: 'waiting',
    reason: null,
    code: null,
    reply: null,
    notBefore,
    attempted: false,
    event: undefined,
    at,
  }
}

/** The time of the next attempt, or the end of them. Waits begin with the attempt of that number. */
function again(settlement: Settlement, retry: Retry, firstWait: number): Settlement {
  const attempts = settlement.delivery.attempts + 1
  if (attempts < firstWait) return settlement
  const waitMs = retry.waitMs(attempts - firstWait + 1)
  if (waitMs === undefined) return { ...settlement, state: 'refused', reason: 'given-up' }
  return { ...settlement, notBefore: settlement.at + waitMs }
}
