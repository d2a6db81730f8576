import type { Queries } from '../../database/index.ts'
import { listSends, type SendRecord } from '../send-record.ts'

/** Issues of which the present ledger knows more letters, or another state, than the backup does. */
export async function newerSends(present: Queries, backup: Queries): Promise<string[]> {
  const known = new Map((await listSends(backup)).map((send) => [keyOf(send), send]))
  const newer: string[] = []
  for (const send of await listSends(present)) {
    const before = known.get(keyOf(send))
    const isSame =
      before !== undefined &&
      before.state === send.state &&
      (await sameLetters(present, backup, send.id, before.id))
    // A plan that nobody confirmed has sent nothing.
    if (!isSame && !(send.state === 'planned' && send.confirmedAt === null)) newer.push(send.issue)
  }
  return [...new Set(newer)]
}

function keyOf({ issue, planHash, plannedAt }: SendRecord): string {
  return JSON.stringify([issue, planHash, plannedAt])
}

async function sameLetters(present: Queries, backup: Queries, id: number, before: number): Promise<boolean> {
  const sql =
    'SELECT state, count(*) AS count FROM deliveries WHERE send_id = ? GROUP BY state ORDER BY state'
  const [now, then] = [await present.all(sql, id), await backup.all(sql, before)]
  return JSON.stringify(now) === JSON.stringify(then)
}
