import type { Socket } from 'node:net'
import httpProxyClient from 'nodemailer/lib/smtp-connection/http-proxy-client'
import { ConnectionFailed } from '../transport.ts'
import type { SmtpSettings } from './smtp-settings.ts'
import type { Timeouts } from './timeouts.ts'

/** The connection to the server where nodemailer's connection does not open it itself: through a proxy, or by a hook. */
export async function openTunnel(settings: SmtpSettings, timeouts: Timeouts): Promise<Socket | undefined> {
  const { connect, proxy } = settings
  if (connect !== undefined) return await connect()
  if (proxy === undefined) return undefined
  if (!/^https?:\/\//i.test(proxy) || !URL.canParse(proxy)) {
    throw new ConnectionFailed('settings', 'Unexpected kind of proxy, expected http:// or https://', false)
  }
  return await throughProxy(proxy, settings, timeouts)
}

/** HTTP's CONNECT (RFC 9110 §9.3.6); the proxy's own certificate is checked, too. */
function throughProxy(proxy: string, { host, port }: SmtpSettings, { connectMs }: Timeouts): Promise<Socket> {
  return new Promise((resolve, reject) => {
    httpProxyClient(proxy, port, host, { timeout: connectMs }, (failure, socket) => {
      if (failure) reject(failure)
      else resolve(socket)
    })
  })
}
