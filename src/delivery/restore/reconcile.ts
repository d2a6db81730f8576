import type { Database } from '../../database/index.ts'
import type { Who } from '../control-send.ts'
import { noteEvent } from '../note-event.ts'
import { settle, type Decision } from '../resolve.ts'
import { readSend } from '../send-record.ts'

export interface ReconcileInput {
  /** What becomes of the letters that nobody decided on: `uncertain` leaves them as they are, and they do not go. */
  rest: Decision | 'uncertain'
  who: Who
}

export type ReconcileResult = { ok: true; resolved: number } | { ok: false; message: string }

/**
 * The officer has said which letters of a restored send went, as far as can be known; this decides on the rest and
 * lets the send go on when it is resumed. It stays paused until then.
 */
export async function reconcileSend(
  database: Database,
  sendId: number,
  { rest, who }: ReconcileInput,
): Promise<ReconcileResult> {
  return database.transaction(async (queries): Promise<ReconcileResult> => {
    const send = await readSend(queries, sendId)
    if (!send?.mustReconcile)
      return {
        ok: false,
        message: 'Unexpected reconciliation, expected a send that was open in a restored backup',
      }
    const resolved =
      rest === 'uncertain' ? 0 : await settle(queries, send, { decision: rest, who }, `state = 'uncertain'`)
    const isDone = await queries.run(
      'UPDATE sends SET must_reconcile = 0 WHERE id = ? AND must_reconcile = 1',
      sendId,
    )
    const detail = 'the rest of the letters stay uncertain and do not go'
    if (isDone > 0) await noteEvent(queries, { sendId, at: who.at, kind: 'reconciled', by: who.by, detail })
    return { ok: true, resolved }
  })
}
