import type { Context } from 'hono'
import { RequestProblem } from './problem.ts'

const megabyte = 1024 * 1024
export const mostOfText = 4 * megabyte
export const mostOfFile = 50 * megabyte

/** The bytes of a request, at most so many; `told` is what is said of that. */
export async function readBytes(context: Context, most: number, told = most): Promise<Uint8Array> {
  if (Number(context.req.header('content-length') ?? 0) > most) throw tooLarge(told)
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of context.req.raw.body ?? []) {
    length += chunk.length
    if (length > most) throw tooLarge(told)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The problem of more than so many bytes. */
export function tooLarge(most: number): RequestProblem {
  const size = `${most / megabyte} MB`
  const note = most === mostOfFile ? 'Make the file smaller.' : 'Divide the text into several articles.'
  return new RequestProblem(413, `Unexpected more than ${size}, expected at most ${size}`, note)
}

/** The fields of a request in JSON that are to be there, all of them texts, and those that may be. */
export async function readFields<Needed extends string, Other extends string = never>(
  context: Context,
  needed: readonly Needed[],
  others: readonly Other[] = [],
): Promise<Record<Needed, string> & Partial<Record<Other, string>>> {
  if (!/^application\/json\b/i.test(context.req.header('content-type') ?? ''))
    throw new RequestProblem(415, 'Unexpected content type, expected JSON', 'Send it as `application/json`.')
  // In JSON each line feed and quotation mark takes a byte more.
  const value = parse(await readBytes(context, 2 * mostOfText, mostOfText))
  const fields: Partial<Record<Needed | Other, string>> = {}
  for (const name of [...needed, ...others]) {
    const text = value[name]
    if (typeof text === 'string' && Buffer.byteLength(text) > mostOfText) throw tooLarge(mostOfText)
    if (typeof text === 'string') fields[name] = text
    else if (text !== undefined || needed.some((one) => one === name)) throw notAsExpected(name)
  }
  return fields as Record<Needed, string> & Partial<Record<Other, string>>
}

function parse(bytes: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // Told below.
  }
  throw new RequestProblem(400, 'Unexpected text, expected an object in JSON', aboutPage)
}

function notAsExpected(name: string): RequestProblem {
  return new RequestProblem(400, `Unexpected value of \`${name}\`, expected a text`, aboutPage)
}

const aboutPage = 'Load the page again: it may be of another version than the server.'
