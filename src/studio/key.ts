import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { RequestProblem } from './problem.ts'

/** What lets a browser read and write through `/-/`. */
export interface Keys {
  /** The one that it keeps. */
  key: string
  /** Makes one that can be exchanged for it once: lists of processes show every user what a program is given. */
  makeOnce: () => string
  /** Whether this is one of them; one that is for once is none after it. */
  take: (given: string) => boolean
}

/** Keys that nobody guesses. */
export function createKeys(key = randomKey()): Keys {
  const once = new Set<string>()
  return {
    key,
    makeOnce: () => {
      const made = randomKey()
      once.add(made)
      return made
    },
    take: (given) => isKey(given, key) || once.delete(given),
  }
}

function randomKey(): string {
  return randomBytes(32).toString('base64url')
}

/** Cookies do not know ports: without the port in its name another server on this machine would take its place. */
function cookieName(context: Context): string {
  return `tidings-${new URL(context.req.url).port || '80'}`
}

/** Whether the request has the key. */
export function hasKey(context: Context, key: string): boolean {
  return isKey(getCookie(context, cookieName(context)), key)
}

/** In constant time: hashes have one length. */
function isKey(given: string | undefined, key: string): boolean {
  const digest = (text: string): Buffer => hash('sha256', text, 'buffer')
  return given !== undefined && timingSafeEqual(digest(given), digest(key))
}

/** An address with the key becomes a cookie and the same address without it, so that it is in no history and no link. */
export function takeKey({ key, take }: Keys): MiddlewareHandler {
  return async (context, next) => {
    const given = context.req.method === 'GET' ? context.req.query('key') : undefined
    if (given === undefined || !take(given)) return next()
    setCookie(context, cookieName(context), key, { httpOnly: true, sameSite: 'Strict', path: '/' })
    const address = new URL(context.req.url)
    address.searchParams.delete('key')
    return context.redirect(address.pathname.replace(/^\/+/, '/') + address.search)
  }
}

/** Only who has the key goes on. */
export function askForKey(key: string): MiddlewareHandler {
  return async (context, next) => {
    if (hasKey(context, key)) return next()
    throw new RequestProblem(
      401,
      'Unexpected request without this server’s key, expected one that has it',
      'Open the address that the terminal shows. After a new start of the server it is another one.',
    )
  }
}
