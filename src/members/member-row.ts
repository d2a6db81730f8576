import type { AttributeValues, Consent, Member, MemberStatus } from '../model/member.ts'

/** A row of `members`, as the database gives it. */
export interface MemberRow {
  id: number
  number: string | null
  address: string
  address_key: string
  domain: string
  name: string
  language: string
  status: MemberStatus
  attributes: string
  consent_at: number | null
  consent_how: string | null
  consent_from: string | null
  created_at: number
  changed_at: number
}

export const memberColumns =
  'id, number, address, address_key, domain, name, language, status, attributes, consent_at, consent_how, consent_from, created_at, changed_at'

export function memberOf(row: MemberRow): Member {
  const consent = consentOf(row)
  return {
    id: row.id,
    ...(row.number !== null && { number: row.number }),
    address: row.address,
    addressKey: row.address_key,
    domain: row.domain,
    name: row.name,
    language: row.language,
    status: row.status,
    attributes: readAttributes(row.attributes),
    ...(consent && { consent }),
    createdAt: row.created_at,
    changedAt: row.changed_at,
  }
}

function consentOf(row: MemberRow): Consent | undefined {
  if (row.consent_at === null) return undefined
  return { at: row.consent_at, how: row.consent_how ?? '', from: row.consent_from ?? '' }
}

/** As they are in the database: with sorted keys, so that equal attributes are equal text; unknown ones left out. */
export function writeAttributes(attributes: AttributeValues): string {
  const entries = Object.entries(attributes).filter(([, value]) => value !== '')
  return JSON.stringify(Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))))
}

export function readAttributes(text: string): AttributeValues {
  return JSON.parse(text) as AttributeValues
}
