import type { Queries } from '../database/index.ts'

/** Something that happened to a send or to one delivery, kept in order. */
export interface SendEvent {
  sendId: number
  deliveryId?: number
  at: number
  kind: string
  /** Who did it, where a person did. */
  by?: string
  code?: number
  detail?: string
}

export async function noteEvent(queries: Queries, event: SendEvent): Promise<void> {
  await queries.run(
    'INSERT INTO events (send_id, delivery_id, at, kind, by, code, detail) VALUES (?, ?, ?, ?, ?, ?, ?)',
    event.sendId,
    event.deliveryId ?? null,
    event.at,
    event.kind,
    event.by ?? null,
    event.code ?? null,
    event.detail ?? '',
  )
}
