import type { Queries } from '../../database/index.ts'
import { addressHeldBack, type Keys } from '../../members/index.ts'
import type { Member } from '../../model/member.ts'

/**
 * Whether a member may read the archive, and may be sent a link to it: active, with an address that neither bounced nor
 * complained nor is a forgotten person's. Who only left the newsletter is a member still.
 */
export async function mayRead(
  queries: Queries,
  member: Pick<Member, 'status' | 'addressKey'>,
  keys?: Keys,
): Promise<boolean> {
  return member.status === 'active' && !(await addressHeldBack(queries, member.addressKey, keys))
}
