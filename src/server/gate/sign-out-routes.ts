import type { Context, Hono } from 'hono'
import { readOwnForm } from '../form-token.ts'
import { signedInPage, signedOutPage } from '../pages/sign-in-pages.ts'
import { answer, type Service } from '../service.ts'
import { currentSession, isSecure } from './current-session.ts'
import { nextAddress } from './next-address.ts'
import { hashOfToken } from './secret-token.ts'
import { clearSessionCookie, readSessionCookie } from './session-cookie.ts'
import { endSession, endSessionsOf } from './sessions.ts'
import { spoilLinksOf } from './sign-in-links.ts'

/** `/sign-out`: here, or on every device. */
export function addSignOutRoutes(app: Hono, service: Service): void {
  app.get('/sign-out', (context) => showSignOut(context, service))
  app.post('/sign-out', (context) => postSignOut(context, service))
}

async function showSignOut(context: Context, service: Service): Promise<Response> {
  const session = await currentSession(context, service)
  const home = nextAddress(undefined, service.settings.baseUrl)
  return answer(
    context,
    service,
    session
      ? signedInPage(service.pages, session.member.address, home)
      : signedOutPage(service.pages, 'already'),
  )
}

async function postSignOut(context: Context, service: Service): Promise<Response> {
  const form = await readOwnForm(context, service, service.words.gate.foreignForm)
  if ('refusal' in form) return form.refusal
  const { database } = service
  const session = await currentSession(context, service)
  const isEverywhere = session !== undefined && form.field('everywhere') !== undefined
  const token = readSessionCookie(context, isSecure(service))
  await database.transaction(async (queries) => {
    if (token !== undefined) await endSession(queries, hashOfToken(token))
    if (!isEverywhere) return
    await endSessionsOf(queries, session.member.id)
    await spoilLinksOf(queries, session.member.id)
  })
  clearSessionCookie(context, isSecure(service))
  // Pages that were read stay in the browser's cache, which may be that of a library.
  context.header('clear-site-data', '"cache"')
  return answer(context, service, signedOutPage(service.pages, isEverywhere ? 'everywhere' : 'here'))
}
