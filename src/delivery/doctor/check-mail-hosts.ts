import { isIP } from 'node:net'
import { linesOf, type CheckResult } from './check-result.ts'
import { envelopeDomain, type DoctorContext } from './doctor-context.ts'
import { addresses, ask, namesOf, sameDomain } from './dns.ts'

/** Whether bounces can arrive: the envelope's domain has a mail server (RFC 5321, section 5.1; RFC 7505). */
export async function checkMx({ settings, resolver }: DoctorContext): Promise<CheckResult> {
  const { ok, warning, error, skipped } = linesOf('MX')
  const domain = envelopeDomain(settings)
  const looked = await ask(() => resolver.resolveMx(domain))
  if ('trouble' in looked) return skipped(`the DNS did not answer for ${domain} (${looked.trouble})`)
  const hosts = looked.records.toSorted((one, other) => one.priority - other.priority)
  const todo = `Publish an MX record for ${domain}, or set \`delivery.bounceAddress\` to an address that takes mail.`
  const [first] = hosts
  if (!first) {
    const own = await addresses(resolver, domain)
    if ('trouble' in own) return skipped(`the DNS did not answer for ${domain} (${own.trouble})`)
    return own.records.length > 0
      ? warning(`${domain} has no MX record; mail goes to its address`, todo)
      : error(`${domain} takes no mail, so bounces are lost`, todo)
  }
  if (hosts.length === 1 && /^\.?$/.test(first.exchange))
    return error(`${domain} says that it takes no mail`, todo)
  const found = await Promise.all(hosts.map(({ exchange }) => addresses(resolver, exchange)))
  const names = hosts.map(({ exchange }) => exchange)
  const dead = names.filter((_name, index) => {
    const looked = found[index]
    return looked !== undefined && 'records' in looked && looked.records.length === 0
  })
  if (dead.length === names.length) return error(`${domain}: ${dead.join(', ')} has no address`, todo)
  if (dead.length > 0)
    return warning(`${domain}: ${dead.join(', ')} has no address`, 'Correct or remove that MX record.')
  return ok(`${domain}: ${names.join(', ')}`)
}

/** Private, loopback and link-local addresses: what is sent from there goes out by another. */
const inside =
  /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1$|f[cd]|fe80)/i

/**
 * Whether the mail server's addresses have names that lead back to them, as large receivers ask. A server of somebody
 * else's sends from addresses that are its operator's business.
 */
export async function checkReverse({ settings, resolver }: DoctorContext): Promise<CheckResult> {
  const { ok, warning, skipped } = linesOf('PTR')
  if (settings.delivery.transport !== undefined)
    return skipped('letters go out by a transport of the workspace')
  const { host } = settings.delivery.smtp
  const looked = isIP(host) === 0 ? await addresses(resolver, host) : { records: [host] }
  if ('trouble' in looked) return skipped(`the DNS did not answer for ${host} (${looked.trouble})`)
  if (looked.records.length === 0) return skipped(`${host} has no address`)
  const open = looked.records.filter((address) => !inside.test(address))
  if (open.length === 0) {
    return skipped(
      `${host} is on this machine or network`,
      'Look whether the address that it sends from has a name that leads back to it.',
    )
  }
  for (const address of open) {
    const names = await namesOf(resolver, address)
    if ('trouble' in names) return skipped(`the DNS did not answer for ${address} (${names.trouble})`)
    if (names.records.length === 0) {
      return warning(
        `${address} (${host}) has no name`,
        'Ask who runs the mail server for a PTR record, if it sends from there.',
      )
    }
    const back = await Promise.all(names.records.map((name) => addresses(resolver, name)))
    if (!back.some((found) => 'records' in found && found.records.some((one) => sameDomain(one, address)))) {
      return warning(
        `${address} is called ${names.records.join(', ')}, which does not lead back to it`,
        'Ask who runs the mail server to let the name and the address agree, if it sends from there.',
      )
    }
  }
  return ok(`${open.join(', ')} (${host}) and their names agree`)
}
