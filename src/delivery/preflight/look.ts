import { certificateTodo, plainTlsWords } from '../tls-words.ts'
import type { Manifest } from '../letters/manifest-schema.ts'

/** What the look at the web is done with; tests bring their own. */
export interface LookOptions {
  fetch: typeof fetch
  /** How long an answer may take. Default: 15 seconds. */
  timeoutMs?: number
}

/** What an address answered. */
export type Answer =
  | { ok: true; status: number; type: string; body: string; /** After redirects. */ url: string }
  /** Why there is no answer, in words. */
  | { ok: false; reason: string }

const defaultTimeoutMs = 15_000
/** The longest page that is read: an issue's page is far shorter. */
const longestBody = 4_000_000

/** Asks for an address and follows redirects; never throws for what the network or a server does. */
export async function look(
  url: string,
  method: 'GET' | 'HEAD',
  { fetch, timeoutMs = defaultTimeoutMs }: LookOptions,
): Promise<Answer> {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(url, {
      method,
      redirect: 'follow',
      signal,
      headers: { accept: 'text/html, application/json, image/*, */*;q=0.1', 'cache-control': 'no-cache' },
    })
    const body = method === 'GET' ? await readBody(response, signal) : ''
    const type = (response.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
    return { ok: true, status: response.status, type, body, url: response.url || url }
  } catch (error) {
    return {
      ok: false,
      reason: signal.aborted ? `no answer in ${timeoutMs / 1000} seconds` : reasonOf(error),
    }
  }
}

/** Reads at most `longestBody` bytes: what answers may be anything. */
async function readBody(response: Response, signal: AbortSignal): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    signal.throwIfAborted()
    chunks.push(chunk)
    size += chunk.length
    if (size > longestBody) break
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** `fetch` hides the system's reason in the cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error
  const { code, message: inner } = (cause ?? {}) as { code?: string; message?: string }
  return [plainTlsWords(inner || message), code]
    .filter((part) => part !== undefined && part !== '')
    .join(' ')
    .slice(0, 300)
}

/** What an answer that is not the wanted one was, for a finding. */
export function describeAnswer(answer: Answer, asked: string): string {
  if (!answer.ok) return `failure (${answer.reason})`
  const moved = answer.url === asked ? '' : ` after a redirect to ${answer.url}`
  return `answer ${answer.status}${answer.type === '' ? '' : ` ${answer.type}`}${moved}`
}

/** What to do about an answer that did not come, for a finding: nothing where the rule's own words fit. */
export function noteOn(answer: Answer): { note?: string } {
  const todo = answer.ok ? undefined : certificateTodo(answer.reason)
  return todo === undefined ? {} : { note: `${todo} Members’ browsers would refuse it too.` }
}

/** The pictures that letters fetch from the web. */
export function linkedPictures({ images, pictures }: Manifest): string[] {
  return images === 'linked'
    ? pictures.filter(({ path }) => path.startsWith('mail/')).map(({ url }) => url)
    : []
}
