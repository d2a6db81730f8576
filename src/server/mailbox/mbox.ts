import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { mostHeadBytes } from './letter-head.ts'
import type { MailSource } from './mail-source.ts'

/** Fields that mail programs write into an mbox when somebody reads it. */
const marks = /^(?:x-)?(?:status|keywords|uid|imap|imapbase|mozilla-[\w-]+):.*(?:\r?\n[ \t].*)*\r?\n?/gim

/**
 * Letters in one file, each after a line that begins with `From ` (RFC 4155). The file is only read: other programs
 * append to it at any time, and a mark in it would need a lock that all of them know.
 */
export function openMbox(file: string): MailSource {
  const shown = new Set<string>()
  let before = ''
  return {
    poll: async (look) => {
      const now = await stateOf(file)
      if (now === before || now === undefined) return []
      for await (const head of headsOf(file)) {
        const key = createHash('sha256')
          .update(head.toString('latin1').replace(marks, ''))
          .digest('base64url')
        if (shown.has(key)) continue
        await look(head)
        shown.add(key)
      }
      before = now
      return []
    },
    close: async () => undefined,
  }
}

/** What tells whether the file has changed. Some mail programs remove one that has become empty. */
async function stateOf(file: string): Promise<string | undefined> {
  try {
    const { size, mtimeMs, ino } = await stat(file)
    return `${ino} ${size} ${mtimeMs}`
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** The whole heads in the file; that of a letter which is being written is left for the next time. */
async function* headsOf(file: string): AsyncGenerator<Buffer> {
  let head: string | undefined
  let afterBlank = true
  for await (const line of linesOf(file)) {
    const isBlank = line === '\n' || line === '\r\n'
    if (head !== undefined && isBlank) {
      yield Buffer.from(head, 'latin1')
      head = undefined
    } else if (head !== undefined && head.length < mostHeadBytes) head += line
    else if (head === undefined && afterBlank && line.startsWith('From ')) head = returnPathOf(line)
    afterBlank = isBlank
  }
}

/** The envelope's sender is in the line between the letters; bounces have this one. */
function returnPathOf(line: string): string {
  return /^From (?:MAILER-DAEMON|<>)[\s@]/i.test(line) ? 'Return-Path: <>\n' : ''
}

/** Lines with their ends, an octet a letter; of a very long one only the beginning. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of createReadStream(file, { encoding: 'latin1', highWaterMark: 256 * 1024 })) {
    const lines = (rest + (chunk as string)).split(/(?<=\n)/)
    rest = lines.pop() ?? ''
    yield* lines
    if (rest.endsWith('\n')) {
      yield rest
      rest = ''
    }
    // What is cut away is neither the beginning nor the end of a line.
    if (rest.length > mostHeadBytes) rest = rest.slice(0, mostHeadBytes)
  }
}
