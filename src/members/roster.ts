import { evaluate, type Expression } from '../audience/index.ts'
import type { Queries } from '../database/index.ts'
import type { AttributeValues, Consent, Member, MemberStatus } from '../model/member.ts'
import { normaliseAddress, type Address } from './address.ts'
import { carrySuppressions } from './carry-suppressions.ts'
import { noteEarlierAddress } from './earlier-addresses.ts'
import { recogniseForgotten } from './forgotten.ts'
import type { Keys } from './keys.ts'
import { memberColumns, memberOf, writeAttributes, type MemberRow } from './member-row.ts'

/** Who is to be added; texts as `tidyText` leaves them, attributes as `readAttribute` gives them. */
export interface NewMember {
  number?: string
  address: Address
  name?: string
  language?: string
  status?: MemberStatus
  attributes?: AttributeValues
  consent?: Consent
}

/** What is to be other; an attribute that is `undefined` becomes unknown. */
export interface MemberChanges {
  number?: string | undefined
  address?: Address
  name?: string
  language?: string
  status?: MemberStatus
  attributes?: Record<string, AttributeValues[string] | undefined>
}

/** Why a member could not be added or changed. */
export interface MemberFault {
  fault: 'address-taken' | 'number-taken' | 'unknown' | 'keys-needed'
  /** Who has the address or the number. */
  owner?: Member
}

export interface RosterOptions {
  /** To recognise people who were forgotten: their suppression holds for the new row too. */
  keys: Keys | undefined
  /** Milliseconds since 1970. */
  now: number
}

