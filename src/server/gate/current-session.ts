import type { Context } from 'hono'
import type { Service } from '../service.ts'
import { hashOfToken } from './secret-token.ts'
import { readSessionCookie } from './session-cookie.ts'
import { findSession, isProlongable, prolongSession, type Session } from './sessions.ts'

/** The session of whoever asks; a session that is used goes on. */
export async function currentSession(context: Context, service: Service): Promise<Session | undefined> {
  const { database, clock } = service
  const token = readSessionCookie(context, isSecure(service))
  if (token === undefined) return undefined
  const now = clock()
  const session = await findSession(database, hashOfToken(token), now)
  if (session && isProlongable(session, now))
    service.later(() => prolongSession(database, session, now), 'a session could not be prolonged')
  return session
}

/** Whether browsers come over https, as everywhere but on a developer's own machine. */
export function isSecure({ settings }: Service): boolean {
  return settings.serviceUrl.startsWith('https:')
}
