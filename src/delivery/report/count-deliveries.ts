import type { Queries } from '../../database/index.ts'
import { number } from './report-words.ts'
import type { SendReport } from './send-report.ts'

export type Totals = SendReport['totals']
export type GroupCounts = Omit<SendReport['byVariant'][number], 'variant'>

const waitingStates = ['waiting', 'claimed', 'deferred']

/** The ledger's rows by state; letters that repeat another are counted apart. */
export async function countTotals(
  queries: Queries,
  sendId: number,
  planned: number,
): Promise<{ totals: Totals; repeats: number }> {
  const rows = await queries.all<{ state: string; repeat: number; count: number }>(
    `SELECT state, CASE WHEN again_of IS NULL THEN 0 ELSE 1 END AS repeat, count(*) AS count
     FROM deliveries WHERE send_id = ? GROUP BY 1, 2`,
    sendId,
  )
  const sum = (states: readonly string[]): number =>
    rows
      .filter(({ state, repeat }) => repeat === 0 && states.includes(state))
      .reduce((total, { count }) => total + count, 0)
  return {
    repeats: rows.filter(({ repeat }) => repeat === 1).reduce((total, { count }) => total + count, 0),
    totals: {
      planned,
      accepted: sum(['accepted']),
      refused: sum(['refused']),
      suppressed: sum(['suppressed']),
      cancelled: sum(['cancelled']),
      uncertain: sum(['uncertain']),
      waiting: sum(waitingStates),
      handedOver: sum(['handed-over']),
    },
  }
}

/** Whether the totals add up, and that in words. */
export function reconcile(totals: Totals): { reconciles: boolean; reconciliation: string } {
  const { planned, ...states } = totals
  const sum = Object.values(states).reduce((total, count) => total + count, 0)
  const parts = Object.entries(states)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${number(count)} ${name === 'handedOver' ? 'on the wire' : name}`)
  const terms = parts.length > 0 ? parts.join(' + ') : '0'
  return planned === sum
    ? { reconciles: true, reconciliation: `The totals reconcile: ${number(planned)} planned = ${terms}.` }
    : {
        reconciles: false,
        reconciliation: `The totals do not reconcile: ${number(planned)} were planned, but ${terms} = ${number(sum)}. The ledger was changed from outside, or there is a mistake in the tool: keep the database, and do not send with it.`,
      }
}

const groupColumns = `
  count(*) FILTER (WHERE state = 'accepted') AS accepted,
  count(*) FILTER (WHERE state = 'refused') AS refused,
  count(*) FILTER (WHERE state = 'deferred') AS deferred,
  count(*) FILTER (WHERE state = 'uncertain') AS uncertain,
  count(*) FILTER (WHERE state IN ('waiting', 'claimed')) AS waiting,
  count(*) FILTER (WHERE state IN ('suppressed', 'cancelled', 'handed-over')) AS other,
  count(*) AS total`

/** By variant; suppressed members have their rows here too. */
export async function countByVariant(queries: Queries, sendId: number): Promise<SendReport['byVariant']> {
  const rows = await queries.all<SendReport['byVariant'][number]>(
    `SELECT variant, ${groupColumns} FROM deliveries
     WHERE send_id = ? AND again_of IS NULL GROUP BY variant ORDER BY total DESC, variant`,
    sendId,
  )
  return rows.map((row) => ({ ...row }))
}

/** The largest domains, and all others together: there can be hundreds of thousands. */
export async function countByDomain(
  queries: Queries,
  sendId: number,
  most: number,
): Promise<SendReport['byDomain']> {
  const rows = await queries.all<SendReport['byDomain']['domains'][number]>(
    `SELECT domain, ${groupColumns} FROM deliveries
     WHERE send_id = ? AND again_of IS NULL GROUP BY domain ORDER BY total DESC, domain LIMIT ?`,
    sendId,
    most,
  )
  const domains = rows.map((row) => ({ ...row }))
  const all = await queries.get<GroupCounts & { domains: number }>(
    `SELECT count(DISTINCT domain) AS domains, ${groupColumns} FROM deliveries
     WHERE send_id = ? AND again_of IS NULL`,
    sendId,
  )
  return { domains, rest: all && all.domains > domains.length ? without(all, domains) : null }
}

function without(
  all: GroupCounts & { domains: number },
  shown: readonly GroupCounts[],
): GroupCounts & { domains: number } {
  const left = (name: keyof GroupCounts): number =>
    Math.max(0, all[name] - shown.reduce((total, row) => total + row[name], 0))
  return {
    domains: all.domains - shown.length,
    accepted: left('accepted'),
    refused: left('refused'),
    deferred: left('deferred'),
    uncertain: left('uncertain'),
    waiting: left('waiting'),
    other: left('other'),
    total: left('total'),
  }
}
