import type { Socket } from 'node:net'
import httpProxyClient from 'nodemailer/lib/smtp-connection/http-proxy-client'
import { ConnectionFailed } from '../transport.ts'
import type { SmtpSettings } from './smtp-settings.ts'
import type { Timeouts } from './timeouts.ts'

/** The connection to the server where nodemailer does not open it itself: through a proxy, or by a hook. */
export async function openTunnel(settings: SmtpSettings, timeouts: Timeouts): Promise<Socket | undefined> {
  const { connect, proxy } = settings
  if (connect !== undefined) return await inTime(connect(), timeouts.connectMs)
  if (proxy === undefined) return undefined
  if (!/^https?:\/\//i.test(proxy) || !URL.canParse(proxy)) {
    throw new ConnectionFailed('settings', 'Unexpected kind of proxy, expected http:// or https://', false)
  }
  return await throughProxy(proxy, settings, timeouts)
}

/** HTTP's CONNECT (RFC 9110 §9.3.6); the certificate of the proxy is checked, too. */
function throughProxy(proxy: string, { host, port }: SmtpSettings, { connectMs }: Timeouts): Promise<Socket> {
  return new Promise((resolve, reject) => {
    httpProxyClient(proxy, port, host, { timeout: connectMs }, (failure, socket) => {
      if (failure) reject(failure)
      else resolve(socket)
    })
  })
}

/** A socket that comes too late is not kept open. */
async function inTime(opening: Promise<Socket>, limitMs: number): Promise<Socket> {
  let timer: NodeJS.Timeout | undefined
  let late = false
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      late = true
      reject(new ConnectionFailed('timeout', 'Timed out: no connection', true))
    }, limitMs)
  })
  void opening.then(
    (socket) => late && socket.destroy(),
    () => {},
  )
  return await Promise.race([opening, timeout]).finally(() => clearTimeout(timer))
}
