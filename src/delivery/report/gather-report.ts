import type { Database, Queries } from '../../database/index.ts'
import { suppressionsInForce } from '../../members/index.ts'
import { countAcceptance, countPace } from './acceptance.ts'
import { countByDomain, countByVariant, countTotals, reconcile } from './count-deliveries.ts'
import { groupRefusals } from './group-refusals.ts'
import { readSend, timeText } from './read-send.ts'
import type { SendReport } from './send-report.ts'
import { sendsOfIssue } from './sends-of-issue.ts'

export interface ReportOptions {
  /** The moment of the report. */
  now: number
  /** The publication's title. */
  publication: string
  /** Domains listed by name. Default: 20. */
  domains?: number
  /** Uncertain ones listed by name. Default: 1000. */
  uncertain?: number
  /** Events listed. Default: 500. */
  events?: number
}

const defaults = { domains: 20, uncertain: 1000, events: 500 } satisfies Partial<ReportOptions>

/** Counting again this often, while letters go, until nothing changed meanwhile. */
const tries = 3

/** What became of a send; nothing where there is no such send. Nothing of the ledger is loaded whole. */
export async function gatherReport(
  database: Database,
  sendId: number,
  options: ReportOptions,
): Promise<SendReport | undefined> {
  let report: SendReport | undefined
  for (let attempt = 0; attempt < tries; attempt++) {
    report = await gatherOnce(database, sendId, { ...defaults, ...options })
    if (!report || report.steady) return report
  }
  return report
}

async function gatherOnce(
  database: Database,
  sendId: number,
  options: ReportOptions & typeof defaults,
): Promise<SendReport | undefined> {
  const send = await readSend(database, sendId)
  if (!send) return undefined
  const { totals, repeats } = await countTotals(database, sendId, send.plannedCount)
  const gathered = {
    generatedAt: timeText(options.now),
    publication: options.publication,
    send: send.info,
    totals,
    ...reconcile(totals),
    repeats,
    ...(await sendsOfIssue(database, { send, totals, repeats })),
    byVariant: await countByVariant(database, sendId),
    byDomain: await countByDomain(database, sendId, options.domains),
    refusals: await groupRefusals(database, sendId),
    uncertain: await listUncertain(database, sendId, options.uncertain, totals.uncertain),
    suppressed: await countSuppressed(database, sendId),
    unsubscribes: await countUnsubscribes(database, sendId, send.startedAt),
    acceptance: await countAcceptance(database, sendId),
    pace: await countPace(database, sendId),
    ...(await listEvents(database, sendId, options.events)),
    promise: send.promise,
  }
  const after = await countTotals(database, sendId, send.plannedCount)
  const steady = JSON.stringify(after.totals) === JSON.stringify(totals)
  return { ...gathered, steady }
}

async function listUncertain(
  queries: Queries,
  sendId: number,
  most: number,
  all: number,
): Promise<SendReport['uncertain']> {
  const rows = await queries.all<{
    member_number: string | null
    member_id: number
    address: string
    variant: string
    handed_at: number | null
    reason: string | null
  }>(
    `SELECT member_number, member_id, address, variant, handed_at, reason FROM deliveries
     WHERE send_id = ? AND state = 'uncertain' ORDER BY id LIMIT ?`,
    sendId,
    most,
  )
  const listed = rows.map((row) => ({
    member: row.member_number ?? `#${row.member_id}`,
    address: row.address,
    variant: row.variant,
    handedAt: row.handed_at === null ? null : timeText(row.handed_at),
    reason: row.reason ?? 'no answer was seen',
  }))
  return { listed, more: Math.max(0, all - listed.length) }
}

async function countSuppressed(queries: Queries, sendId: number): Promise<SendReport['suppressed']> {
  const rows = await queries.all<{ reason: string; count: number }>(
    `SELECT coalesce(reason, 'not said') AS reason, count(*) AS count FROM deliveries
     WHERE send_id = ? AND state = 'suppressed' AND again_of IS NULL GROUP BY 1 ORDER BY 2 DESC, 1`,
    sendId,
  )
  return rows.map((row) => ({ ...row }))
}

/** Those who left after the first letter went, and have not come back. */
async function countUnsubscribes(
  queries: Queries,
  sendId: number,
  startedAt: number | undefined,
): Promise<SendReport['unsubscribes']> {
  const counts = new Map<string, number>()
  if (startedAt === undefined) return { total: 0, byReason: [] }
  for await (const page of suppressionsInForce(queries, startedAt)) {
    const left = page.filter(({ scope, addressKey }) => scope === 'newsletter' && addressKey !== null)
    const ours = await keysOfSend(
      queries,
      sendId,
      left.map(({ addressKey }) => addressKey ?? ''),
    )
    for (const { addressKey, reason } of left)
      if (ours.has(addressKey ?? '')) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  const byReason = [...counts].map(([reason, count]) => ({ reason, count }))
  return {
    total: byReason.reduce((sum, { count }) => sum + count, 0),
    byReason: byReason.toSorted((one, other) => other.count - one.count),
  }
}

/** Those of the addresses that the send has a letter for. */
async function keysOfSend(queries: Queries, sendId: number, keys: readonly string[]): Promise<Set<string>> {
  const rows = await queries.all<{ key: string }>(
    `SELECT address_key AS key FROM deliveries
     WHERE send_id = ? AND again_of IS NULL AND address_key IN (${keys.map(() => '?').join(', ') || 'NULL'})`,
    sendId,
    ...keys,
  )
  return new Set(rows.map(({ key }) => key))
}

async function listEvents(
  queries: Queries,
  sendId: number,
  most: number,
): Promise<Pick<SendReport, 'events' | 'moreEvents'>> {
  const told = `send_id = ? AND (delivery_id IS NULL OR kind = 'again')`
  const rows = await queries.all<{ at: number; kind: string; by: string | null; detail: string }>(
    `SELECT at, kind, by, detail FROM events WHERE ${told} ORDER BY id LIMIT ?`,
    sendId,
    most,
  )
  const all = await queries.get<{ count: number }>(
    `SELECT count(*) AS count FROM events WHERE ${told}`,
    sendId,
  )
  const events = rows.map(({ at, kind, by, detail }) => ({ at: timeText(at), kind, by, detail }))
  return { events, moreEvents: (all?.count ?? 0) - events.length }
}
