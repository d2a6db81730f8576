import type { Queries } from '../database/index.ts'

export type SendState = 'planned' | 'scheduled' | 'sending' | 'paused' | 'complete' | 'cancelled' | 'expired'

/** All deliveries of one issue: what is known of them together. Times are milliseconds since 1970. */
export interface SendRecord {
  id: number
  issue: string
  state: SendState
  planHash: string
  contentHash: string
  recipientsHash: string
  /** The manifest that it was planned with, as JSON. */
  manifest: string
  segment: string | null
  audience: string | null
  plannedAt: number
  plannedBy: string
  confirmedAt: number | null
  confirmedBy: string | null
  startedAt: number | null
  startedBy: string | null
  endedAt: number | null
  scheduledFor: number | null
  expiresAt: number | null
  pauseReason: string | null
  /** Set when a backup is restored: letters may have gone since. */
  mustReconcile: boolean
}

const columns = `id, issue, state, plan_hash AS "planHash", content_hash AS "contentHash",
  recipients_hash AS "recipientsHash", manifest, segment, audience, planned_at AS "plannedAt",
  planned_by AS "plannedBy", confirmed_at AS "confirmedAt", confirmed_by AS "confirmedBy",
  started_at AS "startedAt", started_by AS "startedBy", ended_at AS "endedAt",
  scheduled_for AS "scheduledFor", expires_at AS "expiresAt", pause_reason AS "pauseReason",
  must_reconcile AS "mustReconcile"`

type SendRow = Omit<SendRecord, 'mustReconcile'> & { mustReconcile: number }

/** One send, or nothing. */
export async function readSend(queries: Queries, sendId: number): Promise<SendRecord | undefined> {
  return recordOf(await queries.get<SendRow>(`SELECT ${columns} FROM sends WHERE id = ?`, sendId))
}

/** The send of an issue that is under way or done; else the newest plan, or one that came to nothing. */
export async function findSend(queries: Queries, issue: string): Promise<SendRecord | undefined> {
  const row = await queries.get<SendRow>(
    `SELECT ${columns} FROM sends WHERE issue = ?
     ORDER BY CASE WHEN state IN ('scheduled', 'sending', 'paused', 'complete') THEN 0 ELSE 1 END, id DESC
     LIMIT 1`,
    issue,
  )
  return recordOf(row)
}

/** Every send, or every one of an issue, the newest first. */
export async function listSends(queries: Queries, issue: string | null = null): Promise<SendRecord[]> {
  const rows = await queries.all<SendRow>(
    `SELECT ${columns} FROM sends WHERE ? IS NULL OR issue = ? ORDER BY id DESC`,
    issue,
    issue,
  )
  return rows.map((row) => toRecord(row))
}

/**
 * The sends of an issue of which letters went, or may have, the oldest first: together they tell who got it. There is
 * more than one where a send was cancelled and the issue planned again. A plan that nobody began is not among them.
 */
export async function sendsBegun(queries: Queries, issue: string): Promise<SendRecord[]> {
  const rows = await queries.all<SendRow>(
    `SELECT ${columns} FROM sends WHERE issue = ? AND (started_at IS NOT NULL OR EXISTS (
       SELECT 1 FROM deliveries d WHERE d.send_id = sends.id
         AND d.state IN ('handed-over', 'accepted', 'refused', 'uncertain'))) ORDER BY id`,
    issue,
  )
  return rows.map((row) => toRecord(row))
}

/** The newest send of an issue that has uncertain letters, or some whose sender may have died before the answer. */
export async function findUncertainSend(queries: Queries, issue: string): Promise<SendRecord | undefined> {
  const row = await queries.get<SendRow>(
    `SELECT ${columns} FROM sends WHERE issue = ? AND EXISTS (
       SELECT 1 FROM deliveries d WHERE d.send_id = sends.id AND d.state IN ('handed-over', 'uncertain'))
     ORDER BY id DESC LIMIT 1`,
    issue,
  )
  return recordOf(row)
}

function recordOf(row: SendRow | undefined): SendRecord | undefined {
  return row && toRecord(row)
}

function toRecord(row: SendRow): SendRecord {
  return { ...row, mustReconcile: row.mustReconcile === 1 }
}
