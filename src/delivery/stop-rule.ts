import type { DeliverySettings } from '../model/settings.ts'
import type { StopRule } from './pace-contract.ts'
import type { Outcome, Rejection } from './transport.ts'

type StopSettings = DeliverySettings['stop']

/** Domains with a run of blocks that are remembered at a time. */
const mostDomains = 10_000

/**
 * Stops a send before harm is done: when too many of the last letters were refused, or when servers block us for
 * policy or spam several times in a row, over all or in one domain. A domain's blocks stop the whole send, because
 * every further letter there would be refused for good, and whatever made one provider block us, others will see too.
 */
export function createStopRule(settings: StopSettings): StopRule {
  const share = watchShare(settings)
  const blocks = watchBlocks(settings.blocks)
  return {
    note: (outcome, { domain }) => blocks(outcome, domain) ?? share(outcome),
  }
}

function watchShare({ refusedShare, refusedAfter }: StopSettings): (outcome: Outcome) => string | undefined {
  const last: boolean[] = []
  let next = 0
  let refused = 0
  return (outcome) => {
    if (outcome.kind !== 'accepted' && outcome.kind !== 'refused') return undefined
    const isRefused = outcome.kind === 'refused'
    if (last.length === refusedAfter && last[next]) refused--
    last[next] = isRefused
    next = (next + 1) % refusedAfter
    if (isRefused) refused++
    if (outcome.kind !== 'refused' || last.length < refusedAfter || refused <= refusedShare * refusedAfter)
      return undefined
    return `${refused} of the last ${refusedAfter} letters were refused, more than ${percent(refusedShare)} (delivery.stop.refusedShare). ${lastWords(outcome)} Look at the reasons in the report before you resume.`
  }
}

function watchBlocks(most: number): (outcome: Outcome, domain: string) => string | undefined {
  let inARow = 0
  const byDomain = new Map<string, number>()
  return (outcome, domain) => {
    if (outcome.kind === 'accepted') {
      inARow = 0
      byDomain.delete(domain)
      return undefined
    }
    if ((outcome.kind !== 'refused' && outcome.kind !== 'deferred') || !isBlock(outcome)) return undefined
    inARow++
    // A domain that puts us off is left alone for a while anyway; one that refuses for good is not.
    if (outcome.kind === 'refused' && (byDomain.has(domain) || byDomain.size < mostDomains))
      byDomain.set(domain, (byDomain.get(domain) ?? 0) + 1)
    const ofDomain = byDomain.get(domain) ?? 0
    const where = ofDomain >= most ? ` to ${domain}` : ''
    if (Math.max(inARow, ofDomain) < most) return undefined
    return `${where ? ofDomain : inARow} letters${where} in a row were blocked for policy or spam (delivery.stop.blocks). ${lastWords(outcome)} Find out why with whoever runs the server before you resume: going on makes it worse.`
  }
}

const blockingWords =
  /\b(?:spam|blocked|block-?list(?:ed)?|black-?list(?:ed)?|deny-?list(?:ed)?|policy|reputation|dnsbl|rbl|banned|unsolicited|abuse|bulk mail)\b/i
/** A server that has not seen us before asks for patience, and means no more by it. */
const greylisting = /gr[ae]y-?list/i

/**
 * Whether a rejection is about us and not about the recipient: RFC 3463's security and policy codes (X.7.X), or words
 * that say so where there is no code. Codes of addresses and mailboxes (X.1.X, X.2.X) never are.
 */
export function isBlock({ code, reply, enhanced }: Rejection): boolean {
  if (greylisting.test(reply)) return false
  const subject = (enhanced ?? /(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(reply)?.[0])?.split('.')[1]
  if (subject === '1' || subject === '2') return false
  if (code >= 500) return subject === '7' || blockingWords.test(reply)
  return (code === 421 || code === 450 || code === 451) && (subject === '7' || blockingWords.test(reply))
}

function lastWords({ code, reply }: Rejection): string {
  return `The server’s last words: “${reply.startsWith(String(code)) ? reply : `${code} ${reply}`}”.`
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`
}
