import { readDkimKeys, type DkimKey } from '../letters/load-signer.ts'
import { linesOf, type CheckResult } from './check-result.ts'
import { domainOf, type DoctorContext } from './doctor-context.ts'
import { readTags, texts, type Resolver } from './dns.ts'

/** Whether the keys that sign letters can be read from the environment. */
export function checkDkimKeys({ settings, env }: DoctorContext): CheckResult[] {
  const { ok, warning, error } = linesOf('DKIM keys')
  const { dkim } = settings.delivery
  if (!dkim || (dkim.rsaSelector === undefined && dkim.ed25519Selector === undefined)) {
    return [
      warning(
        'letters are not signed here',
        'Make sure that the mail server signs them, or set `delivery.dkim` with a selector and give the key.',
      ),
    ]
  }
  const wrong: CheckResult[] = []
  const keys = readDkimKeys(settings, env, ({ message, file }) => {
    wrong.push(error(`${file}: ${message}`, `Put the private key, as PEM or as a file’s path, into ${file}.`))
  })
  if (!keys) return wrong
  const names = keys.map(({ selector, key }) => `${selector} (${key.algorithm})`).join(', ')
  if (dkim.rsaSelector !== undefined) return [ok(names)]
  return [warning(names, 'Add an RSA key: many receivers cannot verify Ed25519 (RFC 8463).')]
}

/** Whether the DNS has the public half of each key (RFC 6376, section 3.6). */
export async function checkDkimRecords({ settings, env, resolver }: DoctorContext): Promise<CheckResult[]> {
  const keys = readDkimKeys(settings, env, () => undefined) ?? []
  return Promise.all(keys.map((key) => checkRecord(key, resolver)))
}

async function checkRecord({ selector, domain, key }: DkimKey, resolver: Resolver): Promise<CheckResult> {
  const name = `${selector}._domainkey.${domainOf(domain)}`
  const { ok, warning, error, skipped } = linesOf(`DKIM record ${selector}`)
  const looked = await texts(resolver, name)
  if ('trouble' in looked) return skipped(`the DNS did not answer for ${name} (${looked.trouble})`)
  const publish = `Publish this TXT record at ${name}: ${key.publicRecord}`
  const [record, ...others] = looked.records
  if (record === undefined) return error(`${name} is not there`, publish)
  if (others.length > 0) return error(`${name} has ${others.length + 1} records`, `Leave one. ${publish}`)
  const tags = readTags(record, 'as written')
  if (!tags) return error(`${name} cannot be read`, publish)
  const fault = faultOf(tags, readTags(key.publicRecord, 'as written') ?? new Map<string, string>())
  if (fault !== undefined) return error(`${name} ${fault}`, publish)
  if (
    tags
      .get('t')
      ?.split(':')
      .some((flag) => flag.trim() === 'y')
  ) {
    return warning(
      `${name} says that it is a test (t=y)`,
      'Take out t=y when signatures verify: receivers may ignore them until then.',
    )
  }
  return ok(`${name} has our key`)
}

/** What is wrong with a published key, or nothing. */
function faultOf(tags: ReadonlyMap<string, string>, own: ReadonlyMap<string, string>): string | undefined {
  const published = tags.get('p')?.replace(/\s+/g, '')
  if ((tags.get('v') ?? 'DKIM1') !== 'DKIM1') return 'is of another version'
  if (tags.has('v') && tags.keys().next().value !== 'v') return 'does not begin with v=DKIM1'
  if (published === undefined) return 'has no key'
  if (published === '') return 'says that the key is revoked'
  if ((tags.get('k') ?? 'rsa') !== own.get('k'))
    return `has a key of another kind (${tags.get('k') ?? 'rsa'})`
  if (published !== own.get('p')) return 'has another key than ours'
  const hashes = tags
    .get('h')
    ?.split(':')
    .map((hash) => hash.trim().toLowerCase())
  if (hashes && !hashes.includes('sha256')) return 'does not allow SHA-256'
  const services = tags
    .get('s')
    ?.split(':')
    .map((service) => service.trim())
  return services && !services.includes('*') && !services.includes('email') ? 'is not for e-mail' : undefined
}
