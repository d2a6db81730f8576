import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { serve } from '@hono/node-server'
import { watch } from 'chokidar'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { build, type BuildResult } from '../press/index.ts'
import { cacheFolder, outputFolder } from '../workspace/index.ts'
import { overviewPage } from './overview-page.ts'
import { withReload } from './reload-script.ts'

export interface DevServerOptions {
  /** The workspace's root, absolute. */
  root: string
  /** Default: a free one. */
  port?: number
  /** Called after each build. */
  onBuild: (result: BuildResult, tookMs: number) => void
}

/** A running server. */
export interface DevServer {
  url: string
  close: () => Promise<void>
}

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

/**
 * Builds the workspace, serves what was made on loopback, and builds again whenever a file changes; open pages
 * reload by themselves, and say what is wrong while something is.
 */
export async function startDevServer({ root, port = 0, onBuild }: DevServerOptions): Promise<DevServer> {
  const listeners = new Set<() => void>()
  let latest: BuildResult | undefined
  const rebuild = coalesce(async () => {
    const start = performance.now()
    latest = await build({ root })
    onBuild(latest, performance.now() - start)
    for (const tell of listeners) tell()
  })
  await rebuild()
  const app = createApp(root, () => latest, listeners)
  const watcher = watch(root, {
    ignored: (file) => isOurs(path.relative(root, file)),
    ignoreInitial: true,
    awaitWriteFinish: { stabilityThreshold: 40, pollInterval: 10 },
  })
  watcher.on('all', () => void rebuild())
  const { promise, resolve } = Promise.withResolvers<number>()
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, (address) => resolve(address.port))
  const url = `http://127.0.0.1:${await promise}/`
  return {
    url,
    close: async () => {
      await watcher.close()
      for (const tell of listeners) tell()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** What a build does not read must not start one. */
function isOurs(relative: string): boolean {
  const [first = ''] = relative.split(path.sep)
  return [outputFolder, cacheFolder, 'node_modules', '.git', 'data'].includes(first)
}

function createApp(root: string, latest: () => BuildResult | undefined, listeners: Set<() => void>): Hono {
  const app = new Hono()
  app.use(async (context, next) => {
    // A page elsewhere that points its own name at this machine must not read drafts.
    const host = new URL(context.req.url).hostname
    if (host !== '127.0.0.1' && host !== 'localhost') return context.text('Not here', 421)
    await next()
    context.header('cache-control', 'no-store')
  })
  app.get('/', (context) => context.html(withReload(overviewPage(latest()), 0)))
  app.get('/-/events', (context) =>
    streamSSE(context, async (stream) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      listeners.add(resolve)
      stream.onAbort(resolve)
      await promise
      listeners.delete(resolve)
      await stream.writeSSE({ event: 'built', data: '' }).catch(() => undefined)
    }),
  )
  app.get('*', async (context) => {
    const found = await readOutput(root, decodeURIComponent(new URL(context.req.url).pathname))
    if (found === 'folder') return context.redirect(`${new URL(context.req.url).pathname}/`)
    if (!found) return context.text('There is no such page in out/.', 404)
    const type = types[path.extname(found.file)] ?? 'application/octet-stream'
    const body = type.startsWith('text/html')
      ? withReload(found.bytes.toString('utf8'), errorCount(latest()))
      : new Uint8Array(found.bytes)
    return context.body(body, 200, { 'content-type': type })
  })
  return app
}

function errorCount(result: BuildResult | undefined): number {
  return result?.diagnostics.filter(({ severity }) => severity === 'error').length ?? 0
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

/** One run at a time; calls during a run are answered by one more run after it. */
function coalesce(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let again = false
  const loop = async (): Promise<void> => {
    do {
      again = false
      await action()
    } while (again)
    running = undefined
  }
  return () => {
    if (running) again = true
    return (running ??= loop())
  }
}
