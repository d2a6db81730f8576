import type { Context, MiddlewareHandler } from 'hono'

/** Nothing here is for caches, for other pages, or for whoever a link leads to. */
export const guardAnswers: MiddlewareHandler = async (context, next) => {
  await next()
  context.header('cache-control', 'no-store')
  context.header('referrer-policy', 'no-referrer')
  context.header('x-content-type-options', 'nosniff')
  context.header('cross-origin-resource-policy', 'same-origin')
  const isOwn = /^\/-(?:\/|$)/.test(context.req.path)
  if (isOwn) keepApart(context)
  if (!context.res.headers.has('content-security-policy'))
    context.header(
      'content-security-policy',
      isOwn ? ownPolicy : shownPolicy(new URL(context.req.url).origin),
    )
}

/** Who opens a page that may write in a window gets no hold of it. */
export function keepApart(context: Context): void {
  context.header('cross-origin-opener-policy', 'same-origin')
}

/** Of answers that are no pages. */
const ownPolicy = "default-src 'none'; frame-ancestors 'none'"

/**
 * What was made of articles and templates may run the scripts of its templates, at the address where one writes too, in
 * a browser that has the key: they may ask for what was made, and not for what is written.
 */
function shownPolicy(origin: string): string {
  const made = ['archive/', 'email/', '-/events'].map((address) => `${origin}/${address}`)
  return `connect-src ${made.join(' ')} https: data: blob:; frame-ancestors 'self'`
}
