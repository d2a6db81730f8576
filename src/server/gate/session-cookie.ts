import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { isTokenShaped } from './secret-token.ts'
import { longestMs } from './sessions.ts'

/**
 * The one cookie that we set. Browsers take a name with `__Host-` only over https, for this host alone, so that no other
 * host can put one of its own in its place (RFC 6265bis, section 4.1.3). On a developer's own machine there is no
 * https, and it has another name there.
 */
function nameOf(isSecure: boolean): string {
  return isSecure ? '__Host-tidings' : 'tidings-without-https'
}

/** The session's token that the browser brings, where it looks like one. */
export function readSessionCookie(context: Context, isSecure: boolean): string | undefined {
  const token = getCookie(context, nameOf(isSecure))
  return token !== undefined && isTokenShaped(token) ? token : undefined
}

/** Gives the browser its token. The database says when the session ends: the cookie only has to live as long. */
export function setSessionCookie(context: Context, isSecure: boolean, token: string): void {
  write(context, isSecure, token, longestMs / 1000)
}

export function clearSessionCookie(context: Context, isSecure: boolean): void {
  write(context, isSecure, '', 0)
}

function write(context: Context, isSecure: boolean, token: string, maxAge: number): void {
  // Lax, so that a link in a letter or a chat opens the article and not the form.
  setCookie(context, nameOf(isSecure), token, {
    path: '/',
    httpOnly: true,
    secure: isSecure,
    sameSite: 'Lax',
    maxAge,
  })
}
