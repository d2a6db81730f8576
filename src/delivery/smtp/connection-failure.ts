import { ConnectionFailed, type ConnectionFailure } from '../transport.ts'
import { plainTlsWords } from '../tls-words.ts'
import { oneLine } from './reply-words.ts'

/** What nodemailer adds to an error of its connection; all of it may be missing. */
interface ConnectionError {
  message?: unknown
  code?: unknown
  originalCode?: unknown
  responseCode?: unknown
  response?: unknown
}

/** The system's and OpenSSL's names for a certificate that does not hold. */
const certificateCode = /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|CRL_/
const unreachableCodes = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL'])

/**
 * Sorts nodemailer's errors while a line is opened. A 4xx reply, or no reply at all, may go away by itself; a 5xx one,
 * a certificate that does not hold, or something that is no SMTP server, does not.
 */
export function connectionFailure(error: unknown, secret: string | undefined): ConnectionFailed {
  if (error instanceof ConnectionFailed) return error
  const details: ConnectionError = typeof error === 'object' && error !== null ? error : {}
  const replyCode = typeof details.responseCode === 'number' ? details.responseCode : undefined
  const kind = kindOf(details, replyCode)
  const temporary = replyCode === undefined ? mayPass(kind, details) : replyCode < 500
  return new ConnectionFailed(kind, reasonOf(error, secret), temporary, replyCode)
}

function kindOf(
  { code, originalCode, message }: ConnectionError,
  replyCode: number | undefined,
): ConnectionFailure {
  const text = String(message)
  const system = String(originalCode ?? code)
  if (certificateCode.test(system) || /certificate/i.test(text)) return 'certificate'
  if (system === 'ECONNREFUSED') return 'refused'
  if (unreachableCodes.has(system) || code === 'EDNS' || code === 'EPROXY') return 'unreachable'
  if (code === 'ETIMEDOUT' || system === 'ETIMEDOUT') return 'timeout'
  if (code === 'EAUTH' || code === 'EOAUTH2' || code === 'ENOAUTH') return 'login'
  if (code === 'ETLS' || /SSL|TLS/.test(system)) return 'tls'
  if (replyCode !== undefined) return 'greeting'
  return code === 'EPROTOCOL' ? 'protocol' : 'dropped'
}

/** Whether it may pass where no reply says so. */
function mayPass(kind: ConnectionFailure, { message }: ConnectionError): boolean {
  if (kind === 'tls') return /closed|hang up|ECONNRESET|timed out/i.test(String(message))
  return kind === 'refused' || kind === 'unreachable' || kind === 'timeout' || kind === 'dropped'
}

/** On one line, and never with the password, whatever a server may echo. */
function reasonOf(error: unknown, secret: string | undefined): string {
  const text = plainTlsWords(error instanceof Error ? error.message : String(error))
  if (secret === undefined || secret === '') return oneLine(text)
  const veil = (run: string): string => (Buffer.from(run, 'base64').toString().includes(secret) ? '***' : run)
  return oneLine(text.replaceAll(secret, '***').replace(/[A-Za-z0-9+/]{4,}={0,2}/g, veil))
}
