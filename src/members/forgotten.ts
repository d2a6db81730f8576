import { createHmac } from 'node:crypto'
import type { Queries } from '../database/index.ts'
import type { Member } from '../model/member.ts'
import { earlierAddressesOf } from './earlier-addresses.ts'
import type { Keys, SecretKey } from './keys.ts'

/**
 * What stays of a forgotten person's address: an HMAC-SHA-256 (RFC 2104), with the id of its key. Nobody without the
 * key can tell whose it is, not even by trying every address.
 */
function hashOf(addressKey: string, key: SecretKey): string {
  const hash = createHmac('sha256', key.derive('forgotten address')).update(addressKey).digest('base64url')
  return `${key.id}:${hash}`
}

/** The address's hash under each key. */
export function hashesOf(addressKey: string, keys: Keys): string[] {
  return keys.all.map((key) => hashOf(addressKey, key))
}

/** How the keys stand to the forgotten people of a database. */
export type ForgottenKeys =
  /** Nobody was forgotten: no keys are needed. */
  | 'none'
  /** Each of them can be recognised. */
  | 'known'
  /** Some were forgotten under a key that is not there. */
  | 'keys-needed'

/** Whether forgotten people can be recognised; asked before addresses come in. */
export async function forgottenKeys(queries: Queries, keys: Keys | undefined): Promise<ForgottenKeys> {
  const rows = await queries.all<{ key_id: string }>(
    `SELECT DISTINCT substr(address_hash, 1, 6) AS key_id FROM suppressions
     WHERE address_hash IS NOT NULL AND lifted_at IS NULL`,
  )
  if (rows.length === 0) return 'none'
  const known = new Set(keys?.all.map(({ id }) => id))
  return rows.every(({ key_id }) => known.has(key_id)) ? 'known' : 'keys-needed'
}

/** Whether a hash was made under one of these keys. */
export function isUnder(hash: string, keys: Keys | undefined): boolean {
  return keys?.all.some(({ id }) => hash.startsWith(`${id}:`)) ?? false
}

/** The hashes in force. */
export async function forgottenHashes(queries: Queries): Promise<Set<string>> {
  const rows = await queries.all<{ hash: string }>(
    'SELECT address_hash AS hash FROM suppressions WHERE address_hash IS NOT NULL AND lifted_at IS NULL',
  )
  return new Set(rows.map(({ hash }) => hash))
}

/** Members whose address has one of these hashes, in the order of their ids. */
export async function* membersWithHash(
  queries: Queries,
  hashes: ReadonlySet<string>,
  keys: Keys,
): AsyncGenerator<Pick<Member, 'id' | 'addressKey' | 'createdAt'>> {
  for (let after = 0; ;) {
    const page = await queries.all<Pick<Member, 'id' | 'addressKey' | 'createdAt'>>(
      `SELECT id, address_key AS "addressKey", created_at AS "createdAt" FROM members
       WHERE id > ? ORDER BY id LIMIT 1000`,
      after,
    )
    const last = page.at(-1)
    if (!last) return
    for (const member of page) if (hasHash(member.addressKey, hashes, keys)) yield member
    after = last.id
  }
}

/** Erases what strangers asked for whose address has one of these hashes. */
export async function forgetApplications(
  queries: Queries,
  hashes: ReadonlySet<string>,
  keys: Keys,
): Promise<void> {
  const rows = await queries.all<{ id: number; key: string }>(
    'SELECT id, address_key AS key FROM applications',
  )
  const found = rows.filter(({ key }) => hasHash(key, hashes, keys))
  await queries.runMany(
    'DELETE FROM applications WHERE id = ?',
    found.map(({ id }) => [id]),
  )
}

function hasHash(addressKey: string, hashes: ReadonlySet<string>, keys: Keys): boolean {
  return hashesOf(addressKey, keys).some((hash) => hashes.has(hash))
}

/** Whether an address is that of somebody forgotten. */
export async function isForgotten(queries: Queries, addressKey: string, keys: Keys): Promise<boolean> {
  for (const hash of hashesOf(addressKey, keys)) {
    const row = await queries.get(
      'SELECT 1 AS found FROM suppressions WHERE address_hash = ? AND lifted_at IS NULL',
      hash,
    )
    if (row) return true
  }
  return false
}

/** SQL that suppresses an address key, `?`, since a time, `?`, because its owner was forgotten. */
export const suppressForgotten = `INSERT INTO suppressions (address_key, scope, reason, since)
  VALUES (?, 'address', 'forgotten', ?) ON CONFLICT (address_key, scope) WHERE lifted_at IS NULL DO NOTHING`

/**
 * Suppresses an address that comes in anew when its owner was forgotten. False where that cannot be told, because a
 * key is missing: then it must not come in.
 */
export async function recogniseForgotten(
  queries: Queries,
  addressKey: string,
  keys: Keys | undefined,
  now: number,
): Promise<boolean> {
  const state = await forgottenKeys(queries, keys)
  if (state === 'known' && (await isForgotten(queries, addressKey, keys!)))
    await queries.run(suppressForgotten, addressKey, now)
  return state !== 'keys-needed'
}

/**
 * Erases a person from the roster, in a transaction: the member with preferences and consent, and at the present and
 * each earlier address what suppressed it and an application to join. `knownAt` are addresses that the ledger has. A
 * keyed hash of each address stays, so that they are not mailed again; but not of one that is another member's by now.
 * Gives the pseudonym under which the ledger may keep what happened.
 */
export async function forgetMember(
  queries: Queries,
  keys: Keys,
  { id, addressKey }: Pick<Member, 'id' | 'addressKey'>,
  now: number,
  knownAt: readonly string[] = [],
): Promise<{ pseudonym: string }> {
  const addresses = new Set([addressKey, ...knownAt, ...(await earlierAddressesOf(queries, id))])
  await queries.run('DELETE FROM members WHERE id = ?', id)
  await queries.run('DELETE FROM preferences WHERE member_id = ?', id)
  for (const address of addresses) {
    const other = await queries.get('SELECT 1 AS found FROM members WHERE address_key = ?', address)
    if (!other) await forgetAddress(queries, keys, address, now)
  }
  const mark = createHmac('sha256', keys.current.derive('pseudonym'))
    .update(`${id} ${addressKey}`)
    .digest('hex')
  return { pseudonym: `forgotten-${mark.slice(0, 16)}` }
}

async function forgetAddress(queries: Queries, keys: Keys, addressKey: string, now: number): Promise<void> {
  await queries.run('DELETE FROM applications WHERE address_key = ?', addressKey)
  await queries.run('DELETE FROM suppressions WHERE address_key = ?', addressKey)
  if (await isForgotten(queries, addressKey, keys)) return
  await queries.run(
    `INSERT INTO suppressions (address_hash, scope, reason, since) VALUES (?, 'address', 'forgotten', ?)`,
    hashOf(addressKey, keys.current),
    now,
  )
}
