import { readTags, texts, type Resolver } from './dns.ts'

/** A DMARC record and the domain it was found at. */
export interface DmarcRecord {
  domain: string
  tags: ReadonlyMap<string, string>
}

/** What the DNS tree walk from a domain found (RFC 9989, section 4.10). */
export interface TreeWalk {
  /** The longest name first. */
  found: DmarcRecord[]
  organizationalDomain: string
  /** The DNS did not answer for one of the names. */
  trouble?: string
}

/** A name of eight labels or more is looked up itself, and then from seven labels on. */
const longestWalk = 7

/**
 * Walks from a domain to the root, one label at a time, and finds the organizational domain (RFC 9989, sections 4.10 and
 * 4.10.2): the one whose record says `psd=n`, the one below the first whose record says `psd=y`, or the shortest with a
 * record; the domain itself where there is none.
 */
export async function walkTree(resolver: Resolver, start: string): Promise<TreeWalk> {
  const found: DmarcRecord[] = []
  let labels = start.split('.')
  while (labels.length > 0) {
    const domain = labels.join('.')
    const looked = await texts(resolver, `_dmarc.${domain}`)
    if ('trouble' in looked)
      return { found, organizationalDomain: shortest(found, start), trouble: looked.trouble }
    const tags = onlyRecord(looked.records)
    if (tags) {
      found.push({ domain, tags })
      const psd = tags.get('psd')?.toLowerCase()
      if (psd === 'n') return { found, organizationalDomain: domain }
      // The organizational domain has one label more than the suffix that it lies under.
      if (psd === 'y')
        return {
          found,
          organizationalDomain: start
            .split('.')
            .slice(-labels.length - 1)
            .join('.'),
        }
    }
    labels = labels.length > longestWalk ? labels.slice(-longestWalk) : labels.slice(1)
  }
  return { found, organizationalDomain: shortest(found, start) }
}

function shortest(found: readonly DmarcRecord[], start: string): string {
  return found.at(-1)?.domain ?? start
}

/** Section 4.7: the version comes first and counts its capitals; where there are several records, there is none. */
export function onlyRecord(records: readonly string[]): Map<string, string> | undefined {
  const [only, ...others] = records.filter((text) => /^[vV][ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/.test(text))
  return only === undefined || others.length > 0 ? undefined : readTags(only)
}

/** The record that holds for a domain's mail (section 4.10.1): its own, the organizational domain's, or the suffix's. */
export function recordFor(
  domain: string,
  { found, organizationalDomain }: TreeWalk,
): DmarcRecord | undefined {
  return (
    found.find((record) => record.domain === domain) ??
    found.find((record) => record.domain === organizationalDomain) ??
    found.find(({ tags }) => tags.get('psd')?.toLowerCase() === 'y')
  )
}

const policies = new Set(['none', 'quarantine', 'reject'])

/**
 * The policy for a domain that exists: `sp` where the record is another domain's. One that is not valid is `none` where
 * reports are asked for; else the record does nothing.
 */
export function policyFor(domain: string, { domain: owner, tags }: DmarcRecord): string | undefined {
  const [p, sp] = [tags.get('p')?.toLowerCase(), tags.get('sp')?.toLowerCase()]
  const policy = owner === domain ? p : (sp ?? p)
  if (policy !== undefined && policies.has(policy)) return policy
  return tags.has('rua') ? 'none' : undefined
}

/** Whether two domains are aligned (section 4.10.3): the same, or, where that is enough, of one organization. */
export function isAligned(
  domain: string,
  organization: string,
  author: { domain: string; organization: string },
  mode: string | undefined,
): boolean {
  if (domain === author.domain) return true
  return mode?.toLowerCase() !== 's' && organization === author.organization
}
