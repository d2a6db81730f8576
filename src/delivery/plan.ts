import type { Database, Queries } from '../database/index.ts'
import { writeCancelled } from './control-send.ts'
import { noteEvent } from './note-event.ts'
import { hashRecipients, planHashOf } from './plan-hash.ts'
import { readPlan, type Plan } from './read-plan.ts'
import {
  readConditions,
  selectRecipients,
  variantsOverlap,
  type RecipientConditions,
  type RecipientsInput,
} from './recipients.ts'
import { readSend, type SendRecord } from './send-record.ts'

export interface PlanInput extends RecipientsInput {
  /** Who plans it. */
  by: string
  at: number
}

/** What is asked for when a send is planned. */
export interface NewPlanInput extends PlanInput {
  /** It replaces no plan that somebody confirmed. Default: it does. */
  keepsConfirmed?: boolean
}

export type PlanResult =
  | { ok: true; send: SendRecord; plan: Plan }
  | {
      ok: false
      /**
       * `under-way`: the issue has a send that has begun, whose time is set, or that is over. `conditions`: reported. `variants`: some
       * member would get none of the issue's variants, or more than one. `nobody`: it has no recipients. `confirmed`:
       * it has a plan that was confirmed, and that is to be kept.
       */
      reason: 'under-way' | 'confirmed' | 'conditions' | 'variants' | 'nobody'
      message: string
    }

type Refusal = Exclude<PlanResult, { ok: true }>

/** Takes back what the transaction wrote. */
class PlanRefused extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.message)
    this.refusal = refusal
  }
}

/**
 * Freezes the recipients of an issue: a row for each active member of segment and audience, with the variant, and
 * whether the member is suppressed. Replaces a plan of the issue that has not begun. All of it is done by the
 * database, so a million members cost no memory. Reports what is wrong with a condition.
 */
export async function planSend(database: Database, input: NewPlanInput): Promise<PlanResult> {
  const conditions = readConditions(input)
  if (!conditions) {
    return { ok: false, reason: 'conditions', message: 'Unexpected condition, expected one that can be read' }
  }
  if (variantsOverlap(conditions.variants)) {
    const message =
      'Unexpected variants that one member could get both of, expected variants that exclude each other'
    return { ok: false, reason: 'variants', message }
  }
  try {
    return await database.transaction((queries) => plan(queries, input, conditions))
  } catch (error) {
    if (error instanceof PlanRefused) return error.refusal
    throw error
  }
}

async function plan(
  queries: Queries,
  input: NewPlanInput,
  conditions: RecipientConditions,
): Promise<PlanResult> {
  const { issue } = input.manifest
  await removeEarlierPlans(queries, input)
  const earlier = await earlierSends(queries, issue)
  const sendId = await insertSend(queries, input)
  await freeze(queries, sendId, conditions, earlier)
  const found = await readPlan(queries, sendId)
  refuseUnfit(found)
  const recipientsHash = await hashRecipients(queries, sendId)
  const planHash = planHashOf({ ...hashed(input), recipientsHash })
  await queries.run(
    'UPDATE sends SET plan_hash = ?, recipients_hash = ?, planned = ? WHERE id = ?',
    planHash,
    recipientsHash,
    found.members,
    sendId,
  )
  await noteEvent(queries, { sendId, at: input.at, kind: 'planned', by: input.by, detail: planHash })
  const send = await readSend(queries, sendId)
  if (!send) throw new Error('The send that was planned is gone')
  return { ok: true, send, plan: found }
}

/** What the plan hash covers besides the recipients. */
export function hashed({ manifest, segment }: RecipientsInput): {
  contentHash: string
  audience: string | null
  segment: string | null
} {
  return { contentHash: manifest.contentHash, audience: manifest.audience, segment: segment ?? null }
}

/**
 * Removes plans that nobody confirmed. One that was confirmed and has not begun stays on record as cancelled, so that
 * a process that is about to begin it finds no other under its number. Any other send of the issue stands in the way,
 * unless it came to nothing.
 */
