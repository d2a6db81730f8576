import type { Context } from 'hono'
import { clientNetwork } from './client-network.ts'
import { problemPage } from './pages/problem-page.ts'
import { answer, type Service } from './service.ts'

interface Connection {
  incoming?: { socket?: { remoteAddress?: string } }
}

/** The network that a request comes from. */
export function networkOfRequest(context: Context): string {
  const peer = (context.env as Connection | undefined)?.incoming?.socket?.remoteAddress
  return clientNetwork(peer, context.req.header('x-forwarded-for'))
}

/** The answer to somebody who asks too often. */
export function tooMany(context: Context, service: Service): Response {
  context.header('retry-after', '3600')
  return answer(context, service, problemPage(service.words.problems.tooMany, service.pages), 429)
}
