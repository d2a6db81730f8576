import { certificateTodo } from '../tls-words.ts'
import { ConnectionFailed, type ConnectionFailure } from '../transport.ts'
import { linesOf, type CheckResult } from './check-result.ts'
import type { DoctorContext } from './doctor-context.ts'

const todos: Record<ConnectionFailure, string> = {
  refused: 'Start the mail server, or correct `delivery.smtp.host` and `port`.',
  unreachable: 'Correct `delivery.smtp.host`, or see to the network and its firewall.',
  timeout: 'See whether a firewall stands between, or correct `delivery.smtp.port`.',
  greeting: 'The server does not want us now: read its words, and ask who runs it.',
  dropped: 'The server hung up: read its log, and see whether it knows this machine.',
  protocol: 'See whether a mail server listens there: `delivery.smtp.host` and `port`.',
  tls: 'Set `delivery.smtp.security` as the server has it: starttls for port 587, tls for 465.',
  certificate: 'Use the name that the server’s certificate has, or let its operator renew it.',
  login: 'Correct `delivery.smtp.user` and TIDINGS_SMTP_PASSWORD.',
  'no-login':
    'Many servers take a log-in only over an encrypted line: set `delivery.smtp.security` to starttls or tls. One that takes letters without a log-in needs no `delivery.smtp.user`.',
  settings: 'Correct `delivery.smtp` in tidings.yaml.',
}

/** Opens a line to the mail server and logs in, and sends nothing. */
export async function checkLogin({ settings, transport }: DoctorContext): Promise<CheckResult> {
  const { ok, error, skipped } = linesOf('log-in')
  const { host, port, user } = settings.delivery.smtp
  if (!transport) return skipped('letters go out by a transport of the workspace, which only a proof tries')
  try {
    const line = await transport.open()
    await line.close()
    return ok(user === undefined ? `${host}:${port} takes letters` : `${host}:${port} knows ${user}`)
  } catch (problem) {
    if (!(problem instanceof ConnectionFailed)) throw problem
    return error(`${host}:${port}: ${problem.message}`, todoFor(problem))
  }
}

function todoFor({ kind, message, temporary }: ConnectionFailed): string {
  if (kind === 'certificate') return certificateTodo(message) ?? todos.certificate
  // Nothing is wrong with the name and the password where the server asks for patience (RFC 4954, section 6).
  if (kind === 'login' && temporary)
    return 'The server cannot check log-ins now: try again later, or ask who runs it.'
  return todos[kind]
}
