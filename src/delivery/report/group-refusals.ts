import type { Queries } from '../../database/index.ts'
import type { SendReport } from './send-report.ts'
import { walkDeliveries } from './walk-deliveries.ts'

type Refusal = SendReport['refusals'][number]

/** Servers word the same reason in as many ways as there are servers; beyond this many they are counted together. */
const mostGroups = 100
const mostDomains = 5

interface RefusedRow {
  id: number
  code: number | null
  reply: string | null
  reason: string | null
  domain: string
}

/** Why letters were refused, the most frequent first. Replies that differ only in addresses and numbers are one. */
export async function groupRefusals(queries: Queries, sendId: number): Promise<Refusal[]> {
  const groups = new Map<string, Refusal>()
  const pages = walkDeliveries<RefusedRow>(queries, sendId, 'code, reply, reason, domain', {
    sql: `state = 'refused' AND again_of IS NULL`,
    values: [],
  })
  for await (const rows of pages) for (const row of rows) count(groups, row)
  return [...groups.values()].toSorted(
    (one, other) => other.count - one.count || (one.words < other.words ? -1 : 1),
  )
}

function count(groups: Map<string, Refusal>, { code, reply, reason, domain }: RefusedRow): void {
  const enhanced = enhancedCodeOf(reply ?? '')
  const own = `${code} ${enhanced} ${commonWords(reply ?? reason ?? '')}`
  const isFull = groups.size >= mostGroups && !groups.has(own)
  const key = isFull ? 'others' : own
  let group = groups.get(key)
  if (!group) {
    group = isFull
      ? { code: null, enhanced: null, words: 'other words', count: 0, domains: [] }
      : { code, enhanced, words: commonWords(reply ?? reason ?? '') || 'no words', count: 0, domains: [] }
    groups.set(key, group)
  }
  group.count++
  if (group.domains.length < mostDomains && !group.domains.includes(domain)) group.domains.push(domain)
}

/** The code of RFC 3463 that a reply begins with (RFC 2034 section 4). */
export function enhancedCodeOf(reply: string): string | null {
  return /^(?:\d{3}[ -])?([245]\.\d{1,3}\.\d{1,3})(?!\S)/.exec(reply)?.[1] ?? null
}

/** A reply without its codes, and with a sign in the place of addresses, hosts, numbers and identifiers. */
export function commonWords(reply: string): string {
  return reply
    .replace(/^(?:\d{3}[ -])?(?:[245]\.\d{1,3}\.\d{1,3}(?!\S))?\s*/, '')
    .replace(/<?[^\s<>@]+@[^\s<>@]+>?/g, '…')
    .replace(/\S*\d\S*/g, '…')
    .replace(/(?:…[\s,;:]*){2,}/g, '… ')
    .replace(/^…[\s,;:]+/, '')
    .trim()
    .slice(0, 160)
}
