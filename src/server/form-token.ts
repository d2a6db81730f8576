import type { Context } from 'hono'
import { problemPage } from './pages/problem-page.ts'
import { readForm } from './read-form.ts'
import { isSameOrigin } from './same-origin.ts'
import { answer, type Service } from './service.ts'

/** How long a page with a form may stay open. */
const formMs = 2 * 3_600_000

export type FormUse = 'preferences' | 'subscribe' | 'confirm' | 'rejoin' | 'sign-in'

/** A token for a form: for one use, one member or application, and a time. */
export function createFormToken(
  { tokens, clock }: Service,
  use: FormUse,
  id: number,
  lifeMs = formMs,
): string {
  return tokens.create('form', { id, about: use, expiresAt: clock() + lifeMs })
}

/** Whether a form's token is ours, for this use and this member, and not too old. */
export function isFormToken({ tokens, clock }: Service, use: FormUse, id: number, token = ''): boolean {
  const result = tokens.parse('form', token, clock())
  return 'content' in result && result.content.id === id && result.content.about === use
}

export type Form = { field: (name: string) => string | undefined; all: (name: string) => string[] }

/** Reads what was posted, or gives the answer to what is no form of ours. */
export async function readPosted(context: Context, service: Service): Promise<Form | { refusal: Response }> {
  const result = await readForm(context.req.raw)
  if ('fields' in result) {
    return {
      field: (name) => result.fields.get(name)?.[0],
      all: (name) => result.fields.get(name) ?? [],
    }
  }
  const { tooLarge, tooSlow, badRequest } = service.words.problems
  const problem = { 413: tooLarge, 408: tooSlow, 400: badRequest }[result.status]
  // What is left of the body is not read: the connection ends with the answer.
  context.header('connection', 'close')
  return { refusal: answer(context, service, problemPage(problem, service.pages), result.status) }
}

/** The same for a form that only a page of ours may send. */
export async function readOwnForm(
  context: Context,
  service: Service,
  problem = service.words.problems.foreignForm,
): Promise<Form | { refusal: Response }> {
  if (isSameOrigin(context.req.raw, service.settings.serviceUrl)) return readPosted(context, service)
  const page = problemPage(problem, service.pages)
  return { refusal: answer(context, service, page, 403) }
}
