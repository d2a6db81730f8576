import type { Queries } from '../../database/index.ts'
import { findMember } from '../../members/index.ts'
import type { Member } from '../../model/member.ts'
import { mayRead } from './may-read.ts'

/** A browser that is signed in. */
export interface Session {
  /** What it is kept under. */
  hash: string
  member: Member
  beganAt: number
  lastSeenAt: number
}

const dayMs = 24 * 3_600_000
/** So long a browser that is not used stays signed in. */
const idleMs = 30 * dayMs
/** So long any stays signed in. */
export const longestMs = 365 * dayMs

/** Begins a session of a member, who has proved to read this address. */
export async function beginSession(
  queries: Queries,
  hash: string,
  { id, addressKey }: Pick<Member, 'id' | 'addressKey'>,
  now: number,
): Promise<void> {
  await queries.run(
    `INSERT INTO sessions (hash, member_id, address_key, began_at, last_seen_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
    hash,
    id,
    addressKey,
    now,
    now,
    now + idleMs,
  )
}

interface SessionRow {
  member_id: number
  address_key: string
  began_at: number
  last_seen_at: number
}

/**
 * The session under this hash, where its member may still read. The roster is asked each time, so that who lapses, is
 * forgotten, or has another address now, is out at once.
 */
export async function findSession(queries: Queries, hash: string, now: number): Promise<Session | undefined> {
  const row = await queries.get<SessionRow>(
    'SELECT member_id, address_key, began_at, last_seen_at FROM sessions WHERE hash = ? AND expires_at > ?',
    hash,
    now,
  )
  const member = row && (await findMember(queries, { id: row.member_id }))
  if (!member || member.addressKey !== row.address_key || !(await mayRead(queries, member))) return undefined
  return { hash, member, beganAt: row.began_at, lastSeenAt: row.last_seen_at }
}

/** Whether a session was last prolonged so long ago that it is worth a write. */
export function isProlongable({ lastSeenAt }: Session, now: number): boolean {
  return now - lastSeenAt > dayMs
}

/** Prolongs a session that is used, as far as any goes. To the day: nobody needs to know at what hour a member reads. */
export async function prolongSession(
  queries: Queries,
  { hash, beganAt }: Session,
  now: number,
): Promise<void> {
  const today = Math.floor(now / dayMs) * dayMs
  await queries.run(
    'UPDATE sessions SET last_seen_at = ?, expires_at = ? WHERE hash = ?',
    today,
    Math.min(today + dayMs + idleMs, beganAt + longestMs),
    hash,
  )
}

/** Ends one session. */
export async function endSession(queries: Queries, hash: string): Promise<void> {
  await queries.run('DELETE FROM sessions WHERE hash = ?', hash)
}

/** Ends every session of a member. */
export async function endSessionsOf(queries: Queries, memberId: number): Promise<void> {
  await queries.run('DELETE FROM sessions WHERE member_id = ?', memberId)
}

/** Signs everybody out: a restored backup knows neither who signed out since it was taken nor which links were used. */
export async function endEverySession(queries: Queries): Promise<void> {
  await queries.run('DELETE FROM sessions')
  await queries.run('DELETE FROM sign_in_links')
}

/** Forgets sessions that are over. */
export async function pruneSessions(queries: Queries, now: number): Promise<void> {
  await queries.run('DELETE FROM sessions WHERE expires_at <= ?', now)
}
