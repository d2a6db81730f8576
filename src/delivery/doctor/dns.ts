import { Resolver as SystemResolver } from 'node:dns/promises'
import { isIPv4 } from 'node:net'

/** What the checks ask the DNS; tests bring their own. Each fails as Node's resolver does, with a `code`. */
export interface Resolver {
  resolveTxt: (name: string) => Promise<string[][]>
  resolveMx: (name: string) => Promise<{ exchange: string; priority: number }[]>
  resolve4: (name: string) => Promise<string[]>
  resolve6: (name: string) => Promise<string[]>
  resolveNs: (name: string) => Promise<string[]>
  resolvePtr: (name: string) => Promise<string[]>
}

/** The records of a name, which may be none, or why it cannot be said. */
export type Looked<T> = { records: T[] } | { trouble: string }

/** The machine's own resolver; a name that nobody answers for costs a few seconds and no more. */
export function systemResolver(): Resolver {
  return new SystemResolver({ timeout: 3000, tries: 2 })
}

/** A name without such records, or a name that is not there. */
const absent = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME'])

/** Asks; "there is none" is an answer, everything else is trouble. */
export async function ask<T>(question: () => Promise<T[]>): Promise<Looked<T>> {
  try {
    return { records: await question() }
  } catch (error) {
    const { code = 'unknown' } = error as { code?: string }
    return absent.has(code) ? { records: [] } : { trouble: code }
  }
}

/** Whether the DNS answers at all: every top-level domain has name servers, so one without is seen from no network. */
export async function hasDns(resolver: Resolver, domain: string): Promise<boolean> {
  const looked = await ask(() => resolver.resolveNs(domain.slice(domain.lastIndexOf('.') + 1)))
  return 'records' in looked && looked.records.length > 0
}

/** TXT records, each put together from its pieces (RFC 7208, section 3.3). */
export async function texts(resolver: Resolver, name: string): Promise<Looked<string>> {
  const looked = await ask(() => resolver.resolveTxt(name))
  return 'trouble' in looked ? looked : { records: looked.records.map((pieces) => pieces.join('')) }
}

/** Every address of a name. */
export async function addresses(resolver: Resolver, name: string): Promise<Looked<string>> {
  const [four, six] = await Promise.all([
    ask(() => resolver.resolve4(name)),
    ask(() => resolver.resolve6(name)),
  ])
  const records = [four, six].flatMap((looked) => ('trouble' in looked ? [] : looked.records))
  if (records.length > 0) return { records }
  return 'trouble' in four ? four : 'trouble' in six ? six : { records }
}

/** The names of an address. Node's `reverse` says of each failure that there is none. */
export async function namesOf(resolver: Resolver, address: string): Promise<Looked<string>> {
  return ask(() => resolver.resolvePtr(arpaName(address)))
}

function arpaName(address: string): string {
  if (isIPv4(address)) return `${address.split('.').toReversed().join('.')}.in-addr.arpa`
  // A URL has each address of IPv6 in one form: small letters, and no dots.
  const [head = '', tail = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const before = head.split(':').filter(Boolean)
  const after = tail.split(':').filter(Boolean)
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0')
  const digits = [...before, ...zeros, ...after].map((group) => group.padStart(4, '0')).join('')
  return `${[...digits].toReversed().join('.')}.ip6.arpa`
}

/**
 * A tag list (RFC 6376, section 3.2); nothing where a name stands twice. Names of DKIM are as they are written, `P=` is
 * none; those of DMARC are in small letters.
 */
export function readTags(
  text: string,
  names: 'as written' | 'in small letters' = 'in small letters',
): Map<string, string> | undefined {
  const tags = new Map<string, string>()
  for (const part of text.split(';')) {
    if (part.trim() === '') continue
    const [, written = '', value = ''] = /^\s*([A-Za-z]\w*)\s*=(.*)$/s.exec(part) ?? []
    const name = names === 'as written' ? written : written.toLowerCase()
    if (name === '' || tags.has(name)) return undefined
    tags.set(name, value.trim())
  }
  return tags
}

/** A domain as the DNS compares it. */
export function sameDomain(one: string, other: string): boolean {
  const fold = (domain: string): string => domain.toLowerCase().replace(/\.$/, '')
  return fold(one) === fold(other)
}
