import type { Database, Queries } from '../database/index.ts'
import { noteEvent } from './note-event.ts'
import { hashed, heldBackBecause, type PlanInput } from './plan.ts'
import { planHashOf } from './plan-hash.ts'
import { readConditions, selectRecipients, type RecipientConditions } from './recipients.ts'
import { readSend, type SendRecord } from './send-record.ts'

export interface ConfirmInput extends PlanInput {
  /** The plan hash that whoever confirms has seen. */
  hash: string
}

/** What is not as it was planned. */
export interface PlanDifferences {
  content: boolean
  /** The segment or the issue's audience. */
  audience: boolean
  /** Members that would get it now, would not any more, or would get it otherwise. */
  new: number
  gone: number
  changed: number
}

export type ConfirmResult =
  | { ok: true; send: SendRecord }
  | {
      ok: false
      /** `on-the-wire`: letters of a send of the issue that was cancelled, whose answers decide who gets this one. */
      reason: 'unknown-plan' | 'conditions' | 'changed' | 'on-the-wire'
      message: string
      differences?: PlanDifferences
    }

/**
 * Confirms a plan, so that it may be sent: looks whether content, audience and recipients are still those that the
 * hash stands for, by planning again beside the frozen rows. Doing it twice is the same as once, as long as these are
 * the same: a confirmation does not outlast them before the send has begun or its time is set.
 */
export async function confirmPlan(database: Database, input: ConfirmInput): Promise<ConfirmResult> {
  const conditions = readConditions(input)
  if (!conditions) {
    const message = 'Unexpected condition, expected one that can be read'
    return { ok: false, reason: 'conditions', message }
  }
  return database.transaction((queries) => confirm(queries, input, conditions))
}

async function confirm(
  queries: Queries,
  input: ConfirmInput,
  conditions: RecipientConditions,
): Promise<ConfirmResult> {
  const send = await findPlan(queries, input)
  if (!send) return unknownPlan(input)
  const isConfirmed = send.confirmedAt !== null
  // One that has not begun may have waited, for a folder or a disk: what was looked at may have changed meanwhile.
  if (isConfirmed && send.state !== 'planned') return { ok: true, send }
  const differences = await compare(queries, send, input, conditions)
  if (Object.values(differences).some((difference) => difference !== false && difference !== 0)) {
    return { ok: false, reason: 'changed', message: describe(differences), differences }
  }
  const underWay = await lettersUnderWay(queries, send)
  if (underWay > 0) return onTheWire(send, underWay)
  if (isConfirmed) return { ok: true, send }
  await queries.run(
    'UPDATE sends SET confirmed_at = ?, confirmed_by = ? WHERE id = ?',
    input.at,
    input.by,
    send.id,
  )
  const { at, by, hash } = input
  await noteEvent(queries, { sendId: send.id, at, kind: 'confirmed', by, detail: hash })
  return { ok: true, send: (await readSend(queries, send.id)) ?? send }
}

async function findPlan(queries: Queries, { manifest, hash }: ConfirmInput): Promise<SendRecord | undefined> {
  const row = await queries.get<{ id: number }>(
    `SELECT id FROM sends WHERE issue = ? AND plan_hash = ? AND state NOT IN ('cancelled', 'expired')
     ORDER BY id DESC LIMIT 1`,
    manifest.issue,
    hash,
  )
  return row && readSend(queries, row.id)
}

function unknownPlan({ manifest, hash }: ConfirmInput): ConfirmResult {
  const message = `Unexpected plan hash ${hash}, expected that of the last plan for ${manifest.issue}: plan it again`
  return { ok: false, reason: 'unknown-plan', message }
}

/**
 * Letters of another send of the issue that have no answer yet. Their members count as having it in this plan; a server
 * that says no would leave them without any letter.
 */
async function lettersUnderWay(queries: Queries, { id, issue }: SendRecord): Promise<number> {
  const row = await queries.get<{ letters: number }>(
    `SELECT count(*) AS letters FROM deliveries WHERE state = 'handed-over'
       AND send_id IN (SELECT id FROM sends WHERE issue = ? AND id <> ?)`,
    issue,
    id,
  )
  return row?.letters ?? 0
}

function onTheWire({ issue }: SendRecord, letters: number): ConfirmResult {
  const message = `Unexpected letters of the cancelled send of ${issue} on the wire (${letters}), expected the server's answers first: confirm it again in a minute`
  return { ok: false, reason: 'on-the-wire', message }
}

async function compare(
  queries: Queries,
  send: SendRecord,
  input: ConfirmInput,
  conditions: RecipientConditions,
): Promise<PlanDifferences> {
  const { contentHash, audience, segment } = hashed(input)
  const sameWords = audience === send.audience && segment === send.segment
  const recipients = await compareRecipients(queries, send, conditions)
  const { recipientsHash } = send
  // What the officer saw is the hash: the rows and words that it was made of must still be there.
  const isSame = planHashOf({ ...send, recipientsHash }) === send.planHash
  return { content: contentHash !== send.contentHash || !isSame, audience: !sameWords, ...recipients }
}

async function compareRecipients(
  queries: Queries,
  { id, issue }: SendRecord,
  conditions: RecipientConditions,
): Promise<Pick<PlanDifferences, 'new' | 'gone' | 'changed'>> {
  const earlier = await queries.all<{ id: number }>(
    'SELECT id FROM sends WHERE issue = ? AND id <> ?',
    issue,
    id,
  )
  const recipients = await selectRecipients(queries, conditions)
  const reason = heldBackBecause(earlier.map((send) => send.id))
  const row = await queries.get<{ wanted: number; matched: number; changed: number; planned: number }>(
    `SELECT count(*) AS wanted, count(d.id) AS matched,
       coalesce(sum(CASE WHEN d.member_id <> f.member_id OR d.variant <> f.variant
         OR (d.state = 'suppressed') <> (f.reason IS NOT NULL) THEN 1 ELSE 0 END), 0) AS changed,
       (SELECT planned FROM sends WHERE id = ?) AS planned
     FROM (SELECT w.*, ${reason} AS reason FROM (${recipients.sql}) w) f
     LEFT JOIN deliveries d ON d.send_id = ? AND d.address_key = f.address_key AND d.again_of IS NULL`,
    id,
    ...recipients.values,
    id,
  )
  await recipients.drop()
  const { wanted = 0, matched = 0, changed = 0, planned = 0 } = row ?? {}
  return { new: wanted - matched, gone: planned - matched, changed }
}

function describe(differences: PlanDifferences): string {
  const parts = [
    differences.content ? 'other content' : '',
    differences.audience ? 'another audience' : '',
    differences.new > 0 ? `recipients: ${differences.new} new` : '',
    differences.gone > 0 ? `recipients: ${differences.gone} gone` : '',
    differences.changed > 0 ? `recipients: ${differences.changed} changed` : '',
  ].filter((part) => part !== '')
  return `Unexpected ${parts.join(', ')} since the plan, expected what was looked at: plan it again`
}