/** Adds a member in a transaction; a number and an address each belong to one. */
export async function addMember(
  queries: Queries,
  input: NewMember,
  { keys, now }: RosterOptions,
): Promise<Member | MemberFault> {
  const taken = await takenBy(queries, input.number, input.address)
  if (taken) return taken
  if (!(await recogniseForgotten(queries, input.address.key, keys, now))) return { fault: 'keys-needed' }
  const { address, key, domain } = input.address
  const { consent } = input
  await queries.run(
    `INSERT INTO members (number, address, address_key, domain, name, language, status, attributes,
       consent_at, consent_how, consent_from, created_at, changed_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    input.number ?? null,
    address,
    key,
    domain,
    input.name ?? '',
    input.language ?? '',
    input.status ?? 'active',
    writeAttributes(input.attributes ?? {}),
    consent?.at ?? null,
    consent?.how ?? null,
    consent?.from ?? null,
    now,
    now,
  )
  return (await findMember(queries, { address })) ?? { fault: 'unknown' }
}

/** Changes a member in a transaction. Consent stays as it is; who left and gets another address has left with it too. */
export async function editMember(
  queries: Queries,
  id: number,
  changes: MemberChanges,
  { keys, now }: RosterOptions,
): Promise<Member | MemberFault> {
  const old = await findMember(queries, { id })
  if (!old) return { fault: 'unknown' }
  const taken = await takenBy(queries, changes.number, changes.address, id)
  if (taken) return taken
  const moved = changes.address && changes.address.key !== old.addressKey
  if (moved && !(await recogniseForgotten(queries, changes.address!.key, keys, now)))
    return { fault: 'keys-needed' }
  if (moved) {
    await carrySuppressions(queries, old.addressKey, changes.address!.key)
    await noteEarlierAddress(queries, id, old.addressKey)
  }
  const attributes = Object.entries({ ...old.attributes, ...changes.attributes })
  const known = attributes.filter(
    (entry): entry is [string, AttributeValues[string]] => entry[1] !== undefined,
  )
  await queries.run(
    `UPDATE members SET number = ?, address = ?, address_key = ?, domain = ?, name = ?, language = ?, status = ?,
       attributes = ?, changed_at = ? WHERE id = ?`,
    ('number' in changes ? changes.number : old.number) ?? null,
    changes.address?.address ?? old.address,
    changes.address?.key ?? old.addressKey,
    changes.address?.domain ?? old.domain,
    changes.name ?? old.name,
    changes.language ?? old.language,
    changes.status ?? old.status,
    writeAttributes(Object.fromEntries(known)),
    now,
    id,
  )
  return (await findMember(queries, { id })) ?? { fault: 'unknown' }
}

async function takenBy(
  queries: Queries,
  number: string | undefined,
  address: Address | undefined,
  self?: number,
): Promise<MemberFault | undefined> {
  const byNumber = number === undefined ? undefined : await findMember(queries, { number })
  if (byNumber && byNumber.id !== self) return { fault: 'number-taken', owner: byNumber }
  const byAddress = address && (await findMember(queries, { address: address.address }))
  return byAddress && byAddress.id !== self ? { fault: 'address-taken', owner: byAddress } : undefined
}

/** What a member may be found by. */
export type MemberHandle = { id: number } | { number: string } | { address: string }

/** The member with this id, number or address, in any of the address's spellings. */
export async function findMember(queries: Queries, handle: MemberHandle): Promise<Member | undefined> {
  const find = async (column: string, value: string | number): Promise<Member | undefined> => {
    const row = await queries.get<MemberRow>(
      `SELECT ${memberColumns} FROM members WHERE ${column} = ?`,
      value,
    )
    return row && memberOf(row)
  }
  if ('id' in handle) return find('id', handle.id)
  if ('number' in handle) return find('number', handle.number)
  const address = normaliseAddress(handle.address)
  return 'fault' in address ? undefined : find('address_key', address.key)
}

export interface ListOptions {
  /** Only members with a higher id. */
  after: number
  limit: number
  /** Only members of whom it is true. Default: all. */
  condition?: Expression | undefined
  status?: MemberStatus | undefined
}

/** Rows looked at for a condition at a time. */
const scanSize = 1_000

/** Members in the order of their ids, a page at a time. */
export async function listMembers(
  queries: Queries,
  { after, limit, condition, status }: ListOptions,
): Promise<Member[]> {
  const found: Member[] = []
  const size = condition ? scanSize : limit
  for (let last = after; found.length < limit;) {
    const rows = await queries.all<MemberRow>(
      `SELECT ${memberColumns} FROM members WHERE id > ? AND (? IS NULL OR status = ?) ORDER BY id LIMIT ?`,
      last,
      status ?? null,
      status ?? null,
      size,
    )
    found.push(...rows.map(memberOf).filter((member) => isIn(member, condition)))
    if (rows.length < size) break
    last = rows.at(-1)!.id
  }
  return found.slice(0, limit)
}

/** Whether a condition is definitely true of a member. */
export function isIn({ attributes, language, status }: Member, condition: Expression | undefined): boolean {
  return condition === undefined || evaluate(condition, { ...attributes, language, status })
}

/** Records a newer consent of a member. */
export async function giveConsent(
  queries: Queries,
  memberId: number,
  consent: Consent,
  now: number,
): Promise<void> {
  await queries.run(
    'UPDATE members SET consent_at = ?, consent_how = ?, consent_from = ?, changed_at = ? WHERE id = ?',
    consent.at,
    consent.how,
    consent.from,
    now,
    memberId,
  )
}

/** Which series a member wants; one that is not there is as wanted. */
export async function preferencesOf(queries: Queries, memberId: number): Promise<Map<string, boolean>> {
  const rows = await queries.all<{ series: string; wanted: number }>(
    'SELECT series, wanted FROM preferences WHERE member_id = ? ORDER BY series',
    memberId,
  )
  return new Map(rows.map(({ series, wanted }) => [series, wanted === 1]))
}

/** Records whether a member wants a series. */
export async function setPreference(
  queries: Queries,
  memberId: number,
  series: string,
  wanted: boolean,
  now: number,
): Promise<void> {
  await queries.run(
    `INSERT INTO preferences (member_id, series, wanted, since) VALUES (?, ?, ?, ?)
     ON CONFLICT (member_id, series) DO UPDATE SET wanted = excluded.wanted, since = excluded.since
     WHERE preferences.wanted <> excluded.wanted`,
    memberId,
    series,
    wanted ? 1 : 0,
    now,
  )
}
