import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Report } from '../diagnostics/index.ts'
import type { TidingsServer } from './create-server.ts'
import { within } from './within.ts'

export interface ListenOptions {
  server: TidingsServer
  host: string
  /** 0 is a free one. */
  port: number
  report: Report
  /** How long a request may take to arrive. Default: 10 seconds. */
  requestTimeoutMs?: number
}

/** A service that answers on a port. */
export interface Listening {
  url: string
  /** Takes no more requests, finishes those under way and what they left to do, and ends. */
  close: () => Promise<void>
}

/** So long may the requests under way take at the end. */
const graceMs = 12_000
const mostConnections = 1000

/** Opens the port; reports `server/port` where it cannot be had, and then gives nothing. */
export async function listen(options: ListenOptions): Promise<Listening | undefined> {
  const { server, host, port, report } = options
  const http = createHttp(options)
  const opened = Promise.withResolvers<NodeJS.ErrnoException | undefined>()
  http.once('error', opened.resolve)
  http.listen(port, host, () => opened.resolve(undefined))
  const error = await opened.promise
  if (error) {
    report({ rule: 'server/port', message: problemOf(error, host, port), file: '--port' })
    return undefined
  }
  const { address, family, port: actual } = http.address() as AddressInfo
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${actual}`,
    close: () => close(http, server),
  }
}

/** The time-outs end clients that send a byte now and then to hold a connection. */
function createHttp({ server, requestTimeoutMs = 10_000 }: ListenOptions): Server {
  const http = createAdaptorServer({
    fetch: server.app.fetch,
    serverOptions: {
      requestTimeout: requestTimeoutMs,
      headersTimeout: requestTimeoutMs,
      keepAliveTimeout: 5000,
      connectionsCheckingInterval: Math.min(requestTimeoutMs, 1000),
      maxHeaderSize: 16 * 1024,
    },
  }) as Server
  http.maxConnections = mostConnections
  return http
}

async function close(http: Server, server: TidingsServer): Promise<void> {
  const closed = new Promise((resolve) => http.close(resolve))
  // A connection is idle only when its answer is on its way.
  const idle = setInterval(() => http.closeIdleConnections(), 50)
  const force = setTimeout(() => http.closeAllConnections(), graceMs)
  await closed
  clearInterval(idle)
  clearTimeout(force)
  await within(graceMs, server.settle())
}

function problemOf({ code }: NodeJS.ErrnoException, host: string, port: number): string {
  const reasons: Record<string, string> = {
    EADDRINUSE: 'that another program has',
    EACCES: 'that only the administrator may open',
    EADDRNOTAVAIL: 'at an address that this machine does not have',
    ENOTFOUND: 'at a host that nobody knows',
  }
  return `Unexpected port ${port} of ${host} ${reasons[code ?? ''] ?? `that cannot be opened (${code})`}, expected a free one`
}
