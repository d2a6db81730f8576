import type { AttributeValues } from '../model/member.ts'
import type { ClaimedDelivery } from './delivery.ts'

/** A delivery with what the roster says of its member now, as the database gives it. */
export type DeliveryRow = Omit<ClaimedDelivery, 'attributes'> & { attributes: string }

/** SQL that reads them. Members that are gone are held back, so their empty values go nowhere. */
export const selectDelivery = `d.id, d.send_id AS "sendId", d.member_id AS "memberId",
  d.member_number AS "memberNumber", d.address, d.address_key AS "addressKey", d.domain, d.variant, d.attempts,
  d.again_of AS "againOf", coalesce(m.name, '') AS name, coalesce(m.language, '') AS language,
  coalesce(m.attributes, '{}') AS attributes`
export const fromDeliveries = 'FROM deliveries d LEFT JOIN members m ON m.id = d.member_id'

/** Field by field: a spread of the database's objects takes several times as long. */
export function deliveryOf(row: DeliveryRow): ClaimedDelivery {
  return {
    id: row.id,
    sendId: row.sendId,
    memberId: row.memberId,
    memberNumber: row.memberNumber,
    address: row.address,
    addressKey: row.addressKey,
    domain: row.domain,
    variant: row.variant,
    attempts: row.attempts,
    againOf: row.againOf,
    name: row.name,
    language: row.language,
    attributes: JSON.parse(row.attributes) as AttributeValues,
  }
}
