/** The fields of a form, or why there are none. */
export type FormResult = { fields: Map<string, string[]> } | { status: 400 | 408 | 413 }

/** More than any form of ours, and than any one-click body. */
export const mostBodyBytes = 64 * 1024
const bodyTimeoutMs = 8000

/**
 * Reads the body of a POST, as a URL-encoded form or as multipart (RFC 8058, section 3.1, allows either). It stops at
 * 64 KB and at 8 seconds, whatever the request says of its length.
 */
export async function readForm(request: Request, timeoutMs = bodyTimeoutMs): Promise<FormResult> {
  const type = request.headers.get('content-type') ?? ''
  if (isTooLarge(request)) return { status: 413 }
  const bytes = await readBody(request, timeoutMs)
  if (typeof bytes === 'number') return { status: bytes }
  if (/^multipart\/form-data\s*;/i.test(type)) return multipart(bytes, type)
  // Some programs that press one-click links send no type at all.
  if (type !== '' && !/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type)) return { status: 400 }
  return { fields: collect(new URLSearchParams(new TextDecoder().decode(bytes))) }
}

/** Whether a request says of itself that it is larger than any of ours. */
export function isTooLarge(request: Request): boolean {
  return Number(request.headers.get('content-length') ?? 0) > mostBodyBytes
}

async function readBody(request: Request, timeoutMs: number): Promise<Uint8Array | 400 | 408 | 413> {
  if (!request.body) return new Uint8Array()
  const reader = request.body.getReader() as ReadableStreamDefaultReader<Uint8Array>
  const late = timeoutAfter(timeoutMs)
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const part = await Promise.race([reader.read(), late.promise])
      if (part === 'late') return abandon(reader, 408)
      if (part.done) return Buffer.concat(chunks)
      size += part.value.length
      if (size > mostBodyBytes) return abandon(reader, 413)
      chunks.push(part.value)
    }
  } catch {
    // The client went away, or what it sent was not HTTP.
    return 400
  } finally {
    late.cancel()
  }
}

function abandon<T>(reader: ReadableStreamDefaultReader<Uint8Array>, status: T): T {
  void reader.cancel().catch(() => undefined)
  return status
}

function timeoutAfter(ms: number): { promise: Promise<'late'>; cancel: () => void } {
  const { promise, resolve } = Promise.withResolvers<'late'>()
  const timer = setTimeout(resolve, ms, 'late')
  return { promise, cancel: () => clearTimeout(timer) }
}

async function multipart(bytes: Uint8Array, type: string): Promise<FormResult> {
  try {
    const body = new Uint8Array(bytes)
    const data = await new Response(body, { headers: { 'content-type': type } }).formData()
    const texts = [...data].filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    return { fields: collect(texts) }
  } catch {
    return { status: 400 }
  }
}

function collect(entries: Iterable<[string, string]>): Map<string, string[]> {
  const fields = new Map<string, string[]>()
  for (const [name, value] of entries) fields.set(name, [...(fields.get(name) ?? []), value])
  return fields
}
