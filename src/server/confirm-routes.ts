import type { Context, Hono } from 'hono'
import {
  addMember,
  addressHeldBack,
  editMember,
  findMember,
  giveConsent,
  liftSuppressions,
  normaliseAddress,
} from '../members/index.ts'
import type { Queries } from '../database/index.ts'
import { takeApplication, type Application } from './applications.ts'
import { createFormToken, isFormToken, readOwnForm } from './form-token.ts'
import { inForce, isOwnLeaving } from './leave-member.ts'
import { limits } from './limits.ts'
import { readLink } from './link-token.ts'
import { confirmedPage, confirmPage, type ConfirmView } from './pages/join-pages.ts'
import { cannotRejoinPage } from './pages/leave-pages.ts'
import { problemPage } from './pages/problem-page.ts'
import { networkOfRequest, tooMany } from './request-network.ts'
import { answer, type Service } from './service.ts'

/** `/c/…`: confirming a subscription, the second half of the double opt-in. */
export function addConfirmRoutes(app: Hono, service: Service): void {
  app.get('/c/:token?', (context) => showConfirm(context, service))
  app.post('/c/:token?', (context) => postConfirm(context, service))
}

function showConfirm(context: Context, service: Service): Response {
  const link = readLink(context, service, 'confirm')
  if ('refusal' in link) return link.refusal
  return answer(context, service, confirmPage(service.pages, viewOf(service, link.token, link.content.id)))
}

function viewOf(service: Service, token: string, id: number): ConfirmView {
  const action = `${service.pages.prefix}/c/${token}`
  return { action, formToken: createFormToken(service, 'confirm', id) }
}

async function postConfirm(context: Context, service: Service): Promise<Response> {
  const link = readLink(context, service, 'confirm')
  if ('refusal' in link) return link.refusal
  const form = await readOwnForm(context, service)
  if ('refusal' in form) return form.refusal
  const { id } = link.content
  if (!isFormToken(service, 'confirm', id, form.field('form'))) {
    const view = { ...viewOf(service, link.token, id), isStale: true }
    return answer(context, service, confirmPage(service.pages, view), 400)
  }
  const { database, limiter, clock } = service
  const outcome = await database.transaction(async (queries) => {
    const network = networkOfRequest(context)
    if (!(await limiter.take(queries, limits.changesFromNetwork, network, clock()))) return 'too-many'
    const application = await takeApplication(queries, id)
    return application ? join(queries, service, application) : 'used'
  })
  if (outcome === 'too-many') return tooMany(context, service)
  if (outcome === 'joined') return answer(context, service, confirmedPage(service.pages))
  if (outcome === 'held-back') return answer(context, service, cannotRejoinPage(service.pages), 410)
  return answer(context, service, problemPage(service.words.problems.usedLink, service.pages), 410)
}

/** Puts the applicant on the roster, or takes back that they left; nothing else that holds an address back is lifted. */
async function join(
  queries: Queries,
  service: Service,
  application: Application,
): Promise<'joined' | 'held-back'> {
  const { keys, clock } = service
  const now = clock()
  const addressKey = application.address_key
  if (await addressHeldBack(queries, addressKey, keys)) return 'held-back'
  const found = await inForce(queries, addressKey, keys)
  if (!found.every(isOwnLeaving)) return 'held-back'
  const consent = { at: now, how: 'double opt-in on the web', from: application.asked_from }
  const member = await findMember(queries, { address: application.address })
  if (member) {
    if (member.status === 'lapsed') await editMember(queries, member.id, { status: 'active' }, { keys, now })
    await giveConsent(queries, member.id, consent, now)
    await liftSuppressions(queries, { addressKey, scope: 'newsletter', by: 'member', at: now })
    return 'joined'
  }
  const address = normaliseAddress(application.address)
  if ('fault' in address) return 'held-back'
  const added = await addMember(queries, { address, name: application.name, consent }, { keys, now })
  // Nothing is recorded then, and the link works again once the key is back.
  if ('fault' in added) throw new Error(`nobody can be added: ${added.fault}`)
  await liftSuppressions(queries, { addressKey, scope: 'newsletter', by: 'member', at: now })
  return 'joined'
}
