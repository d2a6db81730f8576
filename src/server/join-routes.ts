import type { Context, Hono } from 'hono'
import { normaliseAddress, type Address } from '../members/index.ts'
import { keepApplication } from './applications.ts'
import { createFormToken, isFormToken, readOwnForm } from './form-token.ts'
import { answerApplication } from './join-letters.ts'
import { limits } from './limits.ts'
import { joinPage, sentPage, type JoinView } from './pages/join-pages.ts'
import { networkOfRequest, tooMany } from './request-network.ts'
import { answer, type Service } from './service.ts'

/** `/subscribe`: asking for the newsletter; only where the publication lets anybody join. */
export function addJoinRoutes(app: Hono, service: Service): void {
  app.get('/subscribe', (context) => showJoin(context, service, { address: '', name: '' }))
  app.post('/subscribe', (context) => postJoin(context, service))
}

function showJoin(
  context: Context,
  service: Service,
  view: Omit<JoinView, 'formToken'>,
): Response | Promise<Response> {
  const page = joinPage(service.pages, { ...view, formToken: createFormToken(service, 'subscribe', 0) })
  return answer(context, service, page, view.fault ? 400 : 200)
}

async function postJoin(context: Context, service: Service): Promise<Response> {
  const form = await readOwnForm(context, service)
  if ('refusal' in form) return form.refusal
  const typed = { address: form.field('address') ?? '', name: form.field('name') ?? '' }
  if (!isFormToken(service, 'subscribe', 0, form.field('form')))
    return showJoin(context, service, { ...typed, fault: 'stale' })
  const address = normaliseAddress(typed.address.trim())
  if ('fault' in address) return showJoin(context, service, { ...typed, fault: 'badAddress' })
  const kept = await keep(context, service, address, tidyName(typed.name))
  if (kept === 'too-many') return tooMany(context, service)
  if (kept !== 'silent') service.later(() => answerApplication(service, address, kept.application))
  return answer(context, service, sentPage(service.pages))
}

/**
 * Counts the request and keeps the application, in one transaction that is the same for everybody. Past the limit of
 * the network the answer says so; past that of the address it does not, since somebody else may have used it up.
 */
async function keep(
  context: Context,
  { database, limiter, clock }: Service,
  address: Address,
  name: string,
): Promise<{ application: number } | 'too-many' | 'silent'> {
  const now = clock()
  const from = networkOfRequest(context)
  return database.transaction(async (queries) => {
    if (!(await limiter.take(queries, limits.joinsFromNetwork, from, now))) return 'too-many'
    const forAddress = await limiter.take(queries, limits.lettersToAddress, address.key, now)
    if (!forAddress || !(await limiter.take(queries, limits.lettersInAll, '', now))) return 'silent'
    return { application: await keepApplication(queries, { address, name, from, at: now }) }
  })
}

/** A name as people have them: strangers type here, and it will stand in letters. */
function tidyName(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{Zs}.'’-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80)
}
