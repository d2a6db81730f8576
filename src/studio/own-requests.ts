import type { MiddlewareHandler } from 'hono'
import { RequestProblem } from './problem.ts'

const reading = new Set(['GET', 'HEAD'])
/** What a form of any page can send without being asked. */
const ofForms = /^(?:text\/plain|multipart\/form-data|application\/x-www-form-urlencoded)\b/i

/** A page elsewhere that points its own name at this machine must not read drafts. */
export const onlyLoopback: MiddlewareHandler = async (context, next) => {
  const host = new URL(context.req.url).hostname
  if (host !== '127.0.0.1' && host !== 'localhost') return context.text('Not here', 421)
  await next()
}

/** Only pages of this server may write. */
export const onlyOwnPages: MiddlewareHandler = async (context, next) => {
  if (reading.has(context.req.method)) return next()
  const header = (name: string): string | undefined => context.req.header(name)
  if (!isOwn(new URL(context.req.url).origin, header('origin'), header('sec-fetch-site')))
    throw new RequestProblem(
      403,
      'Unexpected request of a page that is not this server’s, expected one of its own',
      'Write on the page that the address in the terminal opens.',
    )
  const type = header('content-type')
  if (context.req.method !== 'DELETE' && (type === undefined || ofForms.test(type)))
    throw new RequestProblem(
      415,
      `Unexpected content type ${type ?? 'of nothing'}, expected JSON or binary`,
      'Send texts as `application/json`, and files as `application/octet-stream` or as what they are.',
    )
  await next()
}

/** Browsers tell where a request comes from in one of two ways, and pages cannot change either. */
function isOwn(own: string, origin: string | undefined, site: string | undefined): boolean {
  if (site !== undefined && site !== 'same-origin') return false
  return origin === undefined ? site === 'same-origin' : origin === own
}
