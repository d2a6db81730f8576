import type { Report } from '../../diagnostics/index.ts'
import { createTokens, type Keys } from '../../members/index.ts'
import { describeAnswer, look, noteOn, type LookOptions } from './look.ts'

export interface UnsubscribeLook extends LookOptions {
  /** Milliseconds since 1970. */
  now: number
}

/** No member has this number: whatever were done with the link, nobody would leave. */
const nobody = 0
const probeLifeMs = 10 * 60_000
/** To leave the look out would send letters that nobody could leave by. */
const sameKeys =
  'Give `tidings serve` and this command the same TIDINGS_KEYS, and start the service anew: with others the links in letters do not work.'

/**
 * Looks whether members can leave: the service is ours and alive, and a link of its kind opens the page with the button.
 * Only GET is used, which must change nothing (RFC 8058, section 3.2). Reports what is not so, and warns where one click
 * cannot work for want of https.
 */
export async function checkUnsubscribeAnswers(
  serviceUrl: string,
  keys: Keys,
  options: UnsubscribeLook,
  report: Report,
): Promise<boolean> {
  warnOfHttp(serviceUrl, report)
  const refuse = (found: string, url: string, expected: string, note: { note?: string }): false => {
    const message = `Unexpected ${found} at ${url}, expected ${expected}`
    report({ rule: 'delivery/unsubscribe-not-answering', message, file: 'tidings.yaml', ...note })
    return false
  }
  const health = `${serviceUrl}/health`
  const alive = await look(health, 'GET', options)
  if (!alive.ok || alive.status !== 200 || !isOurs(alive.body)) {
    const found = describeAnswer(alive, health)
    return refuse(found, health, 'the service that `tidings serve` runs', noteOn(alive))
  }
  const token = createTokens(keys).create('unsubscribe', {
    id: nobody,
    about: 'probe',
    expiresAt: options.now + probeLifeMs,
  })
  const link = `${serviceUrl}/u/${token}`
  const page = await look(link, 'GET', options)
  const isPage = page.ok && page.status === 200 && page.type === 'text/html'
  if (isPage && hasButton(page.body)) return true
  const found = isPage ? 'page without a button' : describeAnswer(page, link)
  return refuse(
    found,
    `${serviceUrl}/u/…`,
    'the page with the button that leaves (it and this command must have the same TIDINGS_KEYS)',
    page.ok ? { note: sameKeys } : noteOn(page),
  )
}

function isOurs(body: string): boolean {
  try {
    return (JSON.parse(body) as { tidings?: unknown } | null)?.tidings === 'ok'
  } catch {
    return false
  }
}

function hasButton(page: string): boolean {
  return /<form\b[^>]*\bmethod=["']?post\b/i.test(page) && /<button\b/i.test(page)
}

function warnOfHttp(serviceUrl: string, report: Report): void {
  if (serviceUrl.startsWith('https:')) return
  const message = `Unexpected scheme of ${serviceUrl}, expected https`
  report({ rule: 'delivery/unsubscribe-not-https', message, file: 'tidings.yaml' })
}
