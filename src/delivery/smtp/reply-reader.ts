/** One whole answer of a server: its code and the texts of its lines (RFC 5321 §4.2). */
export interface Reply {
  code: number
  lines: string[]
}

/** What a read of bytes came to: whole replies, and why the rest can not be one. */
export interface ReadReplies {
  replies: Reply[]
  /** The bytes are no SMTP answer; nothing after them can be trusted. */
  invalid?: string
}

export interface ReplyReader {
  /** Takes the next bytes from the server, cut anywhere. */
  push: (bytes: Uint8Array) => ReadReplies
  /** Whether part of a reply has come and the rest has not. */
  hasPart: () => boolean
}

/** The most bytes that one reply may have; RFC 5321 §4.5.3.1.5 asks for lines of at most 512. */
const mostReplyBytes = 64 * 1024
/** The most lines of one reply; the longest that servers send (to EHLO) have about thirty. */
const mostReplyLines = 200

const carriageReturn = 13
const lineFeed = 10

/**
 * Reads replies from a stream of bytes by the grammar of RFC 5321 §4.2.1, except that a text may be UTF-8
 * (RFC 6531 §3.7.4.1): lines end in CRLF, each has a code that can be one, and all lines of a reply have the same.
 * Memory is bounded, and what comes out does not depend on how the bytes were cut.
 */
export function createReplyReader(): ReplyReader {
  let part: Buffer[] = []
  let replyBytes = 0
  let reply: Reply | undefined
  let invalid: string | undefined

  function takeLine(line: Buffer): Reply | undefined {
    const parsed = parseLine(line)
    if (typeof parsed === 'string') {
      invalid = parsed
      return undefined
    }
    if (reply !== undefined && reply.code !== parsed.code) {
      invalid = `Unexpected code ${parsed.code} in a reply of code ${reply.code}`
      return undefined
    }
    reply ??= { code: parsed.code, lines: [] }
    reply.lines.push(parsed.text)
    if (reply.lines.length > mostReplyLines) invalid = `Unexpected reply of more than ${mostReplyLines} lines`
    if (invalid !== undefined || !parsed.last) return undefined
    const whole = reply
    reply = undefined
    replyBytes = 0
    return whole
  }

  /** The bytes of a line so far, when it ends within `bytes`. */
  function cutLine(bytes: Buffer): { line: Buffer; rest: Buffer } | undefined {
    const end = bytes.indexOf(lineFeed)
    const taken = end === -1 ? bytes : bytes.subarray(0, end + 1)
    replyBytes += taken.length
    if (replyBytes > mostReplyBytes) {
      invalid = `Unexpected reply of more than ${mostReplyBytes} bytes`
      part = []
      return undefined
    }
    if (taken.length > 0) part.push(taken)
    if (end === -1) return undefined
    const line = part.length === 1 ? taken : Buffer.concat(part)
    part = []
    return { line, rest: bytes.subarray(end + 1) }
  }

  return {
    push: (bytes) => {
      const replies: Reply[] = []
      // A part that outlives this call is copied: the network may use the bytes' place again.
      let rest: Buffer | undefined = Buffer.from(bytes)
      while (rest !== undefined && invalid === undefined) {
        const cut = cutLine(rest)
        const whole = cut === undefined ? undefined : takeLine(cut.line)
        if (whole !== undefined) replies.push(whole)
        rest = cut === undefined || cut.rest.length === 0 ? undefined : cut.rest
      }
      return invalid === undefined ? { replies } : { replies, invalid }
    },
    hasPart: () => part.length > 0 || reply !== undefined,
  }
}

/**
 * RFC 5321 §4.2.1: `Reply-code`; a client reads only replies of the classes 2 to 5. The words may be anything in one
 * line: the code is what is meant, and control characters among them are taken out before anybody reads them.
 */
const replyLine = /^([2-5][0-5][0-9])(?:([ -])([^\0\r\n]*))?$/

function parseLine(line: Buffer): { code: number; last: boolean; text: string } | string {
  if (line.at(-2) !== carriageReturn) return 'Unexpected line without CRLF at its end'
  const match = replyLine.exec(line.toString('latin1', 0, line.length - 2))
  if (match === null) return 'Unexpected line that is no SMTP reply'
  const words = match[3] ?? ''
  const text = isAscii.test(words) ? words : decodeText(line.subarray(4, line.length - 2))
  return { code: Number(match[1]), last: match[2] !== '-', text }
}

const isAscii = /^[^\x80-\xff]*$/
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The text as UTF-8, else as it is byte by byte. */
function decodeText(bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return bytes.toString('latin1')
  }
}
