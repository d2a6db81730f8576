import type { Problem } from '../wire.ts'

/** The server has answered, but not with what was asked for. */
export class Refused extends Error {
  readonly status: number
  readonly note: string

  constructor(status: number, problem: Problem) {
    super(problem.message)
    this.status = status
    this.note = problem.note
  }
}

/** The server is not there. */
export class Unreachable extends Error {}

/** What is sent. */
export interface Sent {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Becomes JSON, but for a file, which goes as it is. */
  body?: unknown
  /** Statuses from 400 whose answer is one. */
  allowed?: readonly number[]
  /** Goes on when the page is closed. */
  keepalive?: boolean
}

/** As long as a preview of a very long text may take on a slow machine. */
const longestWait = 60_000

/** Asks this page's own server, which answers in JSON. Throws `Refused` or `Unreachable`. */
export async function ask<T>(address: string, sent: Sent = {}): Promise<T> {
  const { method = 'GET', body, allowed = [], keepalive = false } = sent
  const isFile = body instanceof Blob
  const response = await fetch(address, {
    method,
    keepalive,
    signal: AbortSignal.timeout(longestWait),
    ...(body !== undefined && {
      body: isFile ? body : JSON.stringify(body),
      headers: { 'content-type': isFile ? 'application/octet-stream' : 'application/json' },
    }),
  }).catch((error: unknown) => {
    throw new Unreachable(String(error))
  })
  if (response.ok || allowed.includes(response.status)) return (await answered(response)) as T
  throw new Refused(response.status, await problemOf(response))
}

async function answered(response: Response): Promise<unknown> {
  const text = await response.text().catch((error: unknown) => {
    throw new Unreachable(String(error))
  })
  return text === '' ? undefined : JSON.parse(text)
}

async function problemOf(response: Response): Promise<Problem> {
  const said = (await response.json().catch(() => undefined)) as Partial<Problem> | undefined
  return {
    message: said?.message ?? `Unexpected answer ${response.status} of the server`,
    note: said?.note ?? 'Look at what the terminal says.',
  }
}

/** An address of this server that names a file. */
export function about(address: string, file: string, more: Record<string, string> = {}): string {
  return `${address}?${new URLSearchParams({ file, ...more }).toString()}`
}
