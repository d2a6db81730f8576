import type { Database, Queries } from '../database/index.ts'
import { findMember, liftSuppressions, suppress, suppressionsOf, type Keys } from '../members/index.ts'
import type { Suppression } from '../model/member.ts'

/** How long a member can take leaving back with the link in a letter, which may have been passed on. */
export const rejoinMs = 24 * 3_600_000

/** How somebody left. */
export interface Leaving {
  memberId: number
  reason: 'left' | 'left-by-mail'
  evidence: string
  at: number
}

/**
 * Ends a member's subscription, in a transaction: from its commit on no letter is handed over, also of a send that is
 * running. Doing it again changes nothing; neither does it for a member who is not on the roster any more.
 */
export async function leaveMember(queries: Queries, leaving: Leaving): Promise<void> {
  const member = await findMember(queries, { id: leaving.memberId })
  if (!member) return
  const { reason, evidence, at } = leaving
  await suppress(queries, {
    addressKey: member.addressKey,
    scope: 'newsletter',
    reason,
    evidence,
    since: at,
  })
}

/**
 * Takes leaving back; lifts only what the member did, of late, and nothing that the officer or a server said. Says
 * whether nothing holds the newsletter back now.
 */
export async function rejoinMember(database: Database, memberId: number, now: number): Promise<boolean> {
  return database.transaction(async (queries) => {
    const member = await findMember(queries, { id: memberId })
    if (!member) return false
    const found = await suppressionsOf(queries, member.addressKey)
    const holding = found.filter(({ liftedAt }) => liftedAt === undefined)
    if (!holding.every((suppression) => canTakeBack(suppression, now))) return false
    await liftSuppressions(queries, {
      addressKey: member.addressKey,
      scope: 'newsletter',
      by: 'member',
      at: now,
    })
    return true
  })
}

/** The suppressions of the newsletter that hold for an address now. */
export async function inForce(queries: Queries, addressKey: string, keys?: Keys): Promise<Suppression[]> {
  const found = await suppressionsOf(queries, addressKey, keys)
  return found.filter(({ scope, liftedAt }) => scope === 'newsletter' && liftedAt === undefined)
}

/** Whether the member did this by themselves. */
export function isOwnLeaving({ reason }: Suppression): boolean {
  return reason === 'left' || reason === 'left-by-mail'
}

/** Whether the member did this so lately that their link can take it back. */
export function canTakeBack(suppression: Suppression, now: number): boolean {
  return isOwnLeaving(suppression) && now - suppression.since <= rejoinMs
}
