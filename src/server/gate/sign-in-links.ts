import type { Queries } from '../../database/index.ts'

/** A link that was sent. */
export interface SignInLink {
  memberId: number
  /** The normal form of the address that it was sent to. */
  addressKey: string
  /** The path to go on to. */
  next: string
  expiresAt: number
  usedAt?: number
}

/** How long a link is good. */
export const linkMs = 10 * 60_000
/** So long we remember one, to say of it that it is used or late. */
const rememberMs = 24 * 3_600_000

type NewLink = Pick<SignInLink, 'memberId' | 'addressKey' | 'next'>

/** Keeps a link under the hash of its token. */
export async function keepLink(queries: Queries, hash: string, link: NewLink, now: number): Promise<void> {
  await queries.run(
    'INSERT INTO sign_in_links (hash, member_id, address_key, next, expires_at) VALUES (?, ?, ?, ?, ?)',
    hash,
    link.memberId,
    link.addressKey,
    link.next,
    now + linkMs,
  )
}

interface LinkRow {
  member_id: number
  address_key: string
  next: string
  expires_at: number
  used_at: number | null
}

/** Looks at a link and uses nothing up. */
export async function findLink(queries: Queries, hash: string): Promise<SignInLink | undefined> {
  const row = await queries.get<LinkRow>(
    'SELECT member_id, address_key, next, expires_at, used_at FROM sign_in_links WHERE hash = ?',
    hash,
  )
  return (
    row && {
      memberId: row.member_id,
      addressKey: row.address_key,
      next: row.next,
      expiresAt: row.expires_at,
      ...(row.used_at !== null && { usedAt: row.used_at }),
    }
  )
}

/** Uses a link up: true for one caller only, and only while it is good. */
export async function useLink(queries: Queries, hash: string, now: number): Promise<boolean> {
  const changes = await queries.run(
    'UPDATE sign_in_links SET used_at = ? WHERE hash = ? AND used_at IS NULL AND expires_at > ?',
    now,
    hash,
    now,
  )
  return changes === 1
}

/** Makes the links of a member that are still good no good. */
export async function spoilLinksOf(queries: Queries, memberId: number): Promise<void> {
  await queries.run('DELETE FROM sign_in_links WHERE member_id = ? AND used_at IS NULL', memberId)
}

/** Forgets links that are long over. */
export async function pruneLinks(queries: Queries, now: number): Promise<void> {
  await queries.run('DELETE FROM sign_in_links WHERE expires_at < ?', now - rememberMs)
}
