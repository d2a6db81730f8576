import type { Context, Hono } from 'hono'
import type { Queries } from '../../database/index.ts'
import { findMember } from '../../members/index.ts'
import type { Member } from '../../model/member.ts'
import type { Problem } from '../../templates/index.ts'
import { readOwnForm } from '../form-token.ts'
import { problemPage } from '../pages/problem-page.ts'
import { askForAnother, cannotSignInPage, pressPage, signedInPage } from '../pages/sign-in-pages.ts'
import { answer, type Service } from '../service.ts'
import { currentSession, isSecure } from './current-session.ts'
import { mayRead } from './may-read.ts'
import { nextAddress } from './next-address.ts'
import { createSecretToken, hashOfToken, isTokenShaped, tokenLength } from './secret-token.ts'
import { readSessionCookie, setSessionCookie } from './session-cookie.ts'
import { beginSession, endSession } from './sessions.ts'
import { findLink, useLink, type SignInLink } from './sign-in-links.ts'

/** `/s/…`: the page behind the link in a letter, with the button that signs in. */
export function addPressRoutes(app: Hono, service: Service): void {
  app.get('/s/:token?', (context) => showPress(context, service))
  app.post('/s/:token?', (context) => postPress(context, service))
}

/** Shows a button and uses nothing up, whoever fetches it and however often. */
async function showPress(context: Context, service: Service): Promise<Response> {
  const link = await readLink(context, service)
  if ('refusal' in link) return link.refusal
  const action = `${service.pages.prefix}/s/${link.token}`
  return answer(context, service, pressPage(service.pages, action, link.member.address))
}

async function postPress(context: Context, service: Service): Promise<Response> {
  const form = await readOwnForm(context, service, service.words.gate.foreignForm)
  if ('refusal' in form) return form.refusal
  const link = await readLink(context, service)
  if ('refusal' in link) return link.refusal
  const { database, clock, random } = service
  const { token, hash } = createSecretToken(random)
  const old = readSessionCookie(context, isSecure(service))
  const isFirst = await database.transaction(async (queries) => {
    if (!(await useLink(queries, link.hash, clock()))) return false
    if (old !== undefined) await endSession(queries, hashOfToken(old))
    await beginSession(queries, hash, link.member, clock())
    return true
  })
  // Another request was faster, or the ten minutes are over since.
  if (!isFirst) return refuse(context, service, service.words.gate.usedLink, link.next)
  setSessionCookie(context, isSecure(service), token)
  // Settings may have changed since the letter went: what is kept is looked at again.
  return context.redirect(nextAddress(link.next, service.settings.baseUrl), 303)
}

type Read = { token: string; hash: string; member: Member; next: string } | { refusal: Response }

/** Reads a link that signs in now, or gives the answer to one that does not. */
async function readLink(context: Context, service: Service): Promise<Read> {
  const { database, clock, words } = service
  const { gate } = words
  const token = context.req.param('token') ?? ''
  const bad = (problem: Problem, status: 400 | 410, next = ''): Read => ({
    refusal: refuse(context, service, problem, next, status),
  })
  if (!isTokenShaped(token))
    return bad(token.length < tokenLength ? gate.cutShortLink : gate.unknownLink, 400)
  const hash = hashOfToken(token)
  const link = await findLink(database, hash)
  if (!link) return bad(gate.unknownLink, 400)
  if (link.usedAt !== undefined) return signedInAlready(context, service, link)
  if (link.expiresAt <= clock()) return bad(gate.lateLink, 410, link.next)
  const member = await memberOf(database, link)
  if (!member) return { refusal: answer(context, service, cannotSignInPage(service.pages), 410) }
  return { token, hash, member, next: link.next }
}

/** Who comes back to the letter in the browser that it signed in has nothing to worry about. */
async function signedInAlready(context: Context, service: Service, link: SignInLink): Promise<Read> {
  const { words, pages, settings } = service
  const session = await currentSession(context, service)
  if (session?.member.id !== link.memberId)
    return { refusal: refuse(context, service, words.gate.usedLink, link.next) }
  const page = signedInPage(pages, session.member.address, nextAddress(link.next, settings.baseUrl))
  return { refusal: answer(context, service, page) }
}

/** The member of a link, who may have lapsed, or have another address, since it was sent. */
async function memberOf(queries: Queries, { memberId, addressKey }: SignInLink): Promise<Member | undefined> {
  const member = await findMember(queries, { id: memberId })
  return member?.addressKey === addressKey && (await mayRead(queries, member)) ? member : undefined
}

function refuse(
  context: Context,
  service: Service,
  problem: Problem,
  next: string,
  status: 400 | 410 = 410,
): Response {
  const { pages, settings } = service
  const more = askForAnother(pages, nextAddress(next, settings.baseUrl))
  return answer(context, service, problemPage(problem, pages, more), status)
}
