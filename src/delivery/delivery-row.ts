import type { Queries } from '../database/index.ts'
import { findMember } from '../members/index.ts'
import type { ClaimedDelivery } from './delivery.ts'

/** A delivery's own columns; the rest of it comes of the roster. */
export type DeliveryRow = Omit<ClaimedDelivery, 'name' | 'language' | 'attributes'>

export const deliveryColumns = `id, send_id AS "sendId", member_id AS "memberId",
  member_number AS "memberNumber", address, address_key AS "addressKey", domain, variant, attempts,
  again_of AS "againOf"`

/** Adds what the roster says of the member now. One that is gone is held back, so its empty values go nowhere. */
export async function withMember(queries: Queries, row: DeliveryRow): Promise<ClaimedDelivery> {
  const member = await findMember(queries, { id: row.memberId })
  return {
    ...row,
    name: member?.name ?? '',
    language: member?.language ?? '',
    attributes: member?.attributes ?? {},
  }
}
