import { isIP } from 'node:net'
import { readKeys } from '../../members/index.ts'
import { createLetterAddresses } from '../letters/letter-addresses.ts'
import { linesOf, type CheckResult } from './check-result.ts'
import { domainOf, type DoctorContext } from './doctor-context.ts'

type Context = Pick<DoctorContext, 'settings' | 'env'>

/** Domains that nobody has (RFC 2606, RFC 6761). */
const madeUp = /(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)$/

/** The addresses that letters go out with. */
export function checkSender({ settings }: Context): CheckResult {
  const { ok, error } = linesOf('sender')
  const { address } = settings.sender
  return madeUp.test(domainOf(address))
    ? error(`${address} is an address of an example`, 'Set `sender.address` to an address of your own.')
    : ok(address)
}

/** Where letters of the web lead, and over what. */
export function checkServiceUrl({ settings }: Context): CheckResult {
  const { ok, warning, error } = linesOf('unsubscribe address')
  const { serviceUrl } = settings
  const host = URL.parse(serviceUrl)?.hostname ?? ''
  if (madeUp.test(host))
    return error(`${serviceUrl} is an address of an example`, 'Set `serviceUrl` to your own.')
  return serviceUrl.startsWith('https:')
    ? ok(serviceUrl)
    : warning(`${serviceUrl} is not encrypted`, 'Use https: one click to leave needs it (RFC 8058).')
}

/** Whether what members write to leave is read. */
export function checkLeavingMailbox({ settings, env }: Context): CheckResult {
  const { ok, warning, error } = linesOf('unsubscribe by mail')
  const { leavingMailbox, delivery } = settings
  const { unsubscribeAddress } = delivery
  if (unsubscribeAddress === undefined) {
    return leavingMailbox
      ? warning(
          'a mailbox is read, and letters do not name it',
          'Set `delivery.unsubscribeAddress` to its address.',
        )
      : warning(
          'letters offer the link alone',
          'Set `delivery.unsubscribeAddress` and `leavingMailbox`: some mail programs leave by mail only.',
        )
  }
  if (!leavingMailbox) {
    return error(
      `letters name ${unsubscribeAddress}, and nobody reads it`,
      'Set `leavingMailbox`, so that `tidings serve` reads what members write to leave.',
    )
  }
  return leavingMailbox.kind === 'imap' && (env['TIDINGS_IMAP_PASSWORD'] ?? '') === ''
    ? error(
        `${unsubscribeAddress}: there is no password for the mailbox`,
        'Put it into TIDINGS_IMAP_PASSWORD.',
      )
    : ok(`${unsubscribeAddress}, read from a mailbox (${leavingMailbox.kind})`)
}

/** The keys of tokens and hashes, and whether addresses have room for a token. */
export function checkKeys({ settings, env }: Context): CheckResult[] {
  const keyLines = linesOf('TIDINGS_KEYS')
  const wrong: CheckResult[] = []
  const keys = readKeys(env, ({ message, note }) => {
    const todo = note ?? 'Set it to name:secret, with at least 32 random octets: openssl rand -base64 32'
    wrong.push(keyLines.error(message, todo))
  })
  if (!keys) return wrong
  const addressLines = linesOf('addresses of letters')
  createLetterAddresses(settings, keys, ({ message }) => {
    wrong.push(
      addressLines.error(message, 'Use a shorter address: each letter adds its own mark before the @.'),
    )
  })
  const count = keys.all.length
  return [
    keyLines.ok(count === 1 ? 'one key' : `${count} keys, ${keys.current.name} is the current one`),
    ...wrong,
  ]
}

/** Whether the way to the mail server is safe and complete. */
export function checkSmtpSettings({ settings, env }: Context): CheckResult {
  const { ok, warning, error } = linesOf('mail server')
  const { transport } = settings.delivery
  if (transport !== undefined) {
    return warning(
      `letters go out by ${transport}`,
      'Know its weaker promise: after a crash more letters may be uncertain than with the mail server of `delivery.smtp`.',
    )
  }
  const { host, port, security, user } = settings.delivery.smtp
  const found = `${host}:${port}, ${security}`
  if (user !== undefined && (env['TIDINGS_SMTP_PASSWORD'] ?? '') === '') {
    return error(`${found}: there is no password for ${user}`, 'Put it into TIDINGS_SMTP_PASSWORD.')
  }
  if (security !== 'none' || isLocal(host)) return ok(found)
  const todo = 'Set `delivery.smtp.security` to starttls or tls.'
  return user === undefined
    ? warning(`${found}: letters travel unencrypted`, todo)
    : error(`${found}: the password travels unencrypted`, todo)
}

function isLocal(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}
