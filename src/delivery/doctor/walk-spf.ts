import { isIPv4, isIPv6 } from 'node:net'
import { texts, type Looked, type Resolver } from './dns.ts'

/** RFC 7208, section 4.6.4: terms that ask the DNS, in a record and all that it includes. */
const mostLookups = 10
const askingTerm = /^[+\-~?]?(?:include|a|mx|ptr|exists)(?:[:/]|$)/i
const includeTerm = /^[+\-~?]?include:(.+)$/i
const redirectTerm = /^redirect=(.+)$/i
const allTerm = /^[+\-~?]?all$/i
const otherTerm =
  /^(?:[+\-~?]?(?:all|(?:include|exists):.+|(?:a|mx)(?:[:/].+)?|ptr(?::.+)?)|[a-z][\w.-]*=.*)$/i

/** Why receivers take an SPF record for broken, or why that cannot be said. */
export interface SpfFault {
  found: string
  /** What to do; nothing where the DNS did not answer. */
  todo?: string
}

/** The SPF records of a domain. */
export async function spfOf(resolver: Resolver, domain: string): Promise<Looked<string>> {
  const looked = await texts(resolver, domain)
  if ('trouble' in looked) return looked
  return { records: looked.records.filter((text) => /^v=spf1(?: |$)/i.test(text)) }
}

/** The terms of a record. */
export function spfTerms(record: string): string[] {
  return record.trim().split(/ +/).slice(1)
}

/**
 * Goes through a record and all that it includes as a receiver does to which no term applies. A record that is included
 * twice is asked for twice, so that a circle ends at the limit too.
 */
export async function walkSpf(
  resolver: Resolver,
  domain: string,
  record: string,
  walk = { lookups: 0 },
): Promise<SpfFault | undefined> {
  const terms = spfTerms(record)
  const strange = terms.find((term) => !isUnderstood(term))
  if (strange !== undefined) {
    return {
      found: `receivers do not understand “${strange}” in the SPF record of ${domain}, and count it as broken`,
      todo: 'Correct it, such as ip4:192.0.2.1, include:mail.example.net or -all, with one space between terms.',
    }
  }
  const end = terms.findIndex((term) => allTerm.test(term))
  const asking = end < 0 ? terms : terms.slice(0, end).filter((term) => !redirectTerm.test(term))
  for (const term of asking) {
    const next = includeTerm.exec(term)?.[1] ?? redirectTerm.exec(term)?.[1]
    if (next === undefined && !askingTerm.test(term)) continue
    if (++walk.lookups > mostLookups) return tooMany
    // A macro stands for something that only a letter has.
    if (next === undefined || next.includes('%')) continue
    const fault = await walkNext(resolver, next, walk)
    if (fault) return fault
  }
  return undefined
}

const tooMany: SpfFault = {
  found: `more than ${mostLookups} DNS lookups in the SPF record`,
  todo: 'Take out includes that nobody needs: receivers stop after ten and count the record as broken.',
}

/** What is included must be there, once (sections 5.2 and 6.1). */
async function walkNext(
  resolver: Resolver,
  domain: string,
  walk: { lookups: number },
): Promise<SpfFault | undefined> {
  const looked = await spfOf(resolver, domain)
  if ('trouble' in looked) return { found: `the DNS did not answer for ${domain} (${looked.trouble})` }
  const [record, ...others] = looked.records
  if (record === undefined || others.length > 0) {
    const count = record === undefined ? 'no SPF record' : `${others.length + 1} SPF records`
    return {
      found: `the SPF record includes ${domain}, which has ${count}, so receivers count it as broken`,
      todo: `Take ${domain} out, or ask its operator what to include.`,
    }
  }
  if (spfTerms(record).some((term) => /^\+?all$/i.test(term))) {
    return {
      found: `the SPF record includes ${domain}, which lets everybody send`,
      todo: `Take ${domain} out, and name the servers that send for you.`,
    }
  }
  return walkSpf(resolver, domain, record, walk)
}

function isUnderstood(term: string): boolean {
  const [, four, bits = '32'] = /^[+\-~?]?ip4:([^/]*)(?:\/(\d{1,2}))?$/i.exec(term) ?? []
  if (four !== undefined) return isIPv4(four) && Number(bits) <= 32
  const [, six, length = '128'] = /^[+\-~?]?ip6:([^/]*)(?:\/(\d{1,3}))?$/i.exec(term) ?? []
  if (six !== undefined) return isIPv6(six) && Number(length) <= 128
  return otherTerm.test(term)
}
