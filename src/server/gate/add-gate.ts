import type { Hono } from 'hono'
import type { Queries } from '../../database/index.ts'
import type { Service } from '../service.ts'
import { addPressRoutes } from './press-routes.ts'
import { pruneLinks } from './sign-in-links.ts'
import { addSignInRoutes } from './sign-in-routes.ts'
import { addSignOutRoutes } from './sign-out-routes.ts'
import { pruneSessions } from './sessions.ts'

/** The pages of the gate, and how they may be asked for. */
export const gateMethods: Record<string, string> = {
  '/sign-in': 'GET, HEAD, POST',
  '/sign-in/check': 'GET, HEAD',
  '/s/:token?': 'GET, HEAD, POST',
  '/sign-out': 'GET, HEAD, POST',
}

/** The pages for signing in and out. */
export function addGate(app: Hono, service: Service): void {
  addSignInRoutes(app, service)
  addPressRoutes(app, service)
  addSignOutRoutes(app, service)
}

/** Forgets links and sessions that are over. */
export async function pruneGate(queries: Queries, now: number): Promise<void> {
  await pruneLinks(queries, now)
  await pruneSessions(queries, now)
}
