import { linesOf, type CheckResult } from './check-result.ts'
import { isAligned, onlyRecord, policyFor, recordFor, walkTree, type DmarcRecord } from './dmarc.ts'
import { texts, type Resolver } from './dns.ts'
import { domainOf, envelopeDomain, type DoctorContext } from './doctor-context.ts'

/** Whether receivers find a policy for our mail (RFC 9989), and whether our signatures and envelope are aligned with it. */
export async function checkDmarc({ settings, resolver }: DoctorContext): Promise<CheckResult[]> {
  const { error, skipped } = linesOf('DMARC')
  const domain = domainOf(settings.sender.address)
  const walk = await walkTree(resolver, domain)
  if (walk.trouble !== undefined)
    return [skipped(`the DNS did not answer for _dmarc.${domain} (${walk.trouble})`)]
  const broken = await checkOwnRecord(resolver, domain)
  if (broken) return [broken]
  const record = recordFor(domain, walk)
  if (!record) {
    return [
      error(
        `${domain} has no DMARC record, nor has a domain above it`,
        `Publish a TXT record at _dmarc.${domain}, to begin with "v=DMARC1; p=none; rua=mailto:<where reports go>".`,
      ),
    ]
  }
  const author = { domain, organization: walk.organizationalDomain }
  return [describePolicy(domain, record), await checkAlignment({ settings, resolver }, record, author)]
}

/** A record that receivers pass over, because it is not the only one or cannot be read (section 4.7). */
async function checkOwnRecord(resolver: Resolver, domain: string): Promise<CheckResult | undefined> {
  const { error } = linesOf('DMARC')
  const name = `_dmarc.${domain}`
  const looked = await texts(resolver, name)
  const records = 'records' in looked ? looked.records.filter((text) => /^\s*v\s*=\s*dmarc/i.test(text)) : []
  if (records.length > 1)
    return error(`${name} has ${records.length} DMARC records`, 'Leave one: several count as none.')
  if (records.length === 0 || onlyRecord(records)) return undefined
  return error(
    `the DMARC record at ${name} cannot be read`,
    'Begin it with "v=DMARC1; p=none", and write each tag once, with a semicolon after it.',
  )
}

/** Tags that RFC 9989 has no more (appendix C). */
const oldTags = ['pct', 'rf', 'ri']

function describePolicy(domain: string, record: DmarcRecord): CheckResult {
  const { ok, warning, error } = linesOf('DMARC')
  const policy = policyFor(domain, record)
  const where = `_dmarc.${record.domain}`
  if (policy === undefined) {
    return error(
      `${where} has no valid policy, so receivers ignore it`,
      'Set p= to none, quarantine or reject.',
    )
  }
  const found = `${where}: policy for ${domain} is ${policy}`
  if (record.tags.get('t')?.toLowerCase() === 'y') {
    return warning(`${found}, as a test (t=y)`, 'Take out t=y when the reports are good.')
  }
  const old = oldTags.filter((tag) => record.tags.has(tag))
  if (old.length > 0) {
    return warning(
      `${found}; ${old.join(', ')} mean nothing any more`,
      `Take out ${old.join(', ')} (RFC 9989).`,
    )
  }
  if (!record.tags.has('rua')) {
    return warning(
      `${found}, and no reports are asked for`,
      'Add rua=mailto:<address>, to see who sends in your name.',
    )
  }
  return ok(found)
}

async function checkAlignment(
  { settings, resolver }: Pick<DoctorContext, 'settings' | 'resolver'>,
  { tags }: DmarcRecord,
  author: { domain: string; organization: string },
): Promise<CheckResult> {
  const { ok, warning, error, skipped } = linesOf('DMARC alignment')
  const { dkim } = settings.delivery
  const envelope = envelopeDomain(settings)
  const signing = dkim && domainOf(dkim.domain ?? author.domain)
  const aligned = async (domain: string, mode: string | undefined): Promise<boolean | undefined> => {
    if (domain === author.domain) return true
    const walk = await walkTree(resolver, domain)
    return walk.trouble === undefined ? isAligned(domain, walk.organizationalDomain, author, mode) : undefined
  }
  const bySignature = signing === undefined ? false : await aligned(signing, tags.get('adkim'))
  const byEnvelope = await aligned(envelope, tags.get('aspf'))
  if (bySignature === undefined || byEnvelope === undefined) return skipped('the DNS did not answer')
  const detail = `From ${author.domain}, DKIM ${signing ?? 'none'}, envelope ${envelope}`
  if (bySignature && byEnvelope) return ok(`both are aligned: ${detail}`)
  if (bySignature) return ok(`the signature is aligned, the envelope is not: ${detail}`)
  if (byEnvelope) {
    return warning(
      `only the envelope is aligned: ${detail}`,
      'Sign letters with a key of the sender’s domain (`delivery.dkim`): what is forwarded passes by its signature alone.',
    )
  }
  return error(
    `nothing is aligned: ${detail}`,
    'Sign with a key of the sender’s domain, or let bounces come to it (`delivery.bounceAddress`).',
  )
}
