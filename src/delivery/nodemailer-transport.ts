import { judgeLetter } from './smtp/envelope.ts'
import { oneLine, replyWords } from './smtp/reply-words.ts'
import type { Gate, Line, OutgoingLetter, Outcome, Phase, Transport } from './transport.ts'

/** What is used of a nodemailer transporter, such as `nodemailer.createTransport(…)` gives. */
export interface Mailer {
  sendMail: (mail: { envelope: { from: string; to: string[] }; raw: Buffer }) => Promise<unknown>
}

/** What nodemailer says of a message, as far as a transport of its says it. */
interface SentInfo {
  accepted?: unknown
  rejected?: unknown
  response?: unknown
  messageId?: unknown
}

/** What nodemailer says of a failure; all of it may be missing. */
interface SendError {
  message?: unknown
  code?: unknown
  command?: unknown
  response?: unknown
  responseCode?: unknown
  syscall?: unknown
}

/** Nobody knows beforehand what is behind the mailer. */
const anything = { pipelining: false, smtpUtf8: true, size: false }

/**
 * Letters by any other of nodemailer's transports: Amazon SES, sendmail, a stream. None of them shows when a message
 * is out of our hands, so the gate stands before all of it, and a failure after it leaves the letter uncertain unless
 * an SMTP server's own "no" is in it. The mailer is the caller's to close.
 */
export function createNodemailerTransport(mailer: Mailer): Transport {
  return { promise: 'weaker', open: () => Promise.resolve(createLine(mailer)) }
}

function createLine(mailer: Mailer): Line {
  let open = true
  let busy = false

  async function deliver(letter: OutgoingLetter, gate: Gate): Promise<Outcome> {
    if (busy) throw new Error('A line takes one letter at a time')
    const never = judgeLetter(letter, anything)
    if (never !== undefined) return { kind: 'refused', ...never }
    if (!open) return { kind: 'lost', reason: 'The line was closed', phase: 'connect' }
    busy = true
    try {
      return (await asksToGo(gate)) ? await send(mailer, letter) : { kind: 'withheld' }
    } finally {
      busy = false
    }
  }

  return {
    deliver,
    isOpen: () => open && !busy,
    close: () => {
      open = false
      return Promise.resolve()
    },
  }
}

async function asksToGo(gate: Gate): Promise<boolean> {
  try {
    return await gate.handOver()
  } catch {
    return false
  }
}

async function send(mailer: Mailer, { from, to, chunks }: OutgoingLetter): Promise<Outcome> {
  try {
    return judgeInfo(await mailer.sendMail({ envelope: { from, to: [to] }, raw: Buffer.concat(chunks) }))
  } catch (error) {
    return judgeError(error)
  }
}

/** A transport that lists the accepted must have the recipient among them; others just say that they are done. */
function judgeInfo(info: unknown): Outcome {
  const { accepted, rejected, response, messageId }: SentInfo = isObject(info) ? info : {}
  const words = oneLine(textOf(response) || textOf(messageId))
  const taken = !Array.isArray(accepted) || accepted.length > 0
  if (!taken || (Array.isArray(rejected) && rejected.length > 0)) {
    return { kind: 'uncertain', reason: oneLine(`The transport does not say that it was accepted: ${words}`) }
  }
  const code = /^2\d\d(?= |$)/.exec(words)?.[0]
  return { kind: 'accepted', code: Number(code ?? 250), reply: code === undefined ? words : words.slice(4) }
}

function judgeError(error: unknown): Outcome {
  const details: SendError = isObject(error) ? error : {}
  const reason = oneLine(error instanceof Error ? error.message : String(error))
  if (isBeforeMessage(details)) return { kind: 'lost', reason, phase: 'connect' }
  const phase = refusedAt(details)
  const { responseCode, response } = details
  if (phase === undefined || typeof responseCode !== 'number' || responseCode < 400 || responseCode > 599) {
    return { kind: 'uncertain', reason }
  }
  const lines = textOf(response).split(/\r?\n/)
  const words = replyWords({
    code: responseCode,
    lines: lines.map((line) => line.replace(/^\d{3}[ -]?/, '')),
  })
  return { kind: responseCode < 500 ? 'deferred' : 'refused', ...words, phase }
}

/** Failures that leave no doubt that no message was begun: no connection, no log-in, no program to hand it to. */
function isBeforeMessage({ code, syscall }: SendError): boolean {
  const call = typeof syscall === 'string' ? syscall : ''
  return (
    code === 'EDNS' || code === 'EAUTH' || code === 'EPROXY' || call === 'connect' || call.startsWith('spawn')
  )
}

/**
 * Where an SMTP server said no. nodemailer's other errors may come from any place: a connection that is lost at MAIL
 * looks the same as one that is lost after the final dot.
 */
function refusedAt({ code, command }: SendError): Phase | undefined {
  if (code === 'EMESSAGE') return 'dot'
  if (code !== 'EENVELOPE') return undefined
  if (command === 'MAIL FROM') return 'mail'
  return command === 'DATA' ? 'data' : 'rcpt'
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
