import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { Hono, type Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { outputFolder } from '../workspace/index.ts'
import { addAuthorRoutes } from './author-routes.ts'
import { addClientRoutes } from './client-routes.ts'
import { createAuthoredList } from './authored-list.ts'
import { authorsPage, authorsPolicy } from './authors-page.ts'
import type { Builds } from './builds.ts'
import { guardAnswers, keepApart } from './guard-answers.ts'
import { askForKey, hasKey, takeKey, type Keys } from './key.ts'
import { errorsOf, missingPage } from './missing-page.ts'
import { overviewPage } from './overview-page.ts'
import { onlyLoopback, onlyOwnPages } from './own-requests.ts'
import type { PreviewWorking } from './preview-working.ts'
import { createPreviews, type Previews } from './previews.ts'
import { RequestProblem } from './problem.ts'
import { countErrors, withReload, type NoticeLine } from './reload-script.ts'
import { escapeHtml, studioPage } from './studio-page.ts'
import { createTexts } from './texts.ts'
import type { Problem } from './wire.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.eml': 'message/rfc822',
  '.xml': 'application/xml; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
}

/** What the server needs besides the workspace. */
export interface AppOptions {
  builds: Builds
  keys: Keys
  previewWorking: PreviewWorking
}

/** What answers the browser: the overview, what is in `out/`, the pages that are not, and what authors write. */
export function createApp(root: string, { builds, keys, previewWorking }: AppOptions): Hono {
  const app = new Hono()
  const previews = createPreviews(root, () => builds.last().id)
  const texts = createTexts(root)
  const list = createAuthoredList(root)
  app.onError(answerProblem)
  app.use(onlyLoopback, guardAnswers, takeKey(keys))
  app.get('/', async (context) => {
    const { id: build, result } = builds.last()
    if (hasKey(context, keys.key)) {
      context.header('content-security-policy', authorsPolicy)
      keepApart(context)
      return context.html(authorsPage({ build, result, authored: list.all(), unsaved: texts.unsaved() }))
    }
    const drafts = result && (await previews.drafts())
    return context.html(withReload(overviewPage(result, drafts), { build }))
  })
  app.get('/-/events', (context) =>
    streamSSE(context, async (stream) => {
      const ended = new AbortController()
      stream.onAbort(() => ended.abort())
      if (await builds.isAnother(context.req.query('after') ?? '', ended.signal))
        await stream.writeSSE({ event: 'built', data: builds.last().id }).catch(() => undefined)
    }),
  )
  app.use('/-/*', askForKey(keys.key), onlyOwnPages)
  addClientRoutes(app)
  // It answers for every address under `/-/` that is left.
  addAuthorRoutes(app, { root, texts, list, previewWorking, onPictures: previews.add })
  app.get('*', (context) => answer(context, root, builds, previews))
  return app
}

/** What cannot be done is told in JSON, and to who only looks as a page. */
function answerProblem(error: Error, context: Context): Response {
  const { status, message, note } =
    error instanceof RequestProblem
      ? error
      : new RequestProblem(500, `Unexpected slip of the tool itself: ${error.message}`, reportIt)
  const wantsPage = context.req.method === 'GET' && context.req.header('accept')?.includes('text/html')
  if (!wantsPage) return context.json({ message, note } satisfies Problem, status)
  const main = `<h1>This cannot be shown</h1><p>${escapeHtml(message)}</p><p>→ ${escapeHtml(note)}</p><p><a href="/">What there is</a></p>`
  return context.html(studioPage('This cannot be shown', main), status)
}

const reportIt =
  'Copy what you have written to a safe place, load the page again, and tell who keeps Tidings.'

/** The build is looked at before its files: a page that says too early a build is only loaded once too often. */
async function answer(context: Context, root: string, builds: Builds, previews: Previews): Promise<Response> {
  const { id: build, result } = builds.last()
  const { pathname } = new URL(context.req.url)
  const errors = errorsOf(result).length
  const page = (html: string, line: NoticeLine | undefined, status: 200 | 404 = 200): Response =>
    context.html(withReload(html, { build, line }), status)
  const address = decoded(pathname)
  const found = address === undefined ? undefined : await readOutput(root, address)
  if (found === 'folder') return context.redirect(`${inHere(pathname)}/`)
  const type = types[path.extname(found?.file ?? '')] ?? 'application/octet-stream'
  if (found && type.startsWith('text/html'))
    return page(found.bytes.toString('utf8'), errors > 0 ? olderLine(errors) : undefined)
  if (found) return context.body(new Uint8Array(found.bytes), 200, { 'content-type': type })
  const isKnown = result !== undefined && address !== undefined
  const preview = isKnown ? await answerPreview(context, address, previews, page, errors) : undefined
  return preview ?? page(missingPage(address ?? pathname, result), undefined, 404)
}

type AnswerPage = (html: string, line: NoticeLine | undefined) => Response

/** Answers with what `out/` does not have, if it is known: an article's page, or a picture of one. */
async function answerPreview(
  context: Context,
  address: string,
  previews: Previews,
  page: AnswerPage,
  errors: number,
): Promise<Response | undefined> {
  const picture = await previews.picture(address.slice(1))
  if (picture) {
    const type = types[path.extname(address)] ?? 'application/octet-stream'
    return context.body(new Uint8Array(picture), 200, { 'content-type': type })
  }
  const [, slug, slash] = /^\/archive\/articles\/([^/]+)(\/(?:index\.html)?)?$/.exec(address) ?? []
  const article = slug === undefined ? undefined : await previews.article(slug)
  if (!article) return undefined
  if (slash === undefined) return context.redirect(`${inHere(new URL(context.req.url).pathname)}/`)
  return page(article.html, article.isDraft ? draftLine : errors > 0 ? stoppedLine(errors) : undefined)
}

const draftLine: NoticeLine = {
  kind: 'draft',
  text: 'Draft: this page is not published, and not in out/. What there is →',
}

function olderLine(errors: number): NoticeLine {
  const text = `${countErrors(errors)}: this page is as it was before. Read what to do →`
  return { kind: 'error', text }
}

function stoppedLine(errors: number): NoticeLine {
  const text = `${countErrors(errors)}: this page is not published yet. Read what to do →`
  return { kind: 'error', text }
}

/** An address with two slashes at its beginning would be another server's. */
function inHere(pathname: string): string {
  return pathname.replace(/^[/\\]+/, '/')
}

/** Nothing for what is no address, such as `/%zz`. */
function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return undefined
  }
}

/** A file of `out/`, or the `index.html` of a folder; nothing that leads out of it. */
async function readOutput(
  root: string,
  address: string,
): Promise<{ file: string; bytes: Buffer } | 'folder' | undefined> {
  const out = path.join(root, outputFolder)
  const wanted = path.join(out, address)
  if (wanted !== out && !wanted.startsWith(out + path.sep)) return undefined
  const info = await stat(wanted).catch(() => undefined)
  if (info?.isDirectory() && !address.endsWith('/')) return 'folder'
  const file = info?.isDirectory() ? path.join(wanted, 'index.html') : wanted
  const bytes = await readFile(file).catch(() => undefined)
  return bytes && { file, bytes }
}
