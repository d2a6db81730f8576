import { Readable } from 'node:stream'
import type { Context } from 'hono'
import type { ArchiveFile } from './archive-files.ts'
import type { Compressed } from './compressed.ts'
import { isText } from './media-types.ts'

/** Smaller ones fit into one packet as they are. */
const leastBytes = 1000

/** Answers with a file, or with 304 where the browser has it. Closes the file. */
export async function answerFile(
  context: Context,
  file: ArchiveFile,
  compressed: Compressed,
  status: 200 | 404 = 200,
): Promise<Response> {
  const isSmaller = isText(file.type) && file.sizeBytes > leastBytes && takesGzip(context)
  const etag = isSmaller ? file.etag.replace(/"$/, '-gzip"') : file.etag
  context.header('content-type', file.type)
  context.header('etag', etag)
  context.header('vary', 'accept-encoding, cookie')
  const { handle } = file
  if (status === 200 && hasIt(context.req.header('if-none-match'), etag)) {
    await handle.close()
    return context.body(null, 304)
  }
  if (isSmaller) return answerCompressed(context, file, compressed, status)
  context.header('content-length', String(file.sizeBytes))
  if (context.req.method === 'HEAD' || file.sizeBytes === 0) {
    await handle.close()
    return context.body(null, status)
  }
  // Never more than was said: a file that grows meanwhile would break the answer.
  const stream = handle.createReadStream({ end: file.sizeBytes - 1 })
  return context.body(Readable.toWeb(stream) as ReadableStream, status)
}

async function answerCompressed(
  context: Context,
  { handle, etag }: ArchiveFile,
  compressed: Compressed,
  status: 200 | 404,
): Promise<Response> {
  try {
    const bytes = await compressed.get(etag, () => handle.readFile())
    context.header('content-encoding', 'gzip')
    return context.body(new Uint8Array(bytes), status)
  } finally {
    await handle.close()
  }
}

function takesGzip({ req }: Context): boolean {
  const accepted = req.header('accept-encoding') ?? ''
  return accepted.split(',').some((part) => /^\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*$)|$)/i.test(part))
}

/** RFC 9110, section 13.1.2: the weak comparison, since proxies that compress make tags weak. */
function hasIt(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header.split(',').some((part) => part.trim() === '*' || part.trim().replace(/^W\//, '') === etag)
}
