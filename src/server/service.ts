import type { Context } from 'hono'
import type { Database } from '../database/index.ts'
import type { Letter } from '../letter/index.ts'
import type { Settings } from '../model/settings.ts'
import type { Keys, Tokens } from '../members/index.ts'
import type { ServiceMessages } from '../templates/index.ts'
import type { Limiter } from './limits.ts'
import type { PageInput, PageMaker } from './page.ts'

/** A letter of the service's own, such as the one that confirms a subscription. */
export interface Notice {
  letter: Letter
  /** The envelope's recipient. */
  to: string
}

/** What the service is made of; effects are arguments. */
export interface ServerOptions {
  settings: Settings
  database: Database
  keys: Keys
  /** Milliseconds since 1970. */
  clock: () => number
  /** So many random octets. */
  random: (octets: number) => Uint8Array
  /** Hands a letter to a mail server; fails where it did not take it. */
  deliverNotice: (notice: Notice) => Promise<void>
  /** Takes one line, without a name, an address or a token in it. */
  log: (line: string) => void
  /** The publication's logo: PNG or JPEG. */
  logo?: { bytes: Uint8Array; contentType: string }
  /** The folder of the built archive, where it is for members and the service stands before it. */
  archiveFolder?: string
  /** How long a request may take before it is told to come again. Default: 10 seconds. */
  deadlineMs?: number
}

/** What every route works with. */
export interface Service extends ServerOptions {
  tokens: Tokens
  limiter: Limiter
  pages: PageMaker
  words: ServiceMessages
  /** Does something after the answer, so that its time tells nothing; `trouble` is for the log, where it fails. */
  later: (work: () => Promise<void>, trouble?: string) => void
}

/** Answers with a page. */
export function answer(
  context: Context,
  service: Service,
  page: PageInput,
  status: 200 | 400 | 401 | 403 | 404 | 405 | 408 | 410 | 413 | 429 | 500 | 503 = 200,
): Response {
  return context.html(service.pages.render(page), status)
}
