import type { Procedure, Queries, Value } from '../database/index.ts'
import { heldBack, heldReason } from '../members/index.ts'
import { claimDeliveries, suppressDelivery, type Claimed } from './claim-deliveries.ts'
import type { PutOff } from './claim-queue.ts'
import { noteEvent } from './note-event.ts'
import { addLetters, sumOf, type Change } from './pace/pace-rows.ts'
import type { SendState } from './send-record.ts'
import type { Settlement } from './settlement.ts'

/** What one group commit writes, in one transaction. */
export interface Group {
  settlements: readonly KeptSettlement[]
  /** Letters whose data is written and whose dot is withheld until this commits. */
  handOvers: readonly HandOver[]
  putOff: readonly PutOff[]
  /** How many deliveries to claim. */
  claim: number
  /** Why the send is to be paused, where it is. */
  pause: string | undefined
  now: number
}

/** A settlement as it goes to the ledger: of its delivery the id is enough. */
export type KeptSettlement = Omit<Settlement, 'delivery'> & { id: number }

/** A letter at its gate. */
export interface HandOver {
  id: number
  memberId: number
  addressKey: string
  /** What the pace counts once it is handed over. */
  counts: readonly Change[]
}

/** What came of it. */
export interface GroupResult {
  state: SendState
  /** Why it is paused. */
  pauseReason: string | null
  /** The ids of those that may go. */
  granted: Set<number>
  /** The ids of those whose member has left. */
  suppressed: Set<number>
  claimed: Claimed | undefined
}

export interface LedgerOptions {
  sendId: number
  senderId: string
  series: string | undefined
  longestWaitMs: number
}

export interface GroupInput {
  group: Group
  options: LedgerOptions
}

/**
 * Writes a group to the ledger. The order matters: answers first, so that a line never has two letters marked as
 * handed over; then the look at the send's state and at who has left, as everybody else has committed it; then the
 * letters that may go.
 */
export async function writeGroup(queries: Queries, { group, options }: GroupInput): Promise<GroupResult> {
  const { sendId, senderId } = options
  if (group.pause !== undefined) await pauseBySystem(queries, sendId, group.pause, group.now)
  const send = await queries.get<{ state: SendState; pause_reason: string | null }>(
    'SELECT state, pause_reason FROM sends WHERE id = ?',
    sendId,
  )
  const state = send?.state ?? 'cancelled'
  await writeSettlements(queries, group.settlements, options, state)
  for (const { id, until } of group.putOff) await putOff(queries, id, until, senderId)
  const goes = state === 'sending'
  const { granted, suppressed } = await grant(queries, goes ? group.handOvers : [], group.now, options)
  const claimed =
    goes && group.claim > 0
      ? await claimDeliveries(queries, { ...options, limit: group.claim, now: group.now })
      : undefined
  return { state, pauseReason: send?.pause_reason ?? null, granted, suppressed, claimed }
}

/** `writeGroup` for wherever the writer lives. */
export const groupProcedure = {
  module: import.meta.url,
  name: writeGroup.name,
  work: writeGroup,
} satisfies Procedure<GroupInput, GroupResult>

async function pauseBySystem(queries: Queries, sendId: number, reason: string, at: number): Promise<void> {
  const changes = await queries.run(
    `UPDATE sends SET state = 'paused', pause_reason = ? WHERE id = ? AND state = 'sending'`,
    reason,
    sendId,
  )
  if (changes > 0) await noteEvent(queries, { sendId, at, kind: 'paused', detail: reason })
}

/** Marks letters as handed over: those that are still this sender's, and whose member has not left. */
async function grant(
  queries: Queries,
  handOvers: readonly HandOver[],
  now: number,
  { senderId, series }: LedgerOptions,
): Promise<Pick<GroupResult, 'granted' | 'suppressed'>> {
  const granted = new Set<number>()
  const suppressed = new Set<number>()
  if (handOvers.length === 0) return { granted, suppressed }
  const changes = await queries.runEach(
    `UPDATE deliveries SET state = 'handed-over', handed_at = ?
     WHERE id = ? AND sender_id = ? AND state = 'claimed'
       AND ${heldReason('deliveries.address_key', 'deliveries.member_id')} IS NULL`,
    handOvers.map(({ id }) => [now, id, senderId, series ?? null]),
  )
  const isGranted = (index: number): boolean => changes[index] !== 0
  for (const [index, { id }] of handOvers.entries()) if (isGranted(index)) granted.add(id)
  const withheld = handOvers.filter((_, index) => !isGranted(index))
  const held = await heldBack(queries, withheld, series)
  for (const { id, memberId } of withheld) {
    const reason = held.get(memberId)
    if (reason === undefined) continue
    await suppressDelivery(queries, id, reason, now)
    suppressed.add(id)
  }
  await addLetters(
    queries,
    sumOf(handOvers.filter(({ id }) => granted.has(id)).flatMap(({ counts }) => counts)),
  )
  return { granted, suppressed }
}

async function writeSettlements(
  queries: Queries,
  settlements: readonly KeptSettlement[],
  { sendId, senderId }: LedgerOptions,
  sendState: SendState,
): Promise<void> {
  if (settlements.length === 0) return
  // An uncertain one of ours was given up by mistake while its answer was on the way: the answer is better.
  const changes = await queries.runEach(
    `UPDATE deliveries SET state = ?, reason = ?, not_before = ?, settled_at = ?, sender_id = ?,
       attempts = attempts + ?, code = CASE ? WHEN 1 THEN ? ELSE code END,
       reply = CASE ? WHEN 1 THEN ? ELSE reply END
     WHERE id = ? AND sender_id = ? AND state IN ('claimed', 'handed-over', 'uncertain')`,
    settlements.map((settlement) => valuesOf(settlement, senderId, sendState)),
  )
  for (const [index, settlement] of settlements.entries()) {
    const isLate = changes[index] === 0 && settlement.attempted
    if (settlement.event !== undefined || isLate) await noteSettlement(queries, sendId, settlement, isLate)
  }
}

function valuesOf(settlement: KeptSettlement, senderId: string, sendState: SendState): Value[] {
  const { id, code, reply, reason, notBefore, attempted, at } = settlement
  const isOpen = settlement.state === 'waiting' || settlement.state === 'deferred'
  const isCancelled = isOpen && sendState === 'cancelled'
  const counts = attempted ? 1 : 0
  return [
    isCancelled ? 'cancelled' : settlement.state,
    isCancelled ? 'the send was cancelled' : reason,
    notBefore,
    isOpen && !isCancelled ? null : at,
    isOpen ? null : senderId,
    counts,
    counts,
    code,
    counts,
    reply,
    id,
    senderId,
  ]
}

async function noteSettlement(
  queries: Queries,
  sendId: number,
  { id, code, reply, reason, event, state, at }: KeptSettlement,
  isLate: boolean,
): Promise<void> {
  await noteEvent(queries, {
    sendId,
    deliveryId: id,
    at,
    kind: isLate ? 'late-answer' : (event ?? state),
    ...(code !== null && { code }),
    detail: reply ?? reason ?? '',
  })
}

async function putOff(queries: Queries, id: number, until: number, senderId: string): Promise<void> {
  await queries.run(
    `UPDATE deliveries SET state = 'waiting', not_before = ?, sender_id = NULL
     WHERE id = ? AND sender_id = ? AND state = 'claimed'`,
    until,
    id,
    senderId,
  )
}
