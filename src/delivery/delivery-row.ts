import type { Queries } from '../database/index.ts'
import { findMembers } from '../members/index.ts'
import type { ClaimedDelivery } from './delivery.ts'

/** A delivery's own columns; the rest of it comes of the roster. */
export type DeliveryRow = Omit<ClaimedDelivery, 'name' | 'language' | 'attributes'>

export const deliveryColumns = `id, send_id AS "sendId", member_id AS "memberId",
  member_number AS "memberNumber", address, address_key AS "addressKey", domain, variant, attempts,
  again_of AS "againOf"`

/** Adds what the roster says of the members now. Those that are gone are held back, so their empty values go nowhere. */
export async function withMembers(
  queries: Queries,
  rows: readonly DeliveryRow[],
): Promise<ClaimedDelivery[]> {
  const members = await findMembers(
    queries,
    rows.map(({ memberId }) => memberId),
  )
  return rows.map((row, index) => {
    const { name = '', language = '', attributes = {} } = members[index] ?? {}
    return { ...row, name, language, attributes }
  })
}
