import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { createTransport, type Transporter, type TransportOptions } from 'nodemailer'
import {
  createNodemailerTransport,
  createSmtpTransport,
  type Timeouts,
  type Transport,
} from '../../delivery/index.ts'
import type { Report } from '../../diagnostics/index.ts'
import type { Settings } from '../../model/settings.ts'

/**
 * The transport of the settings: our own to the server of `delivery.smtp`, or the one of nodemailer that a module of the
 * workspace gives, whose promise is weaker. Reports a module that gives none.
 */
export async function openTransport(
  { root, settings, report }: { root: string; settings: Settings; report: Report },
  env: NodeJS.ProcessEnv,
): Promise<Transport | undefined> {
  const { transport, smtp } = settings.delivery
  if (transport !== undefined) return nodemailerTransport(path.resolve(root, transport), transport, report)
  return smtpTransport(smtp, env, { dotMs: smtp.timeoutSeconds * 1000 })
}

/** Our own transport to the server of the settings, with the password of the environment. */
export function smtpTransport(
  { host, port, security, user, name }: Settings['delivery']['smtp'],
  env: NodeJS.ProcessEnv,
  timeouts: Partial<Timeouts>,
): Transport {
  return createSmtpTransport({
    host,
    port,
    security,
    ...(name !== undefined && { name }),
    ...(user !== undefined && { auth: { user, password: env['TIDINGS_SMTP_PASSWORD'] ?? '' } }),
    timeouts,
  })
}

async function nodemailerTransport(
  file: string,
  shown: string,
  report: Report,
): Promise<Transport | undefined> {
  const refuse = (message: string): undefined =>
    report({ rule: 'delivery/transport', message, file: shown }) as undefined
  try {
    const { default: given } = (await import(pathToFileURL(file).href)) as { default?: unknown }
    if (typeof given !== 'object' || given === null) {
      return refuse('Unexpected module without a default export, expected one that exports a transport')
    }
    const isMade = typeof (given as Transporter).sendMail === 'function'
    return createNodemailerTransport(
      isMade ? (given as Transporter) : createTransport(given as TransportOptions),
    )
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    return refuse(`Unexpected module that cannot be loaded (${line}), expected one that exports a transport`)
  }
}
