import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { watch } from 'chokidar'
import { UsageError } from '../diagnostics/terminal/index.ts'
import type { BuildResult } from '../press/index.ts'
import { cacheFolder, outputFolder, settingsFile } from '../workspace/index.ts'
import { createBuilds } from './builds.ts'
import { createApp } from './create-app.ts'
import { createKeys } from './key.ts'
import { lastPort, rememberPort } from './last-port.ts'
import { createPreviewThread } from './preview-thread.ts'

export interface DevServerOptions {
  /** The workspace's root, absolute. */
  root: string
  /** Default: the one that it had last, so that pages which are open still find it, or a free one. */
  port?: number
  /** Called after each build. */
  onBuild: (result: BuildResult, tookMs: number) => void
}

/** A running server. */
export interface DevServer {
  url: string
  /** The address of one of its pages, `/` for instance, with the key that lets a browser write. */
  withKey: (address: string) => string
  /** The same with a key that works once: for a program that others see the arguments of. */
  withKeyForOnce: (address: string) => string
  close: () => Promise<void>
}

/**
 * Builds the workspace, serves what was made on loopback, and builds again whenever a file changes; open pages
 * reload by themselves, and say what is wrong while something is. A port that cannot be had is a `UsageError`.
 */
export async function startDevServer({ root, port, onBuild }: DevServerOptions): Promise<DevServer> {
  const builds = createBuilds(root, onBuild)
  const keys = createKeys()
  const previews = createPreviewThread()
  const app = createApp(root, { builds, keys, previewWorking: previews.preview })
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  await openPort(server, root, port)
  const watcher = watch(root, {
    ignored: (file, stats) => {
      const relative = path.relative(root, file)
      return isOurs(relative) || (stats?.isFile() === true && !isRead(relative))
    },
    ignoreInitial: true,
    awaitWriteFinish: { stabilityThreshold: 40, pollInterval: 10 },
  })
  // What changes during the first build must begin another one, so the watch has to stand before it.
  await new Promise<void>((resolve) => watcher.once('ready', resolve))
  watcher.on('all', (_event, file) => {
    if (isRead(path.relative(root, file))) void builds.rebuild()
  })
  await builds.rebuild()
  previews.start()
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return {
    url,
    withKey: (address) => addressWithKey(new URL(address, url), keys.key),
    withKeyForOnce: (address) => addressWithKey(new URL(address, url), keys.makeOnce()),
    close: async () => {
      await watcher.close()
      builds.end()
      server.closeAllConnections()
      await previews.end()
      await new Promise((done) => server.close(done))
    },
  }
}

function addressWithKey(address: URL, key: string): string {
  address.searchParams.set('key', key)
  return address.href
}

async function openPort(server: Server, root: string, port: number | undefined): Promise<void> {
  if (port === undefined) return openAnyPort(server, root)
  const code = await listen(server, port)
  if (code === undefined) return
  throw new UsageError(
    `Port ${port} ${reasons[code] ?? `cannot be opened (${code})`}: name another with --port, or leave --port out.`,
  )
}

async function openAnyPort(server: Server, root: string): Promise<void> {
  const last = lastPort(root)
  if (last !== undefined && (await listen(server, last)) === undefined) return
  const code = await listen(server, 0)
  if (code !== undefined) throw new UsageError(`No port of this machine can be opened (${code}).`)
  rememberPort(root, (server.address() as AddressInfo).port)
}

/** What the system says against it; nothing where it is open. */
async function listen(server: Server, port: number): Promise<string | undefined> {
  const opened = Promise.withResolvers<string | undefined>()
  const refused = (error: NodeJS.ErrnoException): void => opened.resolve(error.code ?? error.message)
  server.once('error', refused)
  server.listen(port, '127.0.0.1', () => opened.resolve(undefined))
  const code = await opened.promise
  server.off('error', refused)
  return code
}

const reasons: Record<string, string> = {
  EADDRINUSE: 'is taken by another program, perhaps another `tidings dev`',
  EACCES: 'may only be opened by the administrator',
}

const foldersThatAreRead = ['articles', 'templates', 'mailed']
/** Articles and settings may name one wherever it lies. */
const pictures = /\.(?:png|jpe?g|webp|gif|svg)$/i

/** What a build does not read must not start one: a log that says what each build did would start the next. */
function isRead(relative: string): boolean {
  const [first = ''] = relative.split(path.sep)
  return foldersThatAreRead.includes(first) || relative === settingsFile || pictures.test(relative)
}

/** Need not even be looked through. */
function isOurs(relative: string): boolean {
  const [first = ''] = relative.split(path.sep)
  return [outputFolder, cacheFolder, 'node_modules', '.git', 'data'].includes(first)
}
