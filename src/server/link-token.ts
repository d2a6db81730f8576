import type { Context } from 'hono'
import type { TokenContent, TokenPurpose } from '../members/index.ts'
import { problemPage } from './pages/problem-page.ts'
import { answer, type Service } from './service.ts'

/** Nobody's number: what probes and proofs have in their links. */
const nobody = 0

/** A link's token, or the answer to one that is not good: it tells nothing of the roster. */
export type LinkToken = { token: string; content: TokenContent; isSpecimen: boolean } | { refusal: Response }

/** Reads the token of a link such as `/u/…`. */
export function readLink(context: Context, service: Service, purpose: TokenPurpose): LinkToken {
  const token = context.req.param('token') ?? ''
  const result = service.tokens.parse(purpose, token, service.clock())
  if ('content' in result) return { token, content: result.content, isSpecimen: result.content.id === nobody }
  const { problems } = service.words
  if (result.fault === 'expired') return { refusal: expired(context, service) }
  const problem = result.fault === 'cut-short' || token === '' ? problems.cutShort : problems.invalidLink
  return { refusal: answer(context, service, problemPage(problem, service.pages), 400) }
}

/** Also for a member who was forgotten: nobody can tell it from a link that is too old. */
export function expired(context: Context, service: Service): Response {
  return answer(context, service, problemPage(service.words.problems.expiredLink, service.pages), 410)
}
