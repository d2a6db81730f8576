import { domainToASCII } from 'node:url'
import type { Socket } from 'node:net'
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection'
import XOAuth2 from 'nodemailer/lib/xoauth2'
import { ConnectionFailed } from '../transport.ts'
import { connectionFailure } from './connection-failure.ts'
import { createConversation, type Conversation } from './conversation.ts'
import { openTunnel } from './open-tunnel.ts'
import { readFeatures, type ServerFeatures } from './server-features.ts'
import type { SmtpAuth, SmtpSettings } from './smtp-settings.ts'
import { takeOver } from './take-over.ts'
import type { Timeouts } from './timeouts.ts'

/** A connection that is encrypted and logged in as the settings ask, and on which the server waits for MAIL. */
export interface OpenConnection {
  conversation: Conversation
  features: ServerFeatures
}

/**
 * Opens a connection by nodemailer's connection class: the network, TLS from the start or by STARTTLS (RFC 3207), EHLO
 * and the log-in (RFC 4954), and then takes its socket over. Fails with a `ConnectionFailed`, and leaves no socket
 * behind then.
 */
export async function openConnection(settings: SmtpSettings, timeouts: Timeouts): Promise<OpenConnection> {
  let connection: SMTPConnection | undefined
  try {
    const tunnel = await openTunnel(settings, timeouts)
    connection = new SMTPConnection(connectionOptions(settings, timeouts, tunnel))
    const ehlo = await connectAndLogIn(connection, settings, timeouts)
    // No pause in between: a socket without a listener would throw its errors at the process.
    const socket = takeOver(connection)
    if (typeof socket === 'string') throw new ConnectionFailed('protocol', socket, true)
    return { conversation: createConversation(socket), features: readFeatures(ehlo) }
  } catch (error) {
    if (connection !== undefined) drop(connection)
    throw connectionFailure(error, settings.auth?.password)
  }
}

function connectionOptions(
  { host, port, security, name, tls = {} }: SmtpSettings,
  timeouts: Timeouts,
  tunnel: Socket | undefined,
): SMTPConnectionOptions {
  return {
    host: inAscii(host),
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls,
    // nodemailer counts the greeting and STARTTLS into the time to connect.
    connectionTimeout: timeouts.connectMs + timeouts.greetingMs,
    greetingTimeout: timeouts.greetingMs,
    dnsTimeout: timeouts.connectMs,
    socketTimeout: timeouts.greetingMs + timeouts.handshakeMs,
    maxResponseSize: 64 * 1024,
    ...(tls.servername === undefined ? {} : { servername: tls.servername }),
    ...(name === undefined ? {} : { name: inAscii(name) }),
    ...(tunnel === undefined ? {} : { connection: tunnel }),
  }
}

/** A domain in A-labels (RFC 5890); what is none, such as an IPv6 address, as it is. */
function inAscii(domain: string): string {
  return domainToASCII(domain) || domain
}

/** Resolves with the answer to EHLO when the server waits for MAIL. */
function connectAndLogIn(
  connection: SMTPConnection,
  settings: SmtpSettings,
  timeouts: Timeouts,
): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    const timers = limitTimes(connection, timeouts, (failure) => fail(failure))
    const settle =
      <T>(finish: (value: T) => void) =>
      (value: T): void => {
        for (const timer of timers) clearTimeout(timer)
        finish(value)
      }
    const fail = settle<unknown>(reject)
    // These stay: what nodemailer says after the take-over concerns nobody, and must not be thrown.
    connection.on('error', fail)
    // Why it ended is often on its way, and says more.
    connection.on('end', () => setImmediate(fail, new Error('The server closed the connection')))
    connection.connect((failure) => {
      if (failure) return fail(failure)
      const ehlo = String(connection.lastServerResponse)
      logIn(connection, settings).then(
        settle(() => resolve(ehlo)),
        fail,
      )
    })
  })
}

/** nodemailer's own time-outs begin again with each byte from the server; these do not. */
function limitTimes(
  connection: SMTPConnection,
  timeouts: Timeouts,
  reject: (error: ConnectionFailed) => void,
) {
  const { connectMs, greetingMs, handshakeMs } = timeouts
  const timedOut = (what: string) => new ConnectionFailed('timeout', `Timed out: ${what}`, true)
  const connecting = setTimeout(() => {
    if (connection.stage === 'init') reject(timedOut('no connection'))
  }, connectMs)
  const whole = setTimeout(
    () => reject(timedOut('the server does not get ready')),
    connectMs + greetingMs + handshakeMs,
  )
  return [connecting, whole]
}

async function logIn(connection: SMTPConnection, { auth, security }: SmtpSettings): Promise<void> {
  if (auth === undefined) return
  if (!connection.secure && security !== 'none') {
    throw new ConnectionFailed(
      'tls',
      'The server offers no STARTTLS; the password is not sent in clear',
      false,
    )
  }
  if (!connection.allowsAuth) throw new ConnectionFailed('no-login', 'The server offers no log-in', false)
  await new Promise<void>((resolve, reject) => {
    connection.login(credentials(auth), (failure) => (failure ? reject(failure) : resolve()))
  })
}

function credentials({ user, password, method }: SmtpAuth) {
  if (method === 'XOAUTH2') return { user, method, oauth2: new XOAuth2({ user, accessToken: password }) }
  return { user, pass: password, ...(method === undefined ? {} : { method }) }
}

function drop(connection: SMTPConnection): void {
  const { _socket: socket } = connection
  connection.close()
  if (socket) socket.destroy()
}
