/**
 * Whether a form was sent by a page of ours, as far as the browser tells: it must be so where the browser tells
 * anything. Our pages send no referrer, so their forms have the origin `null`; then `Sec-Fetch-Site` tells them from
 * strangers' ones, and the form's own token does where a browser is too old for that.
 */
export function isSameOrigin(request: Request, serviceUrl: string): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') return false
  const origin = request.headers.get('origin')
  if (origin === null || origin === 'null') return true
  return origin === new URL(serviceUrl).origin || hostOf(origin) === request.headers.get('host')
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
