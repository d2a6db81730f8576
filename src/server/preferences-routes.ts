import type { Context, Hono } from 'hono'
import { findMember, preferencesOf, setPreference } from '../members/index.ts'
import type { Queries } from '../database/index.ts'
import type { Member } from '../model/member.ts'
import { createFormToken, isFormToken, readOwnForm, type Form } from './form-token.ts'
import { canTakeBack, inForce, leaveMember, rejoinMember } from './leave-member.ts'
import { limits } from './limits.ts'
import { expired, readLink } from './link-token.ts'
import { cannotRejoinPage } from './pages/leave-pages.ts'
import { preferencesPage, type PreferencesView } from './pages/preferences-page.ts'
import { problemPage } from './pages/problem-page.ts'
import { networkOfRequest, tooMany } from './request-network.ts'
import { answer, type Service } from './service.ts'

/** `/p/…`: what a member gets, and does not get. */
export function addPreferencesRoutes(app: Hono, service: Service): void {
  app.get('/p/:token?', (context) => showPreferences(context, service))
  app.post('/p/:token?', (context) => postPreferences(context, service))
}

async function showPreferences(context: Context, service: Service): Promise<Response> {
  const link = readLink(context, service, 'preferences')
  if ('refusal' in link) return link.refusal
  const view = await viewOf(service, link.token, link.content.id, link.isSpecimen)
  return view ? answer(context, service, preferencesPage(service.pages, view)) : expired(context, service)
}

async function postPreferences(context: Context, service: Service): Promise<Response> {
  const link = readLink(context, service, 'preferences')
  if ('refusal' in link) return link.refusal
  const form = await readOwnForm(context, service)
  if ('refusal' in form) return form.refusal
  const { id } = link.content
  const isFresh = isFormToken(service, 'preferences', id, form.field('form'))
  if (isFresh && !link.isSpecimen) {
    const outcome = await change(context, service, id, form)
    if (outcome === 'unknown')
      return answer(context, service, problemPage(service.words.problems.badRequest, service.pages), 400)
    if (outcome === 'too-many') return tooMany(context, service)
    if (outcome === 'cannot-rejoin') return answer(context, service, cannotRejoinPage(service.pages), 410)
  }
  const view = await viewOf(service, link.token, id, link.isSpecimen)
  if (!view) return expired(context, service)
  const page = preferencesPage(service.pages, { ...view, notice: isFresh ? 'saved' : 'stale' })
  return answer(context, service, page, isFresh ? 200 : 400)
}

async function viewOf(
  service: Service,
  token: string,
  id: number,
  isSpecimen: boolean,
): Promise<PreferencesView | undefined> {
  const { database, clock, pages } = service
  const action = `${pages.prefix}/p/${token}`
  const formToken = createFormToken(service, 'preferences', id)
  if (isSpecimen) return { action, formToken, unwanted: new Set(), state: 'specimen' }
  const member = await findMember(database, { id })
  if (!member) return undefined
  const found = await inForce(database, member.addressKey)
  const isLate = found.some((suppression) => !canTakeBack(suppression, clock()))
  const state = found.length === 0 ? 'subscribed' : isLate ? 'left' : 'left-lately'
  const preferences = await preferencesOf(database, id)
  const unwanted = [...preferences].filter(([, wanted]) => !wanted).map(([series]) => series)
  return { action, formToken, unwanted: new Set(unwanted), state }
}

type Change = 'done' | 'unknown' | 'too-many' | 'cannot-rejoin'

async function change(context: Context, service: Service, id: number, form: Form): Promise<Change> {
  const { database, clock } = service
  const wish = form.field('do')
  // Leaving has no limit.
  if (wish === 'leave') {
    const evidence = 'the button on the page of preferences'
    await database.transaction((queries) =>
      leaveMember(queries, { memberId: id, reason: 'left', evidence, at: clock() }),
    )
    return 'done'
  }
  if (wish !== 'save' && wish !== 'rejoin') return 'unknown'
  if (!(await isWithinLimits(context, service, id))) return 'too-many'
  if (wish === 'rejoin') return (await rejoinMember(database, id, clock())) ? 'done' : 'cannot-rejoin'
  await database.transaction(async (queries) => {
    const member = await findMember(queries, { id })
    if (member) await saveSeries(queries, service, member, new Set(form.all('series')))
  })
  return 'done'
}

async function isWithinLimits(context: Context, service: Service, id: number): Promise<boolean> {
  const { database, limiter, clock } = service
  return database.transaction(async (queries) => {
    const network = networkOfRequest(context)
    const byMember = await limiter.take(queries, limits.changesOfMember, String(id), clock())
    return (await limiter.take(queries, limits.changesFromNetwork, network, clock())) && byMember
  })
}

/** Writes only what differs: a preference that nobody expressed stays unsaid. */
async function saveSeries(
  queries: Queries,
  { settings, clock }: Service,
  { id }: Member,
  chosen: ReadonlySet<string>,
): Promise<void> {
  const before = await preferencesOf(queries, id)
  for (const { id: series } of settings.series) {
    const wanted = chosen.has(series)
    if ((before.get(series) ?? true) !== wanted) await setPreference(queries, id, series, wanted, clock())
  }
}
