import type { Socket } from 'node:net'
import type { ConnectionOptions } from 'node:tls'
import type { Timeouts } from './timeouts.ts'

/** How to log in (RFC 4954). */
export interface SmtpAuth {
  user: string
  /** The password; with the method XOAUTH2, the access token. Never logged, and left out of every reason. */
  password: string
  /** PLAIN, LOGIN, CRAM-MD5 or XOAUTH2. Default: the first that the server offers, XOAUTH2 aside. */
  method?: 'PLAIN' | 'LOGIN' | 'CRAM-MD5' | 'XOAUTH2'
}

/** Which server the letters go to, and how. */
export interface SmtpSettings {
  host: string
  port: number
  /**
   * `tls`: from the first byte (RFC 8314); `starttls`: required before anything else; `opportunistic`: STARTTLS where
   * it is offered, and no log-in without it; `none`: in clear, the log-in too, for a server on the same machine.
   */
  security: 'tls' | 'starttls' | 'opportunistic' | 'none'
  /** Default: no log-in. */
  auth?: SmtpAuth
  /** What we call ourselves in EHLO. Default: the machine's name. */
  name?: string
  /** Certificates are checked unless `rejectUnauthorized` is `false`. Default: the system's authorities, and `host`. */
  tls?: Pick<ConnectionOptions, 'ca' | 'rejectUnauthorized' | 'servername' | 'minVersion'>
  /** Default: those of RFC 5321 §4.5.3.2. */
  timeouts?: Partial<Timeouts>
  /** A proxy that knows CONNECT: `http://…` or `https://…`, with user and password where it asks for them. */
  proxy?: string
  /** Opens the connection itself (another kind of proxy, a test's own socket). Default: TCP to host and port. */
  connect?: () => Promise<Socket>
}
