import type { Queries } from '../../database/index.ts'
import type { SendInfo } from './send-report.ts'

interface SendRow {
  id: number
  issue: string
  state: SendInfo['state']
  plan_hash: string
  content_hash: string
  planned: number
  manifest: string
  segment: string | null
  planned_at: number
  planned_by: string
  confirmed_at: number | null
  confirmed_by: string | null
  started_at: number | null
  started_by: string | null
  ended_at: number | null
  scheduled_for: number | null
  expires_at: number | null
  pause_reason: string | null
  must_reconcile: number
  promise: 'one-letter' | 'weaker'
}

export interface ReadSend {
  info: SendInfo
  plannedCount: number
  startedAt: number | undefined
  promise: 'one-letter' | 'weaker'
}

/** A send as its row tells it; nothing where there is none. */
export async function readSend(queries: Queries, sendId: number): Promise<ReadSend | undefined> {
  const row = await queries.get<SendRow>('SELECT * FROM sends WHERE id = ?', sendId)
  if (!row) return undefined
  return {
    plannedCount: row.planned,
    startedAt: row.started_at ?? undefined,
    promise: row.promise,
    info: {
      id: row.id,
      issue: row.issue,
      subject: subjectOf(row.manifest) ?? row.issue,
      state: row.state,
      planHash: row.plan_hash,
      contentHash: row.content_hash,
      segment: row.segment,
      planned: { by: row.planned_by, at: timeText(row.planned_at) },
      confirmed: who(row.confirmed_by, row.confirmed_at),
      started: who(row.started_by, row.started_at),
      endedAt: timeOrNull(row.ended_at),
      scheduledFor: timeOrNull(row.scheduled_for),
      expiresAt: timeOrNull(row.expires_at),
      pauseReason: row.pause_reason,
      mustReconcile: row.must_reconcile === 1,
    },
  }
}

/** A time as the report writes it: ISO 8601 in UTC. Whatever a wrong clock wrote stays inside what a date can be. */
export function timeText(at: number): string {
  const latest = Date.UTC(9999, 11, 31)
  return new Date(Math.min(latest, Math.max(0, at))).toISOString()
}

function timeOrNull(at: number | null): string | null {
  return at === null ? null : timeText(at)
}

function who(by: string | null, at: number | null): { by: string; at: string } | null {
  return by === null || at === null ? null : { by, at: timeText(at) }
}

function subjectOf(manifest: string): string | undefined {
  try {
    const { subject } = JSON.parse(manifest) as { subject?: unknown }
    return typeof subject === 'string' ? subject : undefined
  } catch {
    return undefined
  }
}
