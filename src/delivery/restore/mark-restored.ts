import type { Queries } from '../../database/index.ts'
import { noteEvent } from '../note-event.ts'
import { listSends, type SendRecord } from '../send-record.ts'

export interface Restoring {
  /** When the backup was taken. */
  backupAt: number
  by: string
  at: number
}

const openStates = ['planned', 'scheduled', 'sending', 'paused']

/**
 * Marks what a restored ledger does not know: every letter of an open send that had not gone when the backup was taken
 * may have gone since, so it is uncertain, and the send goes nowhere before the officer has decided. A plan counts as
 * open too: it may have been confirmed and sent since. Gives the sends that are to be reconciled.
 */
export async function markRestored(queries: Queries, restoring: Restoring): Promise<SendRecord[]> {
  const open = (await listSends(queries)).filter(({ state }) => openStates.includes(state))
  for (const send of open) await markSend(queries, send, restoring)
  // What was on the wire of a send that was cancelled: nobody sees its answer any more.
  await queries.run(
    `UPDATE deliveries SET state = 'uncertain', reason = ?, settled_at = ?, sender_id = NULL
     WHERE state = 'handed-over'`,
    originOf(restoring),
    restoring.backupAt,
  )
  // No process that sent for the old ledger sends for this one.
  await queries.run('DELETE FROM senders')
  return open
}

function originOf({ backupAt }: Restoring): string {
  return `restored from a backup of ${new Date(backupAt).toISOString().slice(0, 16)}Z`
}

async function markSend(queries: Queries, send: SendRecord, restoring: Restoring): Promise<void> {
  const { backupAt, by, at } = restoring
  const origin = originOf(restoring)
  const uncertain = await queries.run(
    `UPDATE deliveries SET state = 'uncertain', reason = ?, settled_at = ?, sender_id = NULL
     WHERE send_id = ? AND state IN ('waiting', 'claimed', 'deferred', 'handed-over')`,
    `${origin}: it may have gone since`,
    backupAt,
    send.id,
  )
  await queries.run(
    `UPDATE sends SET state = 'paused', must_reconcile = 1, pause_reason = ?, scheduled_for = NULL,
       expires_at = NULL WHERE id = ?`,
    `${origin}: reconcile it first`,
    send.id,
  )
  const detail = `${origin}; it was ${send.state} then, and ${uncertain} letters may have gone since`
  await noteEvent(queries, { sendId: send.id, at, kind: 'restored', by, detail })
}
