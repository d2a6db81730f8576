import type { Context, Hono } from 'hono'
import { createFormToken, isFormToken, readPosted } from './form-token.ts'
import { isSameOrigin } from './same-origin.ts'
import { leaveMember, rejoinMember, rejoinMs } from './leave-member.ts'
import { expired, readLink } from './link-token.ts'
import { cannotRejoinPage, leavePage, leftPage, rejoinedPage, type LeaveLinks } from './pages/leave-pages.ts'
import { problemPage } from './pages/problem-page.ts'
import { answer, type Service } from './service.ts'

/** `/u/…`: one-click unsubscribing (RFC 8058), and the page for people. */
export function addLeaveRoutes(app: Hono, service: Service): void {
  app.get('/u/:token?', (context) => showLeave(context, service))
  app.post('/u/:token?', (context) => postLeave(context, service))
}

/** Shows a button and changes nothing, whoever fetches it and however often. */
function showLeave(context: Context, service: Service): Response {
  const link = readLink(context, service, 'unsubscribe')
  if ('refusal' in link) return link.refusal
  return answer(context, service, leavePage(service.pages, linksOf(service, link)))
}

async function postLeave(context: Context, service: Service): Promise<Response> {
  const link = readLink(context, service, 'unsubscribe')
  if ('refusal' in link) return link.refusal
  const form = await readPosted(context, service)
  if ('refusal' in form) return form.refusal
  const rejoin = form.field('rejoin')
  if (rejoin !== undefined) return takeBack(context, service, link, rejoin)
  if (form.field('List-Unsubscribe')?.trim().toLowerCase() !== 'one-click') {
    const { title } = service.words.problems.missingField
    const page = { ...leavePage(service.pages, linksOf(service, link)), title }
    return answer(context, service, page, 400)
  }
  const how = form.field('by') === 'page' ? 'the button on the page' : 'one click in the mail program'
  if (!link.isSpecimen) await leave(service, link, how)
  return answer(context, service, leftPageOf(service, link))
}

interface Link {
  token: string
  content: { id: number; about?: string }
  isSpecimen: boolean
}

/** When this resolves, the disk has it. */
async function leave({ database, clock }: Service, { content }: Link, how: string): Promise<void> {
  const evidence = content.about === undefined ? how : `${how}, letter ${content.about}`
  await database.transaction((queries) =>
    leaveMember(queries, { memberId: content.id, reason: 'left', evidence, at: clock() }),
  )
}

async function takeBack(context: Context, service: Service, link: Link, token: string): Promise<Response> {
  const { id } = link.content
  if (link.isSpecimen) return answer(context, service, leavePage(service.pages, linksOf(service, link)))
  if (!isSameOrigin(context.req.raw, service.settings.serviceUrl))
    return answer(context, service, problemPage(service.words.problems.foreignForm, service.pages), 403)
  if (!isFormToken(service, 'rejoin', id, token)) return expired(context, service)
  const isBack = await rejoinMember(service.database, id, service.clock())
  return isBack
    ? answer(context, service, rejoinedPage(service.pages, preferencesAddress(service, id)))
    : answer(context, service, cannotRejoinPage(service.pages), 410)
}

function leftPageOf(service: Service, link: Link): ReturnType<typeof leftPage> {
  const { id } = link.content
  const token = link.isSpecimen ? undefined : createFormToken(service, 'rejoin', id, rejoinMs)
  return leftPage(service.pages, linksOf(service, link), token)
}

function linksOf(service: Service, { token, content, isSpecimen }: Link): LeaveLinks {
  const leave = `${service.pages.prefix}/u/${token}`
  return { leave, preferences: isSpecimen ? undefined : preferencesAddress(service, content.id) }
}

function preferencesAddress({ pages, tokens }: Service, id: number): string {
  return `${pages.prefix}/p/${tokens.create('preferences', { id })}`
}
