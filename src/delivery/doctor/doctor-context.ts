import type { Database } from '../../database/index.ts'
import type { Settings } from '../../model/settings.ts'
import type { Transport } from '../transport.ts'
import type { Resolver } from './dns.ts'

/** What the checks look at and look with; effects are arguments, so that tests replace them. */
export interface DoctorContext {
  settings: Settings
  env: Readonly<Record<string, string | undefined>>
  /** Whether to ask the DNS, the mail server and the web. */
  online: boolean
  resolver: Resolver
  fetch: typeof fetch
  /** Makes connections to the mail server; nothing where a transport of the workspace takes the letters. */
  transport: Transport | undefined
  /** Milliseconds since 1970. */
  now: () => number
  /** Bytes that are free where the database lies. */
  freeBytes: () => Promise<number>
  /** Opens the database, with the path as people know it; fails with a `DatabaseProblem`. */
  openDatabase: () => Promise<Database>
  /** The database's file, absolute. */
  databaseFile: string
}

/** The domain of the address that bounces come back to: what SPF is about. */
export function envelopeDomain({ delivery, sender }: Settings): string {
  return domainOf(delivery.bounceAddress ?? sender.address)
}

/** What stands behind the @ of an address, or a domain, as the DNS has it (RFC 5890). */
export function domainOf(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  return (URL.parse(`http://${domain}`)?.hostname ?? domain).toLowerCase()
}
