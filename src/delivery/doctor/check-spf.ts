import { linesOf, type CheckResult } from './check-result.ts'
import { envelopeDomain, type DoctorContext } from './doctor-context.ts'
import { spfOf, spfTerms, walkSpf } from './walk-spf.ts'

/** SPF of the envelope's domain (RFC 7208): one record, that lets somebody send and not everybody, within the limits. */
export async function checkSpf({ settings, resolver }: DoctorContext): Promise<CheckResult> {
  const { ok, warning, error, skipped } = linesOf('SPF')
  const domain = envelopeDomain(settings)
  const looked = await spfOf(resolver, domain)
  if ('trouble' in looked) return skipped(`the DNS did not answer for ${domain} (${looked.trouble})`)
  const [record, ...others] = looked.records
  if (record === undefined) {
    return error(
      `${domain} has no SPF record`,
      `Publish a TXT record at ${domain}, such as "v=spf1 include:<your mail server’s domain> -all".`,
    )
  }
  if (others.length > 0)
    return error(
      `${domain} has ${others.length + 1} SPF records`,
      'Put them into one: several count as none.',
    )
  const terms = spfTerms(record)
  const wrong = faultOf(terms)
  if (wrong) return error(`${domain}: ${wrong.found}`, wrong.todo)
  const fault = await walkSpf(resolver, domain, record)
  if (fault)
    return fault.todo === undefined ? skipped(fault.found) : error(`${domain}: ${fault.found}`, fault.todo)
  const end = terms.find((term) => /^[+\-~?]?all$/i.test(term))
  if ((end === undefined && !terms.some((term) => /^redirect=/i.test(term))) || end?.startsWith('?')) {
    return warning(
      `${domain}: ${record}`,
      'End the record with -all (or ~all), or it says nothing about others.',
    )
  }
  return ok(`${domain}: ${record}`)
}

function faultOf(terms: readonly string[]): { found: string; todo: string } | undefined {
  if (terms.some((term) => /^\+?all$/i.test(term))) {
    return { found: 'the SPF record lets everybody send', todo: 'Replace +all by -all.' }
  }
  const allowing = terms.filter((term) => /^\+?(?:include|a|mx|ptr|exists|ip4|ip6)(?:[:/]|$)/i.test(term))
  if (allowing.length === 0 && !terms.some((term) => /^redirect=/i.test(term))) {
    return {
      found: 'the SPF record lets nobody send',
      todo: 'Add what your mail server’s operator names, such as include:… or ip4:….',
    }
  }
  return undefined
}
