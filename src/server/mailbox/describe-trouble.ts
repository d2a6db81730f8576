import { certificateTodo, plainTlsWords } from '../../delivery/index.ts'
import type { LetterTrouble } from './mail-source.ts'

/** What to do, by the words of the system, of imapflow or of the server. */
const todos: readonly [pattern: RegExp, todo: string][] = [
  [
    /authenticat|\blog ?in\b/i,
    'Correct `leavingMailbox.user` and TIDINGS_IMAP_PASSWORD, or see whether the server asks for encryption first.',
  ],
  [/ECONNREFUSED/, 'Start the mail server, or correct `leavingMailbox.host` and `port`.'],
  [
    /ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN/,
    'Correct `leavingMailbox.host`, or see to the network and its firewall.',
  ],
  [/timeout|timed out/i, 'See whether a firewall stands between, or correct `leavingMailbox.port`.'],
  [/SSL|TLS/i, 'Set `leavingMailbox.security` as the server has it: tls for port 993, starttls for 143.'],
  [/NoConnection|ConnectionClosed|ECONNRESET|EPIPE/, 'The server ended the line: its log says why.'],
  [/EACCES|EPERM|EROFS/, 'Let the user that `tidings serve` runs as read and write it.'],
]

/** One line without an address: what the system or the server said, and what to do about it. */
export function describeTrouble(error: unknown): string {
  const { code, responseText, reason, message } = error as {
    code?: string
    responseText?: string
    reason?: string
    message?: string
  }
  const text = responseText ?? reason ?? message ?? ''
  const words = code === undefined || text.includes(code) ? text : `${code} ${text}`
  const said = plainTlsWords(words)
    // Dovecot says when: the same trouble would be another one at each look.
    .replace(/\s*\[\d[^\]]*\]/g, '')
    .replace(/\S*@\S*/g, '…')
    .replace(/\s+/g, ' ')
    .slice(0, 200)
  const todo = certificateTodo(words) ?? todos.find(([pattern]) => pattern.test(words))?.[1]
  return todo === undefined ? said : `${said.replace(/[.\s]+$/, '')}. ${todo}`
}

/** The same for letters that were passed over, with the first as the example; nothing where there are none. */
export function describeTroubles(troubles: readonly LetterTrouble[]): string | undefined {
  const lines = (['opened', 'marked as read'] as const).flatMap((act) => {
    const [first, ...more] = troubles.filter((trouble) => trouble.act === act)
    if (!first) return []
    const who = more.length === 0 ? '1 letter of the mailbox' : `${more.length + 1} letters of the mailbox`
    const example = `${more.length === 0 ? '' : 'the first is '}${first.letter.replace(/\S*@\S*/g, '…')}`
    return [`${who} cannot be ${act}, which is tried again: ${example}: ${describeTrouble(first.cause)}`]
  })
  return lines.length === 0 ? undefined : lines.join('; ')
}
