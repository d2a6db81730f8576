import type { Queries } from '../database/index.ts'
import { forgetMember, type Keys } from '../members/index.ts'
import type { Member } from '../model/member.ts'
import { addressesOf, forgetDeliveries, letterUnderWay } from './forget-deliveries.ts'

export type ForgetResult = { ok: true; pseudonym: string } | { ok: false; message: string }

/**
 * Erases a person from the roster and the ledger, in a transaction; gives the pseudonym under which the ledger keeps
 * what happened. Refuses, and changes nothing, while a letter to the person is under way.
 */
export async function forgetPerson(
  queries: Queries,
  keys: Keys,
  member: Pick<Member, 'id' | 'addressKey'>,
  now: number,
): Promise<ForgetResult> {
  const message = await letterUnderWay(queries, member.id)
  if (message !== undefined) return { ok: false, message }
  const writtenTo = await addressesOf(queries, member.id)
  const { pseudonym } = await forgetMember(queries, keys, member, now, writtenTo)
  await forgetDeliveries(queries, member.id, pseudonym)
  return { ok: true, pseudonym }
}
