import { Hono, type Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { DatabaseProblem } from '../database/index.ts'
import { createTokens } from '../members/index.ts'
import { pruneApplications } from './applications.ts'
import { addConfirmRoutes } from './confirm-routes.ts'
import { addJoinRoutes } from './join-routes.ts'
import { addLeaveRoutes } from './leave-routes.ts'
import { addArchiveRoutes } from './gate/archive-routes.ts'
import { addGate, gateMethods, pruneGate } from './gate/add-gate.ts'
import { createLimiter } from './limits.ts'
import { createPageMaker, logoPath } from './page.ts'
import { problemPage } from './pages/problem-page.ts'
import { addPreferencesRoutes } from './preferences-routes.ts'
import { isTooLarge } from './read-form.ts'
import { networkOfRequest } from './request-network.ts'
import { securityHeaders } from './security-headers.ts'
import { answer, type ServerOptions, type Service } from './service.ts'

/** The service's pages, as a value that answers requests. */
export interface TidingsServer {
  app: Hono
  /** Resolves when what was left for after the answers is done. */
  settle: () => Promise<void>
  /** Forgets counts that are over and applications that nobody confirmed; for once an hour. */
  tidy: () => Promise<void>
}

const deadlineMs = 10_000
const retrySeconds = '60'

/**
 * The pages for leaving (RFC 8058), choosing and joining. They answer under the path of `serviceUrl` and also without
 * it, so that a reverse proxy may take the prefix away or leave it.
 */
export function createServer(options: ServerOptions): TidingsServer {
  const pending = new Set<Promise<void>>()
  const service = createService(options, pending)
  const pages = new Hono()
  addLeaveRoutes(pages, service)
  addPreferencesRoutes(pages, service)
  if (options.settings.joining.open) {
    addJoinRoutes(pages, service)
    addConfirmRoutes(pages, service)
  }
  const isGate = options.settings.archive.access === 'members'
  if (isGate) addGate(pages, service)
  pages.get('/health', (context) => context.json({ tidings: 'ok' }))
  addLogo(pages, service)
  const app = new Hono({ strict: false })
  addFrame(app, service)
  const { prefix } = service.pages
  if (prefix !== '') app.route(prefix, pages)
  app.route('/', pages)
  addRefusals(app, service, prefix)
  if (isGate && options.archiveFolder !== undefined) addArchiveRoutes(app, service, options.archiveFolder)
  return {
    app,
    settle: async () => {
      while (pending.size > 0) await Promise.all(pending)
    },
    tidy: () =>
      options.database.transaction(async (queries) => {
        await pruneApplications(queries, options.clock())
        await pruneGate(queries, options.clock())
        await service.limiter.prune(queries, options.clock())
      }),
  }
}

function createService(options: ServerOptions, pending: Set<Promise<void>>): Service {
  const pages = createPageMaker(options.settings, options.logo !== undefined)
  return {
    ...options,
    pages,
    words: pages.words,
    tokens: createTokens(options.keys),
    limiter: createLimiter(options.keys),
    later: (work, trouble = 'a letter could not be sent') => {
      const running: Promise<void> = afterAnswer(work)
        .catch((error: unknown) => options.log(`${trouble}: ${kindOf(error)}`))
        .finally(() => pending.delete(running))
      pending.add(running)
    },
  }
}

/** Not before the answer is on its way. */
async function afterAnswer(work: () => Promise<void>): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  await work()
}

/** Around every answer: headers, a line in the log, and a deadline. */
function addFrame(app: Hono, service: Service): void {
  const headers = securityHeaders(service.pages.styleHash)
  app.use(async (context, next) => {
    const start = performance.now()
    await next()
    // What stands before the archive's own pages says itself what they may do.
    for (const [name, value] of Object.entries(headers))
      if (!context.res.headers.has(name)) context.res.headers.set(name, value)
    const ms = Math.round(performance.now() - start)
    service.log(
      `${context.req.method} ${patternOf(context, service)} ${context.res.status} ${ms} ms ${networkOfRequest(context)}`,
    )
  })
  app.use(async (context, next) => {
    if (!isTooLarge(context.req.raw)) return next()
    // What is left of the body is not read.
    context.header('connection', 'close')
    return answer(context, service, problemPage(service.words.problems.tooLarge, service.pages), 413)
  })
  app.use(async (_context, next) => {
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => late.reject(new Late()), service.deadlineMs ?? deadlineMs)
    try {
      await Promise.race([next(), late.promise])
    } finally {
      clearTimeout(timer)
    }
  })
}

/** What has been asked for took too long: it may still be done, but we cannot promise it. */
class Late extends Error {}

const patterns: Record<string, string> = { u: '/u/…', p: '/p/…', c: '/c/…', s: '/s/…' }
const plainPaths = ['/subscribe', '/health', logoPath, '/sign-in', '/sign-in/check', '/sign-out']

/** The address without what is secret in it; what a member reads is nobody's business either. */
function patternOf({ req }: Context, { pages }: Service): string {
  const path = req.path.startsWith(`${pages.prefix}/`) ? req.path.slice(pages.prefix.length) : req.path
  const first = path.split('/')[1] ?? ''
  return patterns[first] ?? (plainPaths.includes(path) ? path : '(other)')
}

function addLogo(pages: Hono, { logo }: Service): void {
  if (!logo) return
  const bytes = new Uint8Array(logo.bytes)
  pages.get(logoPath, (context) => context.body(bytes, 200, { 'content-type': logo.contentType }))
}

/** Definite plain pages for everything else; nobody sees a stack trace. */
function addRefusals(app: Hono, service: Service, prefix: string): void {
  const { words, pages, log } = service
  const methods: Record<string, string> = {
    '/u/:token?': 'GET, HEAD, POST',
    '/p/:token?': 'GET, HEAD, POST',
    ...(service.settings.joining.open && {
      '/subscribe': 'GET, HEAD, POST',
      '/c/:token?': 'GET, HEAD, POST',
    }),
    ...(service.settings.archive.access === 'members' && gateMethods),
    '/health': 'GET, HEAD',
  }
  for (const [path, allow] of Object.entries(methods)) {
    for (const start of new Set([prefix, ''])) {
      app.all(`${start}${path}`, (context) => {
        context.header('allow', allow)
        return answer(context, service, problemPage(words.problems.wrongMethod, pages), 405)
      })
    }
  }
  app.notFound((context) => answer(context, service, problemPage(words.problems.notFound, pages), 404))
  app.onError((error, context) => {
    const isBusy = error instanceof Late || (error instanceof DatabaseProblem && error.kind !== 'constraint')
    if (isBusy) {
      log(`not recorded: ${kindOf(error)}`)
      context.header('retry-after', retrySeconds)
      return answer(context, service, problemPage(words.problems.busy, pages), 503)
    }
    if (error instanceof HTTPException && error.status < 500)
      return answer(context, service, problemPage(words.problems.badRequest, pages), 400)
    log(`a fault of ours: ${kindOf(error)}`)
    return answer(context, service, problemPage(words.problems.broken, pages), 500)
  })
}

/** What went wrong, without anybody's address or token: those look like long words or have an @. */
function kindOf(error: unknown): string {
  if (error instanceof Late) return 'it took too long'
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const kind = error instanceof DatabaseProblem ? `${error.kind}, ` : ''
  return (
    kind +
    text
      .replace(/\S*@\S*|[\w-]{24,}/g, '…')
      .replace(/\s+/g, ' ')
      .slice(0, 300)
  )
}
