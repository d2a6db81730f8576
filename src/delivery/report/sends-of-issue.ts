import type { Queries } from '../../database/index.ts'
import { countTotals, reconcile, type Totals } from './count-deliveries.ts'
import { readSend, type ReadSend } from './read-send.ts'
import type { SendReport } from './send-report.ts'

type SendOfIssue = SendReport['sends'][number]

/** Every send of an issue with its totals, the oldest first; those of the one that was counted already are given. */
export async function sendsOfIssue(
  queries: Queries,
  counted: { send: ReadSend; totals: Totals; repeats: number },
): Promise<Pick<SendReport, 'sends' | 'acceptedOfIssue'>> {
  const { info } = counted.send
  const rows = await queries.all<{ id: number }>(
    'SELECT id FROM sends WHERE issue = ? ORDER BY id',
    info.issue,
  )
  const sends: SendOfIssue[] = []
  for (const { id } of rows) {
    const send = id === info.id ? counted.send : await readSend(queries, id)
    if (!send) continue
    const { totals, repeats } = id === info.id ? counted : await countTotals(queries, id, send.plannedCount)
    sends.push(sendOfIssue(send, totals, repeats))
  }
  return { sends, acceptedOfIssue: sends.reduce((sum, { totals }) => sum + totals.accepted, 0) }
}

function sendOfIssue({ info }: ReadSend, totals: Totals, repeats: number): SendOfIssue {
  const { id, state, planned, started, endedAt } = info
  const { accepted, refused, uncertain, handedOver } = totals
  const began = started !== null || accepted + refused + uncertain + handedOver > 0
  return {
    id,
    state,
    began,
    planned,
    started,
    endedAt,
    totals,
    reconciles: reconcile(totals).reconciles,
    repeats,
  }
}
