import { linesOf, type CheckResult } from './check-result.ts'
import { envelopeDomain, type DoctorContext } from './doctor-context.ts'
import { texts, type Resolver } from './dns.ts'

/** RFC 7208, section 4.6.4: terms that ask the DNS, in a record and all that it includes. */
const mostLookups = 10
const askingTerm = /^[+\-~?]?(include|a|mx|ptr|exists)(?:[:/]|$)|^(redirect)=/i
const nestingTerm = /^[+\-~?]?include:(.+)$|^redirect=(.+)$/i

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
  const terms = record.trim().split(/\s+/).slice(1)
  const wrong = faultOf(terms)
  if (wrong) return error(`${domain}: ${wrong.found}`, wrong.todo)
  const lookups = await countLookups(resolver, record, new Set([domain]))
  if (lookups > mostLookups) {
    return error(
      `${domain}: more than ${mostLookups} DNS lookups in the SPF record`,
      'Take out includes that nobody needs: receivers stop after ten and count the record as broken.',
    )
  }
  const end = terms.find((term) => /^[+\-~?]?all$/i.test(term))
  if ((end === undefined && !terms.some((term) => /^redirect=/i.test(term))) || end?.startsWith('?')) {
    return warning(
      `${domain}: ${record}`,
      'End the record with -all (or ~all), or it says nothing about others.',
    )
  }
  return ok(`${domain}: ${record}`)
}

async function spfOf(resolver: Resolver, domain: string) {
  const looked = await texts(resolver, domain)
  if ('trouble' in looked) return looked
  return { records: looked.records.filter((text) => /^v=spf1(?: |$)/i.test(text)) }
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

/** Stops when there are too many, so that a loop ends; what cannot be asked counts once. */
async function countLookups(resolver: Resolver, record: string, seen: Set<string>): Promise<number> {
  let count = 0
  for (const term of record.trim().split(/\s+/).slice(1)) {
    if (askingTerm.test(term)) count += 1
    const [, included, redirected] = nestingTerm.exec(term) ?? []
    const next = included ?? redirected
    // A macro stands for something that only a letter has.
    if (next === undefined || next.includes('%') || seen.has(next) || count > mostLookups) continue
    seen.add(next)
    const looked = await spfOf(resolver, next)
    const [inner] = 'records' in looked ? looked.records : []
    if (inner !== undefined) count += await countLookups(resolver, inner, seen)
  }
  return count
}
