import type { Context, Hono } from 'hono'
import { normaliseAddress, type Address } from '../../members/index.ts'
import { createFormToken, isFormToken, readOwnForm } from '../form-token.ts'
import { limits } from '../limits.ts'
import { linkSentPage, signedInPage, signInPage, type SignInView } from '../pages/sign-in-pages.ts'
import { networkOfRequest, tooMany } from '../request-network.ts'
import { answer, type Service } from '../service.ts'
import { currentSession } from './current-session.ts'
import { nextAddress } from './next-address.ts'
import { sendSignInLetter } from './sign-in-letter.ts'

/** `/sign-in`: asking for a link, and `/sign-in/check`, which a reverse proxy asks. */
export function addSignInRoutes(app: Hono, service: Service): void {
  app.get('/sign-in', (context) => showSignIn(context, service))
  app.post('/sign-in', (context) => postSignIn(context, service))
  app.get('/sign-in/check', async (context) => {
    const session = await currentSession(context, service)
    return context.body(null, session ? 204 : 401)
  })
}

/** A new form's token, with what goes on in the form. */
export function formView(service: Service, view: Omit<SignInView, 'formToken'>): SignInView {
  return { ...view, formToken: createFormToken(service, 'sign-in', 0) }
}

async function showSignIn(context: Context, service: Service): Promise<Response> {
  const next = nextAddress(context.req.query('next'), service.settings.baseUrl)
  const session = await currentSession(context, service)
  if (session) return answer(context, service, signedInPage(service.pages, session.member.address, next))
  return answer(context, service, signInPage(service.pages, formView(service, { address: '', next })))
}

async function postSignIn(context: Context, service: Service): Promise<Response> {
  const form = await readOwnForm(context, service, service.words.gate.foreignForm)
  if ('refusal' in form) return form.refusal
  const typed = form.field('address') ?? ''
  const next = nextAddress(form.field('next'), service.settings.baseUrl)
  const again = (fault: 'stale' | 'badAddress'): Response => {
    const view = formView(service, { address: typed, next, fault })
    return answer(context, service, signInPage(service.pages, view), 400)
  }
  if (!isFormToken(service, 'sign-in', 0, form.field('form'))) return again('stale')
  const address = normaliseAddress(typed.trim())
  if ('fault' in address) return again('badAddress')
  const counted = await count(context, service, address)
  if (counted === 'too-many') return tooMany(context, service)
  if (counted === 'within') service.later(() => sendSignInLetter(service, address, next))
  return answer(context, service, linkSentPage(service.pages))
}

/**
 * Counts the request, the same for everybody: the roster is not looked at before the answer. Past the limit of the
 * network the answer says so; past that of the address it does not, since somebody else may have used it up.
 */
async function count(
  context: Context,
  { database, limiter, clock }: Service,
  { key }: Address,
): Promise<'too-many' | 'silent' | 'within'> {
  const now = clock()
  const from = networkOfRequest(context)
  return database.transaction(async (queries) => {
    if (!(await limiter.take(queries, limits.signInsFromNetwork, from, now))) return 'too-many'
    const isFew = await limiter.take(queries, limits.signInLettersToAddress, key, now)
    return isFew && (await limiter.take(queries, limits.signInLettersADay, key, now)) ? 'within' : 'silent'
  })
}