async function removeEarlierPlans(queries: Queries, input: NewPlanInput): Promise<void> {
  const { manifest, by, at, keepsConfirmed = false } = input
  const { issue } = manifest
  const sends = await queries.all<{ id: number; state: string; confirmed: number }>(
    `SELECT id, state, confirmed_at IS NOT NULL AS confirmed FROM sends
     WHERE issue = ? AND state NOT IN ('cancelled', 'expired')`,
    issue,
  )
  for (const { id, state, confirmed } of sends) {
    if (state !== 'planned') {
      const message = `Unexpected plan for ${issue}, whose send is ${state}, expected an issue that is not being sent`
      throw new PlanRefused({ ok: false, reason: 'under-way', message })
    }
    if (confirmed === 1 && keepsConfirmed) {
      const message = `Unexpected content or segment that is not of the confirmed plan for ${issue}, expected that plan's: plan it again first, which takes the confirmation back`
      throw new PlanRefused({ ok: false, reason: 'confirmed', message })
    }
    if (confirmed === 1) {
      await writeCancelled(queries, id, { by, at })
      const detail = 'another plan took its place before it had begun'
      await noteEvent(queries, { sendId: id, at, kind: 'cancelled', by, detail })
      continue
    }
    await queries.run('DELETE FROM events WHERE send_id = ?', id)
    await queries.run('DELETE FROM deliveries WHERE send_id = ?', id)
    await queries.run('DELETE FROM sends WHERE id = ?', id)
  }
}

/** Sends of the issue that were cancelled or expired: some members may have had it. */
async function earlierSends(queries: Queries, issue: string): Promise<number[]> {
  const rows = await queries.all<{ id: number }>('SELECT id FROM sends WHERE issue = ?', issue)
  return rows.map(({ id }) => id)
}

async function insertSend(queries: Queries, input: PlanInput): Promise<number> {
  const { contentHash, audience, segment } = hashed(input)
  const row = await queries.get<{ id: number }>(
    `INSERT INTO sends (issue, state, plan_hash, content_hash, recipients_hash, manifest, segment, audience,
       planned_at, planned_by) VALUES (?, 'planned', '', ?, '', ?, ?, ?, ?, ?) RETURNING id`,
    input.manifest.issue,
    contentHash,
    JSON.stringify(input.manifest),
    segment,
    audience,
    input.at,
    input.by,
  )
  return row?.id ?? 0
}

/** One row a member, in the order of the members. */
async function freeze(
  queries: Queries,
  sendId: number,
  conditions: RecipientConditions,
  earlier: readonly number[],
): Promise<void> {
  const recipients = await selectRecipients(queries, conditions)
  const reason = heldBackBecause(earlier)
  await queries.run(
    `INSERT INTO deliveries (send_id, member_id, member_number, address, address_key, domain, variant, state, reason)
     SELECT ?, member_id, member_number, address, address_key, domain, variant,
       CASE WHEN reason IS NULL THEN 'waiting' ELSE 'suppressed' END, reason
     FROM (SELECT w.*, ${reason} AS reason FROM (${recipients.sql}) w) f ORDER BY member_id`,
    sendId,
    ...recipients.values,
  )
  await recipients.drop()
}

/**
 * SQL for why a recipient gets no letter: suppressed, or had it from a send that was cancelled later, by the address or
 * as the member, who may have another one since. Members are looked up in a list that is made once, addresses by key.
 */
export function heldBackBecause(earlier: readonly number[]): string {
  if (earlier.length === 0) return 'w.suppression'
  const went = `e.send_id IN (${earlier.join(', ')}) AND e.state IN ('handed-over', 'accepted', 'uncertain')`
  return `coalesce(w.suppression, CASE
    WHEN w.member_id IN (SELECT e.member_id FROM deliveries e WHERE ${went}) THEN 'had-it'
    WHEN EXISTS (SELECT 1 FROM deliveries e WHERE ${went} AND e.address_key = w.address_key
      AND e.again_of IS NULL) THEN 'had-it' END)`
}

function refuseUnfit(found: Plan): void {
  if (found.members === 0) {
    const message = 'Unexpected plan for nobody, expected at least one active member in segment and audience'
    throw new PlanRefused({ ok: false, reason: 'nobody', message })
  }
  const without = found.variants.find(({ id }) => id === '')
  if (!without) return
  const message = `Unexpected ${without.members} members whom no variant of the issue is for, expected one for each: build the issue again`
  throw new PlanRefused({ ok: false, reason: 'variants', message })
}
