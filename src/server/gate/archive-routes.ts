import type { Context, Hono } from 'hono'
import { markup, type Html } from '../html.ts'
import { problemPage } from '../pages/problem-page.ts'
import { signInPage, type OpenSummary } from '../pages/sign-in-pages.ts'
import { answer, type Service } from '../service.ts'
import { answerFile } from './answer-file.ts'
import { findArchiveFile } from './archive-files.ts'
import { archiveHeaders, letterPictureHeaders } from './archive-headers.ts'
import { createCompressed, type Compressed } from './compressed.ts'
import { currentSession } from './current-session.ts'
import { nextAddress } from './next-address.ts'
import { readOpenFacts } from './open-facts.ts'
import { formView } from './sign-in-routes.ts'

interface Archive {
  folder: string
  compressed: Compressed
  /** The path that the archive's addresses begin with, with a slash at both ends. */
  home: string
}

/**
 * Everything else is the archive, under the path of `baseUrl` and also without it. Strangers get the form at whatever
 * address, so that they do not learn what there is.
 */
export function addArchiveRoutes(app: Hono, service: Service, folder: string): void {
  const home = nextAddress(undefined, service.settings.baseUrl)
  const archive = { folder, compressed: createCompressed(), home }
  app.get('*', (context) => showArchive(context, service, archive))
}

async function showArchive(context: Context, service: Service, archive: Archive): Promise<Response> {
  const address = addressOf(context, archive)
  if (address !== undefined && isForEverybody(address)) return answerOpen(context, service, archive, address)
  if (!(await currentSession(context, service))) return turnAway(context, service, archive, address)
  setHeaders(context, archiveHeaders(address ?? ''))
  // `/archive` leads on to `/archive/`.
  if (address === undefined) return context.redirect(archive.home, 301)
  const found = await findArchiveFile(archive.folder, address)
  if (found === 'no-archive') return notThere(context, service)
  if (found === 'folder') return context.redirect(`${archive.home}${address}/`, 301)
  if (found) return answerFile(context, found, archive.compressed)
  // Also for a name with a hash: there may be such a file after the next build.
  context.header('cache-control', 'private, no-cache')
  const missing = await findArchiveFile(archive.folder, '404.html')
  return typeof missing === 'object'
    ? answerFile(context, missing, archive.compressed, 404)
    : answer(context, service, problemPage(service.words.problems.notFound, service.pages), 404)
}

/** The address from the archive's root, as the URL has it; nothing for the root without its slash. */
function addressOf({ req }: Context, { home }: Archive): string | undefined {
  const { pathname } = new URL(req.url)
  if (`${pathname}/` === home) return undefined
  return pathname.startsWith(home) ? pathname.slice(home.length) : pathname.slice(1)
}

/** Mail programs show the letters' pictures, and crawlers ask whether they may come. */
function isForEverybody(address: string): boolean {
  return /^mail\/[^/]+$/.test(address) || address === 'robots.txt'
}

async function answerOpen(
  context: Context,
  service: Service,
  archive: Archive,
  address: string,
): Promise<Response> {
  const found = await findArchiveFile(archive.folder, address)
  if (found === 'no-archive') return notThere(context, service)
  if (typeof found !== 'object')
    return answer(context, service, problemPage(service.words.problems.notFound, service.pages), 404)
  setHeaders(context, address === 'robots.txt' ? {} : letterPictureHeaders)
  return answerFile(context, found, archive.compressed)
}

function notThere(context: Context, service: Service): Response {
  context.header('cache-control', 'no-store')
  context.header('retry-after', '60')
  return answer(context, service, problemPage(service.words.problems.broken, service.pages), 503)
}

/**
 * The form, with what the publication shows of the article. Without that it is 401, so that a feed reader or a script
 * does not take it for what it asked for.
 */
async function turnAway(
  context: Context,
  service: Service,
  { folder, home }: Archive,
  address = '',
): Promise<Response> {
  const { settings, pages } = service
  const { summary, contentHash } = await openAt(folder, address)
  const wanted = `${home}${address}${new URL(context.req.url).search}`
  const view = formView(service, { address: '', next: nextAddress(wanted, settings.baseUrl) })
  const shown = settings.archive.openSummaries ? summary : undefined
  const page = { ...signInPage(pages, view, shown), ...(contentHash && { head: markOf(contentHash) }) }
  context.header('vary', 'cookie')
  if (shown) return answer(context, service, page)
  // RFC 9110, section 15.5.2, wants one; no scheme is registered for forms.
  context.header('www-authenticate', 'Cookie realm="members"')
  return answer(context, service, page, 401)
}

/** What strangers may know of what is at an address. */
async function openAt(
  folder: string,
  address: string,
): Promise<{ summary?: OpenSummary | undefined; contentHash?: string | undefined }> {
  const [, kind, name = ''] = /^(articles|issues)\/([^/]+)\/?$/.exec(address) ?? []
  if (kind === undefined) return {}
  const { articles, issues } = await readOpenFacts(folder)
  const id = decoded(name)
  return kind === 'articles' ? { summary: own(articles, id) } : { contentHash: own(issues, id) }
}

function own<T>(facts: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(facts, name) ? facts[name] : undefined
}

/** What a send looks for before its first letter. */
function markOf(contentHash: string): Html {
  return markup`<meta name="tidings-content" content="${contentHash}">`
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return ''
  }
}

function setHeaders(context: Context, headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) context.header(name, value)
}
