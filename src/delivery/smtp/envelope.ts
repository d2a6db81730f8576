import type { OutgoingLetter, Rejection } from '../transport.ts'
import type { ServerFeatures } from './server-features.ts'

/** The commands before a message (RFC 5321 §3.3), each with its CRLF. */
export interface EnvelopeCommands {
  mail: string
  rcpt: string
}

/** Why a letter can never go over a line to this server, judged before a byte of it is sent. */
export function judgeLetter(letter: OutgoingLetter, features: ServerFeatures): Rejection | undefined {
  if (letter.to === '' || !isPath(letter.to)) {
    return refusal(
      553,
      '5.1.3',
      'rcpt',
      'Unexpected recipient address, expected one without < > and controls',
    )
  }
  if (!isPath(letter.from)) {
    return refusal(553, '5.1.7', 'mail', 'Unexpected sender address, expected one without < > and controls')
  }
  if (needsUtf8(letter) && !features.smtpUtf8) {
    return refusal(553, '5.6.7', 'mail', 'The address needs SMTPUTF8, which the server does not offer')
  }
  const { mostBytes } = features
  if (mostBytes !== undefined && letter.size > mostBytes) {
    const reply = `The letter has ${letter.size} bytes; the server takes at most ${mostBytes}`
    return refusal(552, '5.3.4', 'mail', reply)
  }
  return undefined
}

/** MAIL and RCPT, with SIZE (RFC 1870 §6.1) and SMTPUTF8 (RFC 6531 §3.4) where they are needed and offered. */
export function envelopeCommands(letter: OutgoingLetter, features: ServerFeatures): EnvelopeCommands {
  const size = features.size ? ` SIZE=${letter.size}` : ''
  const utf8 = needsUtf8(letter) ? ' SMTPUTF8' : ''
  return { mail: `MAIL FROM:<${letter.from}>${size}${utf8}\r\n`, rcpt: `RCPT TO:<${letter.to}>\r\n` }
}

function refusal(code: number, enhanced: string, phase: 'mail' | 'rcpt', reply: string): Rejection {
  return { code, enhanced, phase, reply }
}

/** Nothing that could end the path, or the command: a line break here would be a command of a stranger's. */
function isPath(path: string): boolean {
  return !/[\p{Cc}\p{Zl}\p{Zp}<>]/u.test(path) && path.isWellFormed()
}

function needsUtf8(letter: OutgoingLetter): boolean {
  return letter.needsUtf8 || /[^\0-\x7f]/.test(letter.to) || /[^\0-\x7f]/.test(letter.from)
}
